"""A citizen has forgotten the password: the sign-in page says what to do, and at the counter it is done."""

from conftest import DESK, PASSWORD, PHONE, serving, Visitor, expect
import pytest

NAME, NUMBER, PHONE_NUMBER = "Hồ Thị Líu", "045196000106", "0900000106"
OWN_PASSWORD = "con trâu trắng ăn cỏ"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A commune of its own: here somebody loses a password that others sign in with."""
    with serving(tmp_path_factory.mktemp("forgotten"), dossiers=20) as server:
        yield server


def sign_in(page, login, password):
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_the_counter_lets_somebody_with_the_card_back_in(browser, house, scripts):
    officer = Visitor(browser, house, DESK, java_script_enabled=scripts)
    citizen = Visitor(browser, house, PHONE, java_script_enabled=scripts)
    page = citizen.go("/dang-nhap")
    expect(page.get_by_text("mang căn cước đến quầy")).to_be_visible()

    desk = officer.sign_in("counter")
    desk.goto("/quay")
    desk.get_by_role("link", name="Người dân quên mật khẩu?").click()
    desk.get_by_label("Số căn cước").fill(NUMBER)
    desk.get_by_label("Họ và tên").fill("Hồ Thị Lưu")
    desk.get_by_role("button", name="Cấp lại mật khẩu").click()
    expect(desk.get_by_role("link", name="Xem căn cước của chính người này rồi đánh dấu")).to_be_visible()
    # What was typed is still there; the name is not the card's.
    expect(desk.get_by_label("Số căn cước")).to_have_value(NUMBER)
    desk.get_by_label("Tôi đã xem căn cước gốc").check()
    desk.get_by_role("button", name="Cấp lại mật khẩu").click()
    expect(desk.get_by_text("Không có tài khoản dùng mật khẩu nào").first).to_be_visible()
    if scripts:
        officer.check("forgotten-password-refused")
    desk.get_by_label("Họ và tên").fill(NAME)
    desk.get_by_role("button", name="Cấp lại mật khẩu").click()
    expect(desk.get_by_role("heading", name="Mật khẩu dùng một lần")).to_be_visible()
    once = desk.locator("main code").inner_text()
    if scripts:
        officer.check("forgotten-password-once")

    sign_in(page, PHONE_NUMBER, PASSWORD if scripts else OWN_PASSWORD)
    expect(page.get_by_text("chưa đúng").first).to_be_visible()
    sign_in(page, PHONE_NUMBER, once)
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.get_by_label("Mật khẩu đang dùng").fill(once)
    page.get_by_label("Mật khẩu mới").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_text("Đã đổi mật khẩu")).to_be_visible()
    for visitor in (officer, citizen):
        visitor.context.close()
