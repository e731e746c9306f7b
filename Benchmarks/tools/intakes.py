"""Durable intakes a second through HTTP: intakes.py sqlite | postgresql."""

import json
import re
import subprocess
import sys
from pathlib import Path

import bench
import intake

CLIENTS = (1, 16, 64)
RAW_SECONDS = 3


def measure(server, clients, folder):
    result = bench.load(server.port, intake.request(server), connections=clients, folder=folder,
                        variables=intake.counter_sessions(server))
    wrong = bench.failed(result, good=("303",))
    note = f"p99 {result['p99']:.0f} ms" + (f"; {wrong} of {result['requests']} failed" if wrong else "")
    return result["rate"], note


def journal_is_whole(place):
    subprocess.run([bench.PROGRAM, "journal", "verify", *map(str, bench.MotCua.where(place))], check=True,
                   stdout=subprocess.DEVNULL)


def sqlite(folder, figures):
    raw = json.loads(subprocess.run([bench.compiled("raw_commits", "-lsqlite3"), f"{folder}/raw.sqlite", str(RAW_SECONDS)],
                                    check=True, capture_output=True, text=True).stdout)["rate"]
    data = Path(folder, "data")
    bench.MotCua.demo(data, 300)
    server = bench.MotCua(data, Path(folder, "log"))
    try:
        for clients in CLIENTS:
            rate, note = measure(server, clients, folder)
            figures.add(f"sqlite-{clients}", f"intakes on SQLite, {clients} clients", rate, raw,
                        "one-row SQLite commits a second, one at a time", aim=1.0, note=note)
    finally:
        server.stop()
    journal_is_whole(data)


def postgresql(folder, figures):
    cluster = bench.PostgreSQL(folder, Path(folder, "pg.log"))
    try:
        pgbench = [bench.find("pgbench"), "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres"]
        cluster.create("pgbench")
        subprocess.run([*pgbench, "-i", "-q", "-s", "20", "pgbench"], check=True, capture_output=True)
        url = cluster.create("motcua")
        bench.MotCua.demo(url, 300)
        server = bench.MotCua(url, Path(folder, "log"))
        try:
            for clients in CLIENTS:
                said = subprocess.run([*pgbench, "-N", "-n", "-c", str(clients), "-j", str(min(2, clients)), "-T",
                                       str(RAW_SECONDS + 2), "pgbench"], check=True, capture_output=True, text=True).stdout
                reference = float(re.search(r"^tps = ([0-9.]+)", said, re.M)[1])
                rate, note = measure(server, clients, folder)
                figures.add(f"postgresql-{clients}", f"intakes on PostgreSQL, {clients} clients", rate, reference,
                            "pgbench -N with as many clients", aim=0.4, note=note)
        finally:
            server.stop()
        journal_is_whole(url)
    finally:
        cluster.stop()


def main():
    engine = {"sqlite": sqlite, "postgresql": postgresql}[sys.argv[1]]
    number = {"sqlite": "01", "postgresql": "02"}[sys.argv[1]]
    figures = bench.Figures(f"{number}-intakes-{sys.argv[1]}", f"Durable intakes through HTTP, {sys.argv[1]}")
    with bench.own_folder() as folder:
        engine(folder, figures)
    figures.save()


if __name__ == "__main__":
    main()
