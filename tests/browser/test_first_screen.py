"""The first screen of ratings: the skills are in sight at once, beside what the points mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import shipped_ml_engineer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = {
    "en-GB": ("What the five points mean", "Close", 680),
    "de-DE": ("Was", "Schließen", 740),
}
"""The explanation's first words, what closes it, and where the first skill is on a phone, in px."""
CLOSED_ON_A_PHONE = 420


@pytest.fixture(params=LANGUAGES)
def language(request: Any) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: Any, browser: Any, live_server: Any, language: str) -> Iterator[Any]:
    """Somebody who has just begun, without an account."""
    shipped_ml_engineer()
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        locale=language,
        java_script_enabled=request.param,
    )
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    page.locator("#screen").wait_for()
    yield page
    context.close()


def test_the_first_skill_is_in_the_first_third_and_the_explanation_closes_for_good(
    page: Any, language: str
) -> None:
    words, close, on_a_phone = LANGUAGES[language]
    first = page.locator(".cp-rate").first
    assert first.bounding_box()["y"] <= 300
    page.set_viewport_size({"width": 320, "height": 1067})
    assert first.bounding_box()["y"] <= on_a_phone
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(".cp-screen-head a").click()  # a group at a time
    expect(page.locator("#scale")).to_contain_text(words)
    assert first.bounding_box()["y"] <= 300

    point = page.locator('.cp-points label:has(input[value="3"])').first
    point.click()
    page.locator("#scale").get_by_role("button", name=close, exact=True).click()
    expect(page.locator("section#scale")).to_have_count(0)
    expect(point.locator("input")).to_be_checked()
    expect(page.locator("details#scale")).not_to_have_attribute("open", "")
    assert first.bounding_box()["y"] <= 300
    page.goto("/paths/ml-engineer/")
    page.goto("/assessments/")
    page.locator("main a[href^='/assessments/']").first.click()
    expect(page.locator("details#scale")).not_to_have_attribute("open", "")
    assert first.bounding_box()["y"] <= 300
    page.set_viewport_size({"width": 320, "height": 1067})
    assert first.bounding_box()["y"] <= CLOSED_ON_A_PHONE
