"""A real browser for the tests that need one: the system's own Chromium, never a downloaded one.

Where there is none the tests are skipped and say how to get it; with CAREERPATH_NO_SKIPS set (CI)
that is a failure instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

# Playwright's event loop runs in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

WHOLE = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# The shell first: the same engine without a window around it, which is less work.
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE
NO_BROWSER = "no Chromium on this machine; on Debian: apt install chromium chromium-headless-shell"


@pytest.fixture(scope="session", autouse=True)
def _needs_chromium() -> None:
    needs(CHROMIUM)


@pytest.fixture(scope="session")
def whole_chromium() -> str:
    """Where the browser with all its parts is: the shell keeps no page that one has left."""
    return needs(WHOLE)


def needs(browser: str | None) -> str:
    """Its path; where there is none the test is skipped, or fails where nothing may be."""
    if browser is None:
        if os.environ.get("CAREERPATH_NO_SKIPS"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    return browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture
def csp_reports(page: Any) -> Iterator[list[str]]:
    """Everything the browser complains of; a test that uses it fails when there was anything."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


@pytest.fixture
def inside(page: Any, live_server: Any) -> str:
    """The page's browser is Edith's; gives where the server is."""
    edith = get_user_model().objects.create_superuser("edith@example.org", "a long enough password")
    client = Client()
    client.force_login(edith)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return str(live_server.url)
