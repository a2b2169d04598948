from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.models import (
    CareerPath,
    DayShare,
    Level,
    Requirement,
    SkillGroup,
)
from tests.factories import LevelFactory, RequirementFactory, SkillFactory, SkillGroupFactory

from .pages import address, errors_of, fields_of, save

RANK_TAKEN = (
    "Another level of this path has this rank. To swap two levels, change both ranks on the "
    "path's page."
)


def ranks(path: CareerPath) -> dict[str, int]:
    return dict(path.levels.order_by("rank", "pk").values_list("public_id", "rank"))


# --- A path's rungs ---------------------------------------------------------------------------


def test_two_levels_swap_their_ranks(path: CareerPath, as_edith: Client) -> None:
    answer = save(as_edith, path, {"levels-0-rank": "2", "levels-1-rank": "1"})
    assert errors_of(answer) == []
    assert ranks(path) == {"level-2": 1, "level-1": 2}
    history = Level.objects.get(public_id="level-1").history
    assert list(history.values_list("rank", flat=True)) == [2, 1]


def test_levels_turn_round_and_one_more_is_put_in_between(
    path: CareerPath, as_edith: Client
) -> None:
    LevelFactory(path=path, rank=3, short_name="Level 3")
    changes = {
        "levels-0-rank": "2",
        "levels-1-rank": "4",
        "levels-2-rank": "1",
        "levels-3-rank": "3",
        "levels-3-short_name": "Between",
        "levels-3-name": "Between the others",
    }
    assert errors_of(save(as_edith, path, changes)) == []
    assert ranks(path) == {"level-3": 1, "level-1": 2, "between": 3, "level-2": 4}


def test_levels_with_the_same_rank_are_told_and_nothing_typed_is_lost(
    path: CareerPath, as_edith: Client
) -> None:
    answer = save(as_edith, path, {"levels-1-rank": "1", "levels-0-name": "A better name"})
    assert errors_of(answer) == [f"levels-1-rank: {RANK_TAKEN}"]
    assert fields_of(answer.content.decode())["levels-0-name"] == "A better name"
    assert ranks(path) == {"level-1": 1, "level-2": 2}


def test_a_retired_level_leaves_its_rank_to_another_in_the_same_save(
    path: CareerPath, as_edith: Client
) -> None:
    answer = save(as_edith, path, {"levels-0-retired": "on", "levels-1-rank": "1"})
    assert errors_of(answer) == []
    assert path.levels.current().get().public_id == "level-2"
    assert ranks(path) == {"level-1": 1, "level-2": 1}


def test_a_retired_level_does_not_come_back_to_a_taken_rank(
    path: CareerPath, as_edith: Client
) -> None:
    save(as_edith, path, {"levels-0-retired": "on", "levels-1-rank": "1"})
    old = Level.objects.get(public_id="level-1")
    assert errors_of(save(as_edith, old, {"retired": None})) == [f"rank: {RANK_TAKEN}"]


# --- A level's own fields ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"rank": "2"}, [f"rank: {RANK_TAKEN}"]),
        ({"rank": "0"}, ["rank: Ensure this value is greater than or equal to 1."]),
        (
            {"years_from": "5", "years_to": "3"},
            ["years_to: The years must run from smaller to larger."],
        ),
        (
            {"pay_from": "5", "pay_to": "3", "pay_currency": "USD"},
            ["pay_to: The pay must run from smaller to larger."],
        ),
        ({"pay_from": "5"}, ["pay_currency: Say which currency the pay is in."]),
        (
            {"pay_from": "5", "pay_currency": "$"},
            ["pay_currency: Three capital letters, like USD."],
        ),
        (
            {"threshold_percent": "101"},
            ["threshold_percent: Ensure this value is less than or equal to 100."],
        ),
        ({"name": ""}, ["name: This field is required."]),
    ],
)
def test_level_says_beside_the_field_what_is_wrong(
    changes: dict[str, str], errors: list[str], path: CareerPath, as_edith: Client
) -> None:
    level = path.levels.get(rank=1)
    assert errors_of(save(as_edith, level, changes)) == errors


def test_level_keeps_its_public_id_and_path_through_a_rename(
    path: CareerPath, as_edith: Client
) -> None:
    level = path.levels.get(rank=1)
    html = as_edith.get(address(level)).content.decode()
    assert {"path", "public_id"}.isdisjoint(fields_of(html))
    changes = {"short_name": "Entry", "pay_from": "9", "pay_currency": "eur"}
    assert errors_of(save(as_edith, level, changes)) == []
    level.refresh_from_db()
    assert (level.short_name, level.public_id, level.pay_currency) == ("Entry", "level-1", "EUR")


def test_public_id_in_the_post_changes_nothing(path: CareerPath, as_edith: Client) -> None:
    level = path.levels.get(rank=1)
    sent = fields_of(as_edith.get(address(level)).content.decode())
    other = LevelFactory()
    as_edith.post(address(level), sent | {"public_id": "hers", "path": str(other.path_id)})
    level.refresh_from_db()
    assert (level.public_id, level.path) == ("level-1", path)


def test_level_is_added_with_an_id_of_its_own(path: CareerPath, as_edith: Client) -> None:
    fields = {"path": str(path.pk), "rank": "3", "name": "Level three", "short_name": "Level 3"}
    taken = as_edith.post(address(Level, "add"), fields | {"public_id": "level-1"})
    assert errors_of(taken) == ["public_id: Another one has this public id already."]
    assert as_edith.post(address(Level, "add"), fields).status_code == 302
    assert ranks(path) == {"level-1": 1, "level-2": 2, "level-3": 3}


# --- What a level asks ------------------------------------------------------------------------


def test_requirement_is_added_on_the_levels_page_and_comes_last(
    path: CareerPath, as_edith: Client
) -> None:
    level, skill = path.levels.get(rank=1), SkillFactory(name="Pruning")
    group = SkillGroup.objects.get(public_id="craft")
    new = {"skill": skill.pk, "group": group.pk, "proficiency": "2", "must_have": "on"}
    changes = {f"requirements-3-{name}": value for name, value in new.items()}
    sent = fields_of(as_edith.get(address(level)).content.decode())
    assert errors_of(as_edith.post(address(level), sent | changes)) == []
    asked = Requirement.objects.get(skill=skill)
    assert (asked.level, asked.group, asked.proficiency, asked.must_have, asked.position) == (
        level,
        group,
        2,
        True,
        4,
    )
    assert asked.history.get().history_user.email == "edith@example.org"


def test_requirement_of_the_same_skill_twice_is_told_and_the_rest_kept(
    path: CareerPath, as_edith: Client
) -> None:
    level = path.levels.get(rank=1)
    first = Requirement.objects.get(skill__public_id="gardener-1-1")
    new = SkillFactory(name="Pruning")
    sent = fields_of(as_edith.get(address(level)).content.decode())
    again = {"requirements-3-skill": first.skill_id, "requirements-3-group": first.group_id}
    answer = as_edith.post(address(level), sent | again | {"requirements-0-proficiency": "4"})
    assert errors_of(answer) == ["requirements-3-skill: This level asks this skill already."]
    assert fields_of(answer.content.decode())["requirements-0-proficiency"] == "4"
    twice = {
        "requirements-TOTAL_FORMS": "5",
        "requirements-3-skill": new.pk,
        "requirements-3-group": first.group_id,
        "requirements-3-proficiency": "3",
        "requirements-4-skill": new.pk,
        "requirements-4-group": first.group_id,
        "requirements-4-proficiency": "3",
    }
    assert errors_of(as_edith.post(address(level), sent | twice)) == [
        "requirements-4-skill: This level asks this skill already."
    ]


def test_requirement_takes_no_group_of_another_path(path: CareerPath, as_edith: Client) -> None:
    level, other = path.levels.get(rank=1), SkillGroupFactory(name="Elsewhere")
    sent = fields_of(as_edith.get(address(level)).content.decode())
    answer = as_edith.post(address(level), sent | {"requirements-0-group": other.pk})
    assert errors_of(answer) == ["requirements-0-group: Choose a group of this path."]


def test_requirement_keeps_its_skill(path: CareerPath, as_edith: Client) -> None:
    level, other = path.levels.get(rank=1), SkillFactory()
    sent = fields_of(as_edith.get(address(level)).content.decode())
    as_edith.post(address(level), sent | {"requirements-0-skill": other.pk})
    assert not other.requirements.exists()


# --- A level's day ----------------------------------------------------------------------------


@pytest.fixture
def day(path: CareerPath) -> Level:
    level: Level = path.levels.get(rank=1)
    for position, (activity, percent) in enumerate([("Dig", 60), ("Plant", 30), ("Rest", 10)], 1):
        DayShare.objects.create(level=level, activity=activity, percent=percent, position=position)
    return level


def shares(level: Level) -> dict[str, int | None]:
    return dict(level.day_shares.order_by("position").values_list("activity", "percent"))


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        # Up before down: row by row the sum would pass 100.
        ({0: "70", 1: "20"}, {"Dig": 70, "Plant": 20, "Rest": 10}),
        ({0: "10", 2: "60"}, {"Dig": 10, "Plant": 30, "Rest": 60}),
        ({0: "", 1: "90"}, {"Dig": None, "Plant": 90, "Rest": 10}),
        ({0: "5"}, {"Dig": 5, "Plant": 30, "Rest": 10}),
    ],
)
def test_day_shares_change_places_without_passing_100(
    changes: dict[int, str], after: dict[str, int | None], day: Level, as_edith: Client
) -> None:
    fields = {f"day_shares-{row}-percent": value for row, value in changes.items()}
    assert errors_of(save(as_edith, day, fields)) == []
    assert shares(day) == after
    kept = DayShare.history.filter(activity="Plant").values_list("percent", flat=True)
    assert None not in kept


def test_day_share_is_deleted_while_another_grows_and_a_new_one_comes(
    day: Level, as_edith: Client
) -> None:
    changes = {
        "day_shares-0-percent": "75",
        "day_shares-1-DELETE": "on",
        "day_shares-3-activity": "Water",
        "day_shares-3-percent": "15",
    }
    assert errors_of(save(as_edith, day, changes)) == []
    assert shares(day) == {"Dig": 75, "Rest": 10, "Water": 15}


def test_day_shares_over_100_are_told_and_nothing_typed_is_lost(
    day: Level, as_edith: Client
) -> None:
    answer = save(as_edith, day, {"day_shares-2-percent": "14", "short_name": "Entry"})
    assert errors_of(answer) == [
        (
            "day_shares: These shares add to 104 %, a day has only 100. Take away 4, or leave "
            "a share empty where nobody knows it."
        )
    ]
    sent = fields_of(answer.content.decode())
    assert (sent["day_shares-2-percent"], sent["short_name"]) == ("14", "Entry")
    assert shares(day) == {"Dig": 60, "Plant": 30, "Rest": 10}


def test_day_share_added_by_someone_else_meanwhile_counts(day: Level, as_edith: Client) -> None:
    page = fields_of(as_edith.get(address(day)).content.decode())
    day.day_shares.filter(activity="Dig").update(percent=40)
    DayShare.objects.create(level=day, activity="Water", percent=20)
    assert errors_of(as_edith.post(address(day), page)) == []
    assert shares(day) == {"Dig": 40, "Plant": 30, "Rest": 10, "Water": 20}
    answer = as_edith.post(address(day), page | {"day_shares-1-percent": "50"})
    assert "These shares add to 120 %" in " ".join(errors_of(answer))


# --- The same number of queries, however many rows ---------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_level_page_asks_the_same_for_1_and_3_rows(
    rows: int, as_edith: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    level = LevelFactory()
    for n in range(rows):
        RequirementFactory(level=level)
        DayShare.objects.create(level=level, activity=f"Part {n}", percent=10)
        level.responsibilities.create(text=f"Do {n}")
        level.projects.create(name=f"Build {n}")
    as_edith.get(address(level))  # the first page advises a second factor, once a sign-in
    with django_assert_num_queries(6):
        answer = as_edith.get(address(level))
    assert answer.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_path_page_asks_the_same_for_1_and_3_rows(
    rows: int,
    path: CareerPath,
    as_edith: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    path.levels.filter(rank=2).update(rank=9)
    for n in range(rows):
        LevelFactory(path=path, rank=n + 2)
        path.growth_phases.create(name=f"Phase {n}")
        path.interview_sections.create(name=f"Section {n}")
        path.networking_groups.create(name=f"Group {n}")
        path.negotiation_tips.create(name=f"Tip {n}")
        path.transitions.create(name=f"Move {n}")
        path.notes.create(heading=f"Note {n}")
        path.core_responsibilities.create(text=f"Do {n}")
    as_edith.get(address(path))  # as above
    with django_assert_num_queries(12):
        answer = as_edith.get(address(path))
    assert answer.status_code == 200
