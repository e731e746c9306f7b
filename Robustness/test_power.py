"""The power fails at any moment (T-4): whatever was confirmed is on the disk afterwards, and the database is whole.

The program runs as always, with a shim under it that notes what it writes and syncs (`shims/trace.c`). From the notes the
disk is built as a failure at some moment may leave it: unsynced writes lost, torn, out of order (`shims/disk.py`).
"""

import contextlib
import os
import pathlib
import random
import shutil
import sqlite3
import threading
import time

import pytest
from house import House, sealed
from shims.disk import Disk, read_notes
from test_kill import Counter, check_files, check_nothing_half_done, check_numbers

LONG = os.environ.get("MOTCUA_LONG") == "1"
MOMENTS = 2_000 if LONG else 120
# Nothing that was not synced arrives; all of it; and torn halves of it, in any order.
SHARES = [0, 1, 0.5, 0.3, 0.8] if LONG else [0, 0.5]
WRITES = 600 if LONG else 150
COUNTERS = 3


class Found:
    """A disk after the failure, asked in the way of a house that serves."""

    postgres = None

    def __init__(self, data: pathlib.Path):
        self.data = data
        self.whole_files: set[str] = set()
        self.keys = sealed.Keys(data / "data.keys")
        self.connection = sqlite3.connect(data / "motcua.sqlite")

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return [tuple(str(value) for value in row) for row in self.connection.execute(query)]


class Watch(threading.Thread):
    """Notes with each confirmed dossier and scan how long the notes were by then."""

    def __init__(self, counters: list[Counter], notes: pathlib.Path):
        super().__init__(daemon=True)
        self.counters, self.notes = counters, notes
        self.dossiers: list[tuple[int, str]] = []
        self.scans: list[tuple[int, tuple[str, str]]] = []
        self.over = threading.Event()

    def run(self) -> None:
        seen = {counter: (0, 0) for counter in self.counters}
        while not self.over.is_set():
            for counter in self.counters:
                dossiers, scans = seen[counter]
                # Counted first, measured after: the notes are never said to be shorter than they were.
                now = (len(counter.confirmed), len(counter.scanned))
                length = self.notes.stat().st_size
                self.dossiers += [(length, id) for id in counter.confirmed[dossiers : now[0]]]
                self.scans += [(length, pair) for pair in counter.scanned[scans : now[1]]]
                seen[counter] = now
            time.sleep(0.002)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, furnish, shim):
    """A morning at three counters: the disk at its beginning, the notes, and what was confirmed when."""
    folder = tmp_path_factory.mktemp("power")
    house = furnish(folder)
    begin, notes = folder / "begin", folder / "notes"
    shutil.copytree(house.data, begin)
    house.environment = {"LD_PRELOAD": shim("trace"), "POWER_ROOT": str(house.data), "POWER_LOG": str(notes)}
    house.start()
    over = threading.Event()
    counters = [Counter(house, f"motcua{1 + n}", over, scans=n == 0) for n in range(COUNTERS)]
    watch = Watch(counters, notes)
    watch.start()
    for counter in counters:
        counter.start()
    end = time.monotonic() + 300
    while sum(len(c.confirmed) for c in counters) < WRITES and time.monotonic() < end:
        time.sleep(0.05)
    over.set()
    for counter in counters:
        counter.join(timeout=60)
        assert counter.fault is None, counter.fault
    time.sleep(0.1)
    watch.over.set()
    watch.join()
    house.kill()
    assert len(watch.dossiers) >= WRITES, "the counters did not get that far"
    return begin, read_notes(notes), watch


def failures(story, chance: random.Random, moments: int, shares, folder: pathlib.Path, deaf: tuple[str, ...] = ()):
    """The disks that failures at `moments` moments may leave, each with what had been confirmed by then."""
    begin, notes, watch = story
    first = watch.dossiers[0][0]
    # Moments after the first answer; half of them just before a sync has ended, where most is under way.
    later = [index for index, note in enumerate(notes) if note.end >= first]
    syncs = [index for index in later if notes[index].kind == "E"]
    chosen = sorted(chance.sample(later, moments // 2) + chance.choices(syncs, k=moments - moments // 2))
    disk, taken = Disk(begin, deaf), 0
    for number, moment in enumerate(chosen):
        for note in notes[taken:moment]:
            disk.take(note)
        taken = max(taken, moment)
        known = notes[moment - 1].end
        dossiers = [id for length, id in watch.dossiers if length <= known]
        scans = [pair for length, pair in watch.scans if length <= known]
        for share in shares:
            place = folder / f"{number}-{share}"
            disk.after_failure(place, chance, share)
            yield place, dossiers, scans
            shutil.rmtree(place)


def judge(place: pathlib.Path, dossiers: list[str], scans: list[tuple[str, str]]) -> None:
    found = Found(place)
    with contextlib.closing(found.connection):
        [(word,)] = found.rows("PRAGMA integrity_check")
        assert word == "ok", word
        kept = {id for (id,) in found.rows("SELECT id FROM dossier")}
        lost = [id for id in dossiers if id not in kept]
        assert not lost, f"{len(lost)} of {len(dossiers)} confirmed dossiers are gone"
        check_numbers(found, [code for (code,) in found.rows("SELECT code FROM dossier")])
        check_nothing_half_done(found)
        check_files(found, scans)


@pytest.fixture
def seeded() -> random.Random:
    seed = int(os.environ.get("MOTCUA_SEED", random.randrange(1 << 32)))
    print(f"MOTCUA_SEED={seed}")
    return random.Random(seed)


def test_no_failure_of_the_power_loses_what_was_confirmed(story, seeded, tmp_path: pathlib.Path):
    count = 0
    for place, dossiers, scans in failures(story, seeded, MOMENTS, SHARES, tmp_path):
        judge(place, dossiers, scans)
        count += 1
        if count % (MOMENTS * len(SHARES) // 5) == 0:
            # The program itself opens it, goes through the whole chain and serves.
            house = House(tmp_path / "house", data=place)
            house.log.parent.mkdir(exist_ok=True)
            verified = house.run("journal", "verify")
            assert verified.returncode == 0, verified.stdout + verified.stderr
            house.start()
            house.check_alive()
            house.stop()
    print(f"{count} disks after a failure of the power, {len(story[1])} notes, none lost, all whole")
    assert count == MOMENTS * len(SHARES)


def test_the_judge_sees_the_loss_when_the_log_is_not_synced(story, seeded, tmp_path: pathlib.Path):
    """A database that does not sync its log at each commit loses the last of them: if this were not seen, nothing were."""
    lost = 0
    for place, dossiers, _ in failures(story, seeded, 20, [0], tmp_path, deaf=("-wal",)):
        found = Found(place)
        with contextlib.closing(found.connection):
            kept = {id for (id,) in found.rows("SELECT id FROM dossier")}
            lost += any(id not in kept for id in dossiers)
    assert lost > 0


def test_the_judge_sees_a_paper_that_was_never_synced(story, seeded, tmp_path: pathlib.Path):
    """Files are synced before the database names them. With syncs that do nothing the judge finds them broken."""
    begin, notes, watch = story
    names = tuple({note.data.decode() for note in notes if note.kind == "C" and b"incoming/" in note.data})
    assert names, "no scan was noted"
    broken = 0
    for place, _, scans in failures(story, seeded, 20, [0], tmp_path, deaf=names):
        found = Found(place)
        with contextlib.closing(found.connection):
            try:
                check_files(found, scans)
            except (AssertionError, FileNotFoundError):
                broken += 1
    assert broken > 0
