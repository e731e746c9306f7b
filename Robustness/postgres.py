"""A PostgreSQL server on loopback that belongs to the tests. As root it runs as the user postgres: it refuses root."""

import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass


def binaries() -> pathlib.Path | None:
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@dataclass
class PostgresDatabase:
    server: "Postgres"
    name: str

    @property
    def url(self) -> str:
        return f"postgres://motcua@127.0.0.1:{self.server.port}/{self.name}?connect_timeout=5"

    def copy(self) -> "PostgresDatabase":
        return self.server.fresh(template=self.name)

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return [tuple(line.split("|")) for line in self.server.psql(self.name, query).splitlines()]


class Postgres:
    @staticmethod
    def missing() -> str | None:
        return None if binaries() else "PostgreSQL is not installed in /usr/lib/postgresql"

    def __init__(self):
        from house import free_port

        self.port = free_port()
        self.process: subprocess.Popen | None = None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="motcua-postgres-"))
        self.folder.chmod(0o755)
        self.cluster = self.folder / "data"
        self.cluster.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(self.cluster, "postgres")
        options = ["-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8", "--no-sync"]
        command = self._command("initdb", "-D", self.cluster, *options)
        made = subprocess.run(command, capture_output=True, text=True, cwd="/")
        assert made.returncode == 0, made.stderr

    @staticmethod
    def _command(program: str, *words) -> list:
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        return [*user, binaries() / program, *words]

    def start(self) -> None:
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": ""}
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with (self.folder / "server.log").open("a") as log:
            command = self._command("postgres", "-D", self.cluster, *words)
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if subprocess.run(self._client("pg_isready"), capture_output=True).returncode == 0:
                self._make_role()
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text()[-4000:])

    def _make_role(self) -> None:
        """The program's role owns its databases and is no superuser: the walls between agencies hold for it."""
        if "motcua" not in self.psql("postgres", "SELECT rolname FROM pg_roles").split():
            self.psql("postgres", "CREATE ROLE motcua LOGIN")

    def stop(self) -> None:
        """At once, as when the machine goes down: lines to it break."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)

    def remove(self) -> None:
        if self.process and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)

    def fresh(self, template: str = "template0") -> PostgresDatabase:
        name = f"motcua_{secrets.token_hex(4)}"
        self.psql("postgres", f"CREATE DATABASE {name} OWNER motcua TEMPLATE {template}")
        return PostgresDatabase(self, name)

    def psql(self, database: str, query: str) -> str:
        asked = subprocess.run(
            [*self._client("psql"), "-d", database, "-X", "-A", "-t", "-c", query], capture_output=True, text=True
        )
        assert asked.returncode == 0, asked.stderr
        return asked.stdout

    def _client(self, program: str) -> list:
        return [binaries() / program, "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
