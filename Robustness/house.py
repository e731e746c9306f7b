"""The real program on its own data: started, killed and asked, the way an administrator would."""

import contextlib
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time

from visitor import Visitor

ROOT = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import sealed  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("MOTCUA_PROGRAM", ROOT / ".build/debug/motcua"))
# Machines ask here, faster than any person.
HASTE = {f"MOTCUA_{what}_PER_MINUTE": "1000000" for what in ("SEARCH", "LOOK_UPS", "API")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """A demo commune with a handful of dossiers. The port stays the same over every restart."""

    def __init__(self, folder: pathlib.Path, data: pathlib.Path | None = None, postgres=None):
        self.data = data or folder / "data"
        self.log = folder / "server.log"
        self.port = free_port()
        self.postgres = postgres
        self.process: subprocess.Popen | None = None
        # Further variables for the server.
        self.environment: dict[str, str] = {}
        # Digests of files that a test has read and found whole.
        self.whole_files: set[str] = set()
        self.where = ["--data", str(self.data)] + (["--database", postgres.url] if postgres else [])

    def run(self, *words: str) -> subprocess.CompletedProcess:
        """Another command of the program on the same data."""
        return subprocess.run([PROGRAM, *words, *self.where], capture_output=True, text=True, timeout=120)

    def furnish(self) -> None:
        made = self.run("demo", "--dossiers", "5")
        assert made.returncode == 0, made.stderr

    def start(self, seconds: float = 60) -> None:
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", *self.where, "--port", str(self.port)], stdout=output, stderr=output,
                env={**os.environ, **HASTE, **self.environment},
            )
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self.visitor(seconds=2).get("/readyz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The server did not become ready:\n{self.log.read_text()[-4000:]}")

    def kill(self) -> None:
        """No farewell: what was not on the disk is gone."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def keys(self) -> sealed.Keys:
        """What opens the sealed columns and files."""
        return sealed.Keys(self.data / "data.keys")

    def visitor(self, login: str | None = None, seconds: float = 60) -> Visitor:
        visitor = Visitor(self.port, seconds)
        if login:
            visitor.sign_in(login)
        return visitor

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """What the database says, past the program."""
        if self.postgres:
            return self.postgres.rows(query)
        address = f"file:{self.data}/motcua.sqlite?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            return [tuple(str(value) for value in row) for row in connection.execute(query)]

    def change(self, statement: str) -> None:
        """What a test changes in the database, past the program."""
        if self.postgres:
            self.postgres.rows(statement)
            return
        with contextlib.closing(sqlite3.connect(self.data / "motcua.sqlite", timeout=30)) as connection:
            connection.execute(statement)
            connection.commit()

    def check_alive(self) -> None:
        assert self.process.poll() is None, f"the server ended:\n{self.log.read_text()[-4000:]}"
        assert self.visitor().get("/").status == 200
