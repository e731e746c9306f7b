"""Start to first answer, memory idle and after an hour's load in a minute, size of the executable."""

import subprocess
import time
from pathlib import Path

import bench
import commune
import intake

DOSSIERS = 60_000
# A commune's busy hour has some five requests a second; a minute of it at sixty times the speed.
HOUR_IN_A_MINUTE = 300
MEMORY_MIB = 150


def main():
    figures = bench.Figures("05-footprint", f"Start, memory and size, {DOSSIERS:,} dossiers")
    place = commune.of(DOSSIERS)
    with bench.own_folder() as folder:
        starts = []
        for _ in range(5):
            server = commune.serve(place, Path(folder, "log"))
            starts.append(server.seconds_to_answer)
            server.stop()
        figures.add("start", "start to first answered page, median of five", sorted(starts)[2] * 1000, aim=1000,
                    at_most=True, unit="ms")
        server = commune.serve(place, Path(folder, "log"))
        try:
            time.sleep(2)
            figures.add("memory-idle", "memory (PSS) idle", server.memory_mib(), aim=MEMORY_MIB, at_most=True,
                        unit="MiB", note=f"resident {server.memory_mib('Rss'):.0f} MiB")
            pages = commune.Pages(server, place)
            officers = intake.counter_sessions(server)
            for name, connections in (("catalogue", 8), ("search", 8), ("worklist", 8), ("dossier", 8), ("find", 8)):
                text, pick = getattr(pages, name)()
                bench.load(server.port, text, connections=connections, pick=pick, folder=folder, seconds=10, warm_up=0,
                           rate=HOUR_IN_A_MINUTE)
            bench.load(server.port, intake.request(server), connections=8, variables=officers, folder=folder, seconds=10,
                       warm_up=0, rate=HOUR_IN_A_MINUTE)
            figures.add("memory-loaded", "memory (PSS) after an hour's load in a minute", server.memory_mib(),
                        aim=MEMORY_MIB, at_most=True, unit="MiB",
                        note=f"resident {server.memory_mib('Rss'):.0f} MiB; {60 * HOUR_IN_A_MINUTE:,} requests, "
                             f"{10 * HOUR_IN_A_MINUTE:,} of them intakes")
        finally:
            server.stop()
        stripped = Path(folder, "motcua")
        subprocess.run(["strip", "-o", stripped, bench.PROGRAM], check=True)
        libraries = subprocess.run(["ldd", bench.PROGRAM], capture_output=True, text=True, check=True).stdout
        swift = sum("libswift" in line or "libFoundation" in line for line in libraries.splitlines())
        figures.add("size", "stripped executable", stripped.stat().st_size / 2**20, unit="MiB",
                    note="Swift's libraries inside" if not swift else f"and {swift} libraries of Swift beside it")
    figures.save()


if __name__ == "__main__":
    main()
