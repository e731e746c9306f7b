"""A journal of a million entries: sealed for the first time, held whole against its seals, and asked about one entry."""

import hashlib
import json
import sqlite3
import struct
import subprocess
import time
from pathlib import Path

import bench

ENTRIES = 1_000_000
DAY = 86_400_000_000


def digest(number, at, subject, facts, previous):
    """As the program makes it: every field with its length before it."""
    parts = []

    def text(value):
        content = value.encode()
        parts.append(struct.pack(">q", len(content)) + content)

    text("motcua journal 1")
    parts.append(struct.pack(">qq", number, at))
    for value in ("measure.written", "measure", subject):
        text(value)
    parts.append(struct.pack(">qq", 0, 0))
    for value in ("Hồ Thị Mai", "reception", "0123456789abcdef"):
        text(value)
    parts.append(struct.pack(">q", len(facts)))
    for key in sorted(facts):
        text(key)
        text(facts[key])
    text(previous)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def rows(first, last_at, previous):
    for number in range(first, ENTRIES + 1):
        facts = {"code": f"H50.50.05-261123-{number:08}", "state": "accepted", "version": "2"}
        at, subject = last_at + number, f"{number:032x}"
        own = digest(number, at, subject, facts, previous)
        text = json.dumps(facts, separators=(",", ":"), sort_keys=True)
        yield (number, at, "measure.written", "measure", subject, None, None, "Hồ Thị Mai", "reception",
               "0123456789abcdef", text, previous, own)
        previous = own


def fill(file):
    """Adds entries to the chain with the guards aside, and puts them back."""
    database = sqlite3.connect(file, isolation_level=None)
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal_%'")
    guards = guards.fetchall()
    database.execute("BEGIN")
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    number, previous = database.execute("SELECT number, digest FROM journal_head").fetchone()
    last_at = database.execute("SELECT MAX(at) FROM journal_entry").fetchone()[0]
    places = ",".join("?" * 13)
    database.executemany(f"INSERT INTO journal_entry VALUES ({places})", rows(number + 1, last_at, previous))
    database.execute("UPDATE journal_head SET (number, digest) = (SELECT number, digest FROM journal_entry "
                     "ORDER BY number DESC LIMIT 1)")
    for _, text in guards:
        database.execute(text)
    database.execute("COMMIT")
    database.close()


def timed(*words):
    began = time.monotonic()
    done = subprocess.run([str(bench.PROGRAM), *map(str, words)], check=True, capture_output=True, text=True)
    return time.monotonic() - began, done.stdout


def main():
    figures = bench.Figures("08-proof", "A journal of a million entries, sealed and held against its seals")
    with bench.own_folder() as folder:
        data = Path(folder) / "data"
        bench.MotCua.demo(data, 5)
        fill(data / "motcua.sqlite")
        sealed, _ = timed("seal", "close", "--data", data)
        checked, told = timed("seal", "check", "--data", data, "--json")
        if not json.loads(told)["good"]:
            raise SystemExit("bench: the seals do not fit")
        again, _ = timed("seal", "list", "--data", data)
    figures.add("seal-million", "seconds to seal a million entries for the first time", sealed, aim=10, at_most=True,
                unit="s")
    figures.add("seal-check-million", "seconds to hold a million entries against chain and seals", checked, aim=60,
                at_most=True, unit="s", note=f"of which {again:.2f} s to start the program and open the data")
    figures.save()


if __name__ == "__main__":
    main()
