"""What is added and changed beside the rows that are there."""

from __future__ import annotations

from typing import Any

import pytest

from careerpath.framework.loading import Loaded, LoadError
from careerpath.framework.models import (
    CareerPath,
    DayShare,
    Level,
    Project,
    Requirement,
    Responsibility,
    Skill,
    SkillAlias,
    SkillGroup,
)
from tests.framework.loading import NOW, Write, all_rows, edit, gardener, load, row

pytestmark = pytest.mark.django_db

# --- A path that is not there -----------------------------------------------------------------


def test_load_adds_a_missing_path_with_its_history() -> None:
    assert load(now=NOW) == Loaded("ML Engineer", is_new=True, added=742)

    first = Level.history.order_by("history_id").first()
    assert (first.short_name, first.history_type, first.history_date) == ("Junior", "+", NOW)
    assert first.history_change_reason == "Loaded from ml_engineer.json"
    assert Skill.history.count() == Skill.objects.count() == 85


@pytest.mark.parametrize("levels", [1, 3])
def test_load_takes_as_many_queries_for_three_levels_as_for_one(
    write: Write, levels: int, django_assert_num_queries: Any
) -> None:
    more = [
        row(
            "level",
            path=["gardener"],
            public_id=f"level-{n}",
            rank=n,
            name=f"Level {n}",
            short_name=f"Level {n}",
        )
        for n in range(2, levels + 1)
    ]
    file = write([*gardener(), *more])

    with django_assert_num_queries(23):
        load(file)


def test_load_uses_a_shared_skill_as_it_is(write: Write) -> None:
    git = Skill.objects.create(name="Git", description="Ours.")

    assert load(write(gardener(description="Theirs."))) == Loaded("Gardener", is_new=True, added=4)
    assert Requirement.objects.get().skill == git
    assert Skill.objects.get().description == "Ours."


GERMAN = {"of": "Git", "text": "Git, deutsch"}


@pytest.mark.parametrize("described", [True, False])
def test_load_translates_what_nobody_did_of_a_shared_skill(
    write: Write, *, described: bool
) -> None:
    """Also where the file describes it: what an editor wrote, or changed the original of, stays."""
    ours = {"fr": {"name": {"of": "Git", "text": "Git, en français"}}}
    asked: Any = {
        "description": "Theirs.",
        "translations": {
            "de": {"name": GERMAN, "description": {"of": "Theirs.", "text": "Ihre."}},
            "fr": {"name": {"of": "Git", "text": "Git, autrement"}},
        },
    }
    Skill.objects.create(name="Git", description="Ours." * described, translations=ours)
    load(write(gardener(**asked)))
    german = {"name": GERMAN} if described else asked["translations"]["de"]
    git = Skill.objects.get()
    assert git.translations == ours | {"de": german}
    assert git.description == ("Ours." if described else "Theirs.")
    assert git.history.latest("history_id").history_change_reason == "Loaded from gardener.json"


@pytest.mark.parametrize("overwrite", [False, True])
def test_load_forgets_nothing_of_a_shared_skill_that_it_describes(
    write: Write, *, overwrite: bool
) -> None:
    """That its meaning changed is so whatever a file says; in use again it is only if asked for."""
    then = {"retired_at": NOW, "meaning_changed_at": NOW}
    Skill.objects.create(name="Git", **then)
    load(write(gardener(description="Theirs.")), overwrite=overwrite)
    git = Skill.objects.get()
    assert (git.description, git.meaning_changed_at) == ("Theirs.", NOW)
    assert git.retired_at == (None if overwrite else NOW)


def test_load_finds_a_shared_skill_by_name_in_any_case(write: Write) -> None:
    git = Skill.objects.create(name="GIT", public_id="version-control")

    load(write(gardener()))

    assert (Requirement.objects.get().skill, Skill.objects.count()) == (git, 1)


def test_load_finds_a_shared_skill_by_alias(write: Write) -> None:
    git = Skill.objects.create(name="Version control")
    SkillAlias.objects.create(skill=git, name="git")

    load(write(gardener()))

    assert (Requirement.objects.get().skill, Skill.objects.count()) == (git, 1)


def test_overwrite_does_not_rename_a_skill_found_by_alias(write: Write) -> None:
    git = Skill.objects.create(name="Version control")
    SkillAlias.objects.create(skill=git, name="git")
    load(write(gardener()))

    load(write(gardener()), overwrite=True)

    git.refresh_from_db()
    assert git.name == "Version control"


# --- A path that is there ---------------------------------------------------------------------


@pytest.mark.parametrize("overwrite", [False, True])
def test_load_twice_changes_nothing(*, overwrite: bool) -> None:
    load(now=NOW)
    before = all_rows()

    assert load(overwrite=overwrite) == Loaded("ML Engineer", is_new=False)
    assert all_rows() == before


def test_load_keeps_an_editors_change() -> None:
    load(now=NOW)
    edit()
    before = all_rows()

    assert load() == Loaded("ML Engineer", is_new=False)
    assert all_rows() == before


def test_load_leaves_a_path_alone_that_has_the_name_under_another_id() -> None:
    CareerPath.objects.create(name="ML Engineer", public_id="ml")

    assert load() == Loaded("ML Engineer", is_new=False)
    assert Level.objects.count() == 0


def test_overwrite_brings_back_the_files_version() -> None:
    load(now=NOW)
    before = all_rows(history=False)
    edit()

    assert load(overwrite=True) == Loaded("ML Engineer", is_new=False, changed=4)
    assert all_rows(history=False) == before
    said = Level.history.filter(public_id="senior").order_by("history_id")
    assert list(said.values_list("history_type", "name")) == [
        ("+", "Senior ML Engineer"),
        ("~", "Grown-up ML Engineer"),
        ("~", "Senior ML Engineer"),
    ]


def test_overwrite_keeps_rows_the_file_does_not_have() -> None:
    load(now=NOW)
    level = Level.objects.get(short_name="Junior")
    added = Responsibility.objects.create(level=level, text="Make tea")

    assert load(overwrite=True) == Loaded("ML Engineer", is_new=False)
    assert Responsibility.objects.filter(pk=added.pk).exists()


def test_overwrite_adds_rows_that_are_gone() -> None:
    load(now=NOW)
    Project.objects.get(public_id="time-series-forecasting").delete()

    assert load(overwrite=True) == Loaded("ML Engineer", is_new=False, added=9)
    assert Project.objects.get(public_id="time-series-forecasting").exercises.count() == 8


def test_overwrite_lets_levels_trade_ranks_back() -> None:
    load(now=NOW)
    senior, staff = Level.objects.filter(short_name__in=["Senior", "Staff"]).order_by("rank")
    Level.objects.filter(pk=senior.pk).update(rank=99)
    Level.objects.filter(pk=staff.pk).update(rank=3)
    Level.objects.filter(pk=senior.pk).update(rank=4)

    assert load(overwrite=True).changed == 2
    ranks = Level.objects.order_by("rank").values_list("short_name", flat=True)
    assert list(ranks) == ["Junior", "Mid-Level", "Senior", "Staff", "Principal"]


def test_overwrite_lets_day_shares_trade_percents_back() -> None:
    load(now=NOW)
    before = list(DayShare.objects.values_list("public_id", "percent"))
    junior = Level.objects.get(short_name="Junior").day_shares
    junior.filter(percent=40).update(percent=4)
    junior.filter(percent=20).update(percent=56)
    junior.get(percent=5).delete()

    assert load(overwrite=True) == Loaded("ML Engineer", is_new=False, added=1, changed=2)
    assert sorted(DayShare.objects.values_list("public_id", "percent")) == sorted(before)


def test_overwrite_moves_a_requirement_into_a_group_that_was_gone(write: Write) -> None:
    load(write(gardener()))
    other = SkillGroup.objects.create(path=CareerPath.objects.get(), name="Other")
    Requirement.objects.update(group=other)
    SkillGroup.objects.get(public_id="tools").delete()

    assert load(write(gardener()), overwrite=True) == Loaded(
        "Gardener", is_new=False, added=1, changed=1
    )
    assert Requirement.objects.get().group.public_id == "tools"


def test_overwrite_refuses_what_an_editors_row_stands_in_the_way_of() -> None:
    load(now=NOW)
    senior = Level.objects.get(short_name="Senior")
    Level.objects.filter(pk=senior.pk).update(rank=9)
    Level.objects.create(path=senior.path, rank=3, name="New", short_name="New")
    before = all_rows()

    with pytest.raises(LoadError, match=r"ml_engineer\.json: does not fit what is in the database"):
        load(overwrite=True)
    assert all_rows() == before
