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
