"""Rating oneself again: what matters first, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Assessment
from careerpath.accounts.models import User
from tests.browser import people
from tests.factories import ml_engineer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_update_begins_with_the_gaps_and_ends_when_they_were_looked_at(
    browser: Any, live_server: Any, as_alice: Client, alice: User, script: bool
) -> None:
    people.assess(alice, ml_engineer(), {1: (3,), 2: (3, 3, 1), 3: (0,)}, now=timezone.now())
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        java_script_enabled=script,
    )
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("assessments:list"))
    page.locator("main form[action*='/start/'] button").first.click()
    expect(page.locator("h1")).to_have_text("What matters first")
    rows = page.locator(".cp-rate")
    gaps = rows.count()
    assert 0 < gaps < 22
    assert rows.first.bounding_box()["y"] <= 300
    expect(rows.first.locator(".cp-why")).to_have_text("a gap on the way to Mid-Level")
    expect(rows.first.locator(".cp-state")).to_have_text("from last time")

    page.get_by_role("link", name="Go through everything instead").click()
    expect(page.locator("h1")).to_have_text("Mid-Level")
    page.get_by_role("link", name="Only what matters first").click()
    rows.first.locator('.cp-points label:has(input[value="2"])').click()
    if script:
        expect(page.locator("#progress")).to_contain_text(f"1 of {gaps} looked at")
        expect(rows.first.locator(".cp-state")).to_have_text("saved")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/finish/")
    begun = Assessment.objects.open().get(owner=alice)
    assert begun.ratings.filter(carried_over=False).count() == gaps
    context.close()
