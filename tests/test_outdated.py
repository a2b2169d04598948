"""`make outdated`: what is said of newer releases, and what is not known."""

from __future__ import annotations

import json

import pytest

from tests.releases.outdated import PIN, main, notes_since

DESCRIPTION = """# A package

Report security issues to security@example.org.

## Changes

### 2.1.0 (2026-11-03)
- Fixes a denial of service in parsing.
- Faster.

### 2.0.1
- CVE-2026-1: a header could be forged.

### 2.0.0
- Security: an old one, in the pinned release already.
"""
QUIET = "# Quiet\n\n3.0 - 2026\n\n* Faster\n"
URLS = {
    "quiet": ["Source, https://example.org/src"],
    "silent": ["Changelog, https://example.org/changes"],
}
TEXTS = {"loud": DESCRIPTION, "quiet": QUIET, "silent": "# Silent\n\nSecurity is our concern.\n"}
NEWEST = {"loud": "2.1.0", "quiet": "3.0", "silent": "9", "level": "1.0", "mute": "2.0"}
PINS = {
    "loud": "2.0.0",
    "quiet": "2.9",
    "silent": "8",
    "level": "1.0",
    "gone": "1.0",
    "mute": "1.0",
}


def registry(*asked: str) -> str | None:
    """Answers as pip does; knows nothing of "gone", and of "mute" only its versions."""
    if asked[0] == "index":
        name = asked[-1]
        return f"{name} ({NEWEST[name]})\nAvailable versions: 1\n" if name in NEWEST else None
    name, _, _version = asked[-1].partition("==")
    if name not in TEXTS:
        return None
    metadata = {"name": name, "description": TEXTS[name], "project_url": URLS.get(name, [])}
    return json.dumps({"install": [{"metadata": metadata}]})


def test_newer_releases_are_listed_with_what_they_say_of_security(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(PINS, registry) == 1
    assert capsys.readouterr().out == (
        "loud 2.0.0 -> 2.1.0\n"
        "    SECURITY: Fixes a denial of service in parsing.\n"
        "    SECURITY: CVE-2026-1: a header could be forged.\n"
        "quiet 2.9 -> 3.0\n"
        "    its notes say nothing of security\n"
        "silent 8 -> 9\n"
        "    notes are not in the registry, read them: https://example.org/changes\n"
        "3 of 4 pinned packages have a newer release.\n"
        "COULD NOT BE ASKED ABOUT, so nothing is said of: gone, mute\n"
    )


def test_all_asked_and_none_newer_is_the_only_all_clear(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main({"level": "1.0"}, registry) == 0
    assert capsys.readouterr().out == "0 of 1 pinned packages have a newer release.\n"
    assert main({"level": "1.0"}, lambda *_: None) == 1


def test_notes_end_where_the_pinned_release_begins() -> None:
    assert notes_since(DESCRIPTION, "2.0.1")[1:] == [
        "- Fixes a denial of service in parsing.",
        "- Faster.",
    ]
    assert notes_since(DESCRIPTION, "2.1.0") == []


def test_every_pin_is_read_with_its_markers_and_hashes() -> None:
    text = "a==1.0 ; python_version < '3.12' \\\n    --hash=sha256:b==2\nb-c==2.0.post1 \\\n"
    assert PIN.findall(text) == [("a", "1.0"), ("b-c", "2.0.post1")]
