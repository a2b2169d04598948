"""Rating oneself in a browser: the keys, the truth about what is saved, two tabs, no connection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments import services
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from careerpath.framework.succession import replace
from tests.factories import SkillFactory, UserFactory, make_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"
FIRST, SECOND = "gardener-1-1", "gardener-1-2"


@pytest.fixture
def small(transactional_db: None) -> CareerPath:
    return make_path()


@pytest.fixture
def begun(alice: User, small: CareerPath) -> Assessment:
    return services.start(owner=alice, path=small, now=timezone.now())


@pytest.fixture
def open_page(browser: Any, live_server: Any, as_alice: Client) -> Iterator[Callable[[], Any]]:
    """Opens tabs of a browser in which Alice is signed in; nothing in them may be blocked."""
    blocked: list[str] = []
    context = browser.new_context(base_url=live_server.url)
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    context.on("weberror", lambda problem: blocked.append(str(problem.error)))
    context.on(
        "console",
        lambda line: blocked.append(line.text) if "Content Security" in line.text else None,
    )
    yield context.new_page
    context.close()
    assert blocked == []


def screen(assessment: Assessment, group: str = "craft", level: str = "level-1") -> str:
    return reverse("assessments:screen", args=[assessment.public_id, level, group])


def stored(assessment: Assessment) -> dict[str, int | None]:
    return dict(assessment.ratings.values_list("skill__public_id", "proficiency"))


class Held:
    """Requests the browser has sent and nobody has answered yet, until they are let go in turn."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.routes = page, list[Any]()
        page.route(address, lambda route: self.routes.append(route))  # noqa: PLW0108  # Playwright marks the function

    def let_go(self) -> None:
        """The next one; a page says "Saving" a moment before its request is here."""
        until = time.monotonic() + 30
        while not self.routes:
            assert time.monotonic() < until, "The page asked for nothing."
            self.page.wait_for_timeout(10)
        self.routes.pop(0).continue_()


def choice(page: Any, skill: str, value: str) -> Any:
    return page.locator(f'#skill-{skill} input[value="{value}"]')


def test_going_back_shows_what_was_saved_meanwhile(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    """In a browser that keeps no page alive, like this one, too."""
    page = open_page()
    page.goto(screen(begun))
    page.evaluate("window.keptAlive = true")
    choice(page, FIRST, "3").check(force=True)
    expect(page.locator("#side")).to_contain_text("1 of 3")
    page.goto("/assessments/")
    page.go_back(wait_until="commit")
    expect(page.locator("#side")).to_contain_text("1 of 3")
    expect(choice(page, FIRST, "3")).to_be_checked()
    assert not page.evaluate("window.keptAlive === true")


def state(page: Any, skill: str) -> str:
    return " ".join(page.locator(f"#state-{skill}").inner_text().split())


def wait_for(page: Any, skill: str, text: str) -> None:
    page.locator(f"#state-{skill}").get_by_text(text, exact=False).wait_for()


def wait_saved(page: Any, skill: str) -> None:
    """Until “saved” is all that is said of it: “not saved yet” will not do."""
    said = page.locator(f"#state-{skill} .cp-said").get_by_text("saved", exact=True)
    expect(said, f"{skill} is said to be saved").to_be_visible(timeout=30_000)


def focused(page: Any) -> str:
    """The name and value of what has the focus."""
    return str(page.evaluate("`${document.activeElement.name}=${document.activeElement.value}`"))


# --- Keys ---------------------------------------------------------------------------------------


def test_a_group_is_rated_by_keys_alone(open_page: Callable[[], Any], begun: Assessment) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.locator("#side a").last.focus()
    page.keyboard.press("Tab")  # into the first skill
    page.keyboard.press("3")
    wait_saved(page, FIRST)
    assert focused(page) == f"{FIRST}-answer=3"
    expect(page.locator("#announce")).to_have_text("Gardener 1 1: saved")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    wait_saved(page, SECOND)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")  # as in any group of radio buttons
    page.wait_for_function("document.querySelector('#progress').innerText.includes('2 of 6')")
    wait_saved(page, FIRST)
    assert focused(page) == f"{FIRST}-answer=4"
    assert stored(begun) == {FIRST: 4, SECOND: None}
    assert begun.ratings.get(skill__public_id=SECOND).not_relevant
    page.keyboard.press("?")
    expect(page.locator(":focus")).to_have_text("What the five points mean")
    page.keyboard.press("?")  # and back to where one was
    assert focused(page) == f"{FIRST}-answer=4"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    wait_saved(page, SECOND)
    page.keyboard.press("N")  # with caps lock on
    assert focused(page) == f"{SECOND}-answer=not-relevant"
    wait_saved(page, SECOND)
    page.keyboard.press("Enter")  # as in any form: save, and on to the next group
    page.wait_for_url(f"**{screen(begun, 'soft-skills')}")
    assert focused(page) == "gardener-1-3-answer=0"  # ready for the next key; nothing is chosen


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until that has the focus, which is seen at every stop."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_from_start_to_roadmap_by_keys_alone(
    open_page: Callable[[], Any], small: CareerPath
) -> None:
    page = open_page()
    page.goto(f"/paths/{small.public_id}/")
    tab_to(page, "main form[action*='/start/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/levels/level-1/")
    tab_to(page, f"#skill-{FIRST} input[type=radio]")
    page.keyboard.press("3")
    wait_saved(page, FIRST)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    wait_saved(page, SECOND)
    # The focus stays in the skill through the update, and the update is told.
    assert focused(page) == f"{SECOND}-answer=3"
    expect(page.locator("#announce")).to_have_text("Gardener 1 2: saved")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    wait_saved(page, "gardener-1-3")
    tab_to(page, "button[value=next]:not([tabindex])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/levels/level-2/")
    tab_to(page, "button[value=finish]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/finish/")
    tab_to(page, "main form[action$='/finish/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/roadmap/**")
    assert page.get_by_role("heading", level=1).inner_text() == (
        "You are at Level 1.\nLevel 2 is up to 3 skills away."
    )
    tab_to(page, "details.cp-reasons summary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Held: 3 of 3 met, 3 needed (80%).")).to_be_visible()


def test_keys_mean_letters_where_one_types(open_page: Callable[[], Any], begun: Assessment) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.locator(f"#skill-{FIRST} summary").click()
    page.locator(f"#skill-{FIRST} textarea").focus()
    page.keyboard.type("in 2024 n?")
    assert state(page, FIRST) == "not saved yet"
    page.keyboard.press("Tab")
    wait_saved(page, FIRST)
    row = begun.ratings.get()
    assert (row.proficiency, row.note) == (None, "in 2024 n?")


# --- The truth about what is saved --------------------------------------------------------------


def test_saved_is_said_only_after_the_server_did(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    held = Held(page, "**/rate/**")
    choice(page, FIRST, "2").check(force=True)
    page.wait_for_function("document.querySelector('.cp-state').innerText.includes('Saving')")
    expect(choice(page, FIRST, "2")).to_be_checked()
    assert stored(begun) == {}
    held.let_go()
    wait_saved(page, FIRST)
    assert stored(begun) == {FIRST: 2}


def test_quick_choices_wait_their_turn_and_the_counts_are_right(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    held = Held(page, "**/rate/**")
    choice(page, FIRST, "2").check(force=True)
    wait_for(page, FIRST, "Saving")
    choice(page, SECOND, "4").focus()
    page.keyboard.press("3")
    assert state(page, SECOND) == "not saved yet"
    held.let_go()
    wait_for(page, SECOND, "Saving")
    assert stored(begun) == {FIRST: 2}
    held.let_go()
    for skill in (FIRST, SECOND):
        wait_saved(page, skill)
    expect(page.locator("#progress")).to_contain_text("2 of 6 rated")
    assert stored(begun) == {FIRST: 2, SECOND: 3}


def test_what_is_chosen_while_the_page_loads_is_saved_when_it_has(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    held = Held(page, "**/assessment*.js")
    page.goto(screen(begun), wait_until="commit")
    choice(page, SECOND, "2").check(force=True)
    assert stored(begun) == {}
    held.let_go()
    wait_saved(page, SECOND)
    assert stored(begun) == {SECOND: 2}


def test_offline_keeps_the_choice_and_saves_it_later(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.context.set_offline(True)
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved: you are offline.")
    expect(choice(page, FIRST, "3")).to_be_checked()
    assert stored(begun) == {}
    page.context.set_offline(False)
    wait_saved(page, FIRST)
    assert stored(begun) == {FIRST: 3}


def test_going_on_without_a_connection_leaves_nothing_behind(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.context.set_offline(True)
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved: you are offline.")
    page.get_by_role("button", name="Next: Soft skills").click()
    waits = page.get_by_text("You are offline. This page waits with what you chose")
    waits.wait_for()
    expect(choice(page, FIRST, "3")).to_be_checked()
    page.context.set_offline(False)
    wait_saved(page, FIRST)
    expect(waits).to_have_count(0)
    page.get_by_role("button", name="Next: Soft skills").click()
    page.wait_for_url(f"**{screen(begun, 'soft-skills')}")
    assert stored(begun) == {FIRST: 3}


def test_going_on_waits_without_a_connection_though_the_browser_calls_itself_online(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.route("**/assessments/**", lambda route: route.abort())
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved.")
    assert page.evaluate("navigator.onLine")
    with page.expect_event("requestfailed"):  # going on tries again
        page.get_by_role("button", name="Next: Soft skills").click()
    waits = page.get_by_text("You are offline. This page waits with what you chose")
    waits.wait_for()
    expect(choice(page, FIRST, "3")).to_be_checked()
    page.unroute("**/assessments/**")
    page.get_by_role("button", name="Try again").click()
    wait_saved(page, FIRST)
    expect(waits).to_have_count(0)
    page.get_by_role("button", name="Next: Soft skills").click()
    page.wait_for_url(f"**{screen(begun, 'soft-skills')}")
    assert stored(begun) == {FIRST: 3}


def test_a_failed_save_says_so_and_is_tried_again(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.route("**/rate/**", lambda route: route.fulfill(status=500, body="broken"))
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved.")
    page.unroute("**/rate/**")
    page.get_by_role("button", name="Try again").click()
    wait_saved(page, FIRST)
    assert focused(page) == f"{FIRST}-answer=3"
    assert stored(begun) == {FIRST: 3}


def test_a_note_typed_while_a_choice_is_saved_is_not_said_to_be_saved(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    held = Held(page, "**/rate/**")
    choice(page, FIRST, "2").check(force=True)
    wait_for(page, FIRST, "Saving")
    page.locator(f"#skill-{FIRST} summary").click()
    page.locator(f"#skill-{FIRST} textarea").focus()
    page.keyboard.type("in 2024")
    with page.expect_response("**/rate/**"):
        held.let_go()
    wait_for(page, FIRST, "not saved yet")
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.keyboard.press("Tab")
    wait_for(page, FIRST, "Saving")
    held.let_go()
    wait_saved(page, FIRST)
    row = begun.ratings.get()
    assert (row.proficiency, row.note) == (2, "in 2024")


@pytest.mark.parametrize("status", [200, 204, 401, 422])
def test_what_something_else_answers_is_no_save(
    open_page: Callable[[], Any], begun: Assessment, status: int
) -> None:
    page = open_page()
    page.goto(screen(begun))
    portal = "" if status == 204 else "<title>Hotel</title><p>Welcome. Your stay is saved.</p>"
    page.route(
        "**/rate/**",
        lambda route: route.fulfill(status=status, body=portal, content_type="text/html"),
    )
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved. Try again")
    expect(choice(page, FIRST, "3")).to_be_checked()
    page.unroute("**/rate/**")
    page.get_by_role("button", name="Try again").click()
    wait_saved(page, FIRST)
    assert stored(begun) == {FIRST: 3}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_moves_when_a_choice_is_saved(
    open_page: Callable[[], Any], begun: Assessment, width: int
) -> None:
    page = open_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(screen(begun))
    tops = """[...document.querySelectorAll(".cp-points")].map(
        (points) => points.getBoundingClientRect().top + scrollY)"""
    choice(page, FIRST, "0").focus()
    before = page.evaluate(tops)
    page.keyboard.press("3")
    assert state(page, FIRST) != ""
    assert page.evaluate(tops) == before
    wait_saved(page, FIRST)
    assert page.evaluate(tops) == before


# --- Two tabs -----------------------------------------------------------------------------------


def test_two_tabs_never_lose_a_choice_silently(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    stale, fresh = open_page(), open_page()
    for page in (stale, fresh):
        page.goto(screen(begun))
    choice(fresh, FIRST, "4").check(force=True)
    wait_saved(fresh, FIRST)
    choice(stale, FIRST, "1").check(force=True)
    wait_for(stale, FIRST, "set this to “Leading”")
    assert "here you chose “Aware”, which is not saved yet" in state(stale, FIRST)
    stale.context.set_offline(True)
    stale.context.set_offline(False)
    stale.wait_for_timeout(300)
    assert stored(begun) == {FIRST: 4}  # nothing decides but the person
    stale.get_by_role("button", name="Save mine").click()
    wait_saved(stale, FIRST)
    assert stored(begun) == {FIRST: 1}
    assert focused(stale) == f"{FIRST}-answer=1"


def test_the_other_tabs_answer_can_be_taken(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    stale, fresh = open_page(), open_page()
    for page in (stale, fresh):
        page.goto(screen(begun))
    choice(fresh, FIRST, "4").check(force=True)
    wait_saved(fresh, FIRST)
    choice(stale, FIRST, "1").check(force=True)
    stale.get_by_role("link", name="Take the other").click()
    expect(choice(stale, FIRST, "4")).to_be_checked()
    assert stored(begun) == {FIRST: 4}


# --- Signed out in the middle -------------------------------------------------------------------


def test_signed_out_in_the_middle_loses_nothing(
    open_page: Callable[[], Any], begun: Assessment, alice: User
) -> None:
    page = open_page()
    page.goto(screen(begun))
    page.context.clear_cookies(name="sessionid")
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved: you are signed out.")
    expect(choice(page, FIRST, "3")).to_be_checked()
    page.locator(f"#state-{FIRST}").get_by_role("link", name="Sign in").click()
    page.locator('input[name="login"]').fill(alice.email)
    page.locator('input[name="password"]').fill(PASSWORD)
    page.locator('main form button[type="submit"]').first.click()
    page.wait_for_url(f"**{screen(begun)}")
    assert state(page, FIRST) == "Typed earlier; not saved yet."
    expect(choice(page, FIRST, "3")).to_be_checked()
    assert stored(begun) == {}
    page.get_by_role("button", name="Next: Soft skills").click()
    page.wait_for_url(f"**{screen(begun, 'soft-skills')}")
    assert stored(begun) == {FIRST: 3}


def signs_in_again(page: Any, person: User) -> None:
    """In a tab of its own, which makes the tokens of all others old."""
    page.context.clear_cookies(name="sessionid")
    page.goto("/accounts/login/")
    page.locator('input[name="login"]').fill(person.email)
    page.locator('input[name="password"]').fill(PASSWORD)
    page.locator('main form button[type="submit"]').first.click()
    page.wait_for_url("**/assessments/")


def test_signed_in_again_in_another_tab_the_first_goes_on_saving(
    open_page: Callable[[], Any], begun: Assessment, alice: User
) -> None:
    page = open_page()
    page.goto(screen(begun))
    signs_in_again(open_page(), alice)
    choice(page, FIRST, "3").check(force=True)
    wait_saved(page, FIRST)
    choice(page, SECOND, "2").check(force=True)
    wait_saved(page, SECOND)
    assert stored(begun) == {FIRST: 3, SECOND: 2}
    page.get_by_role("button", name="Next: Soft skills").click()
    page.wait_for_url(f"**{screen(begun, 'soft-skills')}")


def test_somebody_else_signed_in_in_another_tab_saves_nothing(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    signs_in_again(open_page(), UserFactory())
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved.")
    expect(choice(page, FIRST, "3")).to_be_checked()
    assert stored(begun) == {}


def test_a_token_that_is_refused_twice_is_not_sent_for_ever(
    open_page: Callable[[], Any], begun: Assessment
) -> None:
    page = open_page()
    page.goto(screen(begun))
    tries = []

    def refuse(route: Any) -> None:
        tries.append(route.request.headers["x-csrftoken"])
        route.fulfill(status=403, headers={"X-CSRFToken": f"token-{len(tries)}"})

    page.route("**/rate/**", refuse)
    choice(page, FIRST, "3").check(force=True)
    wait_for(page, FIRST, "Not saved. Try again")
    assert tries[1:] == ["token-1"]


def test_long_names_and_many_skills_stay_on_the_page(
    open_page: Callable[[], Any], alice: User
) -> None:
    page = open_page()
    for name, skills in (("W" * 180, 2), ("Tall", 500)):
        path = make_path(name, public_id="extreme" + name[:1].lower(), levels=1, skills=skills)
        begun = services.start(owner=alice, path=path, now=timezone.now())
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(screen(begun))
        expect(page.locator(".cp-rate")).to_have_count(skills - 1)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name[:5]} is {wide} px wide at {width}"


def test_an_offer_is_taken_with_one_press(
    open_page: Callable[[], Any], begun: Assessment, small: CareerPath
) -> None:
    olds = list(Skill.objects.filter(public_id__in=["gardener-1-1", "gardener-1-2"]))
    for n, old in enumerate(olds):
        begun.ratings.create(skill=old, proficiency=n + 2, updated_at=timezone.now())
    replace(olds, [SkillFactory(name="Fruit")], now=timezone.now())
    soft = Skill.objects.get(public_id="gardener-1-3")
    begun.ratings.create(skill=soft, proficiency=1, updated_at=timezone.now())
    Skill.objects.filter(pk=soft.pk).update(meaning_changed_at=timezone.now())
    page = open_page()
    page.goto(screen(begun))
    page.get_by_role("button", name="Take over “Practising”").click()
    page.get_by_text("Taken over and saved.").wait_for()
    expect(choice(page, "fruit", "2")).to_be_checked()
    page.goto(screen(begun, group="soft-skills"))
    page.get_by_role("button", name="It still holds").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    expect(page.get_by_text("Please check")).to_have_count(0)
