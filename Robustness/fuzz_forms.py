"""Sends every form and route what nobody should send, as several people at once, and counts.

Fails when the server answers with 5xx, needs more than two seconds (five in a debug build) also when it is asked alone,
or dies, and when the journal no longer verifies afterwards. Standard library only; `make fuzz` runs it. Afterwards
schemathesis asks the API the same.
"""

import argparse
import collections
import contextlib
import dataclasses
import html
import http.client
import json
import pathlib
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from house import PROGRAM, House

PEOPLE = [None, "0900000101", "motcua1", "kinhte1", "kinhte", "chutich", "giamdoc", "quantri", "hp-motcua"]
# A hang. The debug build, which `make fuzz` takes, needs up to ten times what a release needs for its longest lists.
SECONDS_MAX = 5.0 if "debug" in PROGRAM.parts else 2.0
# Events that come until somebody leaves.
ENDLESS = re.compile(r"/thay-doi$")
# What would put the fuzzer itself out of the house, or work for a second by its nature (passwords).
LEFT_ALONE = re.compile(r"^/dang-xuat$|^/tai-khoan/mat-khau$|^/quan-tri/nguoi-dung/[^/]+/(mat-khau|khoa|mo-khoa|dong|mo)$")
SELDOM = re.compile(r"^/(dang-nhap|dang-ky|quan-tri/nguoi-dung/them)")

NASTY = [
    "", " ", "\x00", "a\x00b", "\r\nX-Evil: 1", "\u202e\u200b\u2066", "\u3164", "\ufeff", "e\u0301" * 300, "Ạ" * 5000,
    "a" * 20_000, "0", "-1", "1e308", "9223372036854775808", "99999999999999999999", "-0", "NaN", "0x10", "1,5", "½", "٣", "²",
    "'", "' OR 1=1 --", "\");--", "%", "%%", "%s%n", "${7*7}", "{{7*7}}", "{x}", "<script>alert(1)</script>", "]]>",
    "../../etc/passwd", "..\\..\\", "//evil.example", "https://evil.example/", "javascript:alert(1)", "=cmd|' /C calc'!A0",
    "31/2/2026", "2026-02-31", "0000-00-00", "9999-12-31", "29/2/1900", "1/1/0001", "24:60", "true", "null", "[]", "{}",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "01000000-0000-7000-8000-000000000000",
    "😀" * 200, "ﬀ", "İ", "ß", "ǅ", "\ud7ff", "\U0010ffff", "\u0300", "\u0e33", "नि", "‮", "a\tb\nc\rd", "*" * 300, "\"" * 300,
]  # fmt: skip
# Bytes that are no text, put in as they are.
BROKEN = [b"%ff%fe", b"%c0%af", b"%ed%a0%80", b"%f8%88%80%80%80", b"%2", b"%zz", b"%", b"%00", b"%u0041", b"+++", b"%e1%ba"]
FILES = [
    b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"a" * 70_000, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\xff" * 40,
    b"\xff\xd8\xff\xe0" + b"\x00" * 600, b"PK\x03\x04" + b"\x00" * 100, b"PK\x05\x06" + b"\xff" * 18, b"<svg onload=alert(1)>",
    b"GIF89a<script>", b"MZ" + b"\x90" * 600, b"[" * 60_000, b'{"a":' * 3000, b'[{"code":"1.000656"}]',
    b"\xef\xbb\xbf[]", b"[1e999]",
    b"\x00\x00\x00\x18ftypheic" + b"\x00" * 600, b"[null,{},[],\"\\ud800\"]",
]  # fmt: skip


@dataclasses.dataclass
class Form:
    action: str
    method: str
    is_multipart: bool
    fields: list[tuple[str, str]]
    files: list[str]


class Person:
    """Somebody's browser that keeps its connection."""

    def __init__(self, house: House, login: str | None):
        self.house, self.login = house, login
        self.line: http.client.HTTPConnection | None = None
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.enter()

    def enter(self) -> None:
        """Signs in, or as nobody takes the token of the page of signing in."""
        visitor = self.house.visitor(self.login)
        page = visitor.get("/tai-khoan" if self.login else "/dang-nhap")
        found = re.findall(r'name="csrf" value="([^"]+)"', page.text)
        self.cookies, self.token = visitor.cookies, found[-1] if found else ""

    def ask(self, method: str, target: str, body: bytes | None = None, kind: str = "", **further: str):
        """The status, the head and the body; those of endless answers are left unread."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **further}
        if kind:
            headers["Content-Type"] = kind
        for again in (False, True):
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
            try:
                self.line.putrequest(method, target, skip_accept_encoding=True)
                for name, value in headers.items():
                    self.line.putheader(name, value.encode("utf-8", "replace"))
                if body is not None:
                    self.line.putheader("Content-Length", str(len(body)))
                self.line.endheaders(body)
                response = self.line.getresponse()
                if "event-stream" in (response.headers["Content-Type"] or ""):
                    self.leave()
                    return response.status, response.headers, b""
                answer = response.status, response.headers, response.read()
                if response.will_close:
                    self.leave()
                return answer
            except (ConnectionError, http.client.HTTPException):
                # A kept line may have been closed meanwhile; a fresh one may not.
                self.leave()
                if again:
                    raise
        raise AssertionError

    def leave(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None


def forms_of(page: str, path: str) -> list[Form]:
    """The forms of a page, as a browser would send them untouched."""
    found = []
    for head, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL):
        def attribute(name: str, of: str = head) -> str:
            match = re.search(rf'\b{name}="([^"]*)"', of)
            return html.unescape(match[1]) if match else ""

        fields, files = [], []
        for tag in re.findall(r"<(?:input|button)\b[^>]*>", inside):
            name = attribute("name", tag)
            if name and attribute("type", tag) == "file":
                files.append(name)
            elif name and name not in ("csrf", "once"):
                fields.append((name, attribute("value", tag)))
        for name, options in re.findall(r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', inside, re.DOTALL):
            values = re.findall(r'<option value="([^"]*)"', options) or [""]
            fields.append((html.unescape(name), html.unescape(values[-1])))
        fields += [(html.unescape(name), "") for name in re.findall(r'<textarea\b[^>]*\bname="([^"]*)"', inside)]
        action = attribute("action") or path
        found.append(Form(action, attribute("method").upper() or "GET", "multipart" in head, fields, files))
    return found


class World:
    """What there is to send: routes of the program's own table, forms and ids of its pages."""

    def __init__(self, house: House):
        rows = json.loads(house.run("routes", "--json").stdout)
        self.routes = [
            (row["method"], row["path"]) for row in rows
            if not ENDLESS.search(row["path"]) and not row["path"].startswith("/api/")
        ]  # fmt: skip
        self.forms: dict[tuple[str, str], Form] = {}
        self.ids: set[str] = set()
        self.codes: set[str] = {"1.000656", "2.000815"}
        self.lock = threading.Lock()

    def look_round(self, person: Person, pages: int) -> None:
        """Follows links as the person, and notes forms and ids."""
        seen, waiting = set(), collections.deque(["/", "/ban-lam-viec", "/quan-tri", "/tai-khoan", "/ho-so-cua-toi"])
        shapes: collections.Counter[str] = collections.Counter()
        while waiting and len(seen) < pages:
            path = waiting.popleft()
            shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d\.\d{6}|=[^&]*", "*", path)
            if path in seen or shapes[shape] >= 2 or ENDLESS.search(path.split("?")[0]):
                continue
            seen.add(path)
            shapes[shape] += 1
            status, _, body = person.ask("GET", path)
            page = body.decode("utf-8", "replace")
            self.note(page, path)
            if status == 200:
                for link in re.findall(r'href="(/[^"#]*)', page):
                    if not link.startswith(("/t/", "/ngon-ngu/", "/api/")):
                        waiting.append(html.unescape(link))

    def note(self, page: str, path: str) -> None:
        with self.lock:
            self.ids.update(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}", page)[:50])
            self.codes.update(re.findall(r"\b\d\.\d{6}\b", page)[:5])
            for form in forms_of(page, path):
                shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d\.\d{6}", "*", form.action)
                if len(self.forms) < 600 and (shape, form.method) not in self.forms:
                    self.forms[shape, form.method] = form

    def freeze(self) -> None:
        """What the threads choose from, taken anew as more is found."""
        with self.lock:
            self.pages = [path for method, path in self.routes if method == "GET"]
            self.listed = [self.forms[key] for key in sorted(self.forms)]
            self.pools = (sorted(self.ids) or [NASTY[-1]], sorted(self.codes))


class Fuzzer:
    def __init__(self, house: House, world: World, seed: int):
        self.house, self.world, self.seed = house, world, seed
        self.lock = threading.Lock()
        self.statuses: collections.Counter[int] = collections.Counter()
        self.kinds: collections.Counter[str] = collections.Counter()
        self.faults: list[str] = []
        self.slow: list[tuple] = []
        self.done = 0

    # MARK: What is sent

    def value(self, luck: random.Random) -> str:
        ids, codes = self.world.pools
        roll = luck.random()
        if roll < 0.6:
            return luck.choice(NASTY)
        if roll < 0.8:
            return luck.choice(ids)
        if roll < 0.9:
            return luck.choice(codes)
        signs = [luck.choice([luck.randrange(1, 128), luck.randrange(0x80, 0xD800)]) for _ in range(luck.randrange(40))]
        return "".join(map(chr, signs))

    def coded(self, text: str, luck: random.Random) -> bytes:
        if luck.random() < 0.04:
            return luck.choice(BROKEN)
        return urllib.parse.quote(text.encode("utf-8", "surrogatepass"), safe="").encode()

    def path(self, pattern: str, luck: random.Random) -> str:
        ids, codes = self.world.pools
        parts = []
        for part in pattern.split("/"):
            if part.startswith(":"):
                roll = luck.random()
                good = luck.choice(codes if part == ":code" else ids)
                part = good if roll < 0.75 else self.coded(self.value(luck), luck).decode()
            parts.append(part)
        return "/".join(parts)[:6000]

    def query(self, luck: random.Random) -> str:
        names = "q ma tu den trang tep linh-vuc co-quan ky tiep ve ngon-ngu da-xong sap x".split()
        pairs = [
            f"{luck.choice(names)}={self.coded(self.value(luck), luck).decode()}" for _ in range(luck.choice([0, 1, 1, 2, 4]))
        ]
        return ("?" + "&".join(pairs))[:7000] if pairs else ""

    def body(self, person: Person, form: Form, luck: random.Random) -> tuple[bytes, str]:
        """The form with some of its fields changed, left out, doubled or added."""
        fields = []
        for name, value in form.fields:
            roll = luck.random()
            if roll < 0.12:
                continue
            fields.append((name, self.value(luck) if roll < 0.55 else value))
            if luck.random() < 0.06:
                fields.append((name, self.value(luck)))
        if luck.random() < 0.1:
            fields.append((self.value(luck)[:60] or "x", self.value(luck)))
        if luck.random() < 0.02:
            fields += [("x", "1")] * 600
        ahead = [("csrf", person.token if luck.random() < 0.97 else self.value(luck))]
        ahead.append(("once", secrets.token_hex(16) if luck.random() < 0.97 else self.value(luck)))
        if not form.is_multipart and not (form.files or luck.random() < 0.03):
            pairs = [self.coded(name, luck) + b"=" + self.coded(value, luck) for name, value in ahead + fields]
            if luck.random() < 0.97:
                pairs[:2] = [f"{name}={urllib.parse.quote(value)}".encode() for name, value in ahead]
            return b"&".join(pairs), "application/x-www-form-urlencoded"
        return self.multipart(ahead + fields, form.files or ["file"], luck)

    def multipart(self, fields: list[tuple[str, str]], files: list[str], luck: random.Random) -> tuple[bytes, str]:
        mark = "mark" + str(luck.randrange(10**9))
        parts = []
        for name, value in fields:
            shown = name.replace('"', "%22").replace("\r", "").replace("\n", "")
            text = f'--{mark}\r\nContent-Disposition: form-data; name="{shown}"\r\n\r\n{value}\r\n'
            parts.append(text.encode("utf-8", "surrogatepass"))
        for name in files:
            file = self.value(luck).replace('"', "%22").replace("\r", "").replace("\n", "")[:400] or "a.pdf"
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: a/b\r\n\r\n'
            parts.append(head.encode("utf-8", "surrogatepass") + luck.choice(FILES) + b"\r\n")
        whole = b"".join(parts) + f"--{mark}--\r\n".encode()
        roll = luck.random()
        if roll < 0.08:
            whole = whole[: luck.randrange(len(whole) + 1)]
        elif roll < 0.14:
            place = luck.randrange(len(whole))
            whole = whole[:place] + bytes([luck.randrange(256)]) + whole[place + 1:]
        elif roll < 0.16:
            mark = luck.choice(["", "x" * 71, "\"", "other"])
        return whole, f"multipart/form-data; boundary={mark}"

    # MARK: Sending

    def one(self, person: Person, luck: random.Random) -> None:
        world = self.world
        roll = luck.random()
        if roll < 0.35:
            kind, method = "page", "GET"
            target = self.path(luck.choice(world.pages), luck) + self.query(luck)
            body, media = None, ""
        elif roll < 0.8:
            kind = "form"
            form = luck.choice(world.listed)
            if SELDOM.search(form.action) and luck.random() < 0.97:
                return
            method, target = form.method, form.action
            body, media = self.body(person, form, luck)
            if method == "GET":
                target, body, media = (target.split("?")[0] + "?" + body.decode("latin-1"))[:7500], None, ""
        else:
            kind = "route"
            method, pattern = luck.choice(world.routes)
            target = self.path(pattern, luck)
            if SELDOM.search(target) and luck.random() < 0.97:
                return
            body, media = None, ""
            if method != "GET":
                names = [(name, "") for form in luck.sample(world.listed, 2) for name, _ in form.fields]
                form = Form(target, method, luck.random() < 0.3, names, [])
                body, media = self.body(person, form, luck)
            if luck.random() < 0.05:
                method = luck.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND"])
            if luck.random() < 0.05:
                media = luck.choice(["application/json", "text/plain", "", "multipart/form-data", "a/b; boundary=\"", "é"])
        if LEFT_ALONE.search(target.split("?")[0]):
            return
        self.send(person, kind, method, re.sub(r"[\x00-\x20\x7f-\uffff]", "_", target), body, media)

    def send(self, person: Person, kind: str, method: str, target: str, body: bytes | None, media: str) -> None:
        began = time.monotonic()
        try:
            status, headers, answer = person.ask(method, target, body, media)
        except (OSError, http.client.HTTPException) as error:
            status, headers, answer = 0, None, repr(error).encode()
        took = time.monotonic() - began
        what = f"{person.login or 'nobody'} {method} {target[:200]}"
        with self.lock:
            self.done += 1
            self.statuses[status] += 1
            self.kinds[kind] += 1
            number = headers["X-Request-ID"] if headers else None
            if status >= 500 and not (status == 503 and headers["Retry-After"]):
                self.faults.append(f"{status} {what} [{number}] {(body or b'')[:300]!r}")
            elif status == 0:
                self.faults.append(f"no answer: {what} {answer!r} {(body or b'')[:300]!r}")
            if took > SECONDS_MAX:
                self.slow.append((took, person, method, target, body, media))
        if status == 200 and answer and b"<form" in answer and len(self.world.forms) < 600:
            self.world.note(answer.decode("utf-8", "replace"), target)
        if status == 303 and (headers["Location"] or "").startswith("/dang-nhap") and person.login:
            self.back_in(person)

    def back_in(self, person: Person) -> None:
        """Whoever was signed out by what they sent comes in again; who cannot goes on as nobody."""
        with contextlib.suppress(AssertionError, OSError, IndexError):
            status, _, _ = person.ask("GET", "/tai-khoan")
            if status != 200:
                person.enter()

    def raw(self, luck: random.Random) -> None:
        """Bytes that are hardly HTTP, on a line of their own."""
        request = b"POST /tra-cuu HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=m\r\n"
        request += b"Content-Length: 40\r\n\r\n--m"
        cut = bytearray(request[: luck.randrange(1, len(request))])
        for _ in range(luck.randrange(6)):
            cut[luck.randrange(len(cut))] = luck.randrange(256)
        began = time.monotonic()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.house.port), timeout=5) as line:
            line.sendall(bytes(cut) + luck.choice([b"", b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n"]))
            line.shutdown(socket.SHUT_WR)
            head = line.recv(65_536)
            if head[9:10] == b"5" and head[9:12] != b"501":
                with self.lock:
                    self.faults.append(f"{head[:60]!r} to raw {bytes(cut)!r}")
        with self.lock:
            self.done += 1
            self.kinds["raw"] += 1
            if time.monotonic() - began > 4:
                self.faults.append(f"hangs at raw {bytes(cut)!r}")

    def slow_alone(self) -> list[str]:
        """What took too long beside the others is asked again alone: only who is slow then too hangs."""
        told = []
        for took, person, method, target, body, media in self.slow:
            began = time.monotonic()
            with contextlib.suppress(OSError, http.client.HTTPException):
                person.ask(method, target, body, media)
            alone = time.monotonic() - began
            person.leave()
            if alone > SECONDS_MAX:
                told.append(f"{took:.1f} s, alone {alone:.1f} s: {person.login or 'nobody'} {method} {target[:200]}")
        return told

    def run(self, requests: int, threads: int) -> float:
        began = time.monotonic()

        def work(number: int) -> None:
            luck = random.Random(f"{self.seed} {number}")
            people = [Person(self.house, login) for login in PEOPLE]
            while self.done < requests and self.house.process.poll() is None:
                if luck.random() < 0.03:
                    self.raw(luck)
                else:
                    self.one(luck.choice(people), luck)
            for person in people:
                person.leave()

        crew = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
        for one in crew:
            one.start()
        while any(one.is_alive() for one in crew):
            for one in crew:
                one.join(timeout=1)
            self.world.freeze()
        return time.monotonic() - began


def ask_api(house: House, seconds: int, folder: pathlib.Path) -> int:
    """Schemathesis as nobody, a citizen and an officer; only faults of the server count here."""
    worst = 0
    for who, login in (("nobody", None), ("citizen", "0900000101"), ("officer", "motcua1")):
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{house.port}/api/v1/openapi.json", "--checks",
            "not_a_server_error", "--max-time", str(seconds), "--seed", "1", "--request-timeout", "20", "--no-color",
            "--mode", "all", "--warnings", "off", "--no-shrink",
        ]  # fmt: skip
        if login:
            token = house.run("token", "create", "--account", login).stdout.strip()
            command += ["--header", f"Authorization: Bearer {token}"]
        run = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
        told = [line.strip() for line in run.stdout.splitlines() if re.search(r"generated|Test cases|No issues", line)]
        print(f"fuzz: API as {who}: {'; '.join(told[-2:]) or run.stdout[-300:]}")
        if run.returncode:
            worst = 1
            print(run.stdout[-4000:])
    return worst


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--requests", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    reader.add_argument("--threads", type=int, default=4)
    reader.add_argument("--api-seconds", type=int, default=30, help="for each of three callers; 0: pages only")
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        house = House(folder)
        made = house.run("demo", "--dossiers", "40")
        if made.returncode:
            sys.exit(made.stderr)
        house.start()
        try:
            world = World(house)
            for login in PEOPLE:
                world.look_round(Person(house, login), 120)
            world.freeze()
            found = f"{len(world.routes)} routes, {len(world.forms)} forms, {len(world.ids)} ids"
            print(f"fuzz: seed {chosen.seed}; {found}", flush=True)
            fuzzer = Fuzzer(house, world, chosen.seed)
            seconds = fuzzer.run(chosen.requests, chosen.threads)
            slow = fuzzer.slow_alone()
            code = ask_api(house, chosen.api_seconds, folder) if chosen.api_seconds else 0
            alive = house.process.poll() is None and house.visitor().get("/").status == 200
        finally:
            house.stop()
        verified = house.run("journal", "verify")
        log = house.log.read_text()
    classes = collections.Counter(f"{status // 100}xx" for status in fuzzer.statuses.elements())
    print(f"fuzz: {fuzzer.done} requests in {seconds:.0f} s ({fuzzer.done / seconds:.0f}/s): {dict(sorted(classes.items()))}, "
          f"{dict(fuzzer.kinds)}; {len(world.forms)} forms in the end")
    for fault in fuzzer.faults[:40]:
        print(f"  {fault}")
        if match := re.search(r"\[([0-9a-f]{16})\]", fault):
            print("".join(f"      {line}\n" for line in log.splitlines() if match[1] in line and "detail=" in line), end="")
    for fault in slow[:20]:
        print(f"  slow: {fault}")
    if not alive:
        print(f"  the server died:\n{log[-3000:]}")
    if verified.returncode:
        print(f"  the journal: {verified.stdout}{verified.stderr}")
    bad = len(fuzzer.faults) + len(slow) + (not alive) + verified.returncode + code
    print(f"fuzz: {len(fuzzer.faults)} with 5xx or no answer, {len(slow)} over "
          f"{SECONDS_MAX:.0f} s ({len(fuzzer.slow)} beside others), server "
          f"{'alive' if alive else 'dead'}, journal {'whole' if not verified.returncode else 'broken'}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
