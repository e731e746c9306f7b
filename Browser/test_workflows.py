"""Internal workflows: edited on a page without programming, refused with what was typed, and practised on."""

import pytest
from playwright.sync_api import expect

from conftest import DESK, PHONE
from test_dossier_way import press

HOURS = {"reception": 4, "assignment": 4, "handling": 16, "review": 4, "signing": 8, "issuing": 4}
CULTURE = ("assignment", "handling", "review")


def fill_hours(page, hours: dict[str, int]) -> None:
    for stage, count in hours.items():
        page.locator(f"[name=hours-{stage}]").fill(str(count))
        if stage in CULTURE:
            page.locator(f"[name=office-{stage}]").select_option("culture")
    page.locator("[name=office-signing]").select_option("leaders")


def test_a_way_that_does_not_sum_to_the_term_is_refused_and_the_right_one_is_version_one(visit):
    visitor = visit(DESK)
    page = visitor.sign_in("administrator")
    page.goto("/quan-tri/quy-trinh?q=1.004944")
    visitor.check("workflows")
    page.get_by_role("link", name="Chấm dứt việc chăm sóc thay thế cho trẻ em").first.click()
    expect(page.get_by_text("Đang theo quy trình chung.")).to_be_visible()
    visitor.check("workflow-standard")
    page.locator("summary", has_text="Sửa quy trình").click()

    fill_hours(page, HOURS | {"handling": 17})
    page.locator("[name=name-handling]").fill("Thẩm định, dự thảo quyết định")
    page.get_by_label("Căn cứ ban hành").fill("Quyết định số 12/QĐ-UBND")
    press(page, "Ban hành phiên bản mới")
    expect(page.locator(".fault-summary")).to_contain_text("Tổng các bước là 41 giờ, thời hạn là 40 giờ")
    expect(page.locator("[name=hours-handling]")).to_have_value("17")
    expect(page.locator("[name=name-handling]")).to_have_value("Thẩm định, dự thảo quyết định")
    expect(page.get_by_label("Căn cứ ban hành")).to_have_value("Quyết định số 12/QĐ-UBND")
    visitor.check("workflow-refused")

    page.locator("[name=hours-handling]").fill("16")
    press(page, "Ban hành phiên bản mới")
    expect(page.get_by_text("Đã ban hành phiên bản mới.")).to_be_visible()
    expect(page.get_by_text("Đang theo quy trình riêng dưới đây.")).to_be_visible()
    expect(page.locator(".workflow-line li")).to_have_count(6)
    expect(page.locator(".workflow-line")).to_contain_text("Thẩm định, dự thảo quyết định")
    visitor.check("workflow-own")
    page.goto("/quan-tri/quy-trinh?q=1.004944")
    expect(page.locator("main tbody tr").first).to_contain_text("Phiên bản 1")
    phone = visit(PHONE)
    phone.sign_in("administrator").goto("/quan-tri/quy-trinh/1.004944")
    phone.check("workflow-own")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_new_staff_practise_and_are_told_why(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("counter")
    page.goto("/luyen-tap?bai=2")
    visitor.check("practice")
    # Received on Monday 23/11/2026; the next day is Việt Nam's Day of Culture and does not count.
    expect(page.get_by_text("Chấm dứt việc chăm sóc thay thế cho trẻ em")).to_be_visible()
    answer(page, 30, 11)
    expect(page.get_by_text("Chưa đúng.")).to_be_visible()
    expect(page.get_by_text("Những ngày không tính:")).to_be_visible()
    visitor.check("practice-wrong")
    answer(page, 1, 12)
    expect(page.get_by_text("Đúng rồi.")).to_be_visible()
    visitor.check("practice-right")
    page.get_by_role("link", name="Bài tiếp theo").click()
    expect(page.get_by_role("heading", name="Bài 3 trên")).to_be_visible()


def answer(page, day: int, month: int) -> None:
    for label, value in (("Ngày", day), ("Tháng", month), ("Năm", 2026)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("Đơn vị nào thụ lý?").select_option(label="Phòng Văn hóa - Xã hội")
    press(page, "Xem đúng sai")
