from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "careerpath"
ROADMAP = Path(settings.BASE_DIR) / "roadmap" / "templates" / "roadmap"
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


def test_gallery_is_for_development_mode(client: Client, settings: Settings) -> None:
    assert client.get("/roadmap/gallery/").status_code == 404
    settings.DEBUG = True
    assert client.get("/roadmap/gallery/").status_code == 200


@pytest.mark.parametrize("partial", PARTIALS, ids=lambda p: p.name)
def test_every_component_says_what_it_needs(partial: Path) -> None:
    start = partial.read_text(encoding="utf-8").lstrip()

    assert start.startswith(("{#", "{% comment %}"))
    assert re.search(r"[Cc]ontext", start.partition("{% load")[0])


def test_every_component_stands_in_the_gallery() -> None:
    gallery = ROADMAP / "gallery.html"
    shown = set(re.findall(r"components/(_\w+\.html)", gallery.read_text(encoding="utf-8")))
    # The squares come inside the skill rows.
    assert {partial.name for partial in PARTIALS} - ELSEWHERE - shown == {"_dots.html"}
