"""Pictures of every page and every state: `make screenshots`. Not a test run of its own.

Everything goes to screenshots/, a folder a chapter (see scenes/): 1280, 768 and 320 px wide, dark,
in forced colours, and as printed; german/ has all of it in German, 1280 and 320 px. The README's
pictures go to docs/pictures/.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.browser.scenes import CHAPTERS, Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(settings.BASE_DIR)
EVERYTHING, README = ROOT / "screenshots", ROOT / "docs" / "pictures"
HEIGHT, TALLEST = 900, 8_000  # px; a taller page is cut there
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAPER = {"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "12mm")}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_pictures(browser: Any, live_server: Any, chapter: str) -> None:
    stage = Stage(browser, live_server.url)
    try:
        for name, page in CHAPTERS[chapter](stage):
            take(page, EVERYTHING / chapter, name)
            if name in FOR_README:
                FOR_README[name](page)
    finally:
        stage.close()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_pictures_in_german(browser: Any, live_server: Any, chapter: str) -> None:
    stage = Stage(browser, live_server.url, locale="de-DE")
    try:
        for name, page in CHAPTERS[chapter](stage):
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                photograph(page, EVERYTHING / "german" / chapter / f"{name}-{width}.png", width)
    finally:
        stage.close()


def take(page: Any, folder: Path, name: str) -> None:
    """One page in every width and every light, and as printed; then as it was."""
    page.emulate_media(media="screen", color_scheme="light")
    page.mouse.move(0, 0)
    for width in (1280, 768, 320):
        photograph(page, folder / f"{name}-{width}.png", width)
    page.emulate_media(color_scheme="dark")
    photograph(page, folder / f"{name}-dark.png", 1280)
    page.emulate_media(color_scheme="light", forced_colors="active")
    photograph(page, folder / f"{name}-forced.png", 1280)
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    page.emulate_media(media="print", forced_colors="none")
    page.pdf(path=folder / f"{name}.pdf", **PAPER)
    page.emulate_media(media="screen", color_scheme="light")


def photograph(page: Any, file: Path, width: int) -> None:
    """The whole page, as far as a picture goes, in a window as tall: its bar is at the foot."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, HEIGHT), TALLEST)})
    page.evaluate(PAINTED)  # a tall window's tiles come one by one
    page.screenshot(path=file)


def roadmap_for_readme(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 1160})
    page.evaluate("scrollTo(0, 0)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=README / f"roadmap-{scheme}.png")
    page.emulate_media(color_scheme="light")


def assessment_for_readme(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 960})
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=README / "assessment.png")


FOR_README = {"roadmap": roadmap_for_readme, "rate-half": assessment_for_readme}
