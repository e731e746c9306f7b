"""Another program is told what happens: a receiver on loopback that checks signatures and order, answers badly, hangs
and dies, while the house is killed and started again."""

import contextlib
import http.server
import json
import re
import threading
import time

import pytest
from house import ROOT, House
from visitor import again, dossier_of

EXAMPLE = re.search(r"## Webhooks.*?```python\n(.*?)```", (ROOT / "docs/api.md").read_text(), re.DOTALL)[1]


class Receiver:
    """Takes batches and keeps them as they came; `mood` says how it answers."""

    def __init__(self):
        self.secret = ""
        self.mood = "well"
        self.asked = 0
        # (webhook-id, numbers) of every confirmed batch, in order.
        self.batches: list[tuple[str, list[int]]] = []
        self.entries: dict[int, dict] = {}
        self.faults: list[str] = []
        self.server: http.server.ThreadingHTTPServer | None = None
        self.port = 0
        self.known: dict = {}
        # The very example of the handbook checks every message.
        exec(EXAMPLE, self.known)

    def listen(self) -> None:
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(self.headers, body)
                if status is None:
                    time.sleep(20)
                    return
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    if status == 302:
                        self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
                    self.end_headers()
                    self.wfile.write(b"x" * 100_000)

            def do_GET(self):
                receiver.faults.append("a redirect was followed")

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def die(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def take(self, headers, body: bytes) -> int | None:
        self.asked += 1
        try:
            batch = self.known["verified"](self.secret, headers, body)
        except Exception as error:
            self.faults.append(f"not verified: {error!r}")
            return 400
        if self.mood == "hanging":
            return None
        if self.mood != "well":
            return int(self.mood)
        if batch["type"] == "test":
            return 200
        numbers = [entry["number"] for entry in batch["entries"]]
        self.batches.append((headers["webhook-id"], numbers))
        for entry in batch["entries"]:
            before = self.entries.setdefault(entry["number"], entry)
            if before != entry:
                self.faults.append(f"entry {entry['number']} was told in two ways")
        return 204

    def check_order(self) -> None:
        """What is new always comes after all that came before; what came before may come again."""
        newest = 0
        for id, numbers in self.batches:
            assert numbers == sorted(numbers), f"{id} is not in order"
            new = [number for number in numbers if number > newest]
            assert new == numbers[len(numbers) - len(new) :], f"{id} begins too late"
            newest = max(newest, *numbers)
        assert not self.faults, self.faults[:5]


@pytest.fixture
def receiver():
    receiver = Receiver()
    receiver.listen()
    yield receiver
    with contextlib.suppress(OSError):
        receiver.die()


def allow_loopback(house: House) -> None:
    (house.data / "motcua.conf").write_text("webhook-allow = 127.0.0.0/8\n")


def add(house: House, receiver: Receiver, *words: str) -> str:
    made = house.run("webhook", "add", "--account", "quantri", "--url", f"http://127.0.0.1:{receiver.port}/nhan",
                     "--json", *words)  # fmt: skip
    assert made.returncode == 0, made.stderr
    answer = json.loads(made.stdout)
    receiver.secret = answer["secret"]
    return answer["id"]


def wait_until(what, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def written(house: House) -> set[int]:
    return {int(number) for (number,) in house.rows("SELECT number FROM journal_entry WHERE subject_kind = 'dossier'")}


def work(house: House, count: int) -> None:
    visitor = house.visitor("motcua1")
    form = visitor.counter_form()
    for _ in range(count):
        dossier_of(visitor.receive(again(form)))


def test_nothing_is_lost_and_all_is_in_order_whatever_the_receiver_and_the_house_do(each_house: House, receiver):
    house = each_house
    allow_loopback(house)
    house.stop()
    house.start()
    before = written(house)
    add(house, receiver)
    work(house, 3)
    wait_until(lambda: set(receiver.entries) == written(house) - before)

    # It answers badly; what waits comes when it is well again.
    for mood in ["500", "302"]:
        receiver.mood = mood
        asked = receiver.asked
        work(house, 2)
        wait_until(lambda: receiver.asked > asked)
    receiver.mood = "well"
    wait_until(lambda: set(receiver.entries) == written(house) - before)

    # It is away altogether.
    receiver.die()
    work(house, 2)
    time.sleep(2)
    receiver.listen()
    wait_until(lambda: set(receiver.entries) == written(house) - before)

    # It hangs, and the house is killed with a batch on its way: the same batch comes again, once the claim is over.
    receiver.mood = "hanging"
    asked = receiver.asked
    work(house, 2)
    wait_until(lambda: receiver.asked > asked)
    house.kill()
    receiver.mood = "well"
    house.start()
    work(house, 1)
    wait_until(lambda: set(receiver.entries) == written(house) - before, seconds=90)

    # The house is killed right while it tells.
    for _ in range(2):
        confirmed = len(receiver.batches)
        work(house, 4)
        wait_until(lambda: len(receiver.batches) > confirmed, seconds=90)
        house.kill()
        house.start()
    wait_until(lambda: set(receiver.entries) == written(house) - before, seconds=120)
    receiver.check_order()


def test_one_that_hangs_holds_up_nobody_else(house: House, receiver):
    allow_loopback(house)
    house.stop()
    house.start()
    before = written(house)
    slow = Receiver()
    slow.listen()
    try:
        add(house, slow)
        slow.mood = "hanging"
        add(house, receiver)
        for _ in range(3):
            work(house, 1)
            wait_until(lambda: set(receiver.entries) == written(house) - before, seconds=8)
        assert slow.asked >= 1
    finally:
        slow.die()
    receiver.check_order()


def test_replay_pause_and_removal_from_the_command_line_beside_the_server(house: House, receiver):
    allow_loopback(house)
    house.stop()
    house.start()
    id = add(house, receiver)
    all_before = written(house)
    assert house.run("webhook", "replay", id, "--from", "1").returncode == 0
    wait_until(lambda: set(receiver.entries) == all_before)
    told = sum(len(numbers) for _, numbers in receiver.batches)
    assert house.run("webhook", "replay", id, "--from", str(max(all_before))).returncode == 0
    wait_until(lambda: sum(len(numbers) for _, numbers in receiver.batches) == told + 1)

    assert house.run("webhook", "pause", id).returncode == 0
    work(house, 1)
    time.sleep(2.5)
    assert set(receiver.entries) == all_before
    [listed] = json.loads(house.run("webhook", "list", "--json").stdout)
    assert listed["state"] == "paused" and "secret" not in listed
    assert receiver.secret not in house.run("webhook", "list").stdout
    assert house.run("webhook", "resume", id).returncode == 0
    wait_until(lambda: set(receiver.entries) == written(house))

    tested = house.run("webhook", "test", id)
    assert tested.returncode == 0 and "204" not in tested.stdout and "200" in tested.stdout, tested.stderr
    receiver.mood = "503"
    assert house.run("webhook", "test", id).returncode == 1
    assert house.run("webhook", "remove", id).returncode == 0
    assert house.run("webhook", "remove", id).returncode == 1
    assert json.loads(house.run("webhook", "list", "--json").stdout) == []
    assert not receiver.faults, receiver.faults


def test_what_may_not_be_told_is_refused_in_one_line(house: House, receiver):
    def refused(*words: str, code: int) -> str:
        done = house.run("webhook", *words)
        assert done.returncode == code, done.stdout + done.stderr
        assert code == 2 or len(done.stderr.splitlines()) == 1
        return done.stderr

    url = "https://may.example/nhan"
    refused("add", "--account", "nobody", "--url", url, code=1)
    refused("add", "--account", "0900000101", "--url", url, code=1)
    refused("add", "--account", "quantri", "--url", "ftp://may.example/", code=1)
    refused("add", "--account", "quantri", "--url", url, "--kinds", "dossier", code=1)
    refused("replay", "x", "--from", "1", code=2)
    # Without webhook-allow nothing leads inside, however it is written.
    for host in ["127.0.0.1", "localhost", "2130706433", "127.1"]:
        id = add_quietly(house, f"http://{host}:{receiver.port}/")
        refused("test", id, code=1)
    assert receiver.asked == 0


def add_quietly(house: House, url: str) -> str:
    return json.loads(house.run("webhook", "add", "--account", "quantri", "--url", url, "--json").stdout)["id"]
