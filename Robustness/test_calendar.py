"""A new holiday moves the open dossiers' dates while the server dies: every date moves once, and none is forgotten. And a
clock that jumps back an hour gives no date that is wrong.
"""

import collections
import datetime
import json
import random
import time

from house import House
from test_clock import HOUR, set_house  # noqa: F401 (a fixture)
from visitor import again, dossier_of

DOSSIERS = 120
# A runner that was killed holds its job for a minute.
SECONDS = 150


def working_days(house: House, count: int) -> list[str]:
    """The next working days from the day after tomorrow on, as the program counts them."""
    shown = json.loads(house.run("calendar", "show", "--json").stdout)
    off = {day["from"] for year in shown["years"] for day in year["off"]}
    days, day = [], datetime.date.today() + datetime.timedelta(days=2)
    while len(days) < count:
        if day.weekday() < 5 and day.isoformat() not in off:
            days.append(day.isoformat())
        day += datetime.timedelta(days=1)
    return days


class Counter:
    """An officer who receives dossiers of a procedure that takes some working days."""

    def __init__(self, house: House):
        self.visitor = house.visitor("motcua1")
        self.form = self.visitor.counter_form()
        for code, record in house.rows("SELECT code, record FROM procedure_version ORDER BY code"):
            time_of = json.loads(record).get("time") or {}
            if time_of.get("unit") == "working_day" and 5 <= (time_of.get("value") or 0) <= 15:
                self.path = f"/quay/{code}"
                if self.visitor.post(self.path, again(self.form)).status == 303:
                    return
        raise AssertionError("no procedure of some working days can be received so")

    def receive(self) -> str:
        return dossier_of(self.visitor.post(self.path, again(self.form)))


def enter(house: House, day: str) -> None:
    added = house.run("calendar", "add", "--off", day, "--name", "Nghỉ", "--reason", f"Nghỉ {day}", "--source", "TB 1")
    assert added.returncode == 0, added.stderr


def wait_until_counted(house: House, revisions: int) -> None:
    end = time.monotonic() + SECONDS
    while len(house.rows("SELECT revision FROM due_recount WHERE finished_at IS NOT NULL")) < revisions:
        house.check_alive()
        assert time.monotonic() < end, house.rows("SELECT revision, looked, moved, finished_at FROM due_recount")
        time.sleep(0.5)


def check_moves(house: House, before: dict[str, str]) -> None:
    """Each dossier's moves are one chain from the date it had to the date it has."""
    told = house.rows("SELECT subject, facts FROM journal_entry WHERE kind = 'dossier.due-moved' ORDER BY number")
    chains = collections.defaultdict(list)
    for subject, facts in told:
        fact = json.loads(facts)
        assert fact["due"] > fact["old-due"], "a day off never makes a date earlier"
        if chains[subject]:
            assert chains[subject][-1][1] == fact["old-due"], f"{subject} moved twice from one date"
        chains[subject].append((fact["old-due"], fact["due"]))
    for id, due in house.rows("SELECT id, due_at FROM dossier WHERE due_at IS NOT NULL"):
        if id in before and before[id] != due:
            assert chains[id], f"{id} moved without an entry"
    moved = sum(int(moved) for (moved,) in house.rows("SELECT moved FROM due_recount"))
    assert moved == len(told), "the counters say what the journal says"
    doctor = house.run("doctor", "--json")
    broken = [f for f in json.loads(doctor.stdout) if f["check"] in ("journal", "dossiers", "calendar")
              and f["verdict"] == "wrong"]
    assert not broken, broken


def test_the_recount_of_due_dates_survives_a_kill(tmp_path):
    house = House(tmp_path)
    house.furnish()
    try:
        house.start()
        counter = Counter(house)
        for _ in range(DOSSIERS):
            counter.receive()
        house.stop()
        before = {id: due for id, due in house.rows("SELECT id, due_at FROM dossier WHERE due_at IS NOT NULL")}
        days = working_days(house, 3)
        for day in days:
            enter(house, day)
        house.start()
        time.sleep(random.uniform(0, 0.6))
        house.kill()
        house.start()
        wait_until_counted(house, len(days))
        check_moves(house, before)
        assert house.rows("SELECT COUNT(*) FROM journal_entry WHERE kind = 'dossier.due-moved'") != [("0",)]
    finally:
        house.stop()


def test_a_clock_that_jumps_back_an_hour_spoils_no_due_date(set_house):  # noqa: F811
    house, clock = set_house
    house.start()
    counter = Counter(house)
    first = counter.receive()
    clock.set(-HOUR)
    second = counter.receive()
    enter(house, working_days(house, 1)[0])
    wait_until_counted(house, 1)
    clock.set(0)
    third = counter.receive()
    rows = {id: (int(accepted), int(due)) for id, accepted, due in house.rows(
        f"SELECT id, accepted_at, due_at FROM dossier WHERE id IN ('{first}', '{second}', '{third}')")}
    assert rows[first][0] <= rows[second][0] <= rows[third][0], "the clock of the papers never goes back"
    assert rows[first][1] <= rows[second][1] <= rows[third][1], rows
    check_moves(house, {})
