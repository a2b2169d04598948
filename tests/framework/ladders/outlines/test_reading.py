"""Ladders in the hands people write them in: what is guessed, and what choices make of it."""

from __future__ import annotations

from typing import Any

from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.rows import Ladder
from careerpath.framework.ladders.structure import Block, Source

from .blocks import head, item, items, label, source, text


def said(ladder: Ladder) -> list[tuple[Any, ...]]:
    """Rows without their places and what is as it mostly is."""
    return [
        (row.level, row.kind, row.group, row.text)
        + ((row.proficiency, row.wording) if row.wording else ())
        for row in ladder.rows
    ]


def guesses(found: Source, **choices: str) -> dict[str, str]:
    """The parts and what each is."""
    return {part.key: part.chosen for part in parts_of(found, choices)}


def test_headings_beside_the_title_are_levels() -> None:
    found = source(
        head(
            1,
            "Baker",
            text("How we grow people."),
            head(2, "Junior Baker", *items("Weighs", "Cleans")),
            head(2, "Senior Baker", item("Plans")),
            head(2, "Hiring", text("Ask for bread.")),
        )
    )
    assert guesses(found) == {
        "levels": "heading 2 below baker",
        "order": "rising",
        "heading: junior baker": "level",
        "heading: senior baker": "level",
        "heading: hiring": "none",
        "lines": "responsibility",
        "around": "note",
        "section: hiring": "note",
    }
    assert ladder_of(found, {}).title == "Baker"
    assert ladder_of(found, {}).levels == ("Junior Baker", "Senior Baker")
    assert said(ladder_of(found, {})) == [
        ("Junior Baker", "responsibility", "", "Weighs"),
        ("Junior Baker", "responsibility", "", "Cleans"),
        ("Senior Baker", "responsibility", "", "Plans"),
        ("", "note", "", "How we grow people."),
        ("", "note", "Hiring", "Ask for bread."),
    ]
    chosen = {"lines": "skill", "heading: hiring": "level", "around": "left out"}
    assert ladder_of(found, chosen).levels == ("Junior Baker", "Senior Baker", "Hiring")
    assert said(ladder_of(found, chosen)) == [
        ("Junior Baker", "skill", "", "Weighs"),
        ("Junior Baker", "skill", "", "Cleans"),
        ("Senior Baker", "skill", "", "Plans"),
        ("Hiring", "note", "", "Ask for bread."),
        ("", "left out", "", "How we grow people."),
    ]


def test_the_role_s_own_name_between_levels_is_one_and_codes_years_and_pay_are_read() -> None:
    found = source(
        head(
            1,
            "Career Path: Baker",
            head(
                2,
                "Career Progression",
                head(3, "B1 - Junior Baker (0-2 years) | €20K-€30K | on probation"),
                head(3, "Baker", item("Dough: Kneading")),
                head(3, "Senior Baker (B3)"),
            ),
        )
    )
    assert ladder_of(found, {}).levels == ("Junior Baker", "Baker", "Senior Baker")
    assert said(ladder_of(found, {})) == [
        ("Junior Baker", "short name", "", "B1"),
        ("Junior Baker", "years", "", "0-2"),
        ("Junior Baker", "pay", "", "€20K-€30K EUR"),
        ("Junior Baker", "note", "Beside the name", "on probation"),
        ("Senior Baker", "short name", "", "B3"),
        ("Baker", "responsibility", "", "Dough: Kneading"),
    ]


def test_levels_without_a_word_for_it_are_known_by_what_is_inside() -> None:
    def level(name: str, *craft: str) -> Block:
        return head(2, name, head(3, "Craft", *items(*craft)), label("Scope", text("One bench.")))

    found = source(
        head(1, "How we grow", level("Flour", "Weighs"), level("Crust", "Bakes"), head(2, "Pay"))
    )
    assert ladder_of(found, {}).levels == ("Flour", "Crust")
    assert guesses(found)["part: craft"] == "skill"
    assert guesses(found)["part: scope"] == "note"
    assert said(ladder_of(found, {"title": "Baker", "part: craft": "responsibility"})) == [
        ("Flour", "responsibility", "", "Weighs"),
        ("Crust", "responsibility", "", "Bakes"),
        ("Flour", "note", "Scope", "One bench."),
        ("Crust", "note", "Scope", "One bench."),
        ("", "left out", "", "Pay"),
    ]


def test_the_highest_first_is_turned_and_skills_rise_all_the_same() -> None:
    found = source(
        head(2, "Principal", head(3, "Craft", text("Invents bread."))),
        head(2, "Senior", head(3, "Craft", text("Writes recipes."))),
        head(2, "Junior", head(3, "Craft", text("Follows recipes."))),
    )
    assert guesses(found)["order"] == "falling"
    assert ladder_of(found, {}).levels == ("Junior", "Senior", "Principal")
    assert said(ladder_of(found, {})) == [
        ("Junior", "skill", "", "Craft", 2, "Follows recipes."),
        ("Senior", "skill", "", "Craft", 3, "Writes recipes."),
        ("Principal", "skill", "", "Craft", 4, "Invents bread."),
    ]
    assert ladder_of(found, {"order": "rising"}).levels == ("Principal", "Senior", "Junior")


def test_part_by_part_with_the_levels_inside_is_the_same_ladder() -> None:
    found = source(
        head(
            1,
            "Baker",
            head(2, "Craft", head(3, "Junior", item("Weighs")), head(3, "Senior", item("Shapes"))),
            head(2, "Team", head(3, "Junior", item("Asks")), head(3, "Senior", item("Teaches"))),
        )
    )
    assert guesses(found)["levels"] == "heading 3 everywhere"
    assert ladder_of(found, {}).levels == ("Junior", "Senior")
    assert said(ladder_of(found, {})) == [
        ("Junior", "skill", "Craft", "Weighs"),
        ("Senior", "skill", "Craft", "Shapes"),
        ("Junior", "skill", "Team", "Asks"),
        ("Senior", "skill", "Team", "Teaches"),
    ]


def test_two_tracks_are_a_choice_and_one_after_the_other_a_warning() -> None:
    apart = source(
        head(
            1, "Maker track", head(2, "Senior Baker", item("a")), head(2, "Staff Baker", item("b"))
        ),
        head(
            1, "Manager track", head(2, "Shop Manager", item("c")), head(2, "Director", item("d"))
        ),
    )
    assert ladder_of(apart, {}).levels == ("Senior Baker", "Staff Baker")
    assert guesses(apart)["section: manager track"] == "left out"
    other = {"levels": "heading 2 below manager track"}
    assert ladder_of(apart, other).levels == ("Shop Manager", "Director")
    mixed = source(
        *(head(2, name) for name in ("Senior Baker", "Staff Baker", "Shop Manager", "Director"))
    )
    assert [*ladder_of(mixed, {}).warnings] == [
        (
            "Two tracks seem to stand in one ladder: Shop Manager comes after Staff Baker. "
            "Two paths are easier to compare."
        )
    ]


def test_how_a_list_of_skills_is_read_is_guessed_and_chosen() -> None:
    found = source(
        head(
            2,
            "Junior",
            label("Skills", *items("Dough: Kneading, Shaping", "Ovens, Flour")),
            label("Behaviours", *items("Scope: works at one bench", "Trust: work is tasted")),
            label("Soft skills", *items("Says when help is needed, and early")),
        ),
        head(
            2,
            "Senior",
            label("Behaviours", *items("Scope: answers for the whole shop", "Loves bread")),
            label("Must have", item("Knows an oven")),
        ),
    )
    assert guesses(found) == {
        "levels": "heading 2 below ",
        "order": "rising",
        "heading: junior": "level",
        "heading: senior": "level",
        "part: skills": "skills listed",
        "part: behaviours": "skill",
        "part: soft skills": "skill",
        "part: must have": "skill",
    }
    assert said(ladder_of(found, {"part: behaviours": "skills labelled"})) == [
        ("Junior", "skill", "Dough", "Kneading"),
        ("Junior", "skill", "Dough", "Shaping"),
        ("Junior", "skill", "", "Ovens"),
        ("Junior", "skill", "", "Flour"),
        ("Junior", "skill", "Behaviours", "Scope", 2, "works at one bench"),
        ("Junior", "skill", "Behaviours", "Trust", 3, "work is tasted"),
        ("Senior", "skill", "Behaviours", "Scope", 3, "answers for the whole shop"),
        ("Senior", "skill", "Behaviours", "Loves bread"),
        ("Junior", "skill", "", "Says when help is needed, and early"),
        ("Senior", "skill", "", "Knows an oven"),
    ]
    by_text = {row.text: row for row in ladder_of(found, {}).rows}
    assert by_text["Knows an oven"].must_have
    assert by_text["Says when help is needed, and early"].soft
    assert not by_text["Ovens"].must_have
    assert not by_text["Ovens"].soft


def test_headings_and_labels_inside_a_part_are_groups_and_what_only_announces_is_left_out() -> None:
    found = source(
        head(
            3,
            "L1",
            head(
                4,
                "Responsibilities",
                text("Learns fast."),
                head(
                    5,
                    "Impact",
                    label("Fills the shelf. This means", item("Weighs to the gram")),
                    label("You also", item("Taste what others baked", item("When asked"))),
                ),
            ),
        )
    )
    ladder = ladder_of(found, {})
    assert said(ladder) == [
        ("L1", "responsibility", "", "Learns fast."),
        ("L1", "left out", "", "Fills the shelf. This means"),
        ("L1", "responsibility", "Impact", "Weighs to the gram"),
        ("L1", "left out", "", "You also"),
        ("L1", "left out", "", "Taste what others baked"),
        ("L1", "responsibility", "Impact", "When asked"),
    ]
    assert [*ladder.warnings] == [
        (
            "This reads like one level. Bring in everything the ladder is made of together, "
            "for example a file a level."
        )
    ]


def test_a_note_keeps_lists_names_and_tables() -> None:
    table = Block("table", "", "line 9", 0, items("Craft: Kneads", "Team: Greets"))
    found = source(
        head(1, "Junior", head(2, "Growth", text("Slowly."), label("Soon", item("Ovens")), table)),
        head(1, "Senior"),
    )
    assert said(ladder_of(found, {"part: growth": "note"})) == [
        (
            "Junior",
            "note",
            "Growth",
            "Slowly.\n\n**Soon**\n\n- Ovens\n\n- Craft: Kneads\n- Team: Greets",
        )
    ]


def test_the_name_of_the_role() -> None:
    levels = (head(2, "Junior Baker"), head(2, "Senior Baker"))
    plain = (head(2, "Junior"), head(2, "Senior"))

    def title(*outline: Block, **more: str) -> str:
        return ladder_of(source(*outline, **more), {}).title

    assert title(head(1, "Growing here", *levels)) == "Baker"
    assert title(head(1, "Pastry ladder", *plain)) == "Pastry ladder"
    assert title(head(1, "Career Path: Pastry Chef", *levels)) == "Pastry Chef"
    assert title(*levels, title="Career Path: Cook") == "Cook"
    assert title(*plain, name="shop bakers.md") == "shop bakers"
    assert ladder_of(source(*plain), {"title": "Miller"}).title == "Miller"


def test_nothing_that_looks_like_levels_is_no_ladder_and_loses_no_text() -> None:
    found = source(head(1, "Bread", text("Good."), item("Rye")))
    assert parts_of(found, {}) == ()
    ladder = ladder_of(found, {})
    assert ladder.levels == ()
    assert said(ladder) == [
        ("", "left out", "", "Bread"),
        ("", "left out", "", "Good."),
        ("", "left out", "", "Rye"),
    ]


def test_a_part_says_what_there_is_of_it() -> None:
    found = source(
        head(
            1,
            "Baker",
            head(2, "Junior", *items("a", "b")),
            head(2, "Mid", item("c")),
            head(2, "Senior"),
        )
    )
    by_key = {part.key: part for part in parts_of(found, {})}
    assert (by_key["lines"].title, by_key["lines"].of_source) == (
        "Lists right below a level",
        False,
    )
    assert (by_key["lines"].told, by_key["lines"].example) == ("on 2 levels, 3 lines", "a")
    assert [str(option.label) for option in by_key["levels"].options] == [
        "3 parts below “Baker”: Junior, Mid, Senior"
    ]
    assert by_key["order"].told == "Junior → Mid → Senior"
