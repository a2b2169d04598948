"""What changed in the path since an assessment: told on the roadmap, to whom it concerns."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment, KeptVerdict
from careerpath.framework.caching import pages
from careerpath.framework.caching.memory import MemoryOfNow
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from careerpath.framework.succession import replace
from roadmap.presenters.receipt import Receipt, ReceiptRow
from tests.factories import RequirementFactory, SkillFactory
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, level_skills

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)
HEADING = "What changed since your assessment"


@pytest.fixture
def done(alice: Any, path: CareerPath) -> Assessment:
    """Alice holds the first level, has one skill of the second at 4, and two gaps to it."""
    said = dict.fromkeys(level_skills(path, "level-1"), 3)
    return assessed(alice, path, said | {"gardener-2-1": 4})


def address(assessment: Assessment) -> str:
    return f"/roadmap/{assessment.public_id}/"


def told(client: Client, assessment: Assessment) -> Any:
    """What the page is printed with: anew, as if none had been kept."""
    with mock.patch.object(pages, "_pages", MemoryOfNow(1)):
        return client.get(address(assessment)).context["since"]


RANGES = (
    "Where there are two numbers, they depend on what you have not rated: met, all or nothing of "
    "it. Your level is the one without it."
)


def asks(skill: str, **terms: Any) -> None:
    Requirement.objects.filter(skill__public_id=skill).update(**terms)


def test_nothing_is_said_where_nothing_changed(as_alice: Client, done: Assessment) -> None:
    assert told(as_alice, done) is None
    assert HEADING not in text_of(as_alice.get(address(done)))


def test_before_after_and_why(as_alice: Client, done: Assessment) -> None:
    asks("gardener-1-1", proficiency=4)
    asks("gardener-2-2", must_have=True)
    Level.objects.filter(rank=2).update(short_name="Second")
    since = told(as_alice, done)
    assert since.receipt == Receipt(
        "By the path as it is today you stand lower: below the first level, not Level 1.",
        (
            ReceiptRow("Level", "Level 1, Level 2 at most", "below the first level"),
            ReceiptRow("Next level", "Level 2", "Level 1"),
            ReceiptRow("Ready for Level 1", "3 of 3 (100%)", "2 of 3 (67%)"),
            ReceiptRow("Ready for Second", "1 to 3 of 3 (33 to 100%)", "1 to 3 of 3 (33 to 100%)"),
            ReceiptRow("Gaps to the next level", "up to 2, to Level 2", "1, to Level 1"),
            ReceiptRow(
                "Shortest way to it",
                "up to 6 steps on up to 2 skills, to Level 2",
                "1 step on 1 skill, to Level 1",
            ),
        ),
        RANGES,
    )
    assert since.why == (
        "Level 1 asks “Gardener 1 1” at Leading now; it was Proficient.",
        "“Gardener 2 2” is a must-have of Second now.",
    )
    assert since.also == ("The level “Level 2” is called “Second” now.",)
    text = text_of(as_alice.get(address(done)))
    assert f"{HEADING} {since.receipt.summary}" in text
    assert (
        "way to it up to 6 steps on up to 2 skills, to Level 2 1 step on 1 skill, to Level 1"
        in text
    )
    # The verdict that was given stays.
    assert "You are at Level 1. Level 2 is up to 2 skills away." in text


def test_what_moves_nobody_is_told_as_such(as_alice: Client, done: Assessment) -> None:
    asks("gardener-2-1", proficiency=2)
    Skill.objects.filter(public_id="gardener-1-2").update(name="Digging")
    since = told(as_alice, done)
    same = "Where you stand stays the same, and so does the way to the next level."
    assert (since.receipt, since.why) == (Receipt(same), ())
    assert since.also == (
        "“Gardener 1 2” is called “Digging” now; your rating stays.",
        "Level 2 asks “Gardener 2 1” at Practising now; it was Proficient.",
    )


def test_a_threshold_that_only_shortens_the_way_is_told(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    """An editor's 70 % become 50 %: "where you stand stays the same" was all the receipt said."""
    level = Level.objects.get(rank=1)
    for name in "abcdefg":
        RequirementFactory(level=level, skill=SkillFactory(name=f"Skill {name}"))
    Level.objects.filter(rank=1).update(threshold_percent=70)
    said = dict.fromkeys(level_skills(path, "level-1"), 1) | dict.fromkeys(
        level_skills(path, "level-1")[:4], 3
    )
    done = assessed(alice, path, said)
    Level.objects.filter(rank=1).update(threshold_percent=50)
    since = told(as_alice, done)
    assert since.receipt == Receipt(
        "Your level stays. The way to Level 1 is shorter than it was.",
        (
            ReceiptRow("Level", "below the first level", "below the first level"),
            ReceiptRow("Next level", "Level 1", "Level 1"),
            ReceiptRow("Ready for Level 1", "4 of 10 (40%)", "4 of 10 (40%)"),
            ReceiptRow("Gaps to the next level", "6", "6"),
            ReceiptRow("Shortest way to it", "6 steps on 3 skills", "2 steps on 1 skill"),
        ),
    )
    assert since.why == ("Level 1 is held from 50% on; it was 70%.",)


def test_unrated_skills_make_ranges_and_their_far_end_alone_is_told(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    """Three asked, one known: the steps that are made a must have been the cheapest anyway."""
    Level.objects.filter(rank=1).update(threshold_percent=60)
    done = assessed(alice, path, {"gardener-1-1": 1})
    asks("gardener-1-1", must_have=True)
    assert told(as_alice, done).receipt == Receipt(
        "Your level and the way stay. What the skills you have not rated could bring differs.",
        (
            ReceiptRow("Level", "below the first level, Level 2 at most", "below the first level"),
            ReceiptRow("Next level", "Level 1", "Level 1"),
            ReceiptRow("Ready for Level 1", "up to 2 of 3 (up to 67%)", "up to 2 of 3 (up to 67%)"),
            ReceiptRow("Gaps to the next level", "1 to 3", "1 to 3"),
            ReceiptRow(
                "Shortest way to it",
                "up to 5 steps on up to 2 skills",
                "2 to 5 steps on 1 to 2 skills",
            ),
        ),
        RANGES,
    )


def test_a_level_that_is_not_measured_has_no_share(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    """Level 2 asks four skills, two of them left out; then one too few counts, both times."""
    fourth = RequirementFactory(level=path.levels.get(rank=2), skill=SkillFactory(name="Fourth"))
    said: dict[str, Any] = dict.fromkeys(level_skills(path, "level-1"), 3) | {"gardener-2-1": 4}
    said |= dict.fromkeys(["gardener-2-2", "gardener-2-3", fourth.skill.public_id], "not relevant")
    done = assessed(alice, path, said)
    Requirement.objects.get(skill__public_id="gardener-2-3").delete()
    Requirement.objects.get(skill__public_id="gardener-2-1").delete()
    same = "Where you stand stays the same, and so does the way to the next level."
    assert told(as_alice, done).receipt == Receipt(same)
    asks("gardener-2-2", must_have=True)
    assert told(as_alice, done).receipt == Receipt(
        "Your level stays. There is a way to Level 2 now: enough of it is relevant to you.",
        (
            ReceiptRow("Level", "Level 1", "Level 1, Level 2 at most"),
            ReceiptRow("Next level", "Level 2", "Level 2"),
            ReceiptRow("Ready for Level 2", "not measured", "not rated yet"),
            ReceiptRow("Gaps to the next level", "0", "up to 1"),
            ReceiptRow(
                "Shortest way to it", "no rating reaches it", "up to 3 steps on up to 1 skill"
            ),
        ),
        RANGES,
    )


def test_what_is_far_above_concerns_nobody_below(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    beginner = assessed(alice, path, {"gardener-1-1": 1})
    asks("gardener-2-1", proficiency=4)
    assert told(as_alice, beginner) is None
    asks("gardener-1-1", proficiency=1)
    assert told(as_alice, beginner).elsewhere == (
        "1 more change is further up the path, or about what you have not rated."
    )


def test_a_replaced_skill_is_told_as_one_change(as_alice: Client, done: Assessment) -> None:
    apples, pears = SkillFactory(name="Apples"), SkillFactory(name="Pears")
    replace([Skill.objects.get(public_id="gardener-1-1")], [apples, pears], now=LATER)
    since = told(as_alice, done)
    assert since.why == ("At Level 1, “Gardener 1 1” is now “Apples” and “Pears”.",)


def test_merged_skills_are_told_together(as_alice: Client, done: Assessment) -> None:
    olds = Skill.objects.filter(public_id__in=["gardener-1-1", "gardener-1-2"]).order_by("name")
    replace(list(olds), [SkillFactory(name="Fruit")], now=LATER)
    assert told(as_alice, done).why == (
        "At Level 1, “Gardener 1 1” and “Gardener 1 2” are now “Fruit”.",
    )


def test_rungs_that_come_go_and_change_places(as_alice: Client, done: Assessment) -> None:
    level = Level.objects.get(rank=2)
    RequirementFactory(
        level__path=level.path, level__rank=3, level__short_name="Third", level__name="Third"
    )
    Level.objects.filter(rank=1).update(rank=9)
    since = told(as_alice, done)
    assert since.receipt.rows[1:2] == (ReceiptRow("Next level", "Level 2", "Level 2"),)
    assert since.receipt.summary == (
        "By the path as it is today you stand lower: below the first level, not Level 1."
    )
    assert since.why == ("The levels are in another order now: Level 2, Third, Level 1.",)
    Level.objects.filter(rank=2).update(retired_at=LATER)
    assert "“Level 2” is no level of this path any more." in told(as_alice, done).why


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            lambda: Level.objects.filter(rank=2).update(threshold_percent=30),
            "Level 2 is held from 30% on; it was 80%.",
        ),
        (
            lambda: asks("gardener-2-2", retired_at=LATER),
            "Level 2 does not ask “Gardener 2 2” any more.",
        ),
        (
            lambda: RequirementFactory(
                level=Level.objects.get(rank=2), skill=SkillFactory(name="Hoeing")
            ),
            "Level 2 asks “Hoeing” now.",
        ),
        (
            lambda: asks("gardener-2-2", level=Level.objects.get(rank=1)),
            "“Gardener 2 2” is asked at Level 1 now, no longer at Level 2.",
        ),
        (
            lambda: Level.objects.filter(rank=2).update(retired_at=LATER),
            "“Level 2” is no level of this path any more.",
        ),
    ],
)
def test_every_reason_has_its_sentence(
    edit: Any, sentence: str, as_alice: Client, done: Assessment
) -> None:
    edit()
    assert told(as_alice, done).why == (sentence,)


def test_at_the_top_there_is_no_next_level(as_alice: Client, alice: Any, path: CareerPath) -> None:
    done = assessed(alice, path, dict.fromkeys(level_skills(path), 3))
    asks("gardener-2-1", proficiency=4)
    assert told(as_alice, done).receipt.rows[1:] == (
        ReceiptRow("Next level", "none", "Level 2"),
        ReceiptRow("Ready for Level 2", "3 of 3 (100%)", "2 of 3 (67%)"),
        ReceiptRow("Gaps to the next level", "0", "1, to Level 2"),
        ReceiptRow("Shortest way to it", "none", "1 step on 1 skill, to Level 2"),
    )
    asks("gardener-2-1", proficiency=3)
    Level.objects.filter(rank=2).update(retired_at=LATER)
    assert told(as_alice, done).receipt.summary == (
        "By the path as it is today you stand lower: Level 1, not Level 2."
    )


def test_what_was_reworded_is_to_be_checked(as_alice: Client, done: Assessment) -> None:
    gaps = Skill.objects.filter(public_id__in=["gardener-1-1", "gardener-2-2"])
    gaps.update(meaning_changed_at=LATER)
    assert told(as_alice, done).also == (
        "What “Gardener 1 1” means was reworded: please check your rating of it.",
    )
    asks("gardener-1-1", proficiency=4)
    fresh = assessed(done.owner, done.path, {"gardener-1-1": 1, "gardener-1-2": 1}, now=LATER)
    assert "Aware please check" in text_of(as_alice.get(address(fresh)))


# --- Keep or rate again -------------------------------------------------------------------------


def keep(client: Client, assessment: Assessment, seen: str) -> Any:
    return client.post(f"{address(assessment)}keep/", {"seen": seen})


def test_kept_is_folded_until_the_path_changes_again(as_alice: Client, done: Assessment) -> None:
    asks("gardener-1-1", proficiency=4)
    stored = (done.asked, done.placement)
    answer = keep(as_alice, done, told(as_alice, done).seen)
    assert answer.headers["Location"] == address(done)
    text = text_of(as_alice.get(address(done)))
    assert "The path has changed since, and you kept your result" in text
    assert HEADING not in text
    assert "Keep it as it is" not in text
    done.refresh_from_db()
    assert (done.asked, done.placement) == stored
    asks("gardener-1-2", proficiency=4)
    assert HEADING in text_of(as_alice.get(address(done)))
    keep(as_alice, done, told(as_alice, done).seen)
    assert KeptVerdict.objects.count() == 1
    assert told(as_alice, done).kept


@pytest.mark.parametrize("seen", ["", "x", "0" * 63, "0" * 65])
def test_what_nobody_was_shown_is_not_kept(seen: str, as_alice: Client, done: Assessment) -> None:
    assert keep(as_alice, done, seen).status_code == 302
    assert not KeptVerdict.objects.exists()


def test_an_open_one_has_no_verdict_to_keep(as_alice: Client, alice: Any, path: CareerPath) -> None:
    sitting = Assessment.objects.create(owner=alice, path=path, started_at=NOW)
    assert keep(as_alice, sitting, "0" * 64).status_code == 302
    assert not KeptVerdict.objects.exists()


def test_only_the_owner_keeps(as_bob: Client, done: Assessment) -> None:
    assert keep(as_bob, done, "0" * 64).status_code == 404


def test_rating_again_starts_from_what_was_said(as_alice: Client, done: Assessment) -> None:
    asks("gardener-1-1", proficiency=4)
    html = as_alice.get(address(done)).content.decode()
    assert f'action="/assessments/start/{done.path.public_id}/"' in html
    as_alice.post(f"/assessments/start/{done.path.public_id}/")
    assert Assessment.objects.open().get().ratings_by_skill() == done.ratings_by_skill()


def test_earlier_ones_and_paths_out_of_use_say_nothing(as_alice: Client, done: Assessment) -> None:
    assessed(done.owner, done.path, {}, now=LATER)
    asks("gardener-1-1", proficiency=4)
    assert told(as_alice, done) is None
    Assessment.objects.exclude(pk=done.pk).delete()
    assert told(as_alice, done) is not None
    done.path.retire(now=LATER)
    assert told(as_alice, done) is None


@pytest.mark.parametrize("changes", [1, 3])
def test_two_more_queries_for_any_number_of_changes(
    changes: int,
    as_alice: Client,
    done: Assessment,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Eighteen on this bare path just edited: one more asks whether it was kept, one what took
    whose place.
    """
    for skill in level_skills(done.path, "level-1")[:changes]:
        replace([Skill.objects.get(public_id=skill)], [SkillFactory()], now=LATER)
    with django_assert_num_queries(22):
        as_alice.get(address(done))
