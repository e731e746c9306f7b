"""Houses for the tests, each with data of its own. Builds nothing: run `swift build` before."""

import pathlib

import pytest
from house import PROGRAM, House
from postgres import Postgres


@pytest.fixture(scope="session", autouse=True)
def program():
    if not PROGRAM.exists():
        pytest.fail(f"{PROGRAM} is missing: run `swift build` first")


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of the tests' own, in a folder that goes away with it."""
    if (reason := Postgres.missing()) is not None:
        pytest.skip(reason)
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def furnished(tmp_path: pathlib.Path):
    """A house on SQLite that does not serve yet."""
    house = House(tmp_path)
    house.furnish()
    yield house
    house.stop()


@pytest.fixture
def house(furnished: House):
    furnished.start()
    return furnished


@pytest.fixture(params=["sqlite", "postgresql"])
def each_house(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    """A house that serves, on either database."""
    house = House(tmp_path)
    if request.param == "postgresql":
        house = House(tmp_path, postgres=request.getfixturevalue("postgres").fresh())
    try:
        house.furnish()
        house.start()
        yield house
    finally:
        house.stop()
