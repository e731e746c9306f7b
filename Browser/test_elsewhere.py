"""What lives in other systems stands on the desk and in the search beside the agency's own; and a citizen who withdraws
chooses why."""

import datetime
import json
import re
import subprocess

import pytest
from conftest import DESK, PHONE, PROGRAM
from playwright.sync_api import expect
from test_dossier_way import file_online

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
ACCEPTED = TODAY - datetime.timedelta(days=20)


def record(number: int, due_in_days: int, **more) -> dict:
    due = TODAY + datetime.timedelta(days=due_in_days)
    return {
        "MaHoSo": f"G15.01-{ACCEPTED:%y%m%d}-01{number:04}", "MaTTHC": "2.000815", "TrichYeuHoSo": "Cấp phiếu lý lịch tư pháp",
        "ChuHoSo": f"Hồ Thị Ngoài {number}", "TrangThaiHoSo": 4, "DonViXuLy": "Xã Hướng Hiệp",
        "NgayTiepNhan": f"{ACCEPTED:%Y%m%d080000}", "NgayHenTra": f"{due:%Y%m%d170000}", **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def mirrored(server, tmp_path_factory):
    """Taken in beside the running server, as a nightly job of the province does it."""
    path = tmp_path_factory.mktemp("elsewhere") / "ho-so.json"
    records = [record(1, -3), record(2, 0), record(3, 9), record(4, -5, TrangThaiHoSo=5)]
    path.write_text(json.dumps(records, ensure_ascii=False))
    command = [PROGRAM, "external", "import", path, "--source", "DVCQG", "--data", server.folder / "data"]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_officers_see_beside_their_own_what_lives_in_other_systems(visit, viewport):
    officer = visit(viewport)
    desk = officer.sign_in("counter")
    desk.goto("/ban-lam-viec")
    tab = desk.get_by_role("link", name=re.compile("^Hồ sơ ngoài hệ thống"))
    expect(tab).to_contain_text("4")
    tab.click()
    rows = desk.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(desk.locator("tr.row-late")).to_have_count(1)
    expect(rows.first).to_contain_text("DVCQG")
    officer.check("desk-elsewhere")
    desk.get_by_role("link", name=re.compile("^Đến hạn hôm nay 1")).click()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Hồ Thị Ngoài 2")

    desk.goto("/tim-ho-so?q=ho+thi+ngoai")
    expect(desk.get_by_role("heading", name="Hồ sơ ngoài hệ thống")).to_be_visible()
    expect(rows).to_have_count(4)
    officer.check("search-elsewhere")
    desk.get_by_label("Trạng thái").select_option(label="Đang giải quyết, quá hạn")
    desk.locator("main").get_by_role("button", name="Tìm").click()
    expect(rows).to_have_count(1)
    rows.first.get_by_role("link").first.click()
    expect(desk).to_have_url(re.compile("/ho-so-ngoai"))
    expect(rows).to_have_count(1)


def test_a_citizen_who_withdraws_chooses_why(visit):
    code = file_online(visit, "Hồ Thị Đổi Ý")
    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    page.goto("/ho-so-cua-toi")
    page.locator(".my-card", has_text=code).get_by_role("link").click()
    form = page.locator("details", has=page.get_by_text("Rút hồ sơ", exact=True))
    form.locator("summary").click()
    form.locator("select").select_option(label="Nộp nhầm thủ tục.")
    form.get_by_label("Lý do rút hồ sơ").fill("Tôi sẽ nộp thủ tục khác.")
    citizen.check("withdraw-with-reason")
    form.get_by_role("button", name="Rút hồ sơ").click()
    story = page.locator(".timeline li").first
    expect(story).to_contain_text("Nộp nhầm thủ tục.")
    expect(story).to_contain_text("Tôi sẽ nộp thủ tục khác.")
    # What the person was told stands where they look for it, new until seen.
    page.goto("/thong-bao-cua-toi")
    expect(page.get_by_label("Ngôn ngữ của thông báo")).to_have_value("vi")
    citizen.check("my-notices")
