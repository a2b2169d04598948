"""From the first page to a settled level, in few answers on few screens, however one points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import ml_engineer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_ANSWERS, MOST_SCREENS = 45, 4
ANSWERS = {"Junior": "3", "Mid-Level": "3", "Senior": "1"}
"""What somebody at Mid-Level says."""


def by_mouse(row: Any, answer: str) -> None:
    row.locator(f'.cp-points label:has(input[value="{answer}"])').click()


def by_touch(row: Any, answer: str) -> None:
    row.locator(f'.cp-points label:has(input[value="{answer}"])').tap()


def by_keys(row: Any, answer: str) -> None:
    """Tab or the arrow down has led to the skill already."""
    page = row.page
    here = row.get_attribute("data-skill")
    for _ in range(40):
        if page.evaluate("document.activeElement.closest('.cp-rate')?.dataset.skill") == here:
            break
        in_a_skill = page.evaluate("!!document.activeElement.closest('.cp-rate')")
        page.keyboard.press("ArrowDown" if in_a_skill else "Tab")
    page.keyboard.press(answer)


def go_on(page: Any, hand: Callable[[Any, str], None]) -> None:
    button = page.get_by_role("button", name="Go on")
    with page.expect_navigation():
        if hand is by_keys:
            page.keyboard.press("Enter")
        else:
            button.tap() if hand is by_touch else button.click()


@pytest.mark.parametrize("hand", [by_keys, by_mouse, by_touch])
def test_a_level_is_settled_in_few_answers_on_few_screens(
    hand: Callable[[Any, str], None], browser: Any, live_server: Any
) -> None:
    ml_engineer()
    context = browser.new_context(base_url=live_server.url, has_touch=hand is by_touch)
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    answers = screens = 0
    while "/levels/" in page.url:
        screens += 1
        level = page.locator("h1").inner_text()
        for row in page.locator(".cp-rate").all():
            if level not in page.locator("#progress").inner_text():
                break  # decided, or settled
            with page.expect_response("**/rate/**"):
                hand(row, ANSWERS[level])
            expect(row.locator(".cp-state")).to_have_text("saved")
            answers += 1
        go_on(page, hand)
    expect(page.locator("h1")).to_have_text("Your level is settled: Mid-Level.")
    # 14 of 17, 18 of 22, and 4 of 17 that are missing: no answer was one too many.
    assert (answers, screens) == (36, 3)
    assert answers <= MOST_ANSWERS
    assert screens + 1 <= MOST_SCREENS
    expect(page.locator("#proof summary")).to_have_text("The 36 answers that prove it")
    way = page.get_by_role("link", name="Rate the 13 open skills of Senior")
    way.click()
    expect(page.locator(".cp-rate")).to_have_count(17)
    context.close()


def test_without_script_who_answers_what_is_in_sight_answers_as_few(
    browser: Any, live_server: Any
) -> None:
    """14 of 17, 18 of 22, and all 14 in sight of Senior, as no page knows what is being said."""
    ml_engineer()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    answers = 0
    for level, answer in ANSWERS.items():
        expect(page.locator("h1")).to_have_text(level)
        for row in page.locator(".cp-rate:visible").all():
            by_mouse(row, answer)
            answers += 1
        page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Your level is settled: Mid-Level.")
    assert answers == 14 + 18 + 14
    context.close()


def test_without_script_a_level_is_settled_on_as_many_screens(
    browser: Any, live_server: Any
) -> None:
    ml_engineer()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    for level, answer in ANSWERS.items():
        expect(page.locator("h1")).to_have_text(level)
        page.locator("select[name=set_all]").select_option(answer)
        page.get_by_role("button", name="Set all").click()
        page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Your level is settled: Mid-Level.")
    context.close()


def test_what_can_decide_nothing_any_more_is_put_aside_and_nothing_unsaved_is_lost(
    browser: Any, live_server: Any
) -> None:
    """Of Junior's 17 skills 14 are needed: four that are missing end it, and 13 are left open."""
    ml_engineer()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    skills = page.locator(".cp-rate").evaluate_all("rows => rows.map(row => row.dataset.skill)")
    row = {skill: page.locator(f'[data-skill="{skill}"]') for skill in skills}
    assert page.locator("#later .cp-rate").count() == 3
    aside = page.locator("#aside")
    expect(aside).to_be_hidden()
    for skill in skills[1:4]:
        by_mouse(row[skill], "0")
        expect(row[skill].locator(".cp-state")).to_have_text("saved")
    page.route(f"**/rate/{skills[6]}/**", lambda route: route.abort())
    row[skills[6]].locator("summary").click()
    note = row[skills[6]].locator("textarea")
    note.fill("Not saved yet")
    row[skills[9]].locator(".cp-points input").first.focus()
    expect(row[skills[6]].locator(".cp-state")).to_contain_text("Not saved")
    page.keyboard.press("0")  # the fourth: whatever else is said, Junior is not held
    expect(aside.locator("> summary")).to_have_text(
        "No answer to these can decide Junior any more (12)"
    )
    by_mouse(row[skills[1]], "1")
    expect(row[skills[1]].locator(".cp-state")).to_have_text("saved")
    assert page.evaluate("document.activeElement.closest('.cp-rate').dataset.skill") == skills[1]
    expect(note).to_have_value("Not saved yet")
    expect(note).to_be_visible()
    by_mouse(row[skills[1]], "4")  # then it can be held once more, and all of them matter
    expect(aside).to_be_hidden()
    back = page.locator(".cp-rate").evaluate_all("rows => rows.map(row => row.dataset.skill)")
    assert back == skills
    context.close()


CLEAR = """() => {
  const said = document.querySelector(".cp-standing").getBoundingClientRect();
  const one = document.activeElement, box = one.getBoundingClientRect();
  return one === document.body || box.top >= said.bottom - 0.5 || said.top >= box.bottom - 0.5;
}"""
"""Whether what has the focus lies clear of what is said of the level, once it has scrolled."""


@pytest.mark.parametrize("language", ["en-GB", "de-DE"])
def test_on_a_phone_a_level_is_seen_to_be_settled_where_it_was(
    language: str, browser: Any, live_server: Any
) -> None:
    ml_engineer()
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 568}, locale=language
    )
    page = context.new_page()
    page.goto("/")
    page.locator("main form[action*='/start/'] button").first.click()
    said, heard = page.locator(".cp-standing"), page.locator("#announce")
    for row in page.locator(".cp-rate").all()[:4]:  # of 17, four below what is asked decide it
        row.scroll_into_view_if_needed()
        expect(said).to_be_in_viewport(ratio=1)
        assert said.bounding_box()["height"] <= 64
        with page.expect_response("**/rate/**"):
            by_keys(row, "0")
        expect(row.locator(".cp-state p")).to_have_class("cp-said")
        page.wait_for_function(CLEAR, timeout=5000)
    settled = {
        "en-GB": "Your level is settled. No answer still open can change it.",
        "de-DE": "Deine Stufe steht fest. Keine offene Antwort kann das noch ändern.",
    }[language]
    expect(said).to_have_text(settled)
    expect(said).to_be_in_viewport(ratio=1)
    assert said.bounding_box()["height"] <= 64
    expect(heard).to_contain_text(f". {settled}")
    for _ in range(60):  # to the end of the page: nothing is ever under it
        page.keyboard.press("Tab")
        page.wait_for_function(CLEAR, timeout=5000)
    context.close()
