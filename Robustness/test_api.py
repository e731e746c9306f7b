"""The API as its document promises it: the document is valid, and nothing is answered that it does not say."""

import json
import os
import pathlib
import re
import subprocess
import sys

import openapi_spec_validator
import pytest
from house import ROOT, House

# What is generated follows the schemas, not the law, so a refusal (422) of well-formed values is no fault.
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method"
SECONDS = int(os.environ.get("MOTCUA_CONTRACT_SECONDS", "40"))
SEED = os.environ.get("MOTCUA_CONTRACT_SEED", "1")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, furnish):
    """A house that serves, with a token of an officer and one of a citizen, made while it serves."""
    house = furnish(tmp_path_factory.mktemp("api"))
    house.start()
    house.tokens = {}
    for who, login in {"officer": "motcua1", "citizen": "0900000101"}.items():
        made = house.run("token", "create", "--account", login)
        assert made.returncode == 0, made.stderr
        house.tokens[who] = made.stdout.strip()
    yield house
    house.stop()


def base(house: House) -> str:
    return f"http://127.0.0.1:{house.port}/api/v1"


def test_the_document_is_valid_openapi_3_1(served: House):
    document = json.loads(served.visitor().get("/api/v1/openapi.json").body)
    assert document["openapi"].startswith("3.1")
    openapi_spec_validator.validate(document)


@pytest.mark.parametrize("who", ["nobody", "citizen", "officer"])
def test_nothing_is_answered_that_the_document_does_not_say(served: House, tmp_path: pathlib.Path, who: str):
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{base(served)}/openapi.json", "--checks", CHECKS,
        "--max-time", str(SECONDS), "--max-examples", "30", "--seed", SEED, "--request-timeout", "20", "--no-color",
        "--phases", "examples,coverage,fuzzing", "--warnings", "off", "--no-shrink",
    ]  # fmt: skip
    if who != "nobody":
        command += ["--header", f"Authorization: Bearer {served.tokens[who]}"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 3 + 60, cwd=tmp_path)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    served.check_alive()


@pytest.mark.parametrize("language", ["sh", "python"])
def test_the_examples_of_the_handbook_run(served: House, language: str):
    text = (ROOT / "docs/api.md").read_text()
    example = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)[1]
    command = ["bash", "-euo", "pipefail", "-c"] if language == "sh" else [sys.executable, "-c"]
    where = {**os.environ, "BASE": base(served), "TOKEN": served.tokens["officer"]}
    run = subprocess.run([*command, example], capture_output=True, text=True, timeout=60, env=where)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "dossier.noted" in run.stdout if language == "python" else "2.000815" in run.stdout


def test_a_token_ends_at_once_when_it_is_revoked_beside_the_server(served: House):
    made = json.loads(served.run("token", "create", "--account", "motcua2", "--json").stdout)
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert served.visitor().ask("GET", "/api/v1/dossiers", headers=headers).status == 200
    assert made["token"] not in served.run("token", "list", "--json").stdout
    assert served.run("token", "revoke", made["id"]).returncode == 0
    assert served.visitor().ask("GET", "/api/v1/dossiers", headers=headers).status == 401
    assert served.run("token", "create", "--account", "nobody").returncode == 1
    assert served.run("token", "create", "--account", "motcua1", "--expires", "soon").returncode == 2
