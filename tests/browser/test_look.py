"""The frame of every page: its policy, its theme, its first key. Looks: test_scenes.py."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import shipped_ml_engineer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/paths/ml-engineer/"
PAGES = [
    "/",
    PATH,
    *(f"{PATH}levels/{level}/" for level in ("junior", "principal")),
    *(f"{PATH}{part}/" for part in ("projects", "growth", "interview")),
    *(f"{PATH}{part}/" for part in ("networking", "negotiation", "transitions")),
]


def test_normal_use_breaks_no_content_policy(
    live_server: Any, page: Any, csp_reports: list[str]
) -> None:
    shipped_ml_engineer()

    for address in PAGES:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")


def test_theme_is_chosen_without_script_and_lasts(live_server: Any, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False, color_scheme="light").new_page()
    page.goto(f"{live_server.url}/")
    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{live_server.url}/?again")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="As the system").click()
    expect(page.locator("html:not([data-theme])")).to_be_visible()
    page.context.close()


def test_keyboard_reaches_the_content_first(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
