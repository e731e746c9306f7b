"""Houses for the tests, each with data of its own. Builds nothing: run `swift build` before."""

import pathlib
import shutil
import subprocess

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


@pytest.fixture(scope="session")
def postgres_model(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo on PostgreSQL, of which each test has a copy."""
    model = House(tmp_path_factory.mktemp("model"), postgres=postgres.fresh())
    model.furnish()
    return model


@pytest.fixture(scope="session")
def furnish(tmp_path_factory: pytest.TempPathFactory):
    """Makes houses that do not serve yet: `furnish(folder)`. The demo is made once and copied."""
    model = House(tmp_path_factory.mktemp("model"))
    model.furnish()

    def copy(folder: pathlib.Path, **options) -> House:
        house = House(folder, **options)
        shutil.copytree(model.data, house.data)
        return house

    return copy


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory):
    """Compiles what a test puts between the program and the machine: `shim("trace")` for `shims/trace.c`."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler")
    folder = tmp_path_factory.mktemp("shims")

    def compiled(name: str) -> str:
        source, library = pathlib.Path(__file__).parent / "shims" / f"{name}.c", folder / f"{name}.so"
        warnings = ["-Wall", "-Wextra", "-Werror"]
        subprocess.run([compiler, "-O2", *warnings, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        return str(library)

    return compiled


@pytest.fixture
def house(tmp_path: pathlib.Path, furnish):
    house = furnish(tmp_path)
    house.start()
    yield house
    house.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_house(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    """A house that serves, on either database."""
    return request.getfixturevalue("house_on_postgres" if request.param == "postgresql" else "house")


@pytest.fixture
def house_on_postgres(tmp_path: pathlib.Path, postgres_model: House):
    house = House(tmp_path, postgres=postgres_model.postgres.copy())
    shutil.copytree(postgres_model.data, house.data)
    try:
        house.start()
        yield house
    finally:
        house.stop()
