"""Who has seen whose papers: officials are told and see their own looks, the director sees the centre's."""

import json
import zipfile

from playwright.sync_api import Page, expect

from conftest import DESK, PASSWORD, PHONE
from test_dossier_way import file_online, open_dossier, press


def test_a_look_is_told_written_down_and_found(visit):
    code = file_online(visit, "Hồ Thị Lành")
    counter = visit(DESK)
    page = counter.sign_in("counter")
    open_dossier(page, code)
    expect(page.get_by_text("được ghi vào nhật ký truy cập")).to_be_visible()
    page.get_by_role("link", name="Nhật ký truy cập của tôi").click()
    expect(page.get_by_role("link", name=code)).to_be_visible()
    page.goto("/ban-lam-viec")
    page.goto("/nhat-ky-cua-toi")
    expect(page.get_by_role("cell", name="Bàn làm việc")).to_be_visible()
    counter.check("readings-own")

    # The person sees the day and the office, never the official. On a phone, without a script.
    citizen = visit(PHONE, java_script_enabled=False)
    page = citizen.sign_in("citizen")
    page.goto("/ho-so-cua-toi")
    page.locator("li", has_text=code).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Cơ quan đã xem hồ sơ")).to_be_visible()

    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/quan-tri")
    page.get_by_role("link", name="Nhật ký truy cập dữ liệu cá nhân").click()
    page.get_by_label("Hồ sơ của ai").fill(code)
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text(code)
    director.check("readings-centre")


def test_everybody_reads_what_is_kept_and_why(visit):
    visitor = visit(PHONE)
    visitor.page.goto("/")
    visitor.page.get_by_role("link", name="Dữ liệu cá nhân của bạn").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Thông báo về xử lý dữ liệu cá nhân")
    expect(visitor.page.get_by_text("10 năm kể từ khi giải quyết xong").first).to_be_visible()
    visitor.check("data-notice")


def test_an_incident_is_recorded_and_shows_whom_it_touched(visit):
    code = file_online(visit, "Hồ Thị Mận")
    counter = visit(DESK)
    open_dossier(counter.sign_in("counter"), code)

    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/quan-tri/su-co")
    page.get_by_role("link", name="Ghi nhận sự cố").click()
    press(page, "Ghi nhận và bắt đầu tính thời hạn")
    expect(page.locator(".fault-summary")).to_be_visible()
    director.check("incident-new")
    page.get_by_label("Loại sự cố").select_option(label="Truy cập trái phép")
    page.get_by_label("Mô tả").fill("Tài khoản quầy bị người khác dùng.")
    page.get_by_label("Tài khoản", exact=False).last.fill("motcua1")
    page.get_by_label("Giờ phát hiện").fill("0:01")
    press(page, "Ghi nhận và bắt đầu tính thời hạn")
    expect(page.get_by_role("cell", name="Hồ Thị Mận")).to_be_visible()
    director.check("incident")
    page.get_by_label("Đã làm gì, số văn bản").fill("Đã khóa tài khoản")
    press(page, "Đánh dấu đã làm")
    expect(page.get_by_text("Đã đánh dấu việc đã làm.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Gói chứng cứ").click()
    assert download.value.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(download.value.path()) as archive:
        checks = {finding["check"]: finding for finding in json.loads(archive.read("doctor.json"))}
    assert checks["journal"]["verdict"] == "good" and checks["disk"]["sentence"]


def own_copy(page: Page) -> zipfile.ZipFile:
    """The archive that somebody takes from the page of their own data; whole."""
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bản sao").click()
    archive = zipfile.ZipFile(download.value.path())
    assert archive.testzip() is None
    return archive


def test_a_citizen_takes_the_own_data_away_and_asks_for_a_correction(visit):
    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    page.goto("/tai-khoan")
    page.get_by_role("link", name="Dữ liệu cá nhân của tôi").click()
    citizen.check("own-records")
    with own_copy(page) as archive:
        assert {"du-lieu.json", "doc.html"} <= set(archive.namelist())
        data = json.loads(archive.read("du-lieu.json"))
        assert data["sessions"] and "journal" in data["without"]
        assert "Không có trong bản sao" in archive.read("doc.html").decode()
    page.get_by_label("Loại yêu cầu").select_option(label="Đề nghị sửa dữ liệu sai")
    page.get_by_label("Nội dung yêu cầu").fill("Sai ngày sinh trong hồ sơ.")
    press(page, "Gửi yêu cầu")
    expect(page.get_by_text("Đã gửi yêu cầu.")).to_be_visible()

    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/quan-tri/yeu-cau-du-lieu")
    director.check("rights")
    page.locator("tbody tr").first.get_by_role("link").click()
    press(page, "Xác nhận đã nhận yêu cầu")
    director.check("rights-one")


def test_the_schedule_shows_what_would_be_destroyed_and_holds_are_placed(visit):
    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/quan-tri/tieu-huy")
    expect(page.get_by_text("Hồ sơ thủ tục hành chính").first).to_be_visible()
    expect(page.get_by_role("cell", name="Đi theo: Hồ sơ thủ tục hành chính")).to_be_visible()
    expect(page.get_by_role("heading", name="Tự hết hạn")).to_be_visible()
    expect(page.get_by_role("cell", name="Nhật ký truy cập dữ liệu cá nhân")).to_be_visible()
    director.check("purge")
    small = visit(PHONE)
    small.sign_in("director").goto("/quan-tri/tieu-huy")
    small.check("purge")
    page.get_by_role("link", name="Lệnh giữ").click()
    page.get_by_label("Giữ gì").select_option(label="Mọi hồ sơ của một người")
    page.get_by_label("Mã hồ sơ hoặc số định danh").fill("045190001234")
    page.get_by_label("Lý do, số văn bản").fill("Đơn khiếu nại 12/2026")
    press(page, "Ra lệnh giữ")
    expect(page.get_by_text("Đã ra lệnh giữ.")).to_be_visible()
    director.check("holds")
