"""Pages that a browser keeps alive by itself, while the phone saves something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from careerpath.accounts.models import User
from careerpath.framework.models import Level, Skill
from tests.assessments.addresses import screen_url
from tests.factories import make_path
from tests.framework.admin.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SKILL = "gardener-1-1"
TOLD = "set this to “Leading” since this page was opened; here you chose “Aware”"


@pytest.fixture
def begun(alice: User) -> Assessment:
    return services.start(owner=alice, path=make_path(), now=timezone.now())


def phone_saves(assessment: Assessment) -> None:
    services.save_rating(
        assessment=assessment,
        skill=Skill.objects.get(public_id=SKILL),
        said=RatingData(4),
        seen=seen_in(None),
        now=timezone.now(),
    )


def is_told_both(page: Any, assessment: Assessment) -> None:
    """Both values are on the page, and the phone's is the stored one."""
    page.locator(f"#state-{SKILL}").get_by_text(TOLD, exact=False).wait_for()
    expect(page.locator(f'#skill-{SKILL} input[value="1"]')).to_be_checked()
    assert assessment.ratings.get().proficiency == 4


@pytest.fixture
def page_of(
    browser_type: Any,
    browser_type_launch_args: dict[str, Any],
    whole_chromium: str,
    live_server: Any,
) -> Iterator[Callable[[Client], Any]]:
    """In a browser that keeps pages it has left, as people's browsers do and Playwright's don't."""
    keeps = {"ignore_default_args": ["--disable-back-forward-cache"]}
    whole = browser_type_launch_args | {"executable_path": whole_chromium}
    browser = browser_type.launch(**whole, **keeps)

    def page(client: Client) -> Any:
        context = browser.new_context(base_url=live_server.url)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    yield page
    browser.close()


@pytest.fixture
def page_of_alice(page_of: Callable[[Client], Any], as_alice: Client) -> Any:
    return page_of(as_alice)


def test_a_page_brought_back_is_told_both(page_of_alice: Any, begun: Assessment) -> None:
    page = page_of_alice
    page.goto(screen_url(begun))
    page.evaluate("window.keptAlive = true")
    page.goto("/assessments/")
    phone_saves(begun)
    page.go_back(wait_until="commit")  # a page that was kept alive never loads again
    page.wait_for_function("window.keptAlive")
    page.locator(f'#skill-{SKILL} input[value="1"]').check(force=True)
    is_told_both(page, begun)


def test_offline_while_the_phone_saves_is_told_both(page_of_alice: Any, begun: Assessment) -> None:
    page = page_of_alice
    page.goto(screen_url(begun))
    page.context.set_offline(True)
    page.locator(f'#skill-{SKILL} input[value="1"]').check(force=True)
    page.locator(f"#state-{SKILL}").get_by_text("you are offline", exact=False).wait_for()
    phone_saves(begun)
    page.context.set_offline(False)
    is_told_both(page, begun)


# --- An editor ------------------------------------------------------------------------------------


@pytest.fixture
def level(transactional_db: None) -> Level:
    found: Level = make_path().levels.get(rank=1)
    return found


def types_a_name(page: Any, level: Level) -> Any:
    page.goto(address(level))
    name = page.locator("#id_name")
    name.fill("Typed by hand")
    return name


def saves(page: Any) -> None:
    with page.expect_navigation():
        page.locator("input[name=_save]").first.click()


def test_an_editors_form_sent_offline_waits_on_its_page(
    page_of: Callable[[Client], Any], as_edith: Client, level: Level
) -> None:
    page = page_of(as_edith)
    name = types_a_name(page, level)
    page.context.set_offline(True)
    page.locator("input[name=_save]").first.click()
    waits = page.get_by_text("You are offline. This page waits with what you typed")
    expect(waits, "the page waits").to_be_visible(timeout=30_000)
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    expect(name).to_have_value("Typed by hand")
    saves(page)
    level.refresh_from_db()
    assert level.name == "Typed by hand"


def test_an_editors_form_brought_back_asks_where_another_changed_it(
    page_of: Callable[[Client], Any], as_edith: Client, level: Level
) -> None:
    """Chromium loads it again, since admin's scripts listen for its end, and fills it in."""
    page = page_of(as_edith)
    name = types_a_name(page, level)
    page.goto("/admin/")
    Level.objects.filter(pk=level.pk).update(name="Changed meanwhile")
    page.go_back(wait_until="commit")
    expect(name).to_have_value("Typed by hand")
    saves(page)
    level.refresh_from_db()
    assert level.name == "Changed meanwhile"
    page.get_by_text("Changed meanwhile").first.wait_for()
    expect(name).to_have_value("Typed by hand")
