"""Two communes on one server: whoever works for one finds nothing of the other, by any page that leads anywhere."""

import re
from collections import deque

import pytest
from playwright.sync_api import expect

from conftest import DESK, LOGINS
from test_dossier_way import file_online

# The other commune's people, beside those of the demonstration's own.
LOGINS |= {
    "other counter": "hp-motcua", "other director": "hp-giamdoc", "other head": "hp-kinhte",
    "other leader": "hp-chutich", "other administrator": "hp-quantri",
}
APPLICANT = "Hồ Thị Bồ Câu"
PAGES_MAX = 150
# Doors that end the session, or that everybody may read: the catalogue is one for all.
LEFT_OUT = re.compile(r"^/(dang-xuat|thu-tuc|ngon-ngu|t/|phien|\?)|/pdf$|/thay-doi$")


def walk(page) -> dict[str, str]:
    """Every page that links lead to from the desk, with what it says; lists are followed to other pages of theirs."""
    seen: dict[str, str] = {}
    waiting = deque(["/ban-lam-viec", "/quan-tri", "/so-lieu-noi-bo", "/bang-giam-doc", "/tai-khoan", "/tim-ho-so"])
    asked = set(waiting)
    while waiting and len(seen) < PAGES_MAX:
        path = waiting.popleft()
        answer = page.request.get(path, headers={"Accept": "text/html"})
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        text = seen[path] = answer.text()
        for link in re.findall(r'href="(/[^"#]*)"', text):
            link = link.replace("&amp;", "&")
            if link not in asked and not LEFT_OUT.search(link):
                asked.add(link)
                waiting.append(link)
    return seen


@pytest.mark.parametrize("role", ["counter", "head", "leader", "director", "administrator"])
def test_nothing_of_the_neighbour_is_on_any_page(visit, role):
    """The demonstration's dossiers are of its own commune; the other has people and no dossier of those."""
    code = file_online(visit, APPLICANT)
    home = visit(DESK)
    page = home.sign_in("counter")
    found = page.request.get(f"/tim-ho-so?q={code}")
    address = re.search(r'href="(/ho-so/[0-9a-f-]{36})', found.text())
    assert address, "the own commune finds it"

    visitor = visit(DESK)
    page = visitor.sign_in(f"other {role}")
    pages = walk(page)
    assert len(pages) > 15, sorted(pages)
    for path, text in pages.items():
        assert APPLICANT not in text and code not in text, path
        assert "Nguyễn Thị Hồng Nhung" not in text, f"an official of the neighbour on {path}"
        # The look-up on the front page shows what a code looks like.
        codes = re.sub(r"ví dụ H[\d.-]+", "", text)
        assert "H50.50.05-" not in codes, f"a dossier code of the neighbour on {path}"

    missing = "/ho-so/01999999-0000-7000-8000-000000000000"
    for door in ["", "/giay-to", "/bien-nhan", "/vi-sao", "/phieu-kiem-soat"]:
        there, nowhere = (page.request.get(f"{base}{door}") for base in (address[1], missing))
        assert there.status == nowhere.status and there.status in (403, 404), (door, there.status, nowhere.status)
    for query in (code, APPLICANT, "bo cau"):
        answer = page.request.get(f"/tim-ho-so?q={query}")
        assert address[1] not in answer.text(), query
    # Typed into the window itself, as somebody who was given the address would.
    page.goto(address[1])
    expect(page.get_by_text(APPLICANT)).to_have_count(0)
