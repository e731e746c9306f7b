"""The server dies at any moment; whatever it has confirmed is there afterwards, and a form sent again counts once."""

import hashlib
import http.client
import os
import random
import secrets
import threading
import time

from house import House
from visitor import Answer, again, dossier_of

LONG = os.environ.get("MOTCUA_LONG") == "1"
KILLS = 200 if LONG else 20
WRITES = 20_000 if LONG else 3_000
COUNTERS = 6
# Two of the counters scan what they have received: every scan is a file on the disk beside the database.
SCANNERS = 2


class Counter(threading.Thread):
    """An officer who receives one dossier after the other, and sends a form again until it has an answer."""

    def __init__(self, house: House, login: str, over: threading.Event, scans: bool):
        super().__init__(name=login, daemon=True)
        self.visitor = house.visitor(login, seconds=20)
        self.form = self.visitor.counter_form()
        self.over = over
        self.scans = scans
        self.confirmed: list[str] = []
        self.scanned: list[tuple[str, str]] = []
        self.sent_again = 0
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                form = again(self.form)
                id = dossier_of(self._until_answered(lambda: self.visitor.receive(form)))
                self.confirmed.append(id)
                if self.scans:
                    self._scan(id)
        except Exception as error:  # Told by the test, which waits for all counters.
            self.fault = error

    def _scan(self, id: str) -> None:
        content = b"%PDF-1.4\n" + secrets.token_hex(4_000).encode() + b"\n%%EOF\n"
        form = {"csrf": self.form["csrf"], "once": secrets.token_hex(16), "component": "1"}
        answer = self._until_answered(lambda: self.visitor.upload(f"/ho-so/{id}/so-hoa", form, "anh.pdf", content))
        assert answer.status == 303, answer.status
        self.scanned.append((id, hashlib.sha256(content).hexdigest()))

    def _until_answered(self, send) -> Answer:
        while True:
            try:
                answer = send()
            except (OSError, http.client.HTTPException):
                self.sent_again += 1
                time.sleep(0.2)
                continue
            if answer.status != 503:
                return answer
            time.sleep(0.2)


def check_kept(house: House, confirmed: list[str], scanned: list[tuple[str, str]]) -> None:
    rows = house.rows("SELECT id, code FROM dossier")
    kept = {id for id, _ in rows}
    lost = [id for id in confirmed if id not in kept]
    assert not lost, f"{len(lost)} confirmed dossiers are gone, such as {lost[:3]}"
    check_numbers(house, [code for _, code in rows])
    check_nothing_half_done(house)
    check_files(house, scanned)


def check_numbers(house: House, codes: list[str]) -> None:
    """Each receipt number once, and none left out: numbers of an agency's day are 1, 2, 3 …"""
    assert len(set(codes)) == len(codes), "a code was given twice"
    days: dict[str, set[int]] = {}
    for code in codes:
        beginning, number = code.rsplit("-", 1)
        days.setdefault(beginning, set()).add(int(number))
    for beginning, numbers in days.items():
        assert numbers == set(range(1, len(numbers) + 1)), f"{beginning} has a gap below {max(numbers)}"
    # One question for both, for the counters go on.
    [(last, count)] = house.rows("SELECT (SELECT SUM(last) FROM dossier_number), (SELECT COUNT(*) FROM dossier)")
    assert last == count, f"{last} numbers were given to {count} dossiers"


def check_nothing_half_done(house: House) -> None:
    """A dossier is there with its person, its content, its papers and its entries in the journal, or not at all."""
    for part in [
        "SELECT 1 FROM dossier_party p WHERE p.dossier_id = d.id AND p.role = 'applicant'",
        "SELECT 1 FROM dossier_content c WHERE c.dossier_id = d.id",
        "SELECT 1 FROM dossier_paper p WHERE p.dossier_id = d.id",
        "SELECT 1 FROM journal_entry e WHERE e.subject = d.id",
    ]:
        halves = house.rows(f"SELECT id FROM dossier d WHERE NOT EXISTS ({part})")
        assert not halves, f"{len(halves)} dossiers without {part}, such as {halves[0]}"
    [(entries, last, head)] = house.rows(
        "SELECT COUNT(*), MAX(number), (SELECT number FROM journal_head) FROM journal_entry"
    )
    assert entries == last == head, f"{entries} entries, the last {last}, the head says {head}"


def check_files(house: House, scanned: list[tuple[str, str]]) -> None:
    """Each file that the database knows is on the disk, whole; each confirmed scan is known."""
    known = set(house.rows("SELECT owner, digest FROM file WHERE owner_kind = 'dossier'"))
    lost = [pair for pair in scanned if pair not in known]
    assert not lost, f"{len(lost)} confirmed scans are gone, such as {lost[:3]}"
    for digest in {digest for _, digest in known}:
        if digest in house.whole_files:
            continue
        path = house.data / "blobs" / digest[:2] / digest[2:4] / digest
        content = house.keys.file(path.read_bytes())
        assert hashlib.sha256(content).hexdigest() == digest, f"{path} is not whole"
        house.whole_files.add(digest)


def test_a_confirmed_dossier_survives_every_kill(each_house: House):
    house, seed = each_house, int(os.environ.get("MOTCUA_SEED", random.randrange(1 << 32)))
    print(f"MOTCUA_SEED={seed}")
    # There PostgreSQL, which is not killed, keeps the data: a quarter is enough.
    kills, writes = (KILLS // 4, WRITES // 4) if house.postgres else (KILLS, WRITES)
    chance = random.Random(seed)
    before = len(house.rows("SELECT id FROM dossier"))
    if house.postgres:
        # The demo's own files lie where its model was made.
        house.whole_files |= {digest for (digest,) in house.rows("SELECT digest FROM file")}
    over = threading.Event()
    counters = [
        Counter(house, f"motcua{1 + number % 5}", over, scans=number < SCANNERS) for number in range(COUNTERS)
    ]
    for counter in counters:
        counter.start()

    def confirmed() -> list[str]:
        return [id for counter in counters for id in list(counter.confirmed)]

    def scanned() -> list[tuple[str, str]]:
        return [pair for counter in counters for pair in list(counter.scanned)]

    def work_until(count: int) -> None:
        end = time.monotonic() + 120
        while len(confirmed()) < count and time.monotonic() < end and not any(c.fault for c in counters):
            time.sleep(0.01)

    slowest = 0.0
    for kill in range(kills):
        # At least a share of the writes before each kill, then any moment of some milliseconds later.
        work_until(writes * (kill + 1) // (kills + 1))
        time.sleep(chance.uniform(0, 0.15))
        house.kill()
        known, files = confirmed(), scanned()
        begun = time.monotonic()
        house.start()
        slowest = max(slowest, time.monotonic() - begun)
        check_kept(house, known, files)

    work_until(writes)
    over.set()
    for counter in counters:
        counter.join(timeout=60)
        assert counter.fault is None, counter.fault
        assert not counter.is_alive(), "a form never got its answer"

    done, files = confirmed(), scanned()
    print(
        f"{len(done)} dossiers and {len(files)} scans confirmed, {kills} kills, "
        f"{sum(c.sent_again for c in counters)} sent again, slowest restart {slowest:.2f} s"
    )
    assert len(done) >= writes
    assert len(set(done)) == len(done), "two forms were answered with the same dossier"
    check_kept(house, done, files)
    assert len(house.rows("SELECT id FROM dossier")) == before + len(done), "a form sent again counted twice"
    digests = [digest for _, digest in house.rows("SELECT owner, digest FROM file WHERE owner_kind = 'dossier'")]
    assert all(digests.count(digest) == 1 for _, digest in files[:200]), "a scan sent again counted twice"
    reader = house.visitor("motcua1")
    for id in chance.sample(done, 5):
        assert reader.get(f"/ho-so/{id}").status == 200
    house.stop()
    verified = house.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
