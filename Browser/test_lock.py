"""A session that nobody touches locks, covers what stood there, and opens with what was typed still in place."""

import re
import time

import pytest
from playwright.sync_api import expect

from conftest import DESK, PASSWORD, PHONE, Visitor, serving

REST = 61


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory):
    """A server whose sessions lock after a minute."""
    environment = {"MOTCUA_SESSION_IDLE_MINUTES": "1"}
    with serving(tmp_path_factory.mktemp("lock"), environment, dossiers=5) as server:
        yield server


def test_what_was_typed_is_there_after_the_lock(hasty, browser):
    covered = Visitor(browser, hasty, DESK)
    bare = Visitor(browser, hasty, PHONE, java_script_enabled=False)
    for visitor in (covered, bare):
        visitor.sign_in("counter")
        visitor.go("/vang-mat")
        visitor.page.get_by_label("Lý do").fill("Đi tập huấn <ở tỉnh>")
    time.sleep(REST)

    # With a script the page is covered by itself.
    page = covered.page
    cover = page.locator("dialog#khoa")
    expect(cover).to_be_visible(timeout=10_000)
    expect(page.locator("h1")).to_be_hidden()
    covered.check("lock-cover")
    cover.get_by_label("Mật khẩu").fill("không phải")
    cover.get_by_role("button", name="Mở khóa").click()
    expect(cover.get_by_role("alert")).to_have_text("Mật khẩu chưa đúng. Hãy nhập lại.")
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    cover.get_by_label("Mật khẩu").fill(PASSWORD)
    cover.get_by_role("button", name="Mở khóa").click()
    expect(cover).to_be_hidden()
    expect(page.get_by_label("Lý do")).to_have_value("Đi tập huấn <ở tỉnh>")
    page.get_by_role("button", name="Cử người xử lý thay").click()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.get_by_label("Lý do")).to_have_value("Đi tập huấn <ở tỉnh>")

    # Without one the form waits in the page that asks for the password.
    page = bare.page
    page.get_by_role("button", name="Cử người xử lý thay").click()
    expect(page.get_by_role("heading", name="Phiên làm việc đã khóa")).to_be_visible()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Mở khóa").click()
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.get_by_label("Lý do")).to_have_value("Đi tập huấn <ở tỉnh>")
    assert covered.complaints == []
