"""A citizen files for her mother, who has no telephone; the paper is looked at, and ends."""

import re

import pytest
from playwright.sync_api import Page, expect

from conftest import DESK, PHONE, Visitor, serving
from test_dossier_way import CODE, PNG, open_dossier, press

MANDATE = re.compile(r"/lam-thay/[0-9a-f-]{36}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """Papers are added and ended here: nobody else's."""
    with serving(tmp_path_factory.mktemp("acting"), dossiers=20) as server:
        yield server


def add_mother(page: Page, name: str, number: str) -> None:
    """The form of somebody who has been authorised, with a photo of the paper."""
    page.get_by_role("link", name="Người đã uỷ quyền cho tôi").click()
    page.get_by_label("Họ và tên người uỷ quyền").fill(name)
    page.get_by_label("Số định danh cá nhân").fill(number)
    birth = page.get_by_role("group", name="Ngày sinh")
    for label, value in (("Ngày", "10"), ("Tháng", "4"), ("Năm", "1954")):
        birth.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Số của giấy uỷ quyền").fill("12/2026, quyển 01")
    page.get_by_label("Nơi chứng thực").fill("UBND xã Hướng Hiệp")
    page.get_by_label("Ảnh chụp giấy uỷ quyền").set_input_files(
        {"name": "giay-uy-quyen.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_label("Xã kiểm tra giấy tờ").select_option(label="Xã Hướng Hiệp")


def begin(page: Page) -> None:
    page.goto("/nop-ho-so/1.001193")
    page.get_by_label("Nộp cho xã, phường nào").select_option(label="Xã Hướng Hiệp")
    press(page, "Bắt đầu nộp hồ sơ")


def file_for(page: Page, name: str) -> str:
    """The rest of the form, once it is chosen for whom; returns the code."""
    page.get_by_label(f"Cho {name}").check()
    press(page, "Tiếp tục")
    expect(page.get_by_role("heading", name=f"Thông tin liên hệ của {name}")).to_be_visible()
    expect(page.get_by_label("Họ và tên")).to_have_count(0)
    press(page, "Tiếp tục")
    page.get_by_label("Nội dung yêu cầu").fill("Đăng ký lại khai sinh cho mẹ.")
    press(page, "Tiếp tục")
    for box in page.locator("input[type=checkbox][name^=promise-]").all():
        box.check()
    press(page, "Tiếp tục")
    page.get_by_label("Tại Trung tâm").or_(page.locator("input[value=counter]")).first.check()
    press(page, "Tiếp tục")
    return page.content()


def take_over(mother: Visitor, name: str, number: str, code: str) -> None:
    """She makes an account and takes the dossier into it; nobody does with another number."""
    page = mother.go("/dang-ky")
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Số căn cước").fill(number)
    page.get_by_label("Đặt mật khẩu").fill("mua xuan ve ban")
    page.get_by_role("button", name="Tạo tài khoản").click()
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(number)
    page.get_by_label("Mật khẩu").fill("mua xuan ve ban")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).not_to_have_url(re.compile("/dang-nhap"))
    page.goto("/ho-so-cua-toi")
    page.get_by_role("link", name="Có hồ sơ người khác nộp cho tôi").click()
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_label("Số căn cước của bạn").fill("045154000999")
    press(page, "Nhận về tài khoản của tôi")
    expect(page.get_by_role("alert")).to_contain_text("Không có hồ sơ nào khớp")
    mother.check("take-over")
    page.get_by_label("Số căn cước của bạn").fill(number)
    press(page, "Nhận về tài khoản của tôi")
    expect(page.get_by_role("heading", name="Người nộp thay có xem được không?")).to_be_visible()
    mother.check("taken-over")
    # Her daughter's paper is on her page, and she says yes to it.
    page.goto("/lam-thay")
    page.locator(".my-card", has_text="Hồ Thị Xoan").get_by_role("link").click()
    press(page, "Tôi đồng ý")
    expect(page.locator("main")).to_contain_text("Đã đồng ý trong tài khoản của mình")


@pytest.mark.parametrize(
    ("viewport", "name", "number"),
    [(PHONE, "Hồ Thị Kăn", "045154000201"), (DESK, "Hồ Thị Kray", "045154000202")], ids=["phone", "desk"])
def test_a_citizen_files_for_her_mother(visit, viewport, name, number):
    daughter = visit(viewport)
    page = daughter.sign_in("citizen")
    # She begins to file, and says on the way for whom.
    begin(page)
    daughter.check("acting-for-whom")
    page.get_by_role("link", name="Thêm người tôi làm thay").click()
    expect(page.get_by_role("heading", name="Bạn làm thay ai?")).to_be_visible()
    daughter.check("acting-which")
    add_mother(page, name, number)
    daughter.check("acting-form")
    press(page, "Thêm người này")
    # Back in the draft, where her mother stands now.
    expect(page).to_have_url(re.compile("/nop-ho-so/nhap/.*/cho-ai"))
    review = file_for(page, name)
    assert name in review and "Được uỷ quyền, số 12/2026" in review
    daughter.check("acting-review")
    press(page, "Nộp hồ sơ")
    found = CODE.search(page.locator(".big-code").inner_text())
    assert found
    code = found.group()
    # Filer and applicant are two people, to her and to the officer.
    page.goto("/ho-so-cua-toi")
    card = page.locator(".my-card", has_text=code)
    expect(card).to_contain_text(name)
    card.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Hồ Thị Xoan")
    daughter.check("acting-dossier")
    mine = page.url

    officer = visit(DESK)
    desk = officer.sign_in("counter")
    open_dossier(desk, code)
    expect(desk.locator("h1")).to_have_text(name)
    expect(desk.locator("main")).to_contain_text("Chờ kiểm tra")
    officer.check("acting-desk")
    asked = desk.locator("section.actions details:has(> summary:text-is('Yêu cầu bổ sung'))")
    asked.locator("summary").click()
    asked.locator("textarea").first.fill("Bản sao căn cước của mẹ")
    asked.get_by_role("button").last.click()
    desk.get_by_role("link", name="Xem giấy").click()
    officer.check("acting-check")
    assert desk.request.get(desk.get_by_role("link", name="giay-uy-quyen.png").get_attribute("href")).ok
    press(desk, "Chấp nhận")
    expect(desk.locator("main")).to_contain_text("Đang có hiệu lực")

    take_over(visit(viewport), name, number, code)

    # While it counts she may supplement; once it has ended she may only look.
    page.goto(mine)
    expect(page.get_by_label("Trả lời").or_(page.locator("textarea[name=answer]")).first).to_be_visible()
    page.goto("/lam-thay")
    page.locator(".my-card", has_text=name).get_by_role("link").click()
    expect(page).to_have_url(MANDATE)
    daughter.check("acting-mandate")
    page.get_by_text("Chấm dứt việc làm thay", exact=True).first.click()
    press(page, "Chấm dứt việc làm thay")
    expect(page.locator("main")).to_contain_text("Đã chấm dứt")
    page.goto(mine)
    expect(page.get_by_text("Bạn chỉ xem được hồ sơ này")).to_be_visible()
    expect(page.locator("textarea[name=answer]")).to_have_count(0)
    daughter.check("acting-only-look")
