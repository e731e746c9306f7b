"""The disk fills up: people are told, may go on reading, and work again once there is room. No restart."""

import os
import pathlib
import subprocess

import pytest
from house import House
from visitor import PROCEDURE, again, dossier_of

# The store of attached files leaves the last 64 MB to the database.
SIZE_MB = 96


@pytest.fixture
def small_disk(tmp_path: pathlib.Path):
    if os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=0700", "tmpfs", disk], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.fixture
def house_on_it(small_disk: pathlib.Path, tmp_path: pathlib.Path):
    house = House(tmp_path, data=small_disk / "data")
    house.furnish()
    house.start()
    yield house
    house.stop()


def fill(disk: pathlib.Path, leave: int) -> pathlib.Path:
    """Somebody else's file that takes all room but so many bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - leave)))
    return ballast


def test_uploads_and_intake_refuse_on_a_full_disk_and_come_back(small_disk: pathlib.Path, house_on_it: House):
    house = house_on_it
    officer = house.visitor("motcua1")
    form = officer.counter_form()
    id = dossier_of(officer.receive(form))
    path = f"/ho-so/{id}"

    def upload(number: int):
        page = officer.get(path)
        fields = {"csrf": page.hidden("csrf"), "once": page.hidden("once"), "component": "1"}
        content = b"%PDF-1.7\n" + number.to_bytes(4, "big") + os.urandom(4 << 20) + b"\n%%EOF\n"
        return officer.upload(f"{path}/so-hoa", fields, "giay-to.pdf", content)

    # Files first: they stop while the database has room left.
    answers = []
    while len(answers) < 30 and (not answers or answers[-1].status == 303):
        answers.append(upload(len(answers)))
    assert len(answers) > 1
    assert answers[-1].status == 507
    assert "<h1>" in answers[-1].text
    assert officer.receive(again(form)).status == 303, "intake needs no file and must go on"

    # Then the last of it, as a runaway log of another program would take it.
    ballast = fill(small_disk, leave=256 << 10)
    confirmed, refusal = [], None
    for _ in range(400):
        answer = officer.receive(again(form))
        if answer.status != 303:
            refusal = answer
            break
        confirmed.append(dossier_of(answer))
    assert refusal is not None, "the disk never filled up"
    assert refusal.status in {503, 507}, refusal.status
    assert "<h1>" in refusal.text

    for page in ("/", "/ban-lam-viec", path, f"/quay/{PROCEDURE}", "/tra-cuu", "/readyz"):
        assert officer.get(page).status == 200, f"{page} cannot be read on a full disk"

    ballast.unlink()
    confirmed.append(dossier_of(officer.receive(again(form))))
    kept = {id for id, in house.rows("SELECT id FROM dossier")}
    assert set(confirmed) <= kept
    house.check_alive()
    house.stop()
    assert house.run("journal", "verify").returncode == 0

