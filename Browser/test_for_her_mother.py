"""A citizen signs in through a real OpenID Connect provider and files for her mother: the whole of it, once."""

import re

import pytest
from playwright.sync_api import expect

import glewlwyd
import vneid
from conftest import DESK, PHONE, free_port
from test_acting import add_mother, begin, file_for
from test_dossier_way import CODE, open_dossier, press
from vneid import XOAN, agree, leave, link, out_of_both, sign_in_there

MOTHER = ("Hồ Thị Kăn", "045154000201")
MOTHER_THERE = ("kan", "Mat-khau-o-VNeID-4", *MOTHER, "1954-04-10")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    provided = glewlwyd.running(tmp_path_factory.mktemp("glewlwyd"), free_port())
    with provided as provider, vneid.knowing(provider, tmp_path_factory.mktemp("mother"), (XOAN, MOTHER_THERE)) as server:
        yield server


def test_a_citizen_signs_in_through_a_real_provider_and_files_for_her_mother(visit, server):
    daughter = visit(PHONE)
    page = leave(daughter, "/nop-ho-so/1.001193")
    sign_in_there(page, XOAN)
    agree(page, server)
    link(page, "0900000102")
    # She is where she was going; who she is was said by the provider, not typed here.
    expect(page).to_have_url(f"{server.url}/nop-ho-so/1.001193")
    page.goto("/tai-khoan")
    expect(page.get_by_text(f"{vneid.NAME} xác thực ngày").first).to_be_visible()

    begin(page)
    page.get_by_role("link", name="Thêm người tôi làm thay").click()
    add_mother(page, *MOTHER)
    press(page, "Thêm người này")
    expect(page).to_have_url(re.compile("/nop-ho-so/nhap/.*/cho-ai"))
    review = file_for(page, MOTHER[0])
    assert "Được uỷ quyền, số 12/2026" in review
    press(page, "Nộp hồ sơ")
    found = CODE.search(page.locator(".big-code").inner_text())
    assert found
    daughter.check("mother-filed")

    # At the counter the two stay two people: the mother applies, the daughter filed.
    officer = visit(DESK)
    desk = officer.sign_in("counter")
    open_dossier(desk, found.group())
    expect(desk.locator("h1")).to_have_text(MOTHER[0])
    expect(desk.locator("main")).to_contain_text(XOAN[2])
    expect(desk.locator("main")).to_contain_text("Chờ kiểm tra")
    officer.check("mother-desk")

    # She leaves the site and the provider, and the next one at this telephone is asked for a password again.
    out_of_both(page)
    page.goto("/ho-so-cua-toi")
    expect(page).to_have_url(re.compile("/dang-nhap"))

    # Her mother comes by the same provider one day. Her number is proven, so what names her is there, without a code.
    mother = visit(PHONE)
    page = leave(mother)
    sign_in_there(page, MOTHER_THERE)
    agree(page, server)
    page.get_by_role("button", name="Lập tài khoản và đăng nhập").click()
    expect(page).to_have_url(f"{server.url}/ho-so-cua-toi")
    expect(page.get_by_role("heading", name="Hồ sơ đứng tên bạn")).to_be_visible()
    expect(page.locator(".my-card", has_text=found.group()).get_by_role("link")).to_have_count(0)
    mother.check("mother-named")
    page.get_by_role("button", name="Nhận về tài khoản của tôi").click()
    expect(page.get_by_role("heading", name="Hồ sơ đứng tên bạn")).to_have_count(0)
    page.locator(".my-card", has_text=found.group()).get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(XOAN[2])
