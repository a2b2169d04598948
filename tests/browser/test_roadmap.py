"""The roadmap as a browser shows it: every state for everyone, and trials in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.factories import ml_engineer
from tests.roadmap.people import assessed, level_skills

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOAL = "edge-computing"


@pytest.fixture
def ml(transactional_db: None) -> CareerPath:
    return ml_engineer()


@pytest.fixture
def tab(page: Any, live_server: Any, as_alice: Client, csp_reports: list[str]) -> Any:
    """Alice's browser; nothing in it may be complained of."""
    session = as_alice.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


@pytest.fixture
def without_script(browser: Any, live_server: Any, as_alice: Client) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False)
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def near_senior(ml: CareerPath) -> dict[str, Any]:
    """At Mid-Level, with 13 of Senior's 14: one skill away."""
    said: dict[str, Any] = dict.fromkeys(level_skills(ml, "junior", "mid-level"), 3)
    said |= dict.fromkeys(level_skills(ml, "senior")[:14], (3, "Shipped it"))
    return said | {GOAL: 1}


def test_trial_answers_in_place(tab: Any, live_server: Any, alice: User, ml: CareerPath) -> None:
    assessment = assessed(alice, ml, near_senior(ml))
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    tab.get_by_role("link", name="Try other choices").click()
    tab.wait_for_url("**?try**")  # loaded: until then choosing alone does nothing; the button does
    choice = tab.get_by_label("Edge computing")
    expect(tab.get_by_role("status")).to_have_text(
        "You are at Mid-Level. Senior is up to 1 skill away."
    )
    choice.focus()
    choice.select_option(label="Proficient")
    tab.get_by_role("heading", name="You would be at Senior.").wait_for()
    # It is announced, the address holds it, and the focus stays where it was.
    expect(tab.get_by_role("status")).to_have_text(
        "You would be at Senior. Staff is up to 13 skills away."
    )
    tab.wait_for_url(f"**?try={GOAL}:3")
    assert tab.evaluate("document.activeElement.name") == "try"
    tab.reload()
    tab.get_by_role("heading", name="You would be at Senior.").wait_for()
    tab.get_by_role("link", name="Back to your roadmap").click()
    tab.get_by_role("heading", name="You are at Mid-Level.").wait_for()


def test_trial_goes_on_with_a_token_that_became_old(
    browser: Any, live_server: Any, as_alice: Client, alice: User, ml: CareerPath
) -> None:
    """As signing in, in another tab, makes it."""
    assessment = assessed(alice, ml, near_senior(ml))
    context = browser.new_context()
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/roadmap/{assessment.public_id}/?try=", wait_until="load")
    context.clear_cookies(name="csrftoken")
    page.get_by_label("Edge computing").select_option(label="Proficient")
    page.get_by_role("heading", name="You would be at Senior.").wait_for()
    context.close()


def test_roadmap_and_trial_work_without_script(
    without_script: Any, live_server: Any, alice: User, ml: CareerPath
) -> None:
    page, assessment = without_script, assessed(alice, ml, near_senior(ml))
    page.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    reasons = page.get_by_text("Held: 22 of 22 met, 18 needed (80%).")
    expect(reasons).to_be_hidden()
    page.get_by_text("Why: each level's rule").click()
    expect(reasons).to_be_visible()
    page.get_by_role("link", name="Staff", exact=True).click()
    expect(page.get_by_role("heading", name="The shortest way to Staff")).to_be_visible()
    page.get_by_role("link", name="Try other choices").click()
    page.get_by_label("Edge computing").select_option(label="Leading")
    page.get_by_role("button", name="Show what follows").click()
    expect(page.get_by_role("heading", name="You would be at Senior.")).to_be_visible()
    assert page.url.endswith(f"?target=staff&try={GOAL}:4")


@pytest.mark.parametrize("target", ["", "?target=principal"])
def test_roadmap_prints_on_few_pages(
    tab: Any, live_server: Any, alice: User, ml: CareerPath, target: str
) -> None:
    """The next level on two pages; the farthest, three levels of gaps, on three."""
    assessment = assessed(alice, ml, near_senior(ml))
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/{target}")
    edges = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    printed: bytes = tab.pdf(format="A4", margin=edges)
    assert printed.count(b"/Type /Page\n") == (3 if target else 2)


@pytest.mark.parametrize("target", ["", "?target=principal"])
def test_print_says_whose_it_is_and_leaves_nothing_out_of_the_drawings(
    tab: Any, live_server: Any, alice: User, ml: CareerPath, target: str
) -> None:
    assessment = assessed(alice, ml, near_senior(ml))
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/{target}")
    tab.emulate_media(media="print")

    expect(tab.locator(".cp-brand")).to_be_visible()
    expect(tab.locator("header nav")).to_be_hidden()
    expect(tab.locator(".cp-eyebrow").first).to_contain_text("· alice@example.org")
    steps = tab.locator("#way .cp-skill")
    assert steps.count() == (25 if target else 1)
    groups = [span.is_visible() for span in steps.locator(".cp-skill-name > span").all()]
    assert groups == [True] * steps.count()
    assert not any(row.is_visible() for row in tab.locator(".cp-gap-learn").all())
    gaps = tab.locator(".cp-gaps tbody tr:not(.cp-gap-learn)").all()
    assert [row.locator("td").first.is_visible() for row in gaps] == [True] * len(gaps)
    expect(tab.locator(".cp-axis-scale")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "en"])
def test_answers_in_the_table_of_gaps_stay_whole(
    tab: Any, live_server: Any, alice: User, ml: CareerPath, language: str
) -> None:
    """Whatever the browser knows of hyphens."""
    assessment = assessed(alice, ml, {level_skills(ml, "junior")[0]: 1})
    tab.set_extra_http_headers({"Accept-Language": language})
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    answers = tab.locator(".cp-gaps td:is(:nth-child(3), :nth-child(4))")
    for width in (580, 1024, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        lines = answers.evaluate_all(
            """(cells) => cells.map((cell) => {
              const range = document.createRange();
              range.selectNodeContents(cell.firstChild);
              return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
            })"""
        )
        assert lines
        assert set(lines) == {1}, width
