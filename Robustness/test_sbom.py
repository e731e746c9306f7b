"""What `make sbom` says of the program: whole, well-formed, and true of what the program is linked with."""

import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import pytest
from house import PROGRAM, ROOT

TEXT = {"type": "string", "minLength": 1}
LICENCES = {
    "type": "array",
    "minItems": 1,
    "oneOf": [
        {"items": {
            "type": "object", "required": ["license"], "additionalProperties": False,
            "properties": {"license": {
                "type": "object", "oneOf": [{"required": ["id"]}, {"required": ["name"]}], "additionalProperties": False,
                "properties": {"id": TEXT, "name": TEXT},
            }},
        }},
        {"maxItems": 1, "items": {
            "type": "object", "required": ["expression"], "additionalProperties": False, "properties": {"expression": TEXT},
        }},
    ],
}
HASHES = {"type": "array", "items": {
    "type": "object", "required": ["alg", "content"], "additionalProperties": False,
    "properties": {
        "alg": {"enum": ["SHA-1", "SHA-256"]},
        "content": {"pattern": "^([a-fA-F0-9]{40}|[a-fA-F0-9]{64})$"},
    },
}}
COMPONENT = {
    "type": "object", "required": ["type", "name"], "additionalProperties": False,
    "properties": {
        "type": {"enum": ["application", "framework", "library"]}, "bom-ref": TEXT, "name": TEXT, "version": TEXT,
        "description": TEXT, "scope": {"enum": ["required", "optional", "excluded"]}, "licenses": LICENCES,
        "hashes": HASHES, "purl": {"type": "string", "pattern": r"^pkg:(swift|deb|pypi|generic)/[^\s@]+@[^\s@]+$"},
        "externalReferences": {"type": "array", "items": {
            "type": "object", "required": ["type", "url"], "additionalProperties": False,
            "properties": {"type": {"enum": ["vcs", "website"]}, "url": {"pattern": "^https?://"}, "hashes": HASHES},
        }},
        "properties": {"type": "array", "items": {
            "type": "object", "required": ["name"], "additionalProperties": False,
            "properties": {"name": TEXT, "value": TEXT},
        }},
    },
}
# The parts of CycloneDX 1.6 that are used here, as its schema wants them.
SCHEMA = {
    "type": "object", "required": ["bomFormat", "specVersion", "version", "metadata", "components", "dependencies"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": "http://cyclonedx.org/schema/bom-1.6.schema.json"}, "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"}, "version": {"type": "integer", "minimum": 1},
        "serialNumber": {"pattern": "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},
        "metadata": {
            "type": "object", "required": ["timestamp", "component"], "additionalProperties": False,
            "properties": {
                "timestamp": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}, "component": COMPONENT,
                "tools": {"type": "object", "properties": {"components": {"type": "array", "items": COMPONENT}}},
            },
        },
        "components": {"type": "array", "minItems": 1, "uniqueItems": True, "items": COMPONENT},
        "dependencies": {"type": "array", "uniqueItems": True, "items": {
            "type": "object", "required": ["ref"], "additionalProperties": False,
            "properties": {"ref": TEXT, "dependsOn": {"type": "array", "uniqueItems": True, "items": TEXT}},
        }},
    },
}


def asked(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/sbom", *words], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, str]:
    """The document and the listing for people."""
    file = tmp_path_factory.mktemp("sbom") / "motcua.cdx.json"
    listing = asked("--output", str(file), "--licences")
    return json.loads(file.read_text()), listing


@pytest.fixture(scope="module")
def document(made: tuple[dict, str]) -> dict:
    return made[0]


def test_the_document_is_as_cyclonedx_1_6_wants_it(document: dict):
    jsonschema.validate(document, SCHEMA)
    refs = [one["bom-ref"] for one in document["components"]] + ["motcua"]
    assert len(refs) == len(set(refs))
    told = [entry["ref"] for entry in document["dependencies"]]
    assert sorted(told) == sorted(refs)
    for entry in document["dependencies"]:
        assert set(entry["dependsOn"]) <= set(refs), entry


def test_every_pin_is_there_with_its_version_its_commit_and_its_licence(document: dict):
    components = {one["name"]: one for one in document["components"] if one.get("purl", "").startswith("pkg:swift/")}
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    assert pins
    for pin in pins:
        one = components[pin["identity"]]
        assert one["version"] == pin["state"]["version"]
        assert one["externalReferences"][0]["hashes"] == [{"alg": "SHA-1", "content": pin["state"]["revision"]}]
    for one in document["components"]:
        if one["scope"] == "required":
            assert one["licenses"], one


def test_every_library_that_the_program_loads_is_there(document: dict):
    names = {one["name"] for one in document["components"]}
    loaded = re.findall(r"=> (/\S+) \(0x", subprocess.run(["ldd", PROGRAM], capture_output=True, text=True).stdout)
    missing = set()
    for path in loaded:
        real = str(pathlib.Path(path).resolve())
        owner = ""
        for name in (real, real.removeprefix("/usr"), path):
            found = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True)
            owner = owner or found.stdout.split(":")[0]
        # What Debian did not bring is the toolchain's.
        if owner and owner not in names:
            missing.add(owner)
        assert owner or "swift" in path or "Foundation" in path or "Blocks" in path or "dispatch" in path, path
    assert not missing


def test_what_only_the_tests_use_is_marked_so(document: dict):
    for one in document["components"]:
        assert (one["scope"] == "excluded") == one.get("purl", "").startswith("pkg:pypi/"), one["name"]


def test_the_same_commit_gives_the_same_document(document: dict):
    assert json.loads(asked()) == document


def test_people_get_a_listing_by_licence(made: tuple[dict, str]):
    # Behind the line that names the file: its path may hold any word.
    text = made[1][made[1].index("In what is installed"):]
    assert re.search(r"^  Apache-2\.0\s+hummingbird 2\.", text, re.MULTILINE)
    assert 0 < text.index("Only for tests") < text.index("pytest")
