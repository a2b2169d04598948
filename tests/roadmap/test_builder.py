"""The states no real path shows: missing levels, levels that ask nothing, other thresholds."""

from __future__ import annotations

from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, ProjectSpec, Rating, Ratings
from roadmap.builder import build
from roadmap.types import Roadmap
from tests.engine.build import asks, level, path, project, rated


def roadmap(
    asked: PathSpec, ratings: Ratings, *projects: ProjectSpec, wanted: str | None = None
) -> Roadmap:
    return build(
        path=asked,
        ratings=ratings,
        placement=place(asked, ratings),
        project_specs=projects,
        target=wanted,
    )


def test_path_without_levels() -> None:
    told = roadmap(path(), {})
    assert told.headline == ("This path has no levels yet.",)
    assert told.lead == ("There is nothing to hold and nothing missing until the path has levels.")
    assert (told.rungs, told.way, told.groups, told.range, told.focus) == ((), None, (), "", None)


def test_path_with_one_level_held_and_not() -> None:
    one = path(level(1, asks("a"), asks("b")))
    assert roadmap(one, rated(a=3, b=3)).headline == (
        "You are at L1.",
        "There is no next level; here is what to keep.",
    )
    assert roadmap(one, rated(a=3, b=1)).headline == (
        "You are on the way to L1.",
        "1 skill to go.",
    )


def test_keeping_the_top_level_takes_its_must_haves() -> None:
    one = path(level(1, asks("a", must=True), *map(asks, "bcde")))
    assert roadmap(one, rated(a=3, b=3, c=3, d=3, e=0)).lead.endswith(
        "Keep at least 4 of them, including A, and you stay at L1."
    )


def test_an_unrated_must_have_is_not_called_missing() -> None:
    told = roadmap(path(level(1, asks("a", must=True), *map(asks, "bcde"))), rated(b=3, c=3))
    assert told.rungs[0].notes[0] == "Its one must-have is not rated yet: A."


def test_level_that_asks_nothing() -> None:
    told = roadmap(path(level(1), level(2, asks("a"))), rated(a=1))
    assert told.headline == ("You are on the way to L2.", "1 skill to go.")
    assert told.lead == (
        "You hold 0 of 1 L2 skill (0%). A level counts as held from 80%. "
        "One more, and you are there."
    )
    assert told.rungs[0].verdict == "Nothing is asked at L1. It is passed over."
    assert [choice.id for choice in told.choices] == ["level-2"]


def test_path_and_top_level_that_ask_nothing() -> None:
    told = roadmap(path(level(1)), {})
    assert told.headline == ("This path asks nothing yet.",)
    assert told.lead == "Nothing is asked at L1."
    two = roadmap(path(level(1, asks("a")), level(2)), rated(a=3))
    assert two.headline == ("You are at L1.", "There is no next level; here is what to keep.")


def test_everything_not_relevant_is_not_measured() -> None:
    told = roadmap(path(level(1, asks("a"))), {"a": Rating(not_relevant=True)})
    assert told.headline == (
        "You are on the way to L1.",
        "L1 is not measured: its one skill is marked not relevant.",
    )
    assert told.notes == (
        "You marked one skill as not relevant to you; it is left out of the count.",
    )
    assert told.rungs[0].verdict == "Not measured: its one skill is marked not relevant."
    assert told.way is not None
    assert (told.way.parts, told.portfolio) == ((), None)
    assert told.way.ends == (
        "No rating reaches L1 while the one skill it asks is marked not relevant."
    )
    assert (told.keep, told.groups) == ((), ())


def test_way_leads_as_far_as_levels_are_measured() -> None:
    asked = path(level(1, asks("a")), level(2, *map(asks, "bcd")))
    marked = {**rated(a=1), **dict.fromkeys("bc", Rating(not_relevant=True))}
    told = roadmap(asked, marked, wanted="level-2")
    assert told.headline == ("You are on the way to L1.", "L2 is 1 skill away.")
    assert told.lead == "You hold 0 of 1 L1 skill (0%). A level counts as held from 80%."
    assert told.way is not None
    assert [part.level for part in told.way.parts] == ["L1"]
    assert told.way.ends.startswith("No rating reaches L2 while 2 of the 3 skills")


def test_must_have_marked_not_relevant_is_unrated_and_never_left_out() -> None:
    told = roadmap(
        path(level(1, asks("a", must=True), asks("b"))), {"a": Rating(not_relevant=True)}
    )
    assert told.unrated == 2
    assert told.notes[-1].startswith("Readiness for L1: not rated yet.")


def test_levels_of_different_thresholds_each_name_their_own() -> None:
    told = roadmap(path(level(1, asks("a")), level(2, asks("b"), threshold=90)), rated(a=3, b=0))
    assert told.lead == (
        "You hold 1 of 1 L1 skill (100%). L1 counts as held from 80%. "
        "L2 counts as held from 90%. At L2 you hold 0 of 1: one more, and you are there."
    )


def test_wanted_level_that_is_not_above_gives_the_next() -> None:
    asked = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))
    assert roadmap(asked, rated(a=3), wanted="level-3").target == "L3"
    assert roadmap(asked, rated(a=3), wanted="level-1").target == "L2"
    assert roadmap(asked, rated(a=3), wanted="nowhere").target == "L2"


def test_choices_are_the_levels_above() -> None:
    asked = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))
    told = roadmap(asked, rated(a=3), wanted="level-3")
    assert [(c.id, c.is_chosen) for c in told.choices] == [("level-2", False), ("level-3", True)]


def test_skill_asked_at_two_levels_is_one_skill_to_go() -> None:
    asked = path(level(1, asks("a", 2)), level(2, asks("a", 4)))
    told = roadmap(asked, rated(a=0), wanted="level-2")
    assert told.headline == ("You are on the way to L1.", "L2 is 1 skill away.")
    assert told.way is not None
    starts = [(step.start, step.goal) for part in told.way.parts for step in part.steps]
    assert starts == [(0, 2), (2, 4)]
    assert (told.way.steps, told.way.skills) == (4, 1)


def test_a_must_have_marked_not_relevant_counts_on_the_way_wherever_it_is_asked() -> None:
    # A is not relevant at L1 (1 of 1 met: held) but a must-have at L2. Once it is rated it is
    # relevant at L1 too, which asks it at 4: 1 of 2 there, and four steps make 2 of 2.
    asked = path(level(1, asks("a", 4), asks("b")), level(2, asks("a", must=True)))
    told = roadmap(asked, {"a": Rating(not_relevant=True), "b": Rating(3)})
    assert told.way is not None
    assert [(part.level, part.why) for part in told.way.parts] == [
        ("L1", "It is the shortest way to 2 of 2 skills; L1 is held from 2 on (at least 80%).")
    ]
    assert told.way.steps == 4


def test_projects_mapped_unmapped_useless_and_of_unknown_levels() -> None:
    asked = path(level(1, asks("a"), asks("b")))
    told = roadmap(
        asked,
        rated(a=1, b=1),
        project("tool", "a"),
        project("copy", "a"),
        project("other", "x"),
        project("blank"),
        project("later", "b", at="level-9"),
    )
    assert told.portfolio is not None
    assert [(card.name, card.gain) for card in told.portfolio.chosen] == [
        ("Tool", "1 · exercises 1 of 2 skills")
    ]
    assert [(card.name, card.gain, card.also) for card in told.portfolio.others] == [
        ("Copy", "adds nothing to this one", ("A",)),
        ("Other", "exercises none of these skills", ()),
    ]
    assert [(card.name, card.gain) for card in told.portfolio.unmapped] == [
        ("Blank", "not mapped: nobody has written down which skills it exercises")
    ]
    assert told.portfolio.summary == "One project exercises 1 of the 2 skills of the way to L1"
    assert told.portfolio.note == (
        "No project exercises B: take it on in your work, or in a project of your own."
    )


def test_no_projects_at_all_leave_the_section_out() -> None:
    assert roadmap(path(level(1, asks("a"))), rated(a=1)).portfolio is None
