"""Files behind a real ClamAV: a virus stays out, what was not looked at stays closed, and nobody's paper is lost."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from clamd import EICAR, Clamd
from conftest import DESK, PHONE, PROGRAM, Visitor, serving
from test_acting import begin
from test_dossier_way import CODE, PDF, open_dossier, press
from test_privacy import own_copy


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Clamd:
    return Clamd.prepare(tmp_path_factory.mktemp("clamd"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clamd: Clamd):
    """Starts while the scanner is away: it is no reason not to serve."""
    with serving(tmp_path_factory.mktemp("scanning"), {"MOTCUA_VIRUS_SCANNER": f"unix:{clamd.socket}"}, 20) as server:
        yield server


def papers(visit) -> Visitor:
    """A citizen on a telephone who has come to the papers of a dossier."""
    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    begin(page)
    page.get_by_label("Cho tôi").check()
    press(page, "Tiếp tục")
    press(page, "Tiếp tục")
    page.get_by_label("Nội dung yêu cầu").fill("Đăng ký lại khai sinh.")
    press(page, "Tiếp tục")
    expect(page.locator(".paper-card").first).to_be_visible()
    return citizen


def send(page: Page, name: str, content: bytes) -> None:
    card = page.locator(".paper-card").first
    card.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    card.get_by_role("button", name="Tải lên").click()


def file_it(page: Page) -> str:
    for box in page.locator("input[type=checkbox][name^=promise-]").all():
        box.check()
    press(page, "Tiếp tục")
    page.locator("input[value=counter]").first.check()
    press(page, "Tiếp tục")
    press(page, "Nộp hồ sơ")
    found = CODE.search(page.locator(".big-code").inner_text())
    assert found
    return found.group()


def test_a_virus_stays_out_and_a_clean_paper_comes_in(visit, clamd):
    with clamd.running():
        citizen = papers(visit)
        page = citizen.page
        here = page.url
        send(page, "don.pdf", PDF + EICAR)
        expect(page.get_by_text("Tệp “don.pdf” có mã độc (vi-rút) nên không nhận được").first).to_be_visible()
        citizen.check("scan-infected")
        page.goto(here)
        expect(page.locator(".file-name")).to_have_count(0)
        send(page, "don-sach.pdf", PDF)
        expect(page.locator(".file-name").first).to_have_text("don-sach.pdf")
        code = file_it(page)

        officer = visit(DESK)
        desk = officer.sign_in("counter")
        open_dossier(desk, code)
        paper = desk.get_by_role("link", name="don-sach.pdf").first.get_attribute("href")
        assert desk.request.get(paper).body() == PDF


def test_with_the_scanner_away_a_paper_is_kept_and_opened_only_when_it_was_looked_at(visit, clamd, server):
    page = papers(visit).page
    send(page, "don-sach.pdf", PDF + b"\n%")
    expect(page.locator(".file-name").first).to_have_text("don-sach.pdf")
    mine = page.url
    send(page, "don-la.pdf", PDF + EICAR)
    expect(page.locator(".file-name").nth(1)).to_have_text("don-la.pdf")
    page.goto(mine)
    code = file_it(page)

    officer = visit(DESK)
    desk = officer.sign_in("counter")
    open_dossier(desk, code)
    clean, infected = [desk.get_by_role("link", name=name).first.get_attribute("href")
                       for name in ("don-sach.pdf", "don-la.pdf")]
    assert desk.request.get(clean).status == 503
    desk.goto(clean)
    expect(desk.get_by_role("heading", name="Chưa mở được tệp này")).to_be_visible()
    officer.check("scan-unchecked")
    assert "clamd" in doctor(server, clamd, expected=1)

    with clamd.running():
        assert desk.request.get(clean).body() == PDF + b"\n%"
        assert desk.request.get(infected).status == 403
        desk.goto(infected)
        expect(desk.get_by_role("heading", name="Tệp này có mã độc nên không mở được")).to_be_visible()
        officer.check("scan-dangerous")
        assert re.search(r"ClamAV \d", doctor(server, clamd, expected=None))

        # A person's own copy has everything but the virus, and says that something is not in it.
        page.goto("/tai-khoan/du-lieu")
        with own_copy(page) as archive:
            contents = [archive.read(name) for name in archive.namelist()]
            told = archive.read("doc.html").decode()
        assert PDF + b"\n%" in contents
        assert not any(EICAR in content for content in contents)
        assert "don-la.pdf (không kèm trong bản sao này" in told


def doctor(server, clamd: Clamd, expected: int | None) -> str:
    """What the doctor says; a demo that was never saved is a note to it and no fault."""
    run = subprocess.run(
        [PROGRAM, "doctor", "--data", server.folder / "data", "--quick", "--virus-scanner", f"unix:{clamd.socket}"],
        capture_output=True, text=True, timeout=60)
    assert expected is None or run.returncode == expected, run.stdout + run.stderr
    return run.stdout
