"""The commands of an administrator on PostgreSQL, and the questions of `init` at a terminal."""

import json
import os
import pathlib
import pty
import select
import subprocess
import time

import pytest
from house import PROGRAM, House

PASSWORD = "Mot-cua-2026!"


@pytest.fixture
def empty(tmp_path, postgres):
    """A place on PostgreSQL where nothing has been made yet."""
    house = House(tmp_path, postgres=postgres.fresh())
    yield house
    house.stop()


def answer(done: subprocess.CompletedProcess):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_real_commune_on_postgresql_from_init_to_its_first_page(empty, tmp_path):
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    made = answer(empty.run(
        "init", "--commune", "19555", "--identifier", "H50.50.05", "--admin-login", "quantri",
        "--admin-name", "Nguyễn Thị Hoa", "--admin-password-file", str(secret), "--json",
    ))
    assert made["commune"] == "Xã Hướng Hiệp" and made["procedures"] > 300

    again = empty.run(
        "init", "--commune", "19555", "--identifier", "H50.50.05", "--admin-login", "quantri",
        "--admin-name", "Nguyễn Thị Hoa", "--admin-password-file", str(secret),
    )
    assert again.returncode == 1 and len(again.stderr.splitlines()) == 1

    refused = empty.run("demo")
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1

    empty.start()
    assert "Hướng Hiệp" in empty.visitor().get("/").text
    empty.stop()


def test_demo_import_verify_and_serve_on_postgresql(empty, tmp_path):
    made = answer(empty.run("demo", "--dossiers", "40", "--json"))
    # Those planned for hours that have not come yet are left out.
    assert made["made"] and 10 <= made["dossiers"] <= 40
    assert not answer(empty.run("demo", "--json"))["made"], "a second time only tells the sign-ins"

    built_in = pathlib.Path(__file__).parent.parent / "Features/Catalogue/Data/procedures.json"
    imported = answer(empty.run("catalogue", "import", str(built_in), "--json"))
    assert imported["added"] == 0 and imported["changed"] == 0 and imported["unchanged"] > 300

    intact = answer(empty.run("journal", "verify", "--json"))
    assert intact["intact"] and intact["entries"] > 0

    empty.start()
    page = empty.visitor("motcua1").get("/ban-lam-viec")
    assert page.status == 200 and "Bàn làm việc" in page.text
    assert answer(empty.run("journal", "verify", "--json"))["entries"] >= intact["entries"]


def test_a_database_that_is_not_there_is_told_in_one_line(tmp_path, postgres):
    house = House(tmp_path, postgres=postgres.fresh())
    postgres.psql("postgres", f"DROP DATABASE {house.postgres.name}")
    refused = house.run("serve", "--port", "0")
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1


class Terminal:
    """A person at a terminal: reads what is asked, types an answer."""

    def __init__(self, *words: str):
        self.seen = ""
        self.child, self.line = pty.fork()
        if self.child == 0:
            os.execv(PROGRAM, [str(PROGRAM), *words])

    def reply(self, question: str, text: str) -> None:
        self.wait_for(question)
        os.write(self.line, (text + "\n").encode())

    def wait_for(self, words: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, f"waited for “{words}”, saw: {self.seen}"
            self._read()
        self.all = getattr(self, "all", "") + self.seen
        self.seen = self.seen.split(words, 1)[1]

    def end(self) -> int:
        while self._read():
            pass
        self.all = getattr(self, "all", "") + self.seen
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def _read(self) -> bool:
        if not select.select([self.line], [], [], 1)[0]:
            return True
        try:
            chunk = os.read(self.line, 65536)
        except OSError:
            return False
        self.seen += chunk.decode(errors="replace")
        return bool(chunk)


def test_init_asks_for_what_is_missing_and_shows_no_password(tmp_path):
    data = tmp_path / "data"
    terminal = Terminal("init", "--data", str(data), "--identifier", "H50.50.05", "--lang", "en")
    terminal.reply("code", "19555")
    terminal.reply("Name", "Nguyễn Thị Hoa")
    terminal.reply("Login", "quantri")
    terminal.reply("Password: ", PASSWORD)
    terminal.reply("Password again: ", "something else")
    terminal.reply("Password: ", PASSWORD)
    terminal.reply("Password again: ", PASSWORD)
    assert terminal.end() == 0, terminal.all
    assert "Hướng Hiệp" in terminal.all
    assert PASSWORD not in terminal.all
    made = subprocess.run([PROGRAM, "journal", "verify", "--data", data], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def test_the_styleguide_is_there_only_in_development(furnish, tmp_path, monkeypatch):
    house = furnish(tmp_path)
    house.start()
    assert house.visitor().get("/styleguide").status == 404
    house.stop()
    monkeypatch.setenv("MOTCUA_DEVELOPMENT", "on")
    house.start()
    assert house.visitor().get("/styleguide").status == 200
    house.stop()
    settings = {row["name"]: row for row in answer(house.run("config", "--json"))}
    assert settings["development"]["value"] == "on" and settings["development"]["origin"] == "environment"
