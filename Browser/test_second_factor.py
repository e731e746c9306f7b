"""A leader signs in with the password and a code of the telephone, and with a code on paper when it is lost."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from conftest import DESK, PASSWORD, PHONE, Visitor
from playwright.sync_api import expect

# The chairman's deputy: the other tests sign in as leaders too, and know no codes.
LEADER, NUMBER = "phochutich", re.compile(r"^[A-Z2-7 ]{39}$")
HOME = re.compile("/(ban-lam-viec|ky-duyet)")


def code(secret: str, step: int) -> str:
    """What an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">q", step), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def step() -> int:
    return int(time.time()) // 30


def type_password(visitor: Visitor) -> None:
    page = visitor.go("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(LEADER)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def type_code(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Mã xác thực").fill(text)
    visitor.page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_leader_signs_in_with_a_code(visit, viewport):
    visitor = visit(viewport)
    page = visitor.page
    type_password(visitor)
    expect(page).to_have_url(HOME)
    # Set up.
    page.goto("/tai-khoan")
    page.get_by_role("link", name="Xác thực hai lớp").click()
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.locator("svg.qr-code")).to_be_visible()
    visitor.check("second-factor-begun")
    secret = page.locator("code", has_text=NUMBER).inner_text()
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    confirmed = step()
    page.get_by_label("Mã xác thực").fill(code(secret, confirmed))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    visitor.check("second-factor-codes")
    papers = page.locator("ol code").all_inner_texts()
    assert len(set(papers)) == 10
    page.get_by_role("link", name="Đã cất, về trang tài khoản").click()
    # The password alone opens nothing, in no window.
    other = visit(viewport)
    type_password(other)
    expect(other.page.get_by_role("heading", name="Nhập mã xác thực")).to_be_visible()
    other.check("second-step")
    assert other.page.goto("/tai-khoan").status != 200 or "/dang-nhap" in other.page.url
    other.page.goto("/dang-nhap/ma")
    # The code that has been taken opens nothing a second time; the next one does.
    type_code(other, code(secret, confirmed))
    expect(other.page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    type_code(other, code(secret, confirmed + 1))
    expect(other.page).to_have_url(HOME)
    # The telephone is lost.
    third = visit(viewport)
    type_password(third)
    type_code(third, papers[0].upper())
    expect(third.page).to_have_url(HOME)
    third.page.goto("/tai-khoan/xac-thuc")
    expect(third.page.get_by_text("9", exact=True)).to_be_visible()
    third.check("second-factor-standing")
    # The administrator takes it off.
    administrator = visit(viewport)
    page = administrator.sign_in("administrator")
    page.goto("/quan-tri/nguoi-dung")
    row = page.locator("tr", has=page.get_by_text(LEADER, exact=True))
    row.get_by_role("link", name="Gỡ xác thực hai lớp").click()
    administrator.check("second-factor-reset")
    page.get_by_role("button", name="Gỡ xác thực hai lớp").click()
    expect(page.get_by_text("Đã gỡ xác thực hai lớp.")).to_be_visible()
    fourth = visit(viewport)
    type_password(fourth)
    expect(fourth.page).to_have_url(HOME)
