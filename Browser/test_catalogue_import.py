"""The administrator takes a file into the catalogue: a look at what would change first, then all of it."""

import json
import re

import pytest
from conftest import DESK, PHONE, ROOT
from playwright.sync_api import expect

PROCEDURES = ROOT / "Features/Catalogue/Data/procedures.json"


def catalogue_with(tmp_path, change) -> str:
    """The built-in catalogue with a change, as a file."""
    records = json.loads(PROCEDURES.read_text())
    change(records)
    path = tmp_path / "danh-muc.json"
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1))
    return str(path)


def look(page, path: str) -> None:
    page.goto("/quan-tri/danh-muc")
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="Xem thử thay đổi").click()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_file_is_looked_at_and_then_taken_in(visit, tmp_path, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("administrator")
    name = f"Đăng ký thả diều {viewport['width']}"

    def one_more_and_one_renamed(records):
        records.append({**records[0], "code": f"7.{viewport['width']:06}", "name": name})
        records[1]["name"] += f" ({viewport['width']})"

    look(page, catalogue_with(tmp_path, one_more_and_one_renamed))
    expect(page.locator("h1")).to_have_text("Xem thử thay đổi")
    expect(page.locator("main")).to_contain_text("danh-muc.json")
    expect(page.locator("main")).to_contain_text(name)
    visitor.check("catalogue-preview")
    # Nothing is done by looking.
    assert page.request.get(f"/thu-tuc/7.{viewport['width']:06}").status == 404
    page.get_by_role("button", name="Nhập vào danh mục").click()
    expect(page.locator("[role=status], .notice").first).to_be_visible()
    assert page.request.get(f"/thu-tuc/7.{viewport['width']:06}").status == 200
    visitor.check("catalogue-taken-in")


def test_a_wrong_file_is_refused_by_line_and_field_and_nothing_is_taken_in(visit, tmp_path):
    visitor = visit(PHONE)
    page = visitor.sign_in("administrator")

    def one_good_one_wrong(records):
        records.append({**records[0], "code": "7.000009", "name": "Không được nhập"})
        records[3]["fee"] = "một trăm"
        del records[5]["name"]

    look(page, catalogue_with(tmp_path, one_good_one_wrong))
    expect(page.locator("h1")).to_contain_text("Chưa nhập được")
    table = page.locator("table")
    expect(table).to_contain_text("fee")
    expect(table).to_contain_text("name")
    expect(page.get_by_role("button", name="Nhập vào danh mục")).to_have_count(0)
    assert page.request.get("/thu-tuc/7.000009").status == 404
    visitor.check("catalogue-refused")


def test_it_works_without_scripts(visit, tmp_path):
    page = visit(DESK, java_script_enabled=False).sign_in("administrator")
    look(page, catalogue_with(tmp_path, lambda records: records[2].update(name=records[2]["name"] + " (2)")))
    page.get_by_role("button", name="Nhập vào danh mục").click()
    expect(page).to_have_url(re.compile(r"/quan-tri/danh-muc(\?|$)"))
