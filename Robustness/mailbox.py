"""A mail server and a provider of text messages on loopback: take what comes, remember it, answer as the test wants."""

import base64
import contextlib
import email
import email.policy
import http.server
import json
import pathlib
import socketserver
import ssl
import subprocess
import threading


class Mailbox:
    """Speaks as much SMTP as a client needs. `mood`: well, later (450 to each receiver), gone (550), silent (takes the
    text and says nothing). With a certificate it offers STARTTLS, or, `at_once`, speaks TLS from the first byte on."""

    def __init__(self, user: str = "", password: str = "", certificate: pathlib.Path | None = None, at_once=False):
        self.mood = "well"
        self.secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode() if user else ""
        self.context = None
        self.at_once = at_once
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        # What came in over TLS.
        self.guarded = 0
        self.mails: list[email.message.EmailMessage] = []
        self.tries = 0
        self.port = 0
        self.server: socketserver.ThreadingTCPServer | None = None

    def listen(self) -> None:
        mailbox = self

        class Dialogue(socketserver.StreamRequestHandler):
            def say(self, words: str) -> None:
                self.wfile.write(f"{words}\r\n".encode())

            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    mailbox.talk(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", self.port), Dialogue)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def die(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def guard(self, line) -> None:
        """Goes on in TLS."""
        line.connection = self.context.wrap_socket(line.connection, server_side=True)
        line.rfile, line.wfile = line.connection.makefile("rb"), line.connection.makefile("wb", buffering=0)

    def talk(self, line) -> None:
        if self.at_once:
            self.guard(line)
        line.say("220 mailbox.test ESMTP")
        knows = not self.secret
        while words := line.rfile.readline():
            verb = words.decode().strip().upper()
            if verb.startswith("EHLO"):
                line.say("250-mailbox.test")
                if self.context and not isinstance(line.connection, ssl.SSLSocket):
                    line.say("250-STARTTLS")
                line.say("250 AUTH PLAIN LOGIN" if self.secret else "250 8BITMIME")
            elif verb.startswith("STARTTLS"):
                line.say("220 go on")
                self.guard(line)
            elif verb.startswith("AUTH PLAIN"):
                given = words.decode().split()[2:] or [self.asked(line)]
                knows = given[0] == self.secret
                line.say("235 welcome" if knows else "535 who are you")
            elif verb.startswith("MAIL"):
                line.say("250 ok" if knows else "530 sign in first")
            elif verb.startswith("RCPT"):
                self.tries += 1
                line.say({"later": "450 try later", "gone": "550 no such user"}.get(self.mood, "250 ok"))
            elif verb.startswith("DATA"):
                line.say("354 go on")
                self.take(line)
            elif verb.startswith("QUIT"):
                line.say("221 bye")
                return
            else:
                line.say("250 ok")

    def asked(self, line) -> str:
        line.say("334 ")
        return line.rfile.readline().decode().strip()

    def take(self, line) -> None:
        text = b""
        while (row := line.rfile.readline()) not in (b".\r\n", b""):
            text += row[1:] if row.startswith(b".") else row
        self.guarded += isinstance(line.connection, ssl.SSLSocket)
        self.mails.append(email.message_from_bytes(text, policy=email.policy.default))
        if self.mood == "silent":
            # The mail is here, and the sender will never know.
            line.rfile.readline()
            return
        line.say("250 taken")

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


def certificate(folder: pathlib.Path) -> pathlib.Path:
    """A certificate for 127.0.0.1 that nobody knows, with its key."""
    file = folder / "mailbox.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mailbox.test",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file, "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    with file.open("ab") as both:
        both.write((folder / "cert.pem").read_bytes())
    return file


class Provider:
    """Takes JSON as a gateway for text messages does. `status` is what it answers."""

    def __init__(self):
        self.status = 200
        self.taken: list[dict] = []
        self.keys: list[str] = []
        self.tokens: set[str] = set()
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                provider.tokens.add(self.headers["Authorization"])
                if provider.status == 200:
                    provider.taken.append(body)
                    provider.keys.append(self.headers["Idempotency-Key"])
                self.send_response(provider.status)
                self.end_headers()
                self.wfile.write(json.dumps({"data": {"id": f"sms-{len(provider.taken)}"}}).encode())

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/gui"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def die(self) -> None:
        self.server.shutdown()
        self.server.server_close()
