"""The server dies at any moment; whatever it has confirmed is there afterwards, and a form sent again counts once."""

import http.client
import os
import random
import threading
import time

from house import House
from visitor import again, dossier_of

LONG = os.environ.get("MOTCUA_LONG") == "1"
KILLS = 200 if LONG else 8
WRITES = 20_000 if LONG else 300
COUNTERS = 6


class Counter(threading.Thread):
    """An officer who receives one dossier after the other, and sends a form again until it has an answer."""

    def __init__(self, house: House, login: str, over: threading.Event):
        super().__init__(name=login, daemon=True)
        self.visitor = house.visitor(login, seconds=20)
        self.form = self.visitor.counter_form()
        self.over = over
        self.confirmed: list[str] = []
        self.sent_again = 0
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self._receive(again(self.form))
        except Exception as error:  # Told by the test, which waits for all counters.
            self.fault = error

    def _receive(self, form: dict[str, str]) -> None:
        while True:
            try:
                answer = self.visitor.receive(form)
            except (OSError, http.client.HTTPException):
                self.sent_again += 1
                time.sleep(0.2)
                continue
            if answer.status == 503:
                time.sleep(0.2)
                continue
            self.confirmed.append(dossier_of(answer))
            return


def check_kept(house: House, confirmed: list[str]) -> None:
    rows = house.rows("SELECT id, code FROM dossier")
    kept = {id for id, _ in rows}
    lost = [id for id in confirmed if id not in kept]
    assert not lost, f"{len(lost)} confirmed dossiers are gone, such as {lost[:3]}"
    assert len({code for _, code in rows}) == len(rows), "a code was given twice"


def test_a_confirmed_dossier_survives_every_kill(each_house: House):
    house, seed = each_house, int(os.environ.get("MOTCUA_SEED", random.randrange(1 << 32)))
    print(f"MOTCUA_SEED={seed}")
    # There PostgreSQL, which is not killed, keeps the data: half as much is enough.
    kills, writes = (KILLS // 2, WRITES // 2) if house.postgres else (KILLS, WRITES)
    chance = random.Random(seed)
    before = len(house.rows("SELECT id FROM dossier"))
    over = threading.Event()
    counters = [Counter(house, f"motcua{1 + number % 5}", over) for number in range(COUNTERS)]
    for counter in counters:
        counter.start()

    def confirmed() -> list[str]:
        return [id for counter in counters for id in list(counter.confirmed)]

    for kill in range(kills):
        # At least a share of the writes before each kill, then any moment of some milliseconds later.
        share = writes * (kill + 1) // (kills + 1)
        end = time.monotonic() + 60
        while len(confirmed()) < share and time.monotonic() < end and not any(c.fault for c in counters):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.15))
        house.kill()
        known = confirmed()
        house.start()
        check_kept(house, known)

    end = time.monotonic() + 60
    while len(confirmed()) < writes and time.monotonic() < end and not any(c.fault for c in counters):
        time.sleep(0.01)
    over.set()
    for counter in counters:
        counter.join(timeout=60)
        assert counter.fault is None, counter.fault
        assert not counter.is_alive(), "a form never got its answer"

    done = confirmed()
    print(f"{len(done)} confirmed, {kills} kills, {sum(c.sent_again for c in counters)} sent again")
    assert len(done) >= writes
    assert len(set(done)) == len(done), "two forms were answered with the same dossier"
    check_kept(house, done)
    assert len(house.rows("SELECT id FROM dossier")) == before + len(done), "a form sent again counted twice"
    reader = house.visitor("motcua1")
    for id in chance.sample(done, 5):
        assert reader.get(f"/ho-so/{id}").status == 200
    house.stop()
    verified = house.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
