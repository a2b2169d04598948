"""Pages people forget: errors, mails, the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import timezone

from assessments.forms import SkillRatingForm
from careerpath.accounts.models import User
from tests.factories import shipped_ml_engineer

from .stage import Stage, person

TEMPLATES = Path(settings.BASE_DIR) / "careerpath" / "templates"


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.tab()
    page.goto("/nothing/here/")
    yield "error-404", page
    for error in ("400", "403", "413", "429", "500", "503"):
        someone = person("ada") if error == "403" else None  # a guest is led to sign in instead
        stage.show(page, _rendered(stage, f"{error}.html", user=someone))
        yield f"error-{error}", page
    yield from _too_old(stage)
    for mail in sorted(TEMPLATES.glob("*/email/*_message.html")):
        if not mail.name.startswith("base_"):
            stage.show(page, _rendered(stage, f"{mail.parent.parent.name}/email/{mail.name}"))
            yield f"mail-{mail.name.removesuffix('_message.html').replace('_', '-')}", page
    with override_settings(ROOT_URLCONF="tests.browser.gallery.urls"):
        page.goto("/gallery/")
        yield "gallery", page


def _too_old(stage: Stage) -> Iterator[tuple[str, Any]]:
    shipped_ml_engineer()
    page = stage.opened("/paths/ml-engineer/", person("ada"))
    page.locator("main form[action*='/start/'] button").first.click()
    page.locator(".cp-rate details summary").first.click()
    page.locator('.cp-rate textarea[name$="-note"]').first.fill("Shipped a model in spring.")
    page.context.clear_cookies(name="csrftoken")
    page.locator("button[value=stay]").last.click()
    page.locator("textarea[readonly]").first.wait_for()
    yield "error-csrf", page


def _rendered(stage: Stage, template: str, user: User | None = None) -> str:
    """As the server would, for someone who asked at its address."""
    host, name = stage.base.removeprefix("http://"), ["note"] if template == "503.html" else []
    with stage.in_language():
        called = str(SkillRatingForm.base_fields["note"].label)
    request = RequestFactory(headers={"host": host}).get("/")
    context = {
        "request": request,
        "user": user,
        "posted": True,
        "again": "/",
        # 503.html carries fields to send again, with their labels; the others show what to copy.
        "typed": [(*name, called, "Shipped a model in spring.")],
        "email": "ada@example.org",
        "to_email": "ada@example.com",
        "from_email": "ada@example.org",
        "deleted_email": "ada@example.com",
        "activate_url": f"{stage.base}/accounts/confirm-email/Mg:1vN/",
        "password_reset_url": f"{stage.base}/accounts/password/reset/key/1-abc/",
        "signup_url": f"{stage.base}/accounts/signup/",
        "home_url": stage.base,
        "home_host": host,
        "key": "Mg:1vN",
        "timestamp": timezone.now(),
        "ip": "192.0.2.7",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0",
    }
    with stage.in_language():
        return render_to_string(template, context)
