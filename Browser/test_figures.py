"""The figures: for everybody without names, for the director with the dossiers behind each number, for the province."""

import re

import pytest
from conftest import DESK, LOGINS, PHONE
from playwright.sync_api import expect

LOGINS["province"] = "tinh-theodoi"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_everybody_sees_figures_without_names(visit, viewport):
    visitor = visit(viewport)
    page = visitor.go("/so-lieu?ky=tat-ca")
    expect(page.locator(".tile-value").first).not_to_have_text("0")
    expect(page.locator("svg.chart")).to_have_count(4)
    assert not page.locator("main table a").count(), "no number leads the public to dossiers"
    visitor.check("figures-public")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_each_number_of_the_director_leads_to_exactly_its_dossiers(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("director")
    page.goto("/so-lieu-noi-bo?ky=tat-ca")
    visitor.check("figures-director")
    links = page.locator("main table a, main .tiles a")
    found = [(links.nth(number).get_attribute("href"), links.nth(number).inner_text()) for number in range(links.count())]
    assert len(found) > 20
    for address, text in found[: 60 if viewport == DESK else 8]:
        # A tile says more than its number: a share tells its part first.
        tile = re.search(r"([\d.]+) trên [\d.]+ hồ sơ", text)
        late = re.search(r"([\d.]+) quá hạn", text)
        number = tile or (late if "dang-qua-han" in address else None) or re.search(r"(?m)^([\d.]+)$", text)
        if not number:
            continue
        page.goto(address)
        expect(page.locator("main caption")).to_have_text(f"{number.group(1)} hồ sơ")
    visitor.check("figures-list")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_province_ranks_its_communes(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("province")
    page.goto("/so-lieu-noi-bo?ky=tat-ca")
    table = page.get_by_role("region", name=re.compile("xếp theo: Tiếp nhận"))
    expect(table.locator("tbody tr").first).to_contain_text("Xã Hướng Hiệp")
    visitor.check("figures-province")
    table.get_by_role("link", name="Trực tuyến").click()
    expect(page.get_by_role("region", name=re.compile("xếp theo: Trực tuyến"))).to_be_visible()
    page.locator("main table").get_by_role("link", name="Xã Hướng Hiệp").first.click()
    expect(page.locator("main .lead")).to_contain_text("Xã Hướng Hiệp")
    assert not page.locator("main table a[href*=tim-ho-so]").count(), "the province sees numbers, not dossiers"


def test_a_period_an_office_and_a_field_can_be_chosen(visit):
    visitor = visit(DESK)
    page = visitor.sign_in("director")
    page.goto("/so-lieu-noi-bo")
    field = page.get_by_label("Lĩnh vực", exact=True)
    # Open by itself when the period is none of the named ones.
    if not field.is_visible():
        page.locator("main details > summary").first.click()
    field.select_option(index=1)
    page.get_by_label("Phòng, đơn vị", exact=True).select_option(index=1)
    page.get_by_role("button", name="Xem số liệu").click()
    expect(page).to_have_url(re.compile("linh-vuc=.+"))
    visitor.check("figures-part")
    page.goto("/so-lieu-noi-bo?tu-ngay=31&tu-thang=2&tu-nam=2026&den-ngay=1&den-thang=3&den-nam=2026")
    expect(page.locator(".fault-summary")).to_be_focused()
