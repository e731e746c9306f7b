"""Somebody sees on which devices they are signed in, and signs out there from here."""

import re

import pytest
from playwright.sync_api import expect

from conftest import DESK, PHONE

OWN_PAGE = "/tai-khoan/phien"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("role", ["citizen", "specialist"])
def test_a_forgotten_device_is_signed_out_from_here(visit, viewport, role):
    here = visit(viewport)
    forgotten = visit(PHONE, user_agent="Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
                                        "Chrome/142.0.0.0 Mobile Safari/537.36")
    page = here.sign_in(role)
    forgotten.sign_in(role)
    page.goto("/tai-khoan")
    page.get_by_role("link", name="Các máy đang đăng nhập").click()
    expect(page).to_have_url(re.compile(OWN_PAGE))
    other = page.locator("section", has=page.get_by_role("heading", name="Chrome trên điện thoại Android"))
    expect(other).to_have_count(1)
    expect(page.locator("section", has_text="Máy này")).to_have_count(1)
    here.check(f"sessions-{role}")
    other.get_by_role("button", name="Đăng xuất Chrome trên điện thoại Android").click()
    expect(page.get_by_text("Máy đó muốn vào lại thì phải đăng nhập.")).to_be_visible()
    expect(other).to_have_count(0)
    forgotten.go("/tai-khoan")
    expect(forgotten.page).to_have_url(re.compile("/dang-nhap"))
    page.goto("/tai-khoan")
    expect(page).to_have_url(re.compile("/tai-khoan"))


def test_a_password_can_be_looked_at_while_it_is_typed(visit):
    """Who types one for the first time, on a telephone, sees what it became."""
    citizen = visit(PHONE)
    page = citizen.go("/dang-ky")
    password = page.get_by_label("Đặt mật khẩu")
    password.fill("mua xuan ve ban")
    expect(password).to_have_attribute("type", "password")
    page.get_by_role("button", name="Hiện mật khẩu").click()
    expect(password).to_have_attribute("type", "text")
    expect(password).to_be_focused()
    citizen.check("password-shown")
    page.get_by_role("button", name="Ẩn mật khẩu").click()
    expect(password).to_have_attribute("type", "password")
    expect(password).to_have_value("mua xuan ve ban")

    plain = visit(PHONE, java_script_enabled=False)
    plain.go("/dang-ky")
    expect(plain.page.get_by_role("button", name="Hiện mật khẩu")).to_have_count(0)
