"""Every public page and component as a browser shows it: wide and narrow, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from tests.factories import make_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIXTURE = django_settings.BASE_DIR / "fixtures" / "ml_engineer.json"
PATH = "/paths/ml-engineer/"
PAGES = [
    "/",
    PATH,
    *(f"{PATH}levels/{level}/" for level in ("junior", "principal")),
    *(f"{PATH}{part}/" for part in ("projects", "growth", "interview")),
    *(f"{PATH}{part}/" for part in ("networking", "negotiation", "transitions")),
    "/nothing/",
]
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(e => e.checkVisibility() && e.type !== "checkbox" && !e.matches("p a, li.cp-skill a"))
    .filter(e => !e.matches(".cp-skip") && e.getBoundingClientRect().height < 43.5)
    .map(e => e.outerHTML)"""


def check(page: Any, address: str) -> None:
    """No complaint from axe in either scheme, no scrolling sideways, nothing too small."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address} {scheme}: {found.generate_report()}"
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} px wide at {width}"
        assert page.evaluate(TOO_SMALL) == [], f"{address} at {width}"


def test_public_pages_are_for_everyone(live_server: Any, page: Any) -> None:
    call_command("loaddata", FIXTURE, verbosity=0)

    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        check(page, address)


def test_normal_use_breaks_no_content_policy(
    live_server: Any, page: Any, csp_reports: list[str]
) -> None:
    call_command("loaddata", FIXTURE, verbosity=0)

    for address in PAGES[:-1]:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")


def test_components_are_for_everyone(live_server: Any, page: Any, settings: Settings) -> None:
    settings.DEBUG = True

    page.goto(f"{live_server.url}/roadmap/gallery/")

    check(page, "/gallery/")


def test_extreme_paths_stay_on_the_page(live_server: Any, page: Any) -> None:
    make_path("Bare", levels=0)
    # Room for what the factory adds to the names of its levels and skills.
    long = make_path("W" * 190, public_id="long", levels=3)
    long.name = "W" * 200
    long.save()
    make_path("Tall", levels=24, skills=2)

    for address in ["/", "/paths/bare/", "/paths/long/", "/paths/tall/", "/paths/bare/growth/"]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        check(page, address)


def test_theme_is_chosen_without_script_and_lasts(live_server: Any, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False, color_scheme="light").new_page()
    page.goto(f"{live_server.url}/")
    page.get_by_role("button", name="Dark").click()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(f"{live_server.url}/?again")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="As the system").click()
    assert page.locator("html").get_attribute("data-theme") is None
    page.context.close()


def test_keyboard_reaches_the_content_first(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"
