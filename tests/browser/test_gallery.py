from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from .gallery.views import TEMPLATE

TEMPLATES = Path(settings.BASE_DIR) / "careerpath"
PARTIALS = sorted((TEMPLATES / "templates" / "components").glob("_*.html"))
# Shown by every page, or doing something: not for the gallery.
ELSEWHERE = {
    "_header.html",
    "_footer.html",
    "_preview.html",
    "_logo.html",
    "_start.html",
    "_theme.html",
    "_language.html",
    "_htmx.html",
    "_typed.html",
    "_fields_again.html",
}


@pytest.mark.parametrize("partial", PARTIALS, ids=lambda p: p.name)
def test_every_component_says_what_it_needs(partial: Path) -> None:
    start = partial.read_text(encoding="utf-8").lstrip()

    assert start.startswith(("{#", "{% comment %}"))
    assert re.search(r"[Cc]ontext", start.partition("{% load")[0])


def test_every_component_stands_in_the_gallery() -> None:
    shown = set(re.findall(r"components/(_\w+\.html)", TEMPLATE.read_text(encoding="utf-8")))
    # The squares come inside the skill rows.
    assert {partial.name for partial in PARTIALS} - ELSEWHERE - shown == {"_dots.html"}
