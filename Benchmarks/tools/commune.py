"""A commune with many dossiers, made once and kept: the same data for every measurement that needs it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote_plus

import bench

sys.path.insert(0, str(bench.ROOT / "scripts"))
import sealed  # noqa: E402

PLAYED = 1000
KEPT = Path(bench.os.environ.get("BENCH_KEEP", bench.ROOT / "out" / "bench-data"))
# What people type, without tone marks as on a phone.
QUERIES = ["giay khai sinh", "ket hon", "khai tu", "so do", "xin phep xay nha", "chung thuc ban sao", "tam tru",
           "tro cap nguoi gia", "ho kinh doanh", "xac nhan tinh trang hon nhan", "mai tang phi", "ho ngheo", "thua ke",
           "con nuoi", "khuyet tat", "dat dai", "cai chinh ho tich", "cap lai giay khai sinh", "hoc phi", "bao hiem y te"]


def of(count):
    """The data folder of a commune with `count` dossiers, of which `PLAYED` were really played."""
    place = KEPT / str(count)
    if (place / "whole").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if count == PLAYED:
        bench.MotCua.demo(place, PLAYED)
        follow(place)
    else:
        bench.need("sqlite3")
        subprocess.run(["cp", "-r", str(of(PLAYED)), str(place)], check=True)
        subprocess.run([sys.executable, bench.TOOLS / "multiply.py", "sqlite", place / "motcua.sqlite", str(count)],
                       check=True)
    (place / "whole").touch()
    return place


def follow(place):
    """Lets what follows the journal (the figures) catch up, so that copies are behind it and not before it."""
    server = bench.MotCua(place, place.parent / "log")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        behind = rows(place, "SELECT h.number - MIN(c.number) FROM journal_cursor c, journal_head h")
        if behind[0][0] == "0":
            break
        time.sleep(1)
    server.stop()


def rows(place, sql):
    bench.need("sqlite3")
    done = subprocess.run(["sqlite3", "-readonly", "-separator", "\t", f"{place}/motcua.sqlite", sql], check=True,
                          capture_output=True, text=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def serve(place, log):
    """Behind a proxy that we play ourselves, so that look-ups come from many addresses, as they do in life."""
    return bench.MotCua(place, log, "--trusted-proxies", "127.0.0.1")


class Pages:
    """The requests for the pages that are measured, over one running commune."""

    def __init__(self, server, place):
        self.server, self.place = server, place
        officer = server.visitor("motcua1")
        self.officer = officer.cookie
        self.visitor = server.visitor()
        self.token = self.visitor.form(self.visitor.get("/tra-cuu"))["csrf"]
        keys = sealed.Keys(place / "data.keys")
        self.codes = [f"code={code}&digits={keys.text(number)[-4:]}" for code, number in rows(place, """
            SELECT d.code, p.personal_id FROM dossier d
            JOIN dossier_party p ON p.dossier_id = d.id AND p.role = 'applicant'
            WHERE p.personal_id <> '' ORDER BY d.id DESC LIMIT 50000""")]
        self.dossiers = [row[0] for row in rows(place, "SELECT id FROM dossier ORDER BY id DESC LIMIT 50000")]
        self.names = sorted({quote_plus(row[0]) for row in rows(place, """
            SELECT applicant_name FROM dossier ORDER BY id DESC LIMIT 2000""")})
        self.queries = [quote_plus(query) for query in QUERIES]

    def catalogue(self, gzip=False):
        return bench.get("/thu-tuc/2.000815", accept_gzip=gzip), None

    def search(self, gzip=False):
        return bench.get("/thu-tuc?q={pick}", accept_gzip=gzip), self.queries

    def search_anew(self, gzip=False):
        """Never the same question twice: nothing is drawn already."""
        return bench.get("/thu-tuc?q={pick}+{n}", accept_gzip=gzip), self.queries

    def worklist(self, gzip=False):
        return bench.get("/ban-lam-viec?viec=chua-ai-nhan", self.officer, accept_gzip=gzip), None

    def status(self, gzip=False):
        more = ["X-Forwarded-For: {n}"] + (["Accept-Encoding: gzip"] if gzip else [])
        return bench.post("/tra-cuu", [("csrf", self.token), ("once", "{key}"), ("x", "1&{pick}")],
                          self.visitor.cookie, more), self.codes

    def dossier(self, gzip=False):
        return bench.get("/ho-so/{pick}", self.officer, accept_gzip=gzip), self.dossiers

    def find(self, gzip=False):
        return bench.get("/tim-ho-so?q={pick}", self.officer, accept_gzip=gzip), self.names

    def bodies(self, page):
        """What the page holds, once for each of a few picks."""
        if page == "catalogue":
            return [self.visitor.get("/thu-tuc/2.000815")]
        if page == "search":
            return [self.visitor.get(f"/thu-tuc?q={query}") for query in self.queries]
        if page == "worklist":
            return [self.server.visitor("motcua1").get("/ban-lam-viec?viec=chua-ai-nhan")]
        code = dict(pair.split("=") for pair in self.codes[0].split("&"))
        return [self.visitor.post("/tra-cuu", {"csrf": self.token, "once": "0" * 32, **code})]
