"""The whole job as a person does it, with script and without: sign up, rate, read, change, read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import ml_engineer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JUNIOR = 17
# 80 % of Mid-Level's 22 is 17.6, so 18 are needed.
HALF_OF_MID = 11
NEARLY_MID = 17


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def person(request: Any, browser: Any, live_server: Any) -> Iterator[Any]:
    """A page in a fresh browser, on the ML Engineer path."""
    ml_engineer()
    context = browser.new_context(java_script_enabled=request.param, base_url=live_server.url)
    yield context.new_page()
    context.close()


def rate(page: Any, answer: str, rows: range) -> None:
    """Give these skills of the open screen this answer, the folded ones too."""
    for fold in page.locator("#later:not([open]) > summary").all():
        fold.click()
    for n in rows:
        radio = page.locator(".cp-rate").nth(n).locator(f'input[type="radio"][value="{answer}"]')
        radio.check(force=True)


def press(page: Any, button: Any) -> None:
    """Press what leads to another page, and wait until that one is there."""
    with page.expect_navigation():
        button.click()


def finish(page: Any) -> None:
    press(page, page.get_by_role("button", name="Finish here"))
    press(page, page.get_by_role("button", name="Finish and see my roadmap"))


def headline(page: Any) -> str:
    return " ".join(page.locator("h1").inner_text().split())


def test_the_whole_job(person: Any) -> None:
    page = person
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.goto("/accounts/signup/")
    page.locator('input[name="email"]').fill("ada@example.org")
    page.locator('input[name="password1"]').fill("a long enough password")
    press(page, page.locator('main form button[type="submit"]').first)

    page.goto("/assessments/")
    press(page, page.get_by_role("button", name="Start"))
    rate(page, "3", range(JUNIOR))
    press(page, page.get_by_role("button", name="Go on"))
    assert headline(page) == "Mid-Level"
    rate(page, "3", range(HALF_OF_MID))
    press(page, page.get_by_role("button", name="Save", exact=True).last)
    assert "28 of 85 rated" in page.locator("#progress").inner_text()
    finish(page)

    # Junior: 17 of 17. Mid-Level: 11 of 22, 18 needed, so 7 skills away.
    assert headline(page) == "You are at Junior. Mid-Level is up to 7 skills away."
    text = page.locator("main").inner_text()
    # The first seven gaps in order, at three steps each, unrated taken as 0.
    for skill in ("AWS SageMaker", "GCP AI Platform", "Azure ML", "Containerization (Docker)"):
        assert skill in text
    assert "You hold 17 of 17 Junior skills (100%)." in text
    assert "21" in text  # 7 x 3 steps

    update(page)  # begins with the eleven gaps that are left
    rate(page, "3", range(NEARLY_MID - HALF_OF_MID))
    finish(page)
    # 17 of 22: one short.
    assert headline(page) == "You are at Junior. Mid-Level is up to 1 skill away."

    update(page)
    rate(page, "3", range(1))
    finish(page)
    # 18 of 22, and Senior's 17 are all unrated: 14 needed.
    assert headline(page) == "You are at Mid-Level. Senior is up to 14 skills away."


def update(page: Any) -> None:
    """Start over from the last ratings, with what matters first."""
    press(page, page.get_by_role("button", name="Update my ratings").first)
