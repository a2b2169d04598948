from __future__ import annotations

import pytest
from django.utils import translation

from careerpath.accounts.user_agents import browser_name

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    f"Mozilla/5.0 (X11; Linux x86_64) {KIT} HeadlessChrome/156.0.0.0 Safari/537.36":
        "Chrome on Linux",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/140.0 Safari/537.36 Edg/140.0":
        "Edge on Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0":
        "Firefox on macOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1":
        "Safari on iPhone",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {KIT} Chrome/140.0 Mobile Safari/537.36":
        "Chrome on Android",
    "curl/8.5.0": "unknown",
    "Lynx/2.9 (Linux)": "another browser on Linux",
    "Firefox/140.0": "Firefox",
    "Your account is closed, call +49 30 1 or see https://evil.example/ at once": "unknown",
    "Firefox/ Windows: write to thief@evil.example": "Firefox on Windows",
    "": "unknown",
}  # fmt: skip


@pytest.mark.parametrize(("agent", "name"), AGENTS.items())
def test_browsers_go_by_their_names(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_in_german() -> None:
    with translation.override("de"):
        assert browser_name("Firefox/140.0 (Windows NT 10.0)") == "Firefox unter Windows"
