"""What no browser sends. The answer is a refusal, never a fault of the server, and the next guest is served."""

import socket

import pytest
from house import House
from visitor import dossier_of

REFUSALS = {400, 404, 405, 413, 414, 422, 431, 501}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, furnish):
    house = furnish(tmp_path_factory.mktemp("hostile"))
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="module")
def officer(house: House):
    return house.visitor("motcua1")


@pytest.fixture(scope="module")
def dossier(officer) -> str:
    return dossier_of(officer.receive(officer.counter_form()))


def send(house: House, request: bytes) -> bytes:
    """The head of the answer to raw bytes; empty when the server hung up without a word."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as line:
        received = b""
        try:
            line.sendall(request)
            while b"\r\n\r\n" not in received and (piece := line.recv(65_536)):
                received += piece
        except (BrokenPipeError, ConnectionResetError):
            pass
    return received.split(b"\r\n\r\n")[0]


def status(head: bytes) -> int:
    return int(head.split()[1])


END = b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
OUTSIDE = {
    "a way up": b"GET /../../etc/passwd HTTP/1.1",
    "a coded way up": b"GET /%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1",
    "a way up in the assets": b"GET /t/../../../etc/passwd HTTP/1.1",
    "a way up to a file": b"GET /ho-so/..%2f..%2fetc/tep/%2e%2e HTTP/1.1",
    "a coded NUL": b"GET /thu-tuc/2.000815%00 HTTP/1.1",
    "a bare NUL": b"GET /thu-tuc/\x00 HTTP/1.1",
    "invalid UTF-8": b"GET /thu-tuc/%ff%fe HTTP/1.1",
    "half a code": b"GET /thu-tuc/%2 HTTP/1.1",
    "invalid UTF-8 in the query": b"GET /thu-tuc?q=%ff HTTP/1.1",
    "no method we know": b"BREW / HTTP/1.1",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a long query": b"GET /thu-tuc?q=" + b"a" * 9000 + b" HTTP/1.1",
    "a header of 64 kB": b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 65_536,
    "a header of 64 kB in pieces": b"GET / HTTP/1.1\r\n" + b"X-Long: a\r\n" * 6000 + b"X-Last: a",
    "a length below zero": b"POST /dang-nhap HTTP/1.1\r\nContent-Length: -1",
    "a length and pieces": b"POST /tra-cuu HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
    "the version control": b"GET /.git/config HTTP/1.1",
    "a trace": b"TRACE / HTTP/1.1",
    "two lengths": b"POST /dang-nhap HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
}


@pytest.mark.parametrize("request_line", OUTSIDE.values(), ids=OUTSIDE)
def test_a_hostile_request_is_refused(house: House, request_line: bytes):
    head = send(house, request_line + END)
    assert head == b"" or status(head) in REFUSALS, head
    assert b"root:" not in head
    house.check_alive()


def test_a_line_break_in_an_address_makes_no_header(house: House):
    for path in (b"/ban-lam-viec?x=", b"/", b"/dang-nhap?tiep=/"):
        head = send(house, b"GET " + path + b"%0d%0aX-Evil:%20yes HTTP/1.1" + END)
        assert b"\nx-evil" not in head.lower()
        assert status(head) < 500
    house.check_alive()


@pytest.mark.parametrize("named", [b"Host: evil.example", b"Host: 127.0.0.1\r\nX-Forwarded-Host: evil.example"])
def test_whatever_host_is_named_nothing_leads_there(house: House, named: bytes):
    for path in (b"/", b"/dang-nhap", b"/thu-tuc", b"/ban-lam-viec", b"/khong-co", b"/ngon-ngu/en", b"/api/v1/openapi.json"):
        with socket.create_connection(("127.0.0.1", house.port), timeout=20) as line:
            line.sendall(b"GET " + path + b" HTTP/1.1\r\n" + named + b"\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 "), answer
        assert b"evil.example" not in answer


def test_trying_doors_is_seen_in_the_log_without_a_name(house: House, officer):
    assert officer.get("/quan-tri/cong-viec").status == 403
    assert officer.post("/dang-xuat", {"csrf": "x" * 86, "once": "x"}).status == 403
    lines = [line for line in house.log.read_text().splitlines() if " request " in line or "route=" in line]
    keys = house.keys
    [account] = [id for id, login in house.rows("SELECT account_id, login FROM account_login")
                 if keys.text(login) == "motcua1"]
    for code in ("forbidden", "form-stale"):
        assert any(f"code={code}" in line and f"account={account}" in line for line in lines), lines[-5:]
    assert "motcua1" not in house.log.read_text()


def test_a_form_that_is_too_large_is_refused(house: House, officer):
    form = officer.counter_form()
    assert officer.receive({**form, "request": "a" * 300_000}).status == 413
    cookies = "; ".join(f"{name}={value}" for name, value in officer.cookies.items()).encode()
    announced = b"POST /quay/2.000815 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookies
    announced += b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999999\r\n\r\ncsrf=x"
    assert status(send(house, announced)) == 413
    house.check_alive()


def test_a_form_of_invalid_utf8_is_refused(house: House, officer):
    form = officer.counter_form()
    body = f"csrf={form['csrf']}&once={form['once']}&applicant-name=%ff%fe".encode()
    answer = officer.ask("POST", "/quay/2.000815", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 400
    house.check_alive()


@pytest.mark.parametrize("name", ["cut off", "no boundary", "no parts", "no end of a header"])
def test_a_broken_upload_is_refused(house: House, officer, dossier: str, name: str):
    path = f"/ho-so/{dossier}"
    token = officer.get(path).hidden("csrf")
    first = f'--mark\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token}\r\n'.encode()
    file = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    body, kind = {
        "cut off": (first + file + b"\r\n%PDF-1.7 half", "multipart/form-data; boundary=mark"),
        "no boundary": (first + b"--mark--\r\n", "multipart/form-data"),
        "no parts": (b"rubbish", "multipart/form-data; boundary=mark"),
        "no end of a header": (first + file + b"X: " + b"a" * 20_000, "multipart/form-data; boundary=mark"),
    }[name]
    answer = officer.ask("POST", f"{path}/so-hoa", body, {"Content-Type": kind})
    assert answer.status == 400
    house.check_alive()


def test_a_form_without_its_token_is_refused(house: House, officer):
    form = officer.counter_form()
    assert officer.receive({**form, "csrf": "x" * 86}).status == 403
