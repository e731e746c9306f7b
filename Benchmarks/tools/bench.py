"""What every measurement needs: a folder of its own, the program, the load generator, nginx, PostgreSQL, the figures."""

import contextlib
import datetime
import html
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
ROOT = TOOLS.parent.parent
RESULTS = Path(os.environ.get("BENCH_RESULTS", ROOT / "out" / "bench"))
PROGRAM = Path(os.environ.get("BENCH_PROGRAM", ROOT / ".build" / "release" / "motcua"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
PASSWORD = "MotCua@2026"
COUNTER_OFFICERS = [f"motcua{number}" for number in range(1, 6)]


def need(*tools):
    """Ends with a sentence when a tool is missing; `make bench-deps` installs them."""
    missing = [tool for tool in tools if not find(tool)]
    if missing:
        sys.exit(f"bench: missing: {', '.join(missing)}. `make bench-deps` installs what the measurements use.")


def find(tool):
    if "/" in str(tool):
        return tool if os.path.exists(tool) else None
    places = ["/usr/sbin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)]
    return shutil.which(tool) or next((f"{place}/{tool}" for place in places if os.path.exists(f"{place}/{tool}")), None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_folder():
    """A folder that is gone afterwards, on a real disk: fsync costs nothing in memory."""
    place = Path(os.environ.get("BENCH_TMP", ROOT / "out"))
    place.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="bench-", dir=place)


def compiled(name, *libraries):
    """A program of this folder, compiled when it is older than its source."""
    source, target = TOOLS / f"{name}.c", ROOT / "out" / "bench-tools" / name
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        need("gcc")
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["gcc", "-O2", "-o", target, source, *libraries], check=True)
    return target


class Process:
    """Something that serves: started with a log, stopped by its own id."""

    def __init__(self, command, log, **options):
        with open(log, "ab") as out:
            self.process = subprocess.Popen(list(map(str, command)), stdout=out, stderr=out,
                                            stdin=subprocess.DEVNULL, **options)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def family(self):
        """The process and all that it started, by id."""
        parents = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                with contextlib.suppress(OSError, IndexError):
                    parents[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
        family = [self.process.pid]
        for member in family:
            family += [child for child, parent in parents.items() if parent == member]
        return family

    @property
    def cpu_seconds(self):
        """Used so far by the process, what it started, and what of that has ended."""
        ticks = 0
        for member in self.family:
            with contextlib.suppress(OSError, IndexError):
                fields = Path(f"/proc/{member}/stat").read_text().rsplit(")", 1)[1].split()
                ticks += sum(map(int, fields[11:15] if member == self.process.pid else fields[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mib(self, kind="Pss"):
        """`Pss` counts shared pages by share, `Rss` whole; the sum over the family."""
        total = 0
        for member in self.family:
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{member}/smaps_rollup").read_text()
                total += int(re.search(rf"^{kind}:\s+(\d+)", text, re.M)[1])
        return total / 1024


class MotCua(Process):
    """The program on a port of its own, over a data folder or a PostgreSQL address."""

    def __init__(self, place, log, *more):
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.began = time.monotonic()
        # One address asks for thousands: what is measured is the work, not the limit of asking.
        haste = [f"--{what}-per-minute=1000000" for what in ("search", "look-ups", "api")]
        super().__init__([PROGRAM, "serve", *self.where(place), "--port", self.port, *haste, *more], log)
        self.seconds_to_answer = self.wait(log)

    @staticmethod
    def where(place):
        if str(place).startswith("postgres"):
            return ["--database", place, "--data", ROOT / "out" / "bench-files"]
        return ["--data", place]

    @classmethod
    def demo(cls, place, dossiers):
        subprocess.run([PROGRAM, "demo", *map(str, cls.where(place)), "--dossiers", str(dossiers)], check=True,
                       stdout=subprocess.DEVNULL)

    def wait(self, log):
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.base}/thu-tuc", timeout=10) as answer:
                answer.read()
                return time.monotonic() - self.began
            if self.process.poll() is not None:
                sys.exit(f"bench: the program ended: {Path(log).read_text()[-2000:]}")
            time.sleep(0.002)

    def visitor(self, login=None):
        return Visitor(self.base, login)


class Visitor:
    """A browser that keeps its cookies; signed in when a login is given."""

    def __init__(self, base, login=None):
        self.base = base
        self.cookies = {}
        if login:
            form = self.form(self.get("/dang-nhap"))
            self.post("/dang-nhap", {**form, "login": login, "password": PASSWORD})
            if "motcua_session" not in self.cookies:
                sys.exit(f"bench: {login} cannot sign in")

    def get(self, path):
        return self.send(urllib.request.Request(self.base + path, headers=self.headers))

    def post(self, path, fields):
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return self.send(urllib.request.Request(self.base + path, data=body, headers=self.headers))

    @property
    def headers(self):
        return {"Cookie": self.cookie} if self.cookies else {}

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def send(self, request):
        try:
            answer = urllib.request.build_opener(NoRedirect).open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all("Set-Cookie", []):
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        return answer.read().decode()

    @staticmethod
    def form(page):
        """The two hidden fields that every form carries; the last form of a page is the page's own."""
        return {name: html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[-1]) for name in ("csrf", "once")}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Nginx(Process):
    """Serves a folder on the loopback: as many workers as cores, an access log, gzip at the level of the product."""

    def __init__(self, folder, log):
        need("nginx")
        self.port = free_port()
        text = f"""
            daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes auto;
            {"user root;" if os.geteuid() == 0 else ""}
            events {{ worker_connections 1024; }}
            http {{
                types {{ text/html html; }}
                access_log {folder}/access.log; keepalive_requests 1000000000; sendfile on; tcp_nopush on;
                gzip on; gzip_comp_level 5; gzip_min_length 1024; gzip_types text/html;
                client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
                uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
                server {{ listen 127.0.0.1:{self.port}; root {folder}; }}
            }}"""
        Path(folder, "nginx.conf").write_text(text)
        super().__init__([find("nginx"), "-c", f"{folder}/nginx.conf"], log)
        wait_for_port(self.port)


class PostgreSQL(Process):
    """A cluster of its own with Debian's defaults: fsync on, synchronous_commit on."""

    def __init__(self, folder, log):
        need("initdb", "postgres", "pgbench", "psql")
        self.port = free_port()
        data = Path(folder, "pg")
        # PostgreSQL refuses to run as root.
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.prefix:
            for parent in [Path(folder), *Path(folder).parents[:1]]:
                parent.chmod(parent.stat().st_mode | 0o011)
            data.mkdir()
            shutil.chown(data, "postgres")
        user = "postgres"
        subprocess.run([*self.prefix, find("initdb"), "-D", data, "-U", user, "--auth=trust", "--encoding=UTF8",
                        "--locale=C"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        super().__init__([*self.prefix, find("postgres"), "-D", data, "-p", self.port, "-k", data,
                          "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=512MB"], log, cwd="/")
        wait_for_port(self.port)
        self.base = f"postgres://{user}@127.0.0.1:{self.port}"
        self.url("postgres")
        # As the guide for deployments has it: the program's role owns its database and is no superuser.
        self.psql("postgres", "CREATE ROLE motcua LOGIN")

    def url(self, database):
        return f"{self.base}/{database}"

    def create(self, database):
        self.psql("postgres", f"CREATE DATABASE {database} OWNER motcua ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' "
                              "TEMPLATE template0")
        return self.url(database).replace("postgres@", "motcua@")

    def psql(self, database, sql):
        done = subprocess.run([find("psql"), "-X", "-q", "-At", "-c", sql, self.url(database)], check=True, text=True,
                              capture_output=True)
        return done.stdout.strip()

    def stop(self, how=signal.SIGINT):
        # runuser passes no SIGINT on: the server is asked itself.
        for member in reversed(self.family):
            with contextlib.suppress(OSError):
                if Path(f"/proc/{member}/cmdline").read_bytes().startswith(find("postgres").encode()):
                    if b"-D" in Path(f"/proc/{member}/cmdline").read_bytes():
                        os.kill(member, how)
        self.process.wait(30)


def wait_for_port(port, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    sys.exit(f"bench: nothing listens on port {port}")


def load(port, *requests, connections, seconds=None, warm_up=1, rate=None, variables=None, pick=None, folder="."):
    """Runs the generator. `requests` are texts, or pairs of weight and text; gives what `load.c` prints."""
    paths = []
    for index, request in enumerate(requests):
        weight, text = request if isinstance(request, tuple) else (1, request)
        path = Path(folder, f"request-{index}")
        path.write_text(text)
        paths.append(f"{weight}:{path}")
    more = []
    for flag, lines in (("-v", variables), ("-l", pick)):
        if lines:
            path = Path(folder, f"lines{flag}")
            path.write_text("\n".join(lines) + "\n")
            more += [flag, str(path)]
    if rate:
        more += ["-r", str(rate)]
    command = [compiled("load"), "-c", str(connections), "-d", str(seconds or SECONDS), "-w", str(warm_up), *more,
               "127.0.0.1", str(port), *paths]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def failed(result, good=("200", "302", "303")):
    return result["errors"] + sum(count for status, count in result["statuses"].items() if status not in good)


def get(path, cookie=None, accept_gzip=False):
    """The text of a GET for the generator."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: vi"]
    if accept_gzip:
        lines.append("Accept-Encoding: gzip")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\n".join(lines) + "\n"


def post(path, fields, cookie=None, more=()):
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/x-www-form-urlencoded", *more]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    body = "&".join(f"{name}={value}" for name, value in fields)
    return "\n".join(lines) + "\n\n" + body + "\n"


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def commit():
    if named := os.environ.get("BENCH_COMMIT"):
        return named
    dirty = " with local changes" if said("git", "status", "--porcelain", "--untracked-files=no") else ""
    return said("git", "rev-parse", "--short=12", "HEAD") + dirty


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return (f"{os.cpu_count()} × {cpu[1] if cpu else platform.machine()}, {memory:.0f} GiB, "
            f"{system[1] if system else platform.system()}, the generator on the same cores")


class Figures:
    """The figures of one script: shown as they come, kept for the table of all."""

    def __init__(self, script, title):
        self.script, self.title, self.rows = script, title, []
        print(f"{title}", flush=True)

    def add(self, key, what, ours, reference=None, divided_by="", aim=None, at_most=False, unit="/s", note=""):
        """`aim` is for the ratio of ours to the reference, or for ours when there is no reference."""
        compared = ours / reference if reference else ours
        met = None if aim is None else (compared <= aim if at_most else compared >= aim)
        self.rows.append({"key": key, "what": what, "ours": ours, "unit": unit, "reference": reference,
                          "divided_by": divided_by, "ratio": ours / reference if reference else None, "aim": aim,
                          "at_most": at_most, "met": met, "note": note})
        mark = {None: " ", True: "+", False: "-"}[met]
        ratio = f"{ours / reference:8.3f} of {reference:.5g} {divided_by}" if reference else ""
        print(f"  {mark} {what}: {ours:.5g} {unit} {ratio} {note}", flush=True)

    def save(self):
        RESULTS.mkdir(parents=True, exist_ok=True)
        kept = {"title": self.title, "day": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
                "remark": os.environ.get("BENCH_NOTE", ""), "figures": self.rows}
        Path(RESULTS, f"{self.script}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1))
