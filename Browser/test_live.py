"""Two officers at the same time: each page says what the other did, and moves nothing."""

import re

from playwright.sync_api import Page, expect

from conftest import DESK, PHONE

CODE = re.compile(r"H50\.50\.05-\d{6}-\d{4,}")


def receive_at_counter(page: Page, name: str) -> None:
    """A certified copy, left with the centre: no office is chosen, so it waits for somebody."""
    page.goto("/quay/2.000815")
    page.get_by_label("Họ và tên").first.fill(name)
    page.get_by_label("Số điện thoại").first.fill("0912345678")
    page.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(page).to_have_url(re.compile("/ho-so/"))


def test_two_officers_see_what_the_other_does(visit):
    reader, other = visit(DESK), visit(DESK)
    page = reader.sign_in("counter")
    page.goto("/ban-lam-viec?viec=chua-ai-nhan")
    band = page.locator(".watch")
    expect(band).to_be_empty()
    count = page.locator('[data-count="chua-ai-nhan"]')
    before, rows = int(count.inner_text()), page.locator("tr[data-row]").count()

    busy = other.sign_in("director")
    receive_at_counter(busy, "Hồ Thị Đến Sau")
    expect(band).to_contain_text("Có 1 hồ sơ mới trong danh sách")
    expect(count).to_have_text(str(before + 1))
    assert page.locator("tr[data-row]").count() == rows, "the list does not move under the reader's hands"
    reader.check("desk-news")
    band.get_by_role("link", name="Tải lại danh sách").click()
    expect(page.get_by_role("cell", name="Hồ Thị Đến Sau").first).to_be_visible()
    expect(page.locator(".watch")).to_be_empty()

    # The same dossier before both; one of them writes a note.
    page.goto(busy.url.split("?")[0])
    expect(page.locator(".dossier-state")).to_be_visible()
    busy.reload()
    busy.get_by_label("Thêm ghi chú").first.fill("Đã gọi điện cho người dân.")
    busy.get_by_role("button", name="Lưu ghi chú").first.click()
    expect(page.locator(".watch")).to_contain_text("Hồ sơ vừa được")
    reader.check("dossier-news")
    expect(busy.locator(".watch")).to_be_empty()
    page.get_by_role("link", name="Tải lại trang").click()
    expect(page.get_by_text("Đã gọi điện cho người dân.").first).to_be_visible()


def test_the_desk_works_without_a_script(visit):
    reader = visit(DESK, java_script_enabled=False)
    page = reader.sign_in("counter")
    page.goto("/ban-lam-viec")
    expect(page.locator("tr[data-row], .empty").first).to_be_visible()
    expect(page.locator(".watch")).to_be_hidden()


def test_the_styleguide_is_not_there_for_people(visit):
    assert visit(PHONE).page.request.get("/styleguide").status == 404
