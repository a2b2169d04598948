"""Screens are put together from kept pieces: never stale, and never anybody else's."""

from __future__ import annotations

import gzip
import random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import services
from assessments.fragments import NOBODYS
from assessments.models import Assessment
from assessments.rating_data import RatingData
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Skill, SkillAnchor, SkillGroup
from tests.assessments.shown import shown_by
from tests.factories import UserFactory, make_path

pytestmark = pytest.mark.django_db


def begun(owner: Any, path: CareerPath, **said: RatingData) -> Assessment:
    assessment = services.start(owner=owner, path=path, now=timezone.now())
    for name, what in said.items():
        skill = Skill.objects.get(public_id=name.replace("_", "-"))
        services.save_rating(
            assessment=assessment, skill=skill, said=what, seen="", now=timezone.now()
        )
    return assessment


def screen(assessment: Assessment, level: int = 1) -> str:
    return f"/assessments/{assessment.public_id}/levels/level-{level}/craft/"


def html(client: Client, assessment: Assessment, level: int = 1) -> str:
    return client.get(screen(assessment, level)).content.decode()


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (lambda: Skill.objects.filter(public_id="gardener-1-1").update(name="Pruned"), "Pruned"),
        (lambda: Skill.objects.update(description="RatingData anew."), "RatingData anew."),
        (lambda: Level.objects.filter(rank=1).update(short_name="Novice"), "Novice"),
        (
            lambda: SkillGroup.objects.filter(public_id="craft").update(name="Handiwork"),
            "Handiwork",
        ),
        (lambda: CareerPath.objects.update(name="Forester"), "Forester"),
        (
            lambda: SkillAnchor.objects.create(
                skill=Skill.objects.get(public_id="gardener-1-1"), proficiency=2, text="In words."
            ),
            "In words.",
        ),
    ],
)
def test_an_edit_shows_at_once(
    as_alice: Client, alice: User, path: CareerPath, edit: Any, word: str
) -> None:
    assessment = begun(alice, path)
    assert word not in html(as_alice, assessment)
    edit()
    assert word in html(as_alice, assessment)


def test_a_save_shows_at_once_in_line_and_counts(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    assessment = begun(alice, path)
    assert "0 of 6 rated" in html(as_alice, assessment)
    posted = {"gardener-1-1-answer": "3", "gardener-1-1-note": "A pond"}
    as_alice.post(f"/assessments/{assessment.public_id}/rate/gardener-1-1/", posted)
    page = as_alice.get(screen(assessment))
    line = shown_by(page)["gardener-1-1"]
    assert (line["answer"], line["note"], line.folded) == ("3", "A pond", False)
    assert "1 of 6 rated" in page.content.decode()


def test_people_in_turn_are_never_mixed(path: CareerPath) -> None:
    """Same answers, same screens: all that may differ between their pages is their own."""
    people: list[tuple[Client, Assessment, str]] = []
    for n in range(4):
        client, note = Client(), f"only <{n}> wrote this"
        client.force_login(UserFactory(email=f"rater{n}@example.org"))
        user = User.objects.get(email=f"rater{n}@example.org")
        assessment = begun(
            user, path, gardener_1_1=RatingData(n % 2, note=note), gardener_2_1=RatingData(3)
        )
        people.append((client, assessment, note))
    names = [str(assessment.public_id) for _, assessment, _ in people]
    for turn in random.Random(5).choices(range(4), k=40):  # noqa: S311  # any order will do
        client, assessment, note = people[turn]
        answer = client.get(screen(assessment, 1 + turn % 2), headers={"Accept-Encoding": "gzip"})
        page = gzip.decompress(answer.content).decode()
        assert [name for name in names if name in page] == [names[turn]]
        assert str(NOBODYS.public_id) not in page
        assert "-rater" not in page
        line = shown_by(client.get(screen(assessment)))["gardener-1-1"]
        assert (line["answer"], line["note"]) == (str(turn % 2), note)


def test_an_address_with_an_id_in_its_query_tells_nobody_elses(
    alice: User, as_alice: Client, as_bob: Client, bob: User, path: CareerPath
) -> None:
    hers, his = begun(alice, path), begun(bob, path)
    as_alice.get(f"{screen(hers)}?from={hers.public_id}")
    page = as_bob.get(f"{screen(his)}?from={his.public_id}").content.decode()
    assert str(hers.public_id) not in page
    assert "?from=" not in page  # what nobody understands is not repeated


def test_levels_of_one_name_on_two_paths_are_two(as_alice: Client, alice: User) -> None:
    gardener, baker = (begun(alice, make_path(name)) for name in ("Gardener", "Baker"))
    assert set(shown_by(as_alice.get(screen(gardener)))) == {"gardener-1-1", "gardener-1-2"}
    assert set(shown_by(as_alice.get(screen(baker)))) == {"baker-1-1", "baker-1-2"}


def test_an_answer_that_there_is_not_is_shown_and_not_kept(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    assessment = begun(alice, path)
    posted = {"gardener-1-1-answer": "9", "gardener-1-1-note": "Words"}
    answer = as_alice.post(screen(assessment), posted)
    assert "Choose one of the answers offered here." in shown_by(answer)["gardener-1-1"].words
    assert shown_by(answer)["gardener-1-1"]["note"] == "Words"
    assert shown_by(as_alice.get(screen(assessment)))["gardener-1-1"]["note"] == ""


def test_what_a_point_means_is_said_once_in_the_skills_own_words(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    own = Skill.objects.get(public_id="gardener-1-1")
    SkillAnchor.objects.create(skill=own, proficiency=3, text="Prunes any tree alone.")
    shown = shown_by(as_alice.get(screen(begun(alice, path))))
    assert "3: Prunes any tree alone." in shown["gardener-1-1"].words
    assert shown["gardener-1-1"].words.count("Prunes any tree alone.") == 1
    assert "I do it on my own" not in shown["gardener-1-1"].words
    assert shown["gardener-1-2"].words.count("I do it on my own in real work") == 1
