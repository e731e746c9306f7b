"""Somebody with a browser's cookies and nothing else: the standard library's HTTP client."""

import http.client
import re
import secrets
import urllib.parse
from dataclasses import dataclass

PASSWORD = "MotCua@2026"
# Chứng thực bản sao từ bản chính: the commonest procedure of a commune.
PROCEDURE = "2.000815"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str | None:
        return self.headers["Location"]

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the last form on the page: the first one signs out."""
        return re.findall(rf'name="{name}" value="([^"]*)"', self.text)[-1]


class Visitor:
    def __init__(self, port: int, seconds: float = 60):
        self.port = port
        self.seconds = seconds
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict | None = None) -> Answer:
        """One request on a line of its own. Throws OSError or HTTPException when there is no whole answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, path, body, {"Cookie": cookies, **(headers or {})})
            response = line.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        body = urllib.parse.urlencode(form).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, form: dict[str, str], name: str, content: bytes) -> Answer:
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in form.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n"
        )
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def sign_in(self, login: str) -> None:
        page = self.get("/dang-nhap")
        form = {"login": login, "password": PASSWORD, "csrf": page.hidden("csrf"), "once": page.hidden("once")}
        answer = self.post("/dang-nhap", form)
        assert answer.status == 303, f"{login} cannot sign in: {answer.status}"

    def counter_form(self, name: str = "Hồ Thị Thử") -> dict[str, str]:
        """The form of the counter as an officer fills it in, with a one-time key of its own."""
        page = self.get(f"/quay/{PROCEDURE}")
        assert page.status == 200, page.status
        return {
            "csrf": page.hidden("csrf"),
            "once": page.hidden("once"),
            "applicant-name": name,
            "applicant-personal-id": "045199001234",
            "applicant-phone": "0912345678",
            "paper": "1",
            "originals-1": "1",
            "copies-1": "2",
            "office": re.search(r'<select id="f-office".*?value="([^"]*)" selected', page.text, re.DOTALL)[1],
            "return-method": "counter",
            "channel": "counter",
            "receive": "1",
        }

    def receive(self, form: dict[str, str]) -> Answer:
        return self.post(f"/quay/{PROCEDURE}", form)


def again(form: dict[str, str], **changed: str) -> dict[str, str]:
    """The same form opened once more: with a new one-time key."""
    return {**form, "once": secrets.token_hex(16), **changed}


def dossier_of(answer: Answer) -> str:
    """The number by which the database knows the dossier that an answer leads to."""
    assert answer.status == 303, f"{answer.status}: {re.sub('<[^>]*>', ' ', answer.text)[:2000]}"
    return re.fullmatch(r"/ho-so/([0-9a-f-]{36})(\?.*)?", answer.location)[1]
