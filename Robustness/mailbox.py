"""A mail server and a provider of text messages on loopback: take what comes, remember it, answer as the test wants."""

import base64
import contextlib
import email
import email.policy
import http.server
import json
import socketserver
import threading


class Mailbox:
    """Speaks as much SMTP as a client needs. `mood`: well, later (450 to each receiver), gone (550), silent (takes the
    text and says nothing)."""

    def __init__(self, user: str = "", password: str = ""):
        self.mood = "well"
        self.secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode() if user else ""
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

    def talk(self, line) -> None:
        line.say("220 mailbox.test ESMTP")
        knows = not self.secret
        while words := line.rfile.readline():
            verb = words.decode().strip().upper()
            if verb.startswith("EHLO"):
                line.say("250-mailbox.test")
                line.say("250 AUTH PLAIN LOGIN" if self.secret else "250 8BITMIME")
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
        self.mails.append(email.message_from_bytes(text, policy=email.policy.default))
        if self.mood == "silent":
            # The mail is here, and the sender will never know.
            line.rfile.readline()
            return
        line.say("250 taken")

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


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
