"""Names that differ in case alone are one, on both databases and in every look-up."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from careerpath.accounts.models import User
from careerpath.folding import FUNCTION, clashes, folded, told
from careerpath.framework.models import CareerPath, Skill, SkillAlias, SkillGroup
from tests.factories import SkillFactory, SkillGroupFactory, UserFactory

pytestmark = pytest.mark.django_db

ALIKE = [
    ("Übersetzen", "übersetzen"),
    ("Übersetzen", "u\u0308BERSETZEN"),  # the dots as a letter of their own
    ("Straßenbau", "STRASSENBAU"),
    ("Straßenbau", "STRAẞENBAU"),
    ("Перевод", "перевод"),
    ("ΛΟΓΟΣ", "λογος"),
    ("İstanbul", "i\u0307stanbul"),
    ("ﬁnance", "FINANCE"),
    ("Git", "GIT"),
]
both = pytest.mark.parametrize(("name", "again"), ALIKE)


@both
def test_names_that_differ_in_case_alone_are_one(name: str, again: str) -> None:
    assert folded(name) == folded(again)


@pytest.mark.parametrize(("one", "other"), [("Resume", "Résumé"), ("C", "C#"), ("o", "0")])
def test_accents_and_signs_still_differ(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_the_database_folds_every_letter_as_python_does() -> None:
    """All that Unicode has: alone, and in a word, where a sigma looks otherwise."""
    younger = younger_than_the_database()
    letters = [
        letter
        for letter in map(chr, range(1, sys.maxunicode + 1))
        if unicodedata.category(letter)[0] in "LMNPSZ" and letter not in younger
    ]
    words = [
        f"a{''.join(letters[n : n + 50])}a, {' '.join(letters[n : n + 50])}"
        for n in range(0, len(letters), 50)
    ]
    wrong = []
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute(f"SELECT {FUNCTION}(%s)", [word])
            if (there := cursor.fetchone()[0]) != folded(word):
                wrong += [
                    (hex(ord(a)), hex(ord(b)))
                    for a, b in zip(there, folded(word), strict=False)
                    if a != b
                ][:1]
    assert wrong == []


def younger_than_the_database() -> set[str]:
    """Marks that this Python's Unicode has and an older PostgreSQL's does not put in order yet.

    U+0334 stands before every other mark; one it stays behind is unknown there.
    """
    if connection.vendor != "postgresql":
        return set()
    marks = [
        mark for mark in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(mark) > 1
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mark FROM unnest(%s::text[]) AS mark"
            " WHERE normalize('a' || mark || U&'\\0334', NFC) = 'a' || mark || U&'\\0334'",
            [marks],
        )
        return {mark for (mark,) in cursor.fetchall()}


@both
def test_no_way_to_save_a_second_one(name: str, again: str, path: CareerPath) -> None:
    """Whole rows, many at once, and an update of the column alone."""
    other = SkillFactory(name="Another")
    SkillFactory(name=name).aliases.create(name=name)
    SkillGroupFactory(path=path, name=name)
    ways: list[Callable[[], object]] = [
        lambda: Skill.objects.create(name=again),
        lambda: Skill.objects.bulk_create([Skill(name=again, public_id="again")]),
        lambda: Skill.objects.filter(pk=other.pk).update(name=again),
        lambda: SkillAlias.objects.create(skill=other, name=again),
        lambda: SkillGroup.objects.create(path=path, name=again),
    ]
    for way in ways:
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=f"{text}@example.org") for text in (name, again)])
    with pytest.raises(ValidationError, match="There is a skill of this name already"):
        Skill(name=again, public_id="again").full_clean()


@both
def test_every_look_up_that_ignores_case_finds_it(name: str, again: str) -> None:
    skill = SkillFactory(name=f"Before {name} after")
    SkillFactory(name="Another")

    for lookup, value in {
        "iexact": f"BEFORE {again} AFTER",
        "icontains": again,
        "istartswith": f"before {again}",
        "iendswith": f"{again} AFTER",
    }.items():
        assert list(Skill.objects.filter(**{f"name__{lookup}": value})) == [skill], lookup
    assert SkillAlias.objects.filter(skill__name__icontains=again).count() == 0


@both
def test_admin_finds_it_in_lists_and_look_ups(name: str, again: str, as_edith: Client) -> None:
    skill = SkillFactory(name=f"Before {name} after")
    skill.aliases.create(name=f"Also {name}")
    UserFactory(email="jörg@example.org")
    look_up = "/admin/autocomplete/?app_label=framework&model_name=requirement&field_name=skill"

    assert skill in as_edith.get("/admin/framework/skill/", {"q": again}).context["cl"].queryset
    found = as_edith.get(f"{look_up}&term={again}").json()["results"]
    assert [row["id"] for row in found] == [str(skill.pk)]
    people = as_edith.get("/admin/accounts/user/", {"q": "JÖRG"}).context["cl"].queryset
    assert [person.email for person in people] == ["jörg@example.org"]


def test_wildcards_are_letters() -> None:
    SkillFactory(name="100 % cover")

    assert Skill.objects.filter(name__icontains="% C").count() == 1
    assert Skill.objects.filter(name__icontains="0_%").count() == 0


def test_clashes_are_found_and_told() -> None:
    for name in ("Übersetzer", "Ubersetzer", "übersetzer"):
        CareerPath.objects.create(name=name)

    found = clashes(CareerPath, "name")
    assert found == [("Übersetzer", "übersetzer")]
    assert told([]) == ""
    assert told(found).startswith(
        "These names differ in upper and lower case or in how a letter is written alone: "
        "“Übersetzer” and “übersetzer”. Rename one of each"
    )


# --- What was there before ----------------------------------------------------------------------

BEFORE = [("framework", "0007_stamp")]
NOW = [("framework", "0008_names_folded")]


def migrate(to: list[tuple[str, str]]) -> Any:
    """Gives the models as they are there."""
    return MigrationExecutor(connection).migrate(to).apps


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_tells_names_that_clash_and_changes_nothing(
    tmp_path: Path, settings: Settings
) -> None:
    """As SQLite let them in before; `move_to` tells them, too, before it begins."""
    settings.DATA_DIR = tmp_path
    before = migrate(BEFORE).get_model("framework", "Skill").objects
    try:
        clashing = {"Übersetzen": "uebersetzen", "u\u0308bersetzen": "uebersetzen-2"}
        for name, public_id in clashing.items():
            before.create(name=name, public_id=public_id)
        with pytest.raises(CommandError, match="“Übersetzen” and “u\u0308bersetzen”"):
            migrate(NOW)
        assert set(before.values_list("name", flat=True)) == set(clashing)
        with pytest.raises(CommandError, match=r"^Not moved\. These .* “Übersetzen” and “u\u0308"):
            call_command("move_to", "postgresql://app@127.0.0.1:1/nowhere", stdout=StringIO())
        before.filter(public_id="uebersetzen-2").update(name="Dolmetschen")
    finally:
        migrate(NOW)
    assert Skill.objects.filter(name__iexact="DOLMETSCHEN").exists()
