"""The upgrade drill: data that an earlier version made opens in this one, also when the machine goes down meanwhile.

`frozen/` holds a demo commune of 12 dossiers as version 0.1 wrote it, as SQL text; its attached files are left out.
"""

import gzip
import json
import pathlib
import random
import sqlite3
import subprocess
import time

import pytest
from house import PROGRAM, House

FROZEN = pathlib.Path(__file__).parent / "frozen"


def thaw(kind: str) -> str:
    return gzip.decompress((FROZEN / f"0.1-{kind}.sql.gz").read_bytes()).decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    """A house with the data of the earlier version. It does not serve yet."""
    if request.param == "sqlite":
        house = House(tmp_path)
        house.data.mkdir()
        connection = sqlite3.connect(house.data / "motcua.sqlite")
        connection.executescript(thaw("sqlite"))
        connection.close()
    else:
        house = House(tmp_path, postgres=request.getfixturevalue("postgres").fresh())
        server = house.postgres.server
        loaded = subprocess.run(
            [*server._client("psql"), "-d", house.postgres.name, "-X", "-q", "-v", "ON_ERROR_STOP=1"],
            input="SET ROLE motcua;\n" + thaw("postgresql"), capture_output=True, text=True,
        )
        assert loaded.returncode == 0, loaded.stderr
    yield house
    house.stop()


def head(house: House) -> tuple[str, ...]:
    """The last entry but the seals: a server that starts seals what was written while nobody did."""
    last = "SELECT number, digest FROM journal_entry WHERE kind <> 'seal.closed' ORDER BY number DESC LIMIT 1"
    return house.rows(last)[0]


def check_whole(house: House, before: tuple[str, ...]) -> None:
    verdict = house.run("journal", "verify", "--json")
    assert verdict.returncode == 0, verdict.stderr
    assert head(house) == before, "an upgrade writes nothing into the journal"
    findings = json.loads(house.run("doctor", "--quick", "--json").stdout)
    states = {finding["check"]: finding["verdict"] for finding in findings}
    assert states["journal"] == states["dossiers"] == "good", findings


def test_data_of_the_earlier_version_opens_and_goes_on(old: House):
    before = head(old)
    looked = old.run("journal", "verify", "--lang", "en")
    if looked.returncode != 0:  # there are newer steps: who only reads does not take them
        assert "older version" in looked.stderr and len(looked.stderr.splitlines()) == 1
    old.start()
    check_whole(old, before)
    officer = old.visitor("motcua1")
    assert officer.get("/ban-lam-viec").status == 200
    assert old.visitor("giamdoc").get("/so-lieu-noi-bo").status == 200
    ids = [row[0] for row in old.rows("SELECT id FROM dossier")]
    assert len(ids) == 12
    for id in ids:
        assert officer.get(f"/ho-so/{id}").status == 200


def test_killing_the_upgrade_at_any_moment_is_harmless(old: House):
    before = head(old)
    moments = random.Random(7)
    for _ in range(6):
        command = [PROGRAM, "serve", *old.where, "--port", str(old.port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.02, 0.6))
        process.kill()
        process.wait()
    old.start()
    check_whole(old, before)
