"""Eight ladders in eight hands come in through the page, each with at most five choices."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from careerpath.framework.models import CareerPath
from tests.browser.ladders import LADDERS, Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CHOICES = 5


@pytest.mark.parametrize("hand", LADDERS, ids=lambda hand: hand.name)
def test_a_ladder_comes_in(page: Any, inside: str, hand: Hand) -> None:
    """Choices are what an editor changes on the page; files, looking and applying are none."""
    page.goto(inside + reverse("admin:framework_careerpath_bring"))
    page.locator("input[name=file]").set_input_files(
        [{"name": name, "mimeType": "", "buffer": data} for name, data in hand.files]
    )
    page.get_by_role("button", name="See what it would do").click()
    for label, choice in hand.choices:
        field = page.get_by_label(label, exact=True)
        if label == "The path's name":
            field.fill(choice)
        else:
            field.select_option(label=choice)
            page.get_by_role("button", name="Look again").first.click()
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Applied. If it is not what you wanted")).to_be_visible()
    path = CareerPath.objects.get()
    asked = {
        level.name: sorted(
            (r.skill.name, r.proficiency) for r in level.requirements.select_related("skill")
        )
        for level in path.levels.order_by("rank")
    }
    assert (path.name, path.published, asked) == (hand.title, False, hand.asks)
    assert len(hand.choices) <= MOST_CHOICES
