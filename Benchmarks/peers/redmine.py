"""The mix of an office's day on ours and on Redmine, by turns; see README.md."""

import html
import os
import re
import secrets
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import bench
import commune
import intake

CASES = 60_000
CONNECTIONS = 8
WRITERS = (8, 32, 128)
PACKAGE = Path("/usr/share/redmine")
MEMORY_MIB = 150


class Redmine(bench.Process):
    """Debian's Redmine from a copy of its tree, with a database and a folder of its own, under puma 2 × 5."""

    def __init__(self, folder, database, log):
        if not PACKAGE.exists() or not bench.find("puma"):
            sys.exit("bench: Redmine is not installed. `Benchmarks/peers/redmine.sh --install` installs it.")
        self.port = bench.free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.tree = Path(folder)
        shutil.copytree(PACKAGE, self.tree, symlinks=False, ignore=shutil.ignore_patterns("instances", "database.yml"),
                        ignore_dangling_symlinks=True)
        own = self.tree / "instances" / "default"
        for name in ("config", "log", "tmp/cache", "tmp/pids", "files"):
            (own / name).mkdir(parents=True)
        text = f"production:\n  {database}\n"
        for place in (own / "config" / "database.yml", self.tree / "config" / "database.yml"):
            place.write_text(text)
        # Debian's Gemfile looks for the adapters in its own folder only.
        gem = "pg" if "postgresql" in database else "sqlite3"
        (self.tree / "Gemfile.local").write_text(f"gem '{gem}'\n")
        (self.tree / "Gemfile.lock").unlink(missing_ok=True)
        (own / "config" / "secret_key.txt").write_text(secrets.token_hex(64))
        self.env = {**os.environ, "RAILS_ENV": "production", "REDMINE_LANG": "en", "SCHEMA": "/dev/null",
                    "BUNDLE_GEMFILE": str(self.tree / "Gemfile"), "REDMINE_INSTANCE": "default"}
        for task in ("db:migrate", "redmine:load_default_data"):
            self.rails(["rake", task], log)
        self.rails(["rails", "runner", SEED], log)
        super().__init__(["puma", "-e", "production", "-w", "2", "-t", "5:5", "-b", f"tcp://127.0.0.1:{self.port}",
                          "--dir", self.tree, self.tree / "config.ru"], log, env=self.env, cwd=self.tree)
        bench.wait_for_port(self.port, 60)

    def rails(self, command, log):
        with open(log, "ab") as out:
            subprocess.run(command, cwd=self.tree, env=self.env, stdout=out, stderr=out, check=True)

    def sign_in(self):
        """Cookie and form token of a signed-in user; the token holds for the session."""
        browser = bench.Visitor(self.base)
        token = self.token(browser.get("/login"))
        browser.post("/login", {"authenticity_token": token, "username": "admin", "password": "admin"})
        page = browser.get("/projects/commune/issues/new")
        return browser.cookie, self.token(page)

    @staticmethod
    def token(page):
        return html.unescape(re.search(r'name="authenticity_token" value="([^"]+)"', page)[1])


SEED = """
Setting.per_page_options = '50,100'
u = User.find_by_login('admin'); u.must_change_passwd = false; u.save!(validate: false)
p = Project.create!(name: 'Commune', identifier: 'commune')
p.trackers = Tracker.all
i = Issue.new(project: p, tracker: Tracker.first, author: u, subject: 'Chứng thực bản sao', priority: IssuePriority.first,
  description: 'Hồ Thị Xuân, thôn Xà Rao, xã Hướng Hiệp, 0912345678')
i.save!
"""
COPIES = """INSERT INTO issues (tracker_id, project_id, subject, description, status_id, priority_id, author_id, lock_version,
        created_on, updated_on, done_ratio, root_id, lft, rgt, is_private)
    SELECT tracker_id, project_id, subject || ' ' || n.k, description, status_id, priority_id, author_id, 0, created_on,
        updated_on, 0, {next_id} + n.k, 1, 2, {false} FROM issues, ({numbers}) n WHERE id = 1"""


def redmine_requests(redmine):
    cookie, token = redmine.sign_in()
    quoted = urllib.parse.quote_plus(token)
    create = bench.post("/projects/commune/issues", [
        ("authenticity_token", quoted), ("issue%5Btracker_id%5D", "1"), ("issue%5Bsubject%5D", "Ho+so+{n}"),
        ("issue%5Bdescription%5D", "H%E1%BB%93+Th%E1%BB%8B+Xu%C3%A2n%2C+09{n}"), ("issue%5Bstatus_id%5D", "1"),
        ("issue%5Bpriority_id%5D", "2")], cookie)
    read = bench.get("/issues/{pick}", cookie)
    listing = bench.get("/projects/commune/issues?set_filter=1&per_page=50", cookie)
    update = bench.post("/issues/{pick}", [("_method", "patch"), ("authenticity_token", quoted),
                                           ("issue%5Bnotes%5D", "Da+goi+dien+{n}")], cookie)
    return {"create": create, "read": read, "list": listing, "update": update}


def own_requests(server, place):
    pages = commune.Pages(server, place)
    officer = server.visitor("motcua1")
    form = officer.form(officer.get(f"/quay/{intake.PROCEDURE}"))
    create = intake.request(server).replace("{1}", officer.cookie).replace("{2}", form["csrf"])
    read = bench.get("/ho-so/{pick}", officer.cookie)
    listing = bench.get("/ban-lam-viec?viec=chua-ai-nhan", officer.cookie)
    update = bench.post("/ho-so/{pick}/ghi-chu", [("csrf", form["csrf"]), ("once", "{key}"),
                                                  ("note", "Da+goi+dien+{n}")], officer.cookie)
    is_open = [row[0] for row in commune.rows(place, "SELECT id FROM dossier WHERE is_open = 1 LIMIT 200")]
    return {"create": create, "read": read, "list": listing, "update": update}, pages.dossiers, is_open


def measure(server, parts, pick, folder, connections=CONNECTIONS, also=()):
    """`parts` are pairs of weight and request; gives the result and milliseconds of CPU a request."""
    def used():
        return sum(process.cpu_seconds for process in (server, *also))
    before = used()
    result = bench.load(server.port, *parts, connections=connections, pick=pick, folder=folder)
    return result, (used() - before) / max(1, result["sent"]) * 1000


def mix(requests):
    return [(weight, requests[name]) for name, weight in (("create", 2), ("read", 4), ("list", 2), ("update", 2))]


def shown(result, cpu):
    wrong = bench.failed(result)
    return f"p99 {result['p99']:.1f} ms, {cpu:.2f} ms CPU" + (f", {wrong} of {result['requests']} failed" if wrong else "")


def against_postgresql(folder, figures, place):
    cluster = bench.PostgreSQL(folder, Path(folder, "pg.log"))
    redmine = server = None
    try:
        cluster.create("redmine")
        database = f"adapter: postgresql\n  host: 127.0.0.1\n  port: {cluster.port}\n  username: postgres\n" \
            "  database: redmine\n  pool: 10"
        redmine = Redmine(Path(folder, "redmine"), database, Path(folder, "redmine.log"))
        cluster.psql("redmine", COPIES.format(next_id=1, false="false", numbers=f"SELECT generate_series(1, {CASES}) AS k"))
        cluster.psql("redmine", "ANALYZE")
        server = commune.serve(place, Path(folder, "log"))
        theirs = redmine_requests(redmine)
        ours, dossiers, is_open = own_requests(server, place)
        issues = [str(number) for number in range(2, CASES, 7)]
        # Notes are for open dossiers; the same are read, which have longer pages than most.
        for name, parts_of, aim in (("page mix", mix, 40), ("durable creates", lambda r: [(1, r["create"])], 50)):
            peer, peer_cpu = measure(redmine, parts_of(theirs), issues, folder, also=[cluster])
            mine, cpu = measure(server, parts_of(ours), is_open, folder)
            key = "redmine-" + name.split()[-1]
            figures.add(key, f"{name}, {CONNECTIONS} connections", mine["rate"], peer["rate"],
                        "Redmine on PostgreSQL, puma 2 × 5", aim=aim,
                        note=f"ours {shown(mine, cpu)}; theirs {shown(peer, peer_cpu)}")
            figures.add(f"{key}-cpu", f"{name}: CPU a request", cpu, peer_cpu, "Redmine with PostgreSQL", aim=1 / aim,
                        at_most=True, unit="ms")
        for name in ("read", "list", "create"):
            one, cpu = measure(server, [(1, ours[name])], dossiers, folder, connections=1)
            peer, peer_cpu = measure(redmine, [(1, theirs[name])], issues, folder, connections=1, also=[cluster])
            figures.add(f"one-{name}", f"one connection, {name}: p50", one["p50"], aim=5, at_most=True, unit="ms",
                        note=f"{cpu:.2f} ms CPU; Redmine p50 {peer['p50']:.0f} ms, {peer_cpu:.0f} ms CPU")
        figures.add("peer-memory", "memory (PSS) afterwards", server.memory_mib(), aim=MEMORY_MIB, at_most=True, unit="MiB",
                    note=f"Redmine {redmine.memory_mib():.0f} MiB and PostgreSQL {cluster.memory_mib():.0f} MiB")
        for writers in WRITERS:
            result, cpu = measure(server, [(1, ours["create"])], None, folder, connections=writers)
            figures.add(f"writers-{writers}", f"{writers} writers on SQLite: failed requests", bench.failed(result), aim=0,
                        at_most=True, unit="failed", note=f"{result['rate']:.0f} creates a second, p99 {result['p99']:.0f} ms")
    finally:
        for process in (server, redmine, cluster):
            if process:
                process.stop()


def main():
    figures = bench.Figures("06-peers-redmine", f"Beside Redmine, {CASES:,} cases on both")
    place = commune.of(CASES)
    with bench.own_folder() as folder:
        copy = Path(folder, "commune")
        subprocess.run(["cp", "-r", str(place), str(copy)], check=True)
        against_postgresql(folder, figures, copy)
    figures.save()


if __name__ == "__main__":
    main()
