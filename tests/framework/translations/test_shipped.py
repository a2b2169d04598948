"""ML Engineer ships in German, whole: no text is left, none is out of date, none is too long."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from careerpath.framework.loading import Loaded, LoadError, load_paths
from careerpath.framework.models import CareerPath, Skill
from careerpath.framework.models.translatable import Translation
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.exchange import catalogue_of
from careerpath.framework.translations.texts import texts_of
from tests.factories import FIXTURE, ml_engineer

pytestmark = pytest.mark.django_db
GERMAN = settings.BASE_DIR / "fixtures" / "ml_engineer.de.po"


def test_every_text_is_translated_and_up_to_date() -> None:
    texts = list(texts_of(ml_engineer()))
    assert [text.place for text in texts if not text.said("de")] == []
    assert [text.place for text in texts if text.is_outdated("de")] == []
    assert len(texts) > 700


def test_nothing_is_left_where_another_path_brought_shared_skills_before() -> None:
    """Data Engineer comes first by name and shares 26 skills: they were English for good."""
    call_command("load_paths", verbosity=0)
    texts = list(texts_of(CareerPath.objects.get(public_id="ml-engineer")))
    assert [text.place for text in texts if not text.said("de")] == []
    assert [text.place for text in texts if text.is_outdated("de")] == []


def test_the_shipped_file_is_what_the_path_gives() -> None:
    path = ml_engineer()
    written = catalogue.write(catalogue_of(path, "de"), name=path.public_id)
    assert GERMAN.read_text(encoding="utf-8") == written


def test_german_is_written_as_the_rest_of_it() -> None:
    """Quotation marks of its own, a no-break space before %, nobody is “Sie”, no English left."""
    said = [entry.text for entry in catalogue.read(GERMAN.read_bytes()).entries]
    wrong = re.compile(r'["“]\w|\d ?%(?<!\xa0%)|(?<=[a-zäöüß,] )(Sie|Ihr\w*|Ihnen)\b|\b(the|and)\b')
    assert [text for text in said if wrong.search(text)] == []


def test_pages_in_german_have_nothing_in_another_language(client: Client) -> None:
    ml_engineer()
    client.cookies["language"] = "de"
    for part in (
        "",
        "levels/mid-level/",
        "projects/",
        "growth/",
        "interview/",
        "networking/",
        "negotiation/",
        "transitions/",
    ):
        shown = client.get(f"/paths/ml-engineer/{part}").content.decode()
        assert set(re.findall(r' lang="([\w-]+)"', shown)) == {"de", "en"}, part
        assert shown.count(' lang="en"') == 1, part  # the choice in the footer


def test_a_file_beside_that_fits_nothing_stops_the_loading(tmp_path: Path) -> None:
    fixture, beside = tmp_path / "ml.json", tmp_path / "ml.de.po"
    fixture.write_text(FIXTURE.read_text(encoding="utf-8"), encoding="utf-8")
    head = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
    for entry, why in (
        ('msgctxt "level/ml-engineer/none.name"\nmsgid "x"\nmsgstr "y"\n', "is not in the fixture"),
        ('msgctxt "skill/git.public_id"\nmsgid "x"\nmsgstr "y"\n', "is no text"),
        ("nonsense", "is not understood"),
    ):
        beside.write_text(head + entry, encoding="utf-8")
        with pytest.raises(LoadError, match=f"{beside}.*{why}"):
            load_paths(files=[fixture], overwrite=False, now=timezone.now())
    assert not CareerPath.objects.exists()


def test_loading_again_keeps_what_editors_translated(tmp_path: Path) -> None:
    path: Any = ml_engineer()
    git = Skill.objects.get(public_id="git")
    git.translate("de", "name", "Git, anders", of="Git")
    git.translate("fr", "name", "Git, en français", of="Git")
    git.save()
    call_command("load_paths", FIXTURE, "--overwrite", verbosity=0)
    git.refresh_from_db()
    assert git.translation("fr", "name") == Translation("Git, en français", "Git")
    assert git.translation("de", "name") == Translation("Git", "Git")
    plain = tmp_path / "plain.json"
    plain.write_text(FIXTURE.read_text(encoding="utf-8"), encoding="utf-8")
    (told,) = load_paths(files=[plain], overwrite=True, now=timezone.now())
    assert told == Loaded(path.name, is_new=False)
    assert Skill.objects.get(public_id="git").translations == git.translations
