"""What a path says is marked with its language on pages in another one; days name their zone."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from assessments import services
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from careerpath.framework.models.translatable import Translatable
from careerpath.framework.phrases import foreign
from tests.factories import make_path, ml_engineer
from tests.pages import text_of
from tests.roadmap.people import assessed, level_skills

pytestmark = pytest.mark.django_db
PATH = "/paths/ml-engineer/"
PUBLIC = [
    "/",
    PATH,
    *(f"{PATH}levels/{level}/" for level in ("junior", "senior")),
    *(f"{PATH}{part}/" for part in ("projects", "growth", "interview")),
    *(f"{PATH}{part}/" for part in ("networking", "negotiation", "transitions")),
]
VOID = {"meta", "link", "input", "br", "hr", "img"}
# Drawn for the eye alone, described in the language of the page; what is in a head or a choice.
LEFT_OUT = {"svg", "head", "option"}


class _Spoken(HTMLParser):
    """Each run of words with the language it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._inside: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self._inside[-1][1] if self._inside else ""
        if tag not in VOID:
            self._inside.append((tag, dict(attrs).get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not LEFT_OUT & {tag for tag, _ in self._inside}:
            self.said.append((data.strip(), self._inside[-1][1] if self._inside else ""))


def spoken(page: Any) -> list[tuple[str, str]]:
    parser = _Spoken()
    parser.feed(page.content.decode())
    return parser.said


def words_of_paths() -> set[str]:
    """Every text that a path's rows hold."""
    found: set[str] = set()
    for model in apps.get_app_config("framework").get_models():
        if model.__name__.startswith(("Historical", "DocumentImport")):
            continue
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
            and field.name not in {"public_id", "language", "kind", "pay_currency"}
        ]
        for row in model._base_manager.values_list(*columns) if columns else ():
            found.update(text.strip() for text in row if text and len(text) > 2)
    return found


def pages_of(client: Client, alice: User, ml: CareerPath) -> dict[str, Any]:
    said: dict[str, Any] = dict.fromkeys(level_skills(ml, "junior"), 3)
    done = assessed(alice, ml, said | dict.fromkeys(level_skills(ml, "senior")[:5], 1))
    begun = services.start(owner=alice, path=ml, now=timezone.now())
    assessed(alice, make_path("Gardener", language="fr"), {})
    addresses = [
        *PUBLIC,
        "/assessments/",
        f"/assessments/{begun.public_id}/levels/junior/programming-and-fundamentals/",
        f"/assessments/{done.public_id}/answers/",
        f"/roadmap/{done.public_id}/",
        f"/roadmap/{done.public_id}/?target=principal",
        f"/roadmap/{done.public_id}/?try=",
        "/roadmap/switch/gardener/",
    ]
    first = ml.levels.get(rank=1).requirements.order_by("group__position", "position")[0]
    addresses[len(PUBLIC) + 1] = (
        f"/assessments/{begun.public_id}/levels/junior/{first.group.public_id}/"
    )
    found = {address: client.get(address) for address in addresses}
    assert {page.status_code for page in found.values()} <= {200, 302}
    return {address: page for address, page in found.items() if page.status_code == 200}


def test_words_of_a_path_are_marked_where_the_page_is_in_another_language(
    as_alice: Client, alice: User
) -> None:
    ml = ml_engineer()
    for model in Translatable.__subclasses__():
        for concrete in (model, *model.__subclasses__()):
            if not concrete._meta.abstract:
                concrete._default_manager.update(translations=None)
    as_alice.cookies["language"] = "de"
    pages, words = pages_of(as_alice, alice, ml), words_of_paths()
    unmarked, marked = [], 0
    for address, page in pages.items():
        for text, language in spoken(page):
            if text in words:
                marked += language in {"en", "fr"}
                unmarked += [] if language in {"en", "fr"} else [(address, text)]
    assert not unmarked, "\n".join(map(str, unmarked))
    assert marked > 400


def test_nothing_is_marked_where_the_page_speaks_the_paths_language(
    as_alice: Client, alice: User
) -> None:
    ml = ml_engineer()
    for address in (*PUBLIC, "/assessments/"):
        said = {language: text for text, language in spoken(as_alice.get(address))}
        assert said.keys() == {"en", "de"}, address
        assert said["de"] == "Deutsch", address  # the choice in the footer
    CareerPath.objects.filter(pk=ml.pk).update(language="pt-BR")
    assert ' lang="pt-BR"' in as_alice.get(PATH).content.decode()


DOCUMENT = """# Career Path: Bäcker

## Role Overview

{}

## Career Progression

### Geselle (0-2 years)

**Required Skills:**
- **Handwerk:** Kneten
"""


@pytest.mark.parametrize(
    ("line", "language", "written"),
    [
        ("**Language:** de", "de", "**Language:** de\n"),
        ("Language: `pt-BR`", "pt-BR", "**Language:** pt-BR\n"),
        ("**Language:** en", "en", ""),
        ("Wer backt.", "en", ""),
        ("**Language:** German, mostly", "en", ""),
    ],
)
def test_a_document_says_its_language(
    line: str, language: str, written: str, tmp_path: Path
) -> None:
    file, out = tmp_path / "baker.md", StringIO()
    file.write_text(DOCUMENT.format(line), encoding="utf-8")
    call_command("import_path", file, "--apply", stdout=StringIO())
    path = CareerPath.objects.get()
    assert path.language == language
    call_command("export_path", path.public_id, stdout=out)
    rows = [row for row in out.getvalue().splitlines(True) if row.startswith("**Language:**")]
    assert "".join(rows) == written


@pytest.mark.parametrize(
    ("path", "page", "expected"),
    [("en", "en", ""), ("en", "de", "en"), ("de", "de", ""), ("pt-BR", "en", "pt-BR")],
)
def test_foreign_is_what_the_page_is_not_in(path: str, page: str, expected: str) -> None:
    with translation.override(page):
        assert foreign(CareerPath(language=path)) == expected


def test_a_day_is_of_the_zone_the_page_names(
    as_alice: Client, alice: User, path: CareerPath, settings: Settings
) -> None:
    """Half past eleven in the evening in UTC is tomorrow in Berlin."""
    late = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
    done = assessed(alice, path, {}, now=late)
    for zone, day in (("UTC", "30 Nov 2026"), ("Europe/Berlin", "1 Dec 2026")):
        settings.TIME_ZONE = zone
        moment = timezone.localtime(late, timezone.get_default_timezone()).isoformat()
        page = as_alice.get(f"/assessments/{done.public_id}/answers/")
        assert f'<time datetime="{moment}">{day}</time>' in page.content.decode()
        assert f"Days are those of the time zone {zone}." in text_of(page)
