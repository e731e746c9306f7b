"""The restore drill: a backup taken while people work comes back whole, on either database."""

import fcntl
import json
import pathlib
import re
import secrets
import shutil
import subprocess
import threading

import pytest
from house import PROGRAM, House
from visitor import again, dossier_of

PASSPHRASE = "một câu mật khẩu đủ dài"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def answer(done: subprocess.CompletedProcess):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(done: subprocess.CompletedProcess) -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def figures(house: House) -> str:
    """The director's figures of all time, without what each page makes anew."""
    page = house.visitor("giamdoc").get("/so-lieu-noi-bo?tu=2020-01-01&den=2030-12-31")
    assert page.status == 200
    main = page.text[page.text.index("<main"):page.text.index("</main>")]
    return re.sub(r'value="[^"]*"|do-thi-[0-9a-f]+', "", main)


def journal_head(house: House) -> tuple[str, ...]:
    return house.rows("SELECT number, digest FROM journal_head")[0]


def empty_like(house: House, folder: pathlib.Path) -> House:
    """A place for a restore: nothing stands there yet but the keys, which somebody brought from the safe."""
    folder.mkdir()
    back = House(folder, postgres=house.postgres.server.fresh() if house.postgres else None)
    back.data.mkdir(mode=0o700)
    shutil.copy(house.data / "data.keys", back.data)
    return back


def attach_paper(officer, form: dict[str, str], content: bytes) -> None:
    """A dossier with a scanned paper."""
    id = dossier_of(officer.receive(again(form, **{"applicant-name": "Lê Thị Có Tệp"})))
    page = officer.get(f"/ho-so/{id}")
    fields = {"csrf": page.hidden("csrf"), "once": secrets.token_hex(16), "component": "1"}
    sent = officer.upload(f"/ho-so/{id}/so-hoa", fields, "ban-quet.pdf", content)
    assert sent.status == 303, sent.status


def test_a_backup_taken_while_people_work_comes_back_with_the_same_figures(each_house: House, tmp_path):
    house, place = each_house, tmp_path / "backup"
    officer = house.visitor("motcua1")
    form = officer.counter_form()
    attach_paper(officer, form, PDF)
    before = [dossier_of(officer.receive(again(form))) for _ in range(10)]

    stop, received = threading.Event(), []

    def work():
        busy = house.visitor("motcua2")
        own = busy.counter_form("Hồ Văn Song Song")
        while not stop.is_set():
            received.append(dossier_of(busy.receive(again(own))))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        while not received:
            worker.join(0.05)
            assert worker.is_alive()
        begun = len(received)
        first = answer(house.run("backup", str(place), "--json"))
        assert len(received) > begun, "people worked meanwhile"
    finally:
        stop.set()
        worker.join()
    assert first["newFiles"] >= 1

    # What was acknowledged before the backup began is in it, and its journal ends where it says.
    during = empty_like(house, tmp_path / "during")
    restored = answer(during.run("restore", str(place), "--json"))
    assert restored["journal"] == first["journal"] and restored["digest"] == first["digest"]
    assert journal_head(during) == (str(first["journal"]), first["digest"])
    kept = {row[0] for row in during.rows("SELECT id FROM dossier")}
    assert set(before) <= kept

    # At rest: the same figures, the same head, and only what is new was added.
    attach_paper(officer, form, PDF + b"% two\n")
    second = answer(house.run("backup", str(place), "--json"))
    assert second["newFiles"] == 1 and second["files"] == first["files"] + 1
    after = empty_like(house, tmp_path / "after")
    answer(after.run("restore", str(place), "--json"))
    assert journal_head(after) == journal_head(house)
    try:
        after.start()
        assert figures(after) == figures(house)
        after.visitor("motcua1").receive(again(form))
    finally:
        after.stop()
    verdict = answer(after.run("journal", "verify", "--json"))
    assert verdict["intact"]
    health = after.run("doctor", "--json")
    checks = {finding["check"]: finding["verdict"] for finding in json.loads(health.stdout)}
    assert checks["files"] == checks["journal"] == checks["dossiers"] == "good"

    # Where something is, nothing is restored.
    refused(after.run("restore", str(place)))
    refused(house.run("restore", str(place)))


def test_an_encrypted_backup_shows_nothing_and_wants_its_passphrase(furnish, tmp_path):
    house, place, secret = furnish(tmp_path), tmp_path / "backup", tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    made = answer(house.run("backup", str(place), "--passphrase-file", str(secret), "--json"))
    assert made["encrypted"]
    for part in place.rglob("*"):
        if part.is_file():
            assert b"SQLite format" not in part.read_bytes() and b"submitted" not in part.read_bytes(), part

    target = tmp_path / "target"

    def restore(*words: str) -> subprocess.CompletedProcess:
        command = [PROGRAM, "restore", str(place), "--data", str(target), "--lang", "en", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    assert "passphrase-file" in refused(restore())
    wrong = tmp_path / "wrong"
    wrong.write_text("some other passphrase")
    assert "wrong" in refused(restore("--passphrase-file", str(wrong)))
    assert not target.exists()
    assert restore("--passphrase-file", str(secret)).returncode == 0
    verdict = subprocess.run([PROGRAM, "journal", "verify", "--data", target, "--json"], capture_output=True, text=True)
    assert answer(verdict)["digest"] == made["digest"]
    # The keys of the data came along.
    assert (target / "data.keys").read_text() == (house.data / "data.keys").read_text()
    assert (target / "data.keys").stat().st_mode & 0o077 == 0


def test_an_open_backup_is_useless_without_the_keys_and_says_which_file_is_missing(house, tmp_path):
    place, officer = tmp_path / "backup", house.visitor("motcua1")
    form = again(officer.counter_form("Hồ Thị Mang Khóa"), **{"applicant-phone": "0987123456"})
    assert officer.receive(form).status == 303
    answer(house.run("backup", str(place), "--json"))
    assert not any(b"0987123456" in part.read_bytes() for part in place.rglob("*") if part.is_file())
    (tmp_path / "back").mkdir()
    back = House(tmp_path / "back")
    assert str(back.data / "data.keys") in refused(back.run("restore", str(place)))
    assert not back.data.exists() or not any(back.data.iterdir())
    # Somebody brings the file on a stick.
    stick = tmp_path / "stick.keys"
    shutil.copy(house.data / "data.keys", stick)
    answer(back.run("restore", str(place), "--key-file", str(stick), "--json"))
    assert "data.keys" in refused(back.run("journal", "verify"))
    assert answer(back.run("journal", "verify", "--key-file", str(stick), "--json"))["intact"]
    back.where += ["--key-file", str(stick)]
    back.start()
    try:
        assert "Hồ Thị Mang Khóa" in back.visitor("motcua1").get("/tim-ho-so?q=0987123456").text
    finally:
        back.stop()


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_damaged_missing_or_newer_part_is_refused_and_nothing_is_left(furnish, tmp_path, encrypted):
    house, place, secret = furnish(tmp_path), tmp_path / "backup", tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    words = ["--passphrase-file", str(secret)] if encrypted else []
    name = answer(house.run("backup", str(place), "--json", *words))["backup"]

    def restore_from(broken: pathlib.Path) -> str:
        target = tmp_path / "target"
        command = [PROGRAM, "restore", str(broken), "--data", str(target), "--lang", "en", *words]
        message = refused(subprocess.run(command, capture_output=True, text=True, timeout=120))
        assert not target.exists() and not pathlib.Path(f"{target}.restoring").exists()
        shutil.rmtree(broken)
        return message

    def copy() -> pathlib.Path:
        return pathlib.Path(shutil.copytree(place, tmp_path / "broken"))

    broken = copy()
    database = broken / "backups" / name / "database"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert "damaged" in restore_from(broken)

    broken = copy()
    database = broken / "backups" / name / "database"
    database.write_bytes(database.read_bytes()[:-4096])
    assert "damaged" in restore_from(broken)

    broken = copy()
    (broken / "backups" / name / "database").unlink()
    assert "lacks" in restore_from(broken)

    broken = copy()
    (broken / "backups" / name / "manifest").unlink()
    assert "lacks" in restore_from(broken)

    broken = copy()
    front = json.loads((broken / "motcua-backup.json").read_text())
    (broken / "motcua-backup.json").write_text(json.dumps({**front, "format": 2}))
    assert "newer" in restore_from(broken)


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_paper_that_is_lost_is_told_and_all_the_rest_is_kept(furnish, tmp_path, damage):
    house, place = furnish(tmp_path), tmp_path / "backup"
    paper = next(path for path in (house.data / "blobs").glob("*/*/*") if path.is_file())
    paper.unlink() if damage == "gone" else paper.write_bytes(b"something else")
    done = house.run("backup", str(place), "--json")
    assert paper.name in refused(done)
    told = json.loads(done.stdout)
    assert told["lost"] == [paper.name]
    back = empty_like(house, tmp_path / "back")
    assert answer(back.run("restore", str(place), "--json"))["digest"] == told["digest"]
    sick = back.run("doctor")
    assert sick.returncode == 1 and "HỎNG" in sick.stdout and len(sick.stderr.splitlines()) == 1


def test_only_so_many_backups_stay(furnish, tmp_path):
    house, place = furnish(tmp_path), tmp_path / "backup"
    first = answer(house.run("backup", str(place), "--json"))["backup"]
    # Names are to the second.
    (place / "backups" / first).rename(place / "backups" / "20200101-000000")
    second = answer(house.run("backup", str(place), "--keep", "1", "--json"))
    assert second["removed"] == ["20200101-000000"]
    assert [path.name for path in (place / "backups").iterdir()] == [second["backup"]]


def test_a_database_that_is_newer_than_the_program_is_refused_with_a_sentence(furnish, tmp_path):
    import sqlite3

    house = furnish(tmp_path)
    with sqlite3.connect(house.data / "motcua.sqlite") as connection:
        connection.execute(
            "INSERT INTO motcua_migration SELECT 'future/001-thing', digest, applied_at, position + 1, schema_after "
            "FROM motcua_migration ORDER BY position DESC LIMIT 1"
        )
    connection.close()
    for command in (["serve", "--port", "0"], ["journal", "verify"], ["backup", str(tmp_path / "place")]):
        assert "future/001-thing" in refused(house.run(*command))


def test_doctor_says_what_is_wrong_and_what_to_do(furnish, tmp_path):
    house = furnish(tmp_path)
    healthy = house.run("doctor", "--json")
    findings = {finding["check"]: finding for finding in json.loads(healthy.stdout)}
    assert healthy.returncode == 0, healthy.stdout
    assert findings["backup"]["state"] == "never" and findings["backup"]["advice"]

    answer(house.run("backup", str(tmp_path / "place"), "--json"))
    findings = {finding["check"]: finding for finding in json.loads(house.run("doctor", "--json").stdout)}
    assert findings["backup"]["verdict"] == "good"


def test_a_second_backup_into_the_same_place_says_so_and_the_place_stays_whole(furnish, tmp_path):
    house, place = furnish(tmp_path), tmp_path / "backup"
    answer(house.run("backup", str(place), "--json"))
    before = sorted(path.name for path in (place / "backups").iterdir())
    with (place / ".motcua-backup.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert str(place) in refused(house.run("backup", str(place), "--keep", "1"))
        assert sorted(path.name for path in (place / "backups").iterdir()) == before
    # Two at once from one house: at least one is made, and what is made comes back.
    both = [
        subprocess.Popen([PROGRAM, "backup", str(place), *house.where], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    codes = sorted((process.communicate(timeout=60), process.returncode)[1] for process in both)
    assert codes in ([0, 0], [0, 1])
    assert answer(empty_like(house, tmp_path / "back").run("restore", str(place), "--json"))["files"] >= 1


def test_settings_that_were_written_first_stay_when_a_backup_comes_back(furnish, tmp_path):
    house, place = furnish(tmp_path), tmp_path / "backup"
    answer(house.run("backup", str(place), "--json"))
    back = empty_like(house, tmp_path / "back")
    settings = back.data / "motcua.conf"
    settings.write_text("session-hours = 9\n")
    answer(back.run("restore", str(place), "--json"))
    assert settings.read_text() == "session-hours = 9\n"
    assert journal_head(back) == journal_head(house)
    assert sorted(path.name for path in back.data.parent.iterdir()) == ["data"], "nothing is left beside"
    refused(back.run("restore", str(place)))
    # Anything else there is somebody's.
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    other.data.mkdir()
    (other.data / "notes.txt").write_text("mine")
    refused(other.run("restore", str(place)))
    assert [path.name for path in other.data.iterdir()] == ["notes.txt"]
