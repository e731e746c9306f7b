"""A citizen proves that the office took the dossier in, also after somebody has changed the database."""

import json
import re
import sqlite3
import subprocess

import pytest
from playwright.sync_api import Page, expect

from conftest import DESK, PHONE, PROGRAM, Visitor, serving
from test_live import receive_at_counter

CODE = re.compile(r"H50\.50\.05-\d{6}-\d{4,}")


@pytest.fixture
def own_server(tmp_path):
    """The journal is changed here: nobody else's."""
    with serving(tmp_path, dossiers=20) as server:
        yield server


def motcua(*words) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=120)


def wait_for_job(page: Page) -> None:
    expect(page.locator("progress")).to_have_count(0, timeout=20_000)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    wait_for_job(page)


def look_up(page: Page, code: str) -> None:
    page.goto(f"/tra-cuu?ma={code}")
    page.get_by_label("4 số cuối").first.fill("5678")
    page.get_by_role("button", name="Tra cứu").last.click()


def take_receipt(page: Page, code: str, to) -> dict:
    look_up(page, code)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải biên nhận có bằng chứng").click()
    assert download.value.suggested_filename == f"bien-nhan-{code}.json"
    download.value.save_as(to)
    return json.loads(to.read_text())


def verify_on_page(page: Page, text: str) -> None:
    page.goto("/kiem-chung")
    page.get_by_label("Nội dung biên nhận").fill(text)
    page.get_by_role("button", name="Kiểm chứng").click()


def test_a_receipt_proves_what_the_database_denies(browser, own_server, tmp_path):
    officer, citizen, administrator = (
        Visitor(browser, own_server, size) for size in (DESK, PHONE, DESK)
    )
    data, receipt = own_server.folder / "data", tmp_path / "bien-nhan.json"

    page = officer.sign_in("counter")
    receive_at_counter(page, "Hồ Thị Xoan")
    code = CODE.search(page.content())[0]

    # Before the seal it says that it waits.
    assert take_receipt(citizen.page, code, receipt)["state"] == "waits-for-seal"
    citizen.check("look-up-receipt")
    assert motcua("verify", "receipt", receipt).returncode == 1
    verify_on_page(citizen.page, receipt.read_text())
    expect(citizen.page.get_by_text("Chưa niêm phong")).to_be_visible()
    citizen.check("verify-waiting")

    page = administrator.sign_in("administrator")
    page.goto("/quan-tri/niem-phong")
    press(page, "Niêm phong ngay")
    expect(page.get_by_text("Nhật ký còn nguyên vẹn")).to_be_visible()
    administrator.check("seals")
    page.get_by_role("link", name="In để treo").first.click()
    expect(page.locator("svg.qr-code")).to_be_visible()
    administrator.check("seal-for-the-wall")

    taken = take_receipt(citizen.page, code, receipt)
    assert taken["state"] == "sealed"
    assert "Xoan" not in receipt.read_text()
    verify_on_page(citizen.page, receipt.read_text())
    expect(citizen.page.get_by_text(f"Đã chứng minh: hồ sơ {code}")).to_be_visible()
    citizen.check("verify-proven")

    # Alone, with what the page gives to everybody.
    for name in ("khoa.pem", "niem-phong.jsonl"):
        (tmp_path / name).write_bytes(citizen.page.request.get(f"/kiem-chung/{name}").body())
    alone = ["verify", "receipt", receipt, "--key", tmp_path / "khoa.pem", "--seals", tmp_path / "niem-phong.jsonl"]
    told = motcua(*alone, "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["verdict"] == "proven"

    # Somebody with the database's file in hands dates the receipt otherwise.
    number = taken["entry"]["number"]
    name = "journal_entry_no_update"
    with sqlite3.connect(data / "motcua.sqlite", timeout=30) as database:
        guard = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE journal_entry SET at = at + 1 WHERE number = ?", (number,))
        # A guard that is missing would be found by itself at the next start.
        database.execute(guard)
    database.close()

    page.goto("/quan-tri/niem-phong")
    press(page, "Đối chiếu ngay")
    expect(page.get_by_text(f"Mục số {number} đã bị sửa")).to_be_visible()
    administrator.check("seals-broken")
    page.get_by_role("link", name=f"Xem nhật ký ở mục số {number}").click()
    expect(page.get_by_role("cell", name=str(number), exact=True).first).to_be_visible()
    checked = motcua("seal", "check", "--data", data, "--json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout)["entry"] == number
    assert motcua("doctor", "--data", data).returncode == 1

    # What the citizen holds still proves; today's journal does not agree with it, and no new receipt is made of it.
    assert motcua(*alone).returncode == 0
    verify_on_page(citizen.page, receipt.read_text())
    expect(citizen.page.get_by_text("Nhật ký hiện nay đã khác")).to_be_visible()
    citizen.check("verify-changed")
    look_up(citizen.page, code)
    citizen.page.get_by_role("button", name="Tải biên nhận có bằng chứng").click()
    expect(citizen.page.get_by_text(f"Mục số {number} của nhật ký không còn khớp")).to_be_visible()

    # A receipt that was mended proves nothing.
    taken["entry"]["facts"]["due"] = "2020-01-01T17:00:00+07:00"
    receipt.write_text(json.dumps(taken, ensure_ascii=False))
    assert motcua(*alone).returncode == 1
    verify_on_page(citizen.page, receipt.read_text())
    expect(citizen.page.get_by_text("Không đúng")).to_be_visible()
    citizen.check("verify-refused")
    for visitor in (officer, citizen, administrator):
        visitor.context.close()
