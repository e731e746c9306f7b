"""The program dies while it seals: the file and the table agree afterwards, and nothing was sealed twice."""

import json
import os
import random
import subprocess
import time

from house import PROGRAM, House

ROUNDS = 60 if os.environ.get("MOTCUA_LONG") == "1" else 12


def seals(house: House) -> list[dict]:
    told = house.run("seal", "list", "--json")
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def lines(house: House) -> list[dict]:
    return [json.loads(line) for line in (house.data / "seals.jsonl").read_text().splitlines()]


def write_something(house: House) -> None:
    """An entry that is worth a seal: a receiver of news, added and taken away."""
    added = house.run("webhook", "add", "--account", "vanphong1", "--url", "https://example.vn/nhan")
    assert added.returncode == 0, added.stderr
    removed = house.run("webhook", "remove", added.stdout.splitlines()[0])
    assert removed.returncode == 0, removed.stderr


def test_killed_while_sealing(house: House):
    house.stop()
    assert house.run("seal", "close").returncode == 0
    chance = random.Random(20261123)
    cut = 0
    for _ in range(ROUNDS):
        write_something(house)
        before = len(seals(house))
        sealing = subprocess.Popen(
            [PROGRAM, "seal", "close", *house.where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.02, 0.4))
        sealing.kill()
        sealing.wait()
        after = len(seals(house))
        assert after - before in (0, 1)
        cut += after > before and sealing.returncode != 0
        # Whatever the file lacks is its end, and only that.
        written = (house.data / "seals.jsonl").read_text()
        whole = house.run("seal", "close")
        assert whole.returncode == 0, whole.stderr
        assert (house.data / "seals.jsonl").read_text().startswith(written)
        told = seals(house)
        assert [line["seal"] for line in lines(house)] == [seal["seal"] for seal in told] == list(
            range(1, len(told) + 1))
        assert [line["note"] for line in lines(house)] == [seal["note"] for seal in told]
    checked = house.run("seal", "check", "--json")
    assert checked.returncode == 0, checked.stderr + checked.stdout
    assert json.loads(checked.stdout)["good"] is True


def test_a_torn_line_is_finished_by_the_server(house: House):
    house.stop()
    assert house.run("seal", "close").returncode == 0
    file = house.data / "seals.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    house.start()
    end = time.monotonic() + 20
    while time.monotonic() < end and not file.read_bytes().startswith(whole):
        time.sleep(0.1)
    assert file.read_bytes().startswith(whole)


def test_two_sealing_at_once_make_one_seal(house: House):
    house.stop()
    house.run("seal", "close")
    for _ in range(5):
        write_something(house)
        before = len(seals(house))
        house.start()
        both = [
            subprocess.Popen([PROGRAM, "seal", "close", *house.where], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        for one in both:
            out, err = one.communicate(timeout=60)
            assert one.returncode == 0, err
        house.stop()
        assert len(seals(house)) == before + 1
        assert [line["note"] for line in lines(house)] == [seal["note"] for seal in seals(house)]
