"""A site that knows Glewlwyd as its VNeID, and the steps by which a citizen signs in through it."""

import contextlib
import json
import pathlib
import re

from playwright.sync_api import Page, TimeoutError, expect

import glewlwyd
from conftest import PASSWORD, Server, Visitor, free_port, serving

# Login and password at the provider, name, personal id, date of birth, and the level of the account.
XOAN = ("xoan", "Mat-khau-o-VNeID-1", "Hồ Thị Xoan", "045190000102", "1990-07-25")
NAME = "VNeID (thử)"


@contextlib.contextmanager
def knowing(provider: glewlwyd.Glewlwyd, folder: pathlib.Path, people: tuple):
    """People reach the site by another name than the provider: to a browser these are two sites."""
    secret = folder / "secret"
    secret.write_text(glewlwyd.SECRET)
    secret.chmod(0o600)
    file = folder / "identity-providers.json"
    away = f"http://127.0.0.1:{free_port()}"
    file.write_text(json.dumps({"providers": [
        {
            "id": "vneid", "name": {"vi": NAME, "en": "VNeID (trial)"}, "issuer": provider.issuer,
            "client": glewlwyd.CLIENT, "secret-file": str(secret), "level-min": 2,
            "claims": {"personal-id": "SoDinhDanh", "birth-date": "NgayThangNamSinh", "level": "loAs"},
        },
        {"id": "dvcqg", "name": "Cổng DVC (đang tắt)", "issuer": away, "client": "x", "secret-file": str(secret)},
    ]}, ensure_ascii=False))
    port = free_port()
    url = f"http://localhost:{port}"
    back = f"{url}/dang-nhap/qua/vneid"
    provider.set_up(f"{back}/ve", f"{url}/", f"{back}/dang-xuat")
    for person in people:
        provider.add_person(*person)
    environment = {
        "MOTCUA_BASE_URL": url, "MOTCUA_IDENTITY_PROVIDERS": str(file), "MOTCUA_WEBHOOK_ALLOW": "127.0.0.0/8",
    }
    with serving(folder, environment, dossiers=20, port=port) as server:
        server.url = url
        yield server


def leave(visitor: Visitor, next_path: str = "") -> Page:
    page = visitor.go("/dang-nhap" + (f"?tiep={next_path}" if next_path else ""))
    page.get_by_role("link", name=NAME).click()
    return page


def sign_in_there(page: Page, person: tuple) -> None:
    """At the provider's own pages: name and password, and the agreement that we may know."""
    page.wait_for_url(re.compile(r"/login\.html"))
    page.locator("#username").fill(person[0])
    page.locator("#password").fill(person[1])
    page.locator("#password").press("Enter")


def agree(page: Page, server: Server) -> None:
    """Glewlwyd lets people look as whom they go on; who is known there is asked nothing else."""
    go_on = page.locator("button.btn-success")
    here = re.compile(re.escape(server.url))
    try:
        go_on.click(timeout=8000)
    except TimeoutError:
        assert here.match(page.url), page.locator("body").inner_text()
    page.wait_for_url(here)


def link(page: Page, login: str) -> None:
    """The first time the site asks with which account; this one has been there before the provider was."""
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Liên kết và đăng nhập").click()


def out_of_both(page: Page) -> None:
    page.goto("/tai-khoan")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Đăng xuất khỏi VNeID").click()
    out_there(page)


def out_there(page: Page) -> None:
    """At the provider's own page of leaving."""
    page.wait_for_url(re.compile(r"/login\.html"))
    page.locator("button.btn-danger", has_text="Logout").click()
    expect(page.get_by_text("Session closed")).to_be_visible()
