"""The first pages that anybody sees."""

import pytest
from conftest import DESK, PHONE
from playwright.sync_api import expect


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_home_page_says_where_one_is(visit, viewport):
    visitor = visit(viewport)
    page = visitor.go("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("main h1")).to_have_count(1)
    expect(page.locator("body")).to_contain_text("Hướng Hiệp")
    visitor.check("home")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_sign_in_page_is_usable(visit, viewport):
    visitor = visit(viewport)
    page = visitor.go("/dang-nhap")
    expect(page.locator("main h1")).to_have_count(1)
    visitor.check("sign-in")


def test_home_page_works_without_scripts(visit):
    page = visit(PHONE, java_script_enabled=False).go("/")
    expect(page.locator("main h1")).to_have_count(1)


def test_a_page_that_is_not_there_says_so(visit):
    visitor = visit(PHONE)
    answer = visitor.page.goto("/khong-co-trang-nay")
    assert answer.status == 404
    expect(visitor.page.locator("main h1")).to_have_count(1)
    visitor.check("not-found")


def test_a_wrong_password_keeps_the_login_and_tells_nothing(visit):
    page = visit(PHONE).go("/dang-nhap")
    form = page.locator("form:has(input[type=password])")
    login = form.locator("input:not([type=hidden]):not([type=password]):not([type=checkbox])").first
    login.fill("motcua1")
    form.locator("input[type=password]").fill("sai-mat-khau")
    form.locator("button:not([type=button])").first.click()
    expect(login).to_have_value("motcua1")
    expect(form.locator("input[type=password]")).to_have_value("")


@pytest.mark.parametrize("role", ["citizen", "counter", "leader", "administrator"])
def test_everybody_of_the_demo_can_sign_in(visit, role):
    visitor = visit(DESK)
    visitor.sign_in(role)
    visitor.check(f"after-sign-in-{role}")
