"""Pictures of every page a person meets: `make screenshots`. Not a test run of its own.

Everything goes to screenshots/ (1280, 768 and 320 px wide, dark, and as printed); the README's
pictures go to docs/pictures/.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.said import Said
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Requirement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(settings.BASE_DIR)
EVERYTHING, README = ROOT / "screenshots", ROOT / "docs" / "pictures"
# What Ada says, over and over, level by level: a Mid-Level engineer on the way to Senior.
PATTERNS: dict[int, tuple[int | None, ...]] = {
    1: (3,),
    2: (3, 3, 3, 3, 3, 3, 2),
    3: (3, 3, 2, 1, 3, None, 2),
    4: (1, 0, 2, None, 1, 3),
    5: (0, 1, None),
}


def rate_everything(assessment: Assessment) -> None:
    asked = Requirement.objects.filter(level__path=assessment.path).select_related("skill", "level")
    for n, row in enumerate(asked.order_by("level__rank", "group__position", "position")):
        pattern = PATTERNS[row.level.rank]
        note = "In production since spring, serving two teams." if n % 3 == 0 else ""
        services.save_rating(
            assessment=assessment,
            skill=row.skill,
            said=Said(pattern[n % len(pattern)], note=note),
            seen=0,
            now=timezone.now(),
        )


def test_pictures(browser: Any, live_server: Any, alice: User, settings: Any) -> None:
    call_command("load_paths", ROOT / "fixtures" / "ml_engineer.json", verbosity=0)
    path = CareerPath.objects.get(public_id="ml-engineer")
    done = services.start(owner=alice, path=path, now=timezone.now())
    rate_everything(done)
    services.complete(assessment=done, now=timezone.now())
    begun = services.start(owner=alice, path=path, now=timezone.now())
    pages = {
        "home": "/",
        "path": "/paths/ml-engineer/",
        "level": "/paths/ml-engineer/levels/senior/",
        **{name: f"/paths/ml-engineer/{name}/" for name in PARTS},
        "sign-in": "/accounts/login/",
        "sign-up": "/accounts/signup/",
        "assessments": "/assessments/",
        "assessment": f"/assessments/{begun.public_id}/levels/mid-level/mlops/",
        "finish": f"/assessments/{begun.public_id}/finish/",
        "roadmap": f"/roadmap/{done.public_id}/",
        "account": "/account/",
    }
    signed_out = {"sign-in", "sign-up"}
    guest = browser.new_context(base_url=live_server.url).new_page()
    person = browser.new_context(base_url=live_server.url).new_page()
    sign_in(person, alice.email)
    for name, address in pages.items():
        take(guest if name in signed_out else person, name, address)
    for_readme(person, pages)


PARTS = (
    "projects",
    "growth",
    "interview",
    "networking",
    "negotiation",
    "transitions",
)


def sign_in(page: Any, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator('input[name="login"]').fill(email)
    page.locator('input[name="password"]').fill("a long enough password")
    page.locator('main form button[type="submit"]').first.click()
    page.wait_for_url("**/assessments/**")


def take(page: Any, name: str, address: str) -> None:
    """One page in every width and light."""
    page.emulate_media(media="screen", color_scheme="light")
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.screenshot(path=EVERYTHING / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=EVERYTHING / f"{name}-dark.png", full_page=True)
    page.emulate_media(media="print", color_scheme="light")
    page.pdf(path=EVERYTHING / f"{name}.pdf", format="A4", print_background=True)


def for_readme(page: Any, pages: dict[str, str]) -> None:
    """The pictures the README shows."""
    for scheme in ("light", "dark"):
        page.emulate_media(media="screen", color_scheme=scheme)
        page.set_viewport_size({"width": 1280, "height": 1160})
        page.goto(pages["roadmap"])
        page.screenshot(path=README / f"roadmap-{scheme}.png")
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 960})
    page.goto(pages["assessment"])
    page.screenshot(path=README / "assessment.png")
