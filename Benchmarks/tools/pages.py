"""Pages a second and their p99, against nginx that serves the same bytes from files."""

from pathlib import Path

import bench
import commune

DOSSIERS = 100_000
CONNECTIONS = 64
# Beside the four: what a question costs that nobody asked before.
MORE = {"search_anew": "search, each question new"}
PAGES = {"catalogue": "catalogue page", "search": "search", "worklist": "officer's worklist", "status": "public status"}


def measure(pages, nginx, folder, page, gzip, figures):
    bodies = pages.bodies(page)
    for index, body in enumerate(bodies):
        Path(folder, f"{page}-{index}.html").write_text(body)
    request = bench.get(f"/{page}-" + "{pick}.html", accept_gzip=gzip)
    fast = bench.load(nginx.port, request, connections=CONNECTIONS, folder=folder,
                      pick=[str(index) for index in range(len(bodies))])
    text, pick = getattr(pages, page)(gzip)
    before, ours = pages.server.cpu_seconds, None
    ours = bench.load(pages.server.port, text, connections=CONNECTIONS, folder=folder, pick=pick)
    cpu = (pages.server.cpu_seconds - before) / max(1, ours["sent"]) * 1000
    half = bench.load(pages.server.port, text, connections=CONNECTIONS, folder=folder, pick=pick, rate=ours["rate"] / 2)
    name = f"{PAGES[page]}, {'gzip' if gzip else 'plain'}"
    key = f"{page}-{'gzip' if gzip else 'plain'}"
    wrong = bench.failed(ours, good=("200",)) + bench.failed(half, good=("200",))
    note = f"{ours['bytes']} bytes, {cpu:.2f} ms CPU" + (f", {wrong} failed" if wrong else "")
    figures.add(key, name, ours["rate"], fast["rate"], "nginx with the same bytes from a file", aim=0.25, note=note)
    figures.add(f"{key}-p99", f"{name}: p99 at half load", half["p99"], aim=20, at_most=True, unit="ms")


def main():
    bench.need("nginx", "gcc")
    figures = bench.Figures("03-pages", f"Pages under {CONNECTIONS} connections, {DOSSIERS:,} dossiers in the table")
    place = commune.of(DOSSIERS)
    with bench.own_folder() as folder:
        server = commune.serve(place, Path(folder, "log"))
        nginx = bench.Nginx(folder, Path(folder, "nginx.log"))
        try:
            pages = commune.Pages(server, place)
            for page in PAGES:
                for gzip in (False, True):
                    measure(pages, nginx, folder, page, gzip, figures)
            for page, name in MORE.items():
                text, pick = getattr(pages, page)()
                result = bench.load(server.port, text, connections=CONNECTIONS, folder=folder, pick=pick)
                figures.add(page, name, result["rate"], note=f"p99 {result['p99']:.0f} ms")
        finally:
            server.stop()
            nginx.stop()
    figures.save()


if __name__ == "__main__":
    main()
