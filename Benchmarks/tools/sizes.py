"""What a page costs with many dossiers in the table: milliseconds a request, the largest table by the smallest."""

from pathlib import Path

import bench
import commune
import intake

SIZES = (1_000, 100_000, 1_000_000)
CONNECTIONS = 8
ROUNDS = 3
PAGES = {"catalogue": "catalogue page", "search": "search", "worklist": "officer's worklist", "status": "public status",
         "dossier": "dossier's page", "find": "dossiers by name", "intake": "intake"}


def cost(pages, page, folder):
    """Milliseconds of CPU for one request: what other programs on the machine do counts less there."""
    if page == "intake":
        text, pick, variables = intake.request(pages.server), None, intake.counter_sessions(pages.server)
    else:
        (text, pick), variables = getattr(pages, page)(), None
    before = pages.server.cpu_seconds
    result = bench.load(pages.server.port, text, connections=CONNECTIONS, folder=folder, pick=pick, variables=variables,
                        seconds=bench.SECONDS / ROUNDS, warm_up=0.3)
    if wrong := bench.failed(result):
        print(f"    {page}: {wrong} of {result['requests']} failed: {result['statuses']}")
    return (pages.server.cpu_seconds - before) / max(1, result["sent"]) * 1000, result["p50"]


def main():
    figures = bench.Figures("04-sizes", "The same pages with more dossiers in the table")
    places = [commune.of(size) for size in SIZES]
    with bench.own_folder() as folder:
        servers = [commune.serve(place, Path(folder, f"log-{place.name}")) for place in places]
        try:
            communes = [commune.Pages(server, place) for server, place in zip(servers, places)]
            for page, name in PAGES.items():
                # In turns, so that a slow moment of the machine meets all sizes; the best round of each counts.
                rounds = [[cost(pages, page, folder) for pages in communes] for _ in range(ROUNDS)]
                best = [min(column) for column in zip(*rounds)]
                note = "; ".join(f"{size:,}: {ms:.2f} ms CPU, p50 {p50:.1f} ms" for size, (ms, p50) in zip(SIZES, best))
                figures.add(page, f"{name}, {SIZES[-1]:,} dossiers", best[-1][0], best[0][0],
                            f"the same with {SIZES[0]:,}", aim=1.3, at_most=True, unit="ms CPU", note=note)
        finally:
            for server in servers:
                server.stop()
    figures.save()


if __name__ == "__main__":
    main()
