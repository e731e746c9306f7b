"""The life cycle of a dossier: the administrator looks at the whole way, drawn and in words."""

import re

import pytest
from conftest import DESK, PHONE
from playwright.sync_api import expect


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_administrator_sees_every_step_and_who_takes_it(visit, viewport):
    visitor = visit(viewport)
    page = visitor.sign_in("administrator")
    page.goto("/quan-tri/vong-doi")
    drawing = page.locator(".life-drawing svg")
    rows = page.locator("main tbody tr")
    expect(drawing.locator("rect")).to_have_count(17)
    # Each number on an arrow is a row of the table.
    labels = drawing.locator(".life-move text").all_text_contents()
    numbers = {int(number) for label in labels for number in re.findall(r"\d+", label)}
    assert numbers and numbers <= set(range(1, rows.count() + 1))
    accepting = rows.filter(has_text="Mẫu số 01")
    expect(accepting).to_have_count(1)
    expect(accepting).to_contain_text("Bắt đầu tính")
    visitor.check("life-cycle")


def test_a_counter_officer_is_not_let_in(visit):
    visitor = visit(DESK)
    page = visitor.sign_in("counter")
    assert page.goto("/quan-tri/vong-doi").status == 403
