"""A citizen signs in through a real OpenID Connect provider (Glewlwyd), and signs out of both."""

import contextlib
import re
import sqlite3
import sys
import time

import pytest
from playwright.sync_api import expect

import glewlwyd
import vneid
from conftest import DESK, PHONE, ROOT, free_port
from vneid import XOAN, agree, leave, link, out_of_both, out_there, sign_in_there

sys.path.insert(0, str(ROOT / "scripts"))
import sealed  # noqa: E402

NEWCOMER = ("moi", "Mat-khau-o-VNeID-2", "Hồ Văn Mới", "045095000777", "1995-02-03")
LOW = ("thap", "Mat-khau-o-VNeID-3", "Hồ Văn Thấp", "045095000778", "1995-02-04", "1")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory):
    with glewlwyd.running(tmp_path_factory.mktemp("glewlwyd"), free_port()) as provider:
        yield provider


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, provider: glewlwyd.Glewlwyd):
    with vneid.knowing(provider, tmp_path_factory.mktemp("motcua-openid"), (XOAN, NEWCOMER, LOW)) as server:
        yield server


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_front_door_shows_the_providers(visit, viewport):
    visitor = visit(viewport)
    visitor.go("/dang-nhap")
    expect(visitor.page.get_by_role("link", name="VNeID (thử)")).to_be_visible()
    visitor.check("openid-front-door")


def test_a_citizen_signs_in_through_a_real_provider_and_out_of_both(visit, server, provider):
    visitor = visit(PHONE)
    page = leave(visitor, "/thu-tuc")
    sign_in_there(page, XOAN)
    agree(page, server)
    # The first time: with which account?
    expect(page.get_by_role("heading", level=1)).to_have_text("VNeID (thử) đã nhận ra bạn")
    expect(page.get_by_text("045*****0102")).to_be_visible()
    visitor.check("openid-choice")
    link(page, "0900000102")
    expect(page).to_have_url(f"{server.url}/thu-tuc")
    page.goto("/tai-khoan")
    expect(page.get_by_text("VNeID (thử) xác thực ngày").first).to_be_visible()
    visitor.check("openid-own-account")
    page.goto("/tai-khoan/lien-ket")
    expect(page.get_by_text("Liên kết từ")).to_be_visible()
    visitor.check("openid-links")
    # The second time nothing is asked: she is known there, and here.
    page.goto("/tai-khoan")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn đã đăng xuất")
    visitor.check("openid-left")
    leave(visitor, "/thu-tuc")
    agree(page, server)
    expect(page).to_have_url(f"{server.url}/thu-tuc")
    # And out of both.
    out_of_both(page)
    leave(visitor)
    page.wait_for_url(re.compile(r"/login\.html"))
    expect(page.locator("#password")).to_be_visible()


def come_in(visitor, server):
    page = leave(visitor, "/thu-tuc")
    sign_in_there(page, XOAN)
    agree(page, server)
    if not page.url.startswith(f"{server.url}/thu-tuc"):
        link(page, "0900000102")
    expect(page).to_have_url(f"{server.url}/thu-tuc")


def newest_id_token(server) -> str:
    """What the provider has said at the last sign-in, out of the sealed column."""
    with contextlib.closing(sqlite3.connect(f"file:{server.folder}/data/motcua.sqlite?mode=ro", uri=True)) as rows:
        text, = rows.execute("SELECT id_token FROM openid_stay ORDER BY expires_at DESC LIMIT 1").fetchone()
    return sealed.Keys(server.folder / "data/data.keys").text(text)


def is_in(visitor) -> bool:
    return visitor.go("/tai-khoan").get_by_text("Hồ Thị Xoan").count() > 0


def test_who_signs_out_at_the_provider_is_out_here_at_once(visit, server, provider):
    # One person in three browsers: two stays at the provider, and the password.
    there, here, third = visit(DESK), visit(PHONE), visit(DESK)
    come_in(there, server)
    come_in(here, server)
    stay = newest_id_token(server)
    third.sign_in("citizen")
    assert all(is_in(visitor) for visitor in (here, there, third))
    # She leaves at the provider's own page. We learn of it from the provider alone.
    here.page.goto(f"{provider.issuer}/end_session?id_token_hint={stay}")
    out_there(here.page)
    end = time.monotonic() + 20
    while is_in(here) and time.monotonic() < end:
        time.sleep(0.2)
    assert not is_in(here)
    assert is_in(there) and is_in(third)


def test_somebody_new_takes_an_account_and_new_keys_are_found(visit, server, provider):
    visitor = visit(DESK)
    page = leave(visitor)
    sign_in_there(page, NEWCOMER)
    agree(page, server)
    page.get_by_role("button", name="Lập tài khoản và đăng nhập").click()
    expect(page).to_have_url(f"{server.url}/ho-so-cua-toi")
    page.goto("/tai-khoan")
    expect(page.get_by_text("Hồ Văn Mới").first).to_be_visible()
    provider.rotate()
    # The keys of the first sign-in were asked for within the minute; after it the new one is found.
    time.sleep(61)
    page.goto("/tai-khoan")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    leave(visitor)
    agree(page, server)
    expect(page).to_have_url(f"{server.url}/ho-so-cua-toi")


def test_too_low_a_level_is_told(visit, server):
    visitor = visit(PHONE)
    page = leave(visitor)
    sign_in_there(page, LOW)
    agree(page, server)
    expect(page.get_by_text("mức độ 2 trở lên")).to_be_visible()
    visitor.check("openid-level")


def test_a_callback_works_once_and_in_its_own_browser(visit, server):
    visitor = visit(DESK)
    callbacks: list[str] = []
    visitor.page.on("request", lambda request: callbacks.append(request.url) if "/ve?" in request.url else None)
    page = leave(visitor)
    sign_in_there(page, XOAN)
    agree(page, server)
    assert len(callbacks) == 1
    page.goto(callbacks[0])
    expect(page.get_by_text("đã dùng rồi")).to_be_visible()
    # A link with somebody else's code brings nobody in.
    other = visit(DESK)
    leave(other)
    other.page.wait_for_url(re.compile(r"/login\.html"))
    other.page.goto(callbacks[0])
    expect(other.page.get_by_text("một trình duyệt khác")).to_be_visible()
    other.page.goto(re.sub(r"state=[^&]+", "state=x", callbacks[0]))
    expect(other.page.get_by_text("một trình duyệt khác")).to_be_visible()


def test_a_provider_that_is_away_is_told_and_the_password_stays(visit, server):
    visitor = visit(PHONE)
    page = visitor.go("/dang-nhap")
    page.get_by_role("link", name="Cổng DVC").click()
    expect(page.get_by_text("hiện không trả lời")).to_be_visible()
    visitor.check("openid-away")
    page.get_by_role("link", name="Đăng nhập bằng mật khẩu").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
