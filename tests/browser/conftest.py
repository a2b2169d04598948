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

# Playwright's event loop runs in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
NO_BROWSER = "no Chromium on this machine; on Debian and Ubuntu: apt install chromium"


@pytest.fixture(scope="session", autouse=True)
def _needs_chromium() -> None:
    if CHROMIUM is None:
        if os.environ.get("CAREERPATH_NO_SKIPS"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)


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
