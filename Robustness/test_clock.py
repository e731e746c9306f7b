"""Somebody sets the machine's clock while people work (T-6): no entry goes back, no number is given twice, and a machine
whose battery is dead is not let in to date papers wrongly. The clock of this machine is not touched: `shims/clock.c`
stands between the program and it.
"""

import datetime
import pathlib
import struct
import threading
import time

import pytest
from house import House
from test_kill import Counter, check_numbers

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
HOUR, DAY = 3600, 86_400


class SetClock:
    """The clock that a house sees: this machine's and some seconds."""

    def __init__(self, house: House, folder: pathlib.Path, shim: str):
        self.file = folder / "offset"
        self.file.write_bytes(bytes(8))
        house.environment = {"LD_PRELOAD": shim, "CLOCK_OFFSET": str(self.file)}

    def set(self, seconds: float) -> None:
        with self.file.open("r+b") as file:
            file.write(struct.pack("=q", round(seconds * 1_000_000)))

    def set_to(self, moment: datetime.datetime) -> None:
        self.set(moment.timestamp() - time.time())


@pytest.fixture
def set_house(tmp_path: pathlib.Path, furnish, shim):
    house = furnish(tmp_path)
    clock = SetClock(house, tmp_path, shim("clock"))
    yield house, clock
    house.stop()


def stamps(house: House) -> list[int]:
    return [int(at) for (at,) in house.rows("SELECT at FROM journal_entry ORDER BY number")]


def test_a_clock_that_is_set_while_people_work_spoils_nothing(set_house):
    house, clock = set_house
    # Nobody is to be signed out by the jumps.
    house.environment |= {"MOTCUA_SESSION_IDLE_MINUTES": "1440", "MOTCUA_SESSION_HOURS": "72"}
    before = len(stamps(house))
    house.start()
    over = threading.Event()
    counters = [Counter(house, f"motcua{n}", over, scans=False) for n in (1, 2)]
    for counter in counters:
        counter.start()

    def work(dossiers: int = 3) -> None:
        goal = sum(len(c.confirmed) for c in counters) + dossiers
        end = time.monotonic() + 60
        while sum(len(c.confirmed) for c in counters) < goal:
            assert time.monotonic() < end, "the counters stand still"
            assert not any(c.fault for c in counters), [c.fault for c in counters]
            time.sleep(0.02)

    now = datetime.datetime.now(VIETNAM)
    midnight = (now + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    work()
    for seconds in (1, 0, -1, 0, -HOUR, 0, HOUR, 0):
        clock.set(seconds)
        work()
    # Over midnight, back before it, and on.
    for moment in (midnight, midnight - datetime.timedelta(minutes=10), midnight + datetime.timedelta(minutes=1)):
        clock.set_to(moment)
        work()
    over.set()
    for counter in counters:
        counter.join(timeout=60)
        assert counter.fault is None, counter.fault
    written = stamps(house)[before:]
    # The time is read when a request arrives and written when its turn comes: neighbours may change places.
    backwards = [(a, b) for a, b in zip(written, written[1:]) if b < a - 2_000_000]
    assert not backwards, f"{len(backwards)} entries are before the entry that they follow, such as {backwards[0]}"
    # Two acts never have the same time.
    twice = house.rows(
        "SELECT at FROM journal_entry GROUP BY at HAVING COUNT(DISTINCT request_id) > 1 AND at > 0 "
        f"AND MIN(number) > {before}"
    )
    assert not twice, f"{len(twice)} times were given to two requests"
    check_numbers(house, [code for (code,) in house.rows("SELECT code FROM dossier")])
    # Of the demo's own dossiers some wait to be looked at, and have no due date yet: which ones depends on the day.
    confirmed = {id for counter in counters for id in counter.confirmed}
    received = [row for row in house.rows("SELECT id, submitted_at, due_at FROM dossier") if row[0] in confirmed]
    assert len(received) == len(confirmed)
    for id, submitted, due in received:
        assert int(due) > int(submitted), f"{id} is due before it was handed in"
    house.stop()
    verified = house.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_session_that_is_over_does_not_live_again(set_house):
    house, clock = set_house
    house.environment["MOTCUA_SESSION_IDLE_MINUTES"] = "5"
    house.start()
    officer = house.visitor("motcua1")
    assert officer.get("/ban-lam-viec").status == 200
    clock.set(6 * 60)
    # Somebody else moves the time on; the officer is away meanwhile.
    assert house.visitor("motcua2").get("/ban-lam-viec").status == 200
    clock.set(-HOUR)
    answer = officer.get("/ban-lam-viec")
    # Locked since, and it stays so: the password opens it, not the clock.
    assert answer.status == 303 and answer.location.startswith("/mo-khoa"), (answer.status, answer.location)


def test_a_dead_battery_is_told_and_nothing_is_dated_wrongly(set_house):
    house, clock = set_house
    clock.set(-400 * DAY)
    with pytest.raises(AssertionError):
        house.start(seconds=20)
    assert house.process.wait(timeout=20) == 1
    told = house.log.read_text().strip().splitlines()
    assert "timedatectl" in told[-1], told
    clock.set(0)
    house.start()
    house.check_alive()
