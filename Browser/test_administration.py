"""Every page that the administrator's own page leads to: reads at both widths, and axe finds nothing."""

import pytest
from conftest import DESK, PHONE


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_the_administration_reads_at_this_width(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("administrator")
    page.goto("/quan-tri")
    links = page.locator("main a[href^='/quan-tri/']")
    paths = sorted({links.nth(number).get_attribute("href") for number in range(links.count())})
    assert len(paths) >= 6, paths
    for path in paths:
        assert page.goto(path).status == 200, path
        visitor.check("administration-" + path.removeprefix("/quan-tri/").replace("/", "-"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("role, paths", [
    ("director", ["/bang-giam-doc", "/so-theo-doi", "/so-theo-doi/in", "/nhac-viec", "/ho-so-ngoai"]),
    ("administrator", ["/quan-tri/lich", "/quan-tri/bieu-mau", "/quan-tri/thong-bao", "/quan-tri/quy-trinh"]),
    ("specialist", ["/nhac-viec", "/ho-so-ngoai", "/luyen-tap"]),
    ("leader", ["/bang-giam-doc", "/ky-duyet"]),
    ("citizen", ["/thong-bao-cua-toi", "/ho-so-cua-toi"]),
], ids=["director", "administrator", "specialist", "leader", "citizen"])
def test_what_watches_the_clock_and_keeps_the_papers_reads_at_this_width(visit, viewport, role, paths):
    visitor = visit(viewport)
    page = visitor.sign_in(role)
    for path in paths:
        assert page.goto(path).status == 200, path
        visitor.check(f"{role}-" + path.strip("/").replace("/", "-"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_each_form_is_shown_with_sample_data(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("administrator")
    page.goto("/quan-tri/bieu-mau")
    links = page.locator("main a[href^='/quan-tri/bieu-mau/']")
    paths = sorted({links.nth(number).get_attribute("href") for number in range(links.count())})
    assert len(paths) >= 7, paths
    for path in paths:
        answer = page.request.get(path)
        assert answer.status == 200, path
        if "html" in answer.headers["content-type"]:
            page.goto(path)
            visitor.check("template-" + path.removeprefix("/quan-tri/bieu-mau/").replace("/", "-").replace("?", "-"))
