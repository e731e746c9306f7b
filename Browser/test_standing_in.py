"""Somebody goes on leave: a colleague finds the dossier, works on it, and everything says for whom."""

import datetime
import re

from playwright.sync_api import expect

from conftest import DESK, PHONE
from test_dossier_way import file_online, open_dossier, press

ABSENT = "Hồ Thị Thu"
DEPUTY = "Nguyễn Văn Dũng"


def test_a_colleague_works_in_the_place_of_somebody_on_leave(visit):
    code = file_online(visit, "Hồ Thị Ngân")
    counter = visit(DESK)
    page = counter.sign_in("counter")
    open_dossier(page, code)
    press(page, "Tiếp nhận")
    specialist = visit(DESK)
    page = specialist.sign_in("specialist")
    open_dossier(page, code)
    press(page, "Nhận xử lý")
    expect(page.locator(".dossier-state")).to_contain_text("Đang")

    # Before: the dossier is nobody else's to propose.
    colleague = visit(DESK)
    page = colleague.sign_in("colleague")
    open_dossier(page, code)
    expect(page.get_by_role("button", name="Trình ký", exact=True)).to_have_count(0)

    # Without a script, on a phone.
    absent = visit(PHONE, java_script_enabled=False)
    page = absent.sign_in("specialist")
    page.locator(".account a").click()
    page.get_by_role("link", name="Vắng mặt và người xử lý thay").click()
    press(page, "Cử người xử lý thay")
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.locator(".fault-summary a[href='#f-deputy']")).to_be_visible()
    page.get_by_label("Người xử lý thay").select_option(label=f"{DEPUTY} (Chuyên viên)")
    last = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date() + datetime.timedelta(days=3)
    for part, value in (("ngay", last.day), ("thang", last.month), ("nam", last.year)):
        page.locator(f"input[name=through-{part}]").fill(str(value))
    page.get_by_label("Lý do").fill("Nghỉ phép năm")
    press(page, "Cử người xử lý thay")
    expect(page.get_by_text("Đã cử người xử lý thay.")).to_be_visible()
    expect(page.get_by_text("Đang có hiệu lực")).to_be_visible()

    phone = visit(PHONE)
    page = phone.sign_in("specialist")
    page.goto("/vang-mat")
    phone.check("away-own")
    page.goto("/ban-lam-viec")
    expect(page.get_by_text(f"Bạn đang vắng mặt, {DEPUTY} xử lý thay")).to_be_visible()

    page = colleague.page
    page.goto("/ban-lam-viec?viec=cua-toi")
    expect(page.get_by_text(f"Bạn đang xử lý thay cho {ABSENT}")).to_be_visible()
    row = page.locator("tr", has_text=code)
    expect(row).to_contain_text(f"thay cho {ABSENT}")
    colleague.check("away-desk")
    row.get_by_role("link", name=code).click()
    page.get_by_label("Ý kiến trình").first.fill("Đủ điều kiện, trình ký.")
    press(page, "Trình ký")
    expect(page.locator(".column-side")).to_contain_text(f"{DEPUTY}, thay {ABSENT}")
    colleague.check("away-dossier")
    address = page.url.split("?")[0]
    page.goto(f"{address}/in-phieu-kiem-soat")
    expect(page.get_by_text(f"{DEPUTY}, thay {ABSENT}").first).to_be_visible()

    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/quan-tri/vang-mat")
    expect(page.get_by_text("Nghỉ phép năm")).to_be_visible()
    director.check("away-agency")

    # Back early: with the next press the colleague has none of it.
    page = absent.page
    page.goto("/vang-mat")
    page.get_by_role("link", name="Thu hồi").click()
    expect(page.locator("h1")).to_contain_text(f"Thu hồi việc {DEPUTY} xử lý thay")
    press(page, "Thu hồi")
    expect(page.get_by_text("Đã thu hồi việc xử lý thay.")).to_be_visible()
    page = colleague.page
    page.goto("/ban-lam-viec?viec=cua-toi")
    expect(page.get_by_text(code)).to_have_count(0)
