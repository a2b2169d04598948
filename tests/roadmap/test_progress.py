"""A person's finished assessments of a path in a list, and any two of them compared."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment, SkillRating
from careerpath.framework.models import CareerPath, Level, Requirement
from roadmap.phrases import progress as phrases
from roadmap.progress import ON_A_PAGE, Finished, chosen, finished, progress_page
from tests.factories import make_path
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, level_skills

HERE = "/roadmap/progress/gardener/"
UNKNOWN = "00000000-0000-4000-8000-000000000000"

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def words(client: Client, query: str = "") -> str:
    answer = client.get(f"{HERE}{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", text_of(answer))


# --- Which two ----------------------------------------------------------------------------------


def three() -> list[Finished]:
    return [Finished(n, uuid4(), days_ago(n)) for n in (1, 2, 3)]


def test_without_a_choice_the_newest_is_compared_with_the_one_before() -> None:
    those = three()
    assert chosen(those, (None, None)) == (those[1], those[0])
    assert chosen(those[:1], (None, None)) is None


def test_any_two_are_compared_the_earlier_first_whatever_was_said() -> None:
    newest, _, oldest = those = three()
    for wanted in ((newest, oldest), (oldest, newest)):
        pair = wanted[0].public_id, wanted[1].public_id
        assert chosen(those, pair) == (oldest, newest)


@pytest.mark.parametrize("known", [0, 1])
def test_what_is_not_among_them_is_refused(known: int) -> None:
    those = three()
    pair = [those[0].public_id, uuid4()]
    with pytest.raises(LookupError, match="not among"):
        chosen(those, (pair[known], pair[1 - known]))
    with pytest.raises(LookupError, match="not among"):
        chosen(those, (those[0].public_id, None))


def test_one_is_not_compared_with_itself() -> None:
    those = three()
    with pytest.raises(LookupError, match="two different"):
        chosen(those, (those[0].public_id, those[0].public_id))


# --- The page -----------------------------------------------------------------------------------


def test_each_stands_with_its_level_and_readiness_and_the_last_two_are_compared(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    low, mid = level_skills(path)[:3], level_skills(path)[3:]
    assessed(alice, path, {low[0]: 1, mid[0]: 3}, now=days_ago(60))
    assessed(
        alice, path, {**dict.fromkeys(low, 3), mid[0]: 2, mid[1]: (3, "Dug.")}, now=days_ago(1)
    )
    told = words(as_alice)
    assert "2 finished assessments since 23 Sep 2026 . Each stays as it was." in told
    assert (
        "From 23 Sep 2026 to 21 Nov 2026 You went up: from below the first level to Level 1."
        in told
    )
    assert (
        "Level 1 up to 2 of 3 (up to 67%) 3 of 3 (100%) "
        "Level 2 1 to 3 of 3 (33 to 100%) 1 to 2 of 3 (33 to 67%), 1 with evidence" in told
    )
    assert "1 skill higher Gardener 1 1 1 Aware → to 3 Proficient" in told
    assert "1 skill lower Gardener 2 1 3 Proficient → to 2 Practising" in told
    assert "3 skills rated that were not" in told
    assert "Gardener 2 2 Dug. Unrated → to 3 Proficient" in told
    assert "21 Nov 2026 Level 1 1 to 2 of 3 (33 to 67%), 1 with evidence" in told
    assert "23 Sep 2026 below the first level 1 to 3 of 3 (33 to 100%)" in told


def test_new_evidence_for_an_answer_that_stayed_is_told(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    skill = level_skills(path)[0]
    assessed(alice, path, {skill: (3, "One bed.")}, now=days_ago(9))
    assessed(alice, path, {skill: (3, "Two beds.")})
    told = words(as_alice)
    assert "New evidence for 1 answer that stayed Gardener 1 1 Two beds. 3 Proficient" in told
    assert "You stood below the first level both times." in told


def test_the_same_twice_says_so(as_alice: Client, alice: Any, path: CareerPath) -> None:
    skill = level_skills(path)[0]
    for days in (9, 1):
        assessed(alice, path, {skill: (3, "One bed.")}, now=days_ago(days))
    assert "You gave the same answers both times, with no new evidence." in words(as_alice)


def test_what_the_path_did_is_not_said_to_be_the_persons(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    skill = level_skills(path)[0]
    assessed(alice, path, {skill: 3}, now=days_ago(9))
    Level.objects.filter(rank=1).update(threshold_percent=30)
    assessed(alice, path, {skill: 3})
    told = words(as_alice)
    assert "You went up: from below the first level to Level 1." in told
    assert (
        "the answers you gave first would stand at Level 1 by the later ones. So far it is not "
        "you who moved." in told
    )


def test_a_path_that_changed_without_moving_them_is_mentioned(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    for days in (9, 1):
        assessed(alice, path, {}, now=days_ago(days))
        Requirement.objects.filter(skill__public_id=level_skills(path)[5]).update(proficiency=4)
    assert "The path changed in 1 place in between; by itself that does not move" in words(as_alice)


def test_a_level_that_has_gone_is_neither_up_nor_down(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    said = dict.fromkeys(level_skills(path), 3)
    assessed(alice, path, said, now=days_ago(9))
    Level.objects.filter(rank=2).update(retired_at=NOW)
    assessed(alice, path, said)
    told = words(as_alice)
    assert "You stood at Level 2, which is no level of the later path, then at Level 1." in told
    assert "Level 2 3 of 3 (100%) not asked then" in told


def test_an_unmeasured_level_is_no_share_and_no_dot(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    low, mid = level_skills(path)[:3], level_skills(path)[3:]
    assessed(alice, path, {**dict.fromkeys(low, 3), **dict.fromkeys(mid, "not relevant")})
    assessed(alice, path, dict.fromkeys(low, 3), now=days_ago(9))
    those = finished(Assessment.objects.completed(), path)
    page = progress_page(path, those, None, number="", level="level-2")
    assert [moment.readiness for moment in page.moments] == ["not measured", "not rated yet"]
    assert (page.timeline, bool(page.climb)) == (None, True)
    assert "3 skills marked as not relevant" in words(as_alice)


def test_the_level_told_of_is_the_next_one_until_another_is_chosen(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assessed(alice, path, dict.fromkeys(level_skills(path)[:3], 3))
    assert "Ready for Level 2" in words(as_alice)
    assert "Ready for Level 1" in words(as_alice, "?level=level-1")
    assert "Ready for Level 2" in words(as_alice, "?level=nonsense")
    assessed(alice, path, dict.fromkeys(level_skills(path), 3))
    assert "Ready for Level 2" in words(as_alice)


def test_a_path_that_asks_nothing_any_more_still_lists_them(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    for days in (9, 1):
        assessed(alice, path, {}, now=days_ago(days))
    Requirement.objects.all().delete()
    assert "2 finished assessments" in words(as_alice)
    Level.objects.all().update(retired_at=NOW)
    assert "2 finished assessments" in words(as_alice)


@pytest.mark.parametrize("query", ["?before=nonsense", f"?before={UNKNOWN}&after={UNKNOWN}"])
def test_a_choice_that_is_none_is_said_and_the_list_stays(
    query: str, as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assessed(alice, path, {})
    told = words(as_alice, query)
    assert phrases.unknown_choice() in told
    assert "One finished assessment, of 22 Nov 2026 ." in told


def test_somebody_elses_can_be_neither_seen_nor_compared(
    as_bob: Client, bob: Any, alice: Any, path: CareerPath
) -> None:
    hers = assessed(alice, path, {level_skills(path)[0]: 4})
    assert as_bob.get(HERE).status_code == 404
    his = assessed(bob, path, {})
    told = words(as_bob, f"?before={hers.public_id}&after={his.public_id}")
    assert phrases.unknown_choice() in told
    assert "One finished assessment" in told


def test_another_paths_is_not_compared(as_alice: Client, alice: Any, path: CareerPath) -> None:
    here, there = assessed(alice, path, {}), assessed(alice, make_path("Baker"), {})
    told = words(as_alice, f"?before={here.public_id}&after={there.public_id}")
    assert phrases.unknown_choice() in told


def test_an_unpublished_path_keeps_what_is_theirs(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assessed(alice, path, {})
    CareerPath.objects.update(published=False)
    assert "One finished assessment" in words(as_alice)


def test_twenty_stand_on_a_page_and_the_two_chosen_on_each(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    made = [assessed(alice, path, {}, now=days_ago(n)) for n in range(ON_A_PAGE + 5)]
    first, last = made[0], made[-1]
    those = finished(Assessment.objects.completed(), path)
    assert len(progress_page(path, those, None, number="2", level="").moments) == 5
    assert "Page 2 of 2" in words(as_alice, "?page=2")
    assert "Page 1 of 2" in words(as_alice, "?page=nonsense")
    page = as_alice.get(f"{HERE}?page=2&before={last.public_id}&after={first.public_id}")
    body = page.content.decode()
    assert len(page.context["progress"].moments) == 6
    for name, one in (("before", last), ("after", first)):
        assert f'name="{name}" value="{one.public_id}" checked' in body
    assert f"before={last.public_id}&amp;after={first.public_id}#all" in body


@pytest.mark.parametrize("rows", [2, 4, 40])
def test_the_page_takes_as_many_queries_however_many_there_are(
    rows: int,
    as_alice: Client,
    alice: Any,
    path: CareerPath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        assessed(alice, path, {level_skills(path)[0]: (3, f"Bed {n}.")}, now=days_ago(n))
    with django_assert_num_queries(14):
        as_alice.get(HERE)
    SkillRating.objects.update(note="")
    with django_assert_num_queries(7):
        as_alice.get(HERE)
