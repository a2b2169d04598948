"""The same few things said by many hands: heads, groups, scores and names as people write them."""

from __future__ import annotations

import pytest

from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.mapping import LONGEST_KEY
from careerpath.framework.ladders.structure import Table

from .sheets import guesses, said, source, table


def levels(*heads: str) -> tuple[str, ...]:
    """The levels of a table with such heads."""
    rows = ["|".join(("Skill", *heads)), "|".join(("Dough", *("abcd"[: len(heads)])))]
    return ladder_of(source(table(*rows)), {}).levels


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (("Foundational", "Intermediate", "Advanced"), None),
        (("Engineer II", "Staff Engineer", "Head"), None),
        (("Baker", "Master Baker"), None),
        (("Apprentice Baker", "Baker", "Master Baker"), None),
        (("Baker 1", "Baker 2", "Comment"), ("Baker 1", "Baker 2")),
        (("Junior", "Entry requirements", "Senior"), ("Junior", "Senior")),
        (("Q1", "Q2", "Q3"), ()),
        (("Category", "Entry requirements", "Lead time"), ()),
    ],
)
def test_heads_of_columns_that_are_levels(
    heads: tuple[str, ...], found: tuple[str, ...] | None
) -> None:
    assert levels(*heads) == (heads if found is None else found)


def test_a_score_beside_each_text_is_what_it_asks() -> None:
    expected = [
        ("Junior", "skill", "", "Dough", 1, "By hand"),
        ("Senior", "skill", "", "Dough", 4, "Teaches it"),
        ("Junior", "skill", "", "Ovens", 2, "Lights them"),
        ("Senior", "skill", "", "Ovens", 0),
    ]
    rows = ("Dough|By hand|1|Teaches it|4", "Ovens|Lights them|2|nope|0")
    paired = source(table("Competency|Junior|Score|Senior|Score", *rows))
    assert guesses(paired) == {
        "table:": "columns",
        "order": "rising",
        "column of columns: competency": "name",
        "column of columns: junior": "level",
        "column of columns: score": "beside",
        "column of columns: senior": "level",
        "column of columns: score 2": "beside",
        "group:": "rising",
        "scale: 1": "1",
        "scale: 2": "2",
        "scale: 4": "4",
        "scale: nope": "0",
        "scale: 0": "0",
    }
    assert said(ladder_of(paired, {})) == expected
    spread = source(table("Competency|Junior|Junior|Senior|Senior", *rows))
    assert said(ladder_of(spread, {})) == expected


def test_a_column_that_belongs_to_no_level_is_shown() -> None:
    found = source(table("Skill|Code|Junior|Senior", "Dough|d1|By hand|Alone"))
    chosen = {"column of columns: code": "beside", "column of columns: skill": "name"}
    assert said(ladder_of(found, chosen)) == [
        ("", "left out", "", "d1"),
        ("Junior", "skill", "", "Dough", 2, "By hand"),
        ("Senior", "skill", "", "Dough", 3, "Alone"),
    ]


def test_groups_go_on_where_their_cell_is_empty_and_texts_where_the_name_is() -> None:
    found = source(
        table(
            "Area|Skill|Junior|Senior",
            "Craft|Dough|By hand|Alone",
            "||Slowly|Well",
            "|Ovens|Lights|Repairs",
            "Team|Trust|Asks|Tells",
        )
    )
    assert said(ladder_of(found, {})) == [
        ("Junior", "skill", "Craft", "Dough", 2, "By hand Slowly"),
        ("Senior", "skill", "Craft", "Dough", 3, "Alone Well"),
        ("Junior", "skill", "Craft", "Ovens", 2, "Lights"),
        ("Senior", "skill", "Craft", "Ovens", 3, "Repairs"),
        ("Junior", "skill", "Team", "Trust", 2, "Asks"),
        ("Senior", "skill", "Team", "Trust", 3, "Tells"),
    ]


def test_a_scale_and_texts_in_one_table() -> None:
    found = source(
        table(
            "Skill|Junior|Senior|Lead",
            "Craft",
            "Dough|Awareness|Working|Expert",
            "Ovens|nope|Lights|Repairs",
            "Must-haves",
            "Hygiene|x|x|x",
            "Soft skills",
            "Trust|Asks|Asks|Tells",
        )
    )
    ladder = ladder_of(found, {})
    assert said(ladder) == [
        ("Junior", "skill", "Craft", "Dough", 1),
        ("Senior", "skill", "Craft", "Dough", 2),
        ("Lead", "skill", "Craft", "Dough", 4),
        ("Junior", "skill", "Craft", "Ovens", 0),
        ("Senior", "skill", "Craft", "Ovens", 2, "Lights"),
        ("Lead", "skill", "Craft", "Ovens", 3, "Repairs"),
        ("Junior", "skill", "Must-haves", "Hygiene", 3),
        ("Senior", "skill", "Must-haves", "Hygiene", 3),
        ("Lead", "skill", "Must-haves", "Hygiene", 3),
        ("Junior", "skill", "Soft skills", "Trust", 2, "Asks"),
        ("Senior", "skill", "Soft skills", "Trust", 2, "Asks"),
        ("Lead", "skill", "Soft skills", "Trust", 3, "Tells"),
    ]
    assert [row.text for row in ladder.rows if row.must_have] == ["Hygiene"] * 3
    assert [row.text for row in ladder.rows if row.soft] == ["Trust"] * 3


def test_words_nobody_knows_that_come_back_are_a_scale_by_their_place() -> None:
    rows = ("Dough|Bronze|Silver|Gold", "Ovens|Bronze|Bronze|Silver", "Recipes||Silver|Gold")
    for head, turned in (("Skill|Junior|Senior|Lead", False), ("Skill|Lead|Senior|Junior", True)):
        cells = [row.split("|") for row in rows]
        laid = ["|".join([row[0], *(row[:0:-1] if turned else row[1:])]) for row in cells]
        found = source(table(head, *laid))
        scale = {key: value for key, value in guesses(found).items() if "scale" in key}
        assert scale == {"scale: bronze": "1", "scale: silver": "2", "scale: gold": "3"}
        assert [row.proficiency for row in ladder_of(found, {"scale: gold": "4"}).rows] == [
            1, 2, 4, 1, 1, 2, 2, 4,
        ]  # fmt: skip


def test_rows_that_are_no_skills_say_so_by_their_name() -> None:
    found = source(
        table(
            "|Senior (5+ years)|Junior (0-2 years)",
            "Salary (EUR)|50 000|30 000",
            "Typical projects|A wedding cake|Rolls: a tray a day",
            "Responsibilities|- Plans/- Orders|1. Weighs",
            "Interview questions|Why bread?|Why us?",
            "Notes|Nights|Days",
            "Years of experience|5-9|0-2",
            "Ovens|Repairs|Lights",
        )
    )
    assert said(ladder_of(found, {})) == [
        ("Senior", "years", "", "5+"),
        ("Junior", "years", "", "0-2"),
        ("Senior", "pay", "", "50 000 EUR"),
        ("Junior", "pay", "", "30 000 EUR"),
        ("Senior", "project", "", "A wedding cake"),
        ("Junior", "project", "", "Rolls: a tray a day"),
        ("Senior", "responsibility", "", "Plans"),
        ("Senior", "responsibility", "", "Orders"),
        ("Junior", "responsibility", "", "Weighs"),
        ("Senior", "question", "", "Why bread?"),
        ("Junior", "question", "", "Why us?"),
        ("Senior", "note", "Notes", "Nights"),
        ("Junior", "note", "Notes", "Days"),
        ("Senior", "years", "", "5-9"),
        ("Junior", "years", "", "0-2"),
        ("Junior", "skill", "", "Ovens", 2, "Lights"),
        ("Senior", "skill", "", "Ovens", 3, "Repairs"),
    ]


def test_a_level_a_row_with_all_its_skills_in_cells() -> None:
    found = source(
        table(
            "Level|Experience|Skills|Responsibilities|Must-haves|Soft skills|Tools|Scope",
            "Junior|0-2 years|Dough, Ovens|- Weighs/- Mixes|Hygiene|Patience|Whisk|One bench",
            "Senior|5+ years|Dough; Recipes|1. Plans/2. Bakes|Hygiene|Patience|Whisk|Night",
        )
    )
    ladder = ladder_of(found, {"column of rows: tools": "skills"})
    assert said(ladder) == [
        ("Junior", "years", "", "0-2 years"),
        ("Junior", "skill", "", "Dough", 3),
        ("Junior", "skill", "", "Ovens", 3),
        ("Junior", "responsibility", "", "Weighs"),
        ("Junior", "responsibility", "", "Mixes"),
        ("Junior", "skill", "", "Hygiene", 3),
        ("Junior", "skill", "", "Patience", 3),
        ("Junior", "skill", "Tools", "Whisk", 3),
        ("Junior", "note", "Scope", "One bench"),
        ("Senior", "years", "", "5+ years"),
        ("Senior", "skill", "", "Dough", 3),
        ("Senior", "skill", "", "Recipes", 3),
        ("Senior", "responsibility", "", "Plans"),
        ("Senior", "responsibility", "", "Bakes"),
        ("Senior", "skill", "", "Hygiene", 3),
        ("Senior", "skill", "", "Patience", 3),
        ("Senior", "skill", "Tools", "Whisk", 3),
        ("Senior", "note", "Scope", "Night"),
    ]
    assert [row.text for row in ladder.rows if row.must_have] == ["Hygiene", "Hygiene"]
    assert [row.text for row in ladder.rows if row.soft] == ["Patience", "Patience"]


def test_long_rows_of_merged_cells_with_notes_on_levels() -> None:
    found = source(
        table(
            "Role|Grade|Level description|Category|Skill|Rating|Must-have",
            "Baker|Junior|Learns.|Craft|Dough|1|yes",
            "|||| Ovens|2|no",
            "|Senior|Teaches.|Team|Trust|4|x",
            "Miller||Grinds.|Craft|Stones|3|",
        )
    )
    ladder = ladder_of(found, {})
    assert said(ladder) == [
        ("Junior", "note", "Level description", "Learns."),
        ("Junior", "skill", "Craft", "Dough", 1),
        ("Junior", "skill", "Craft", "Ovens", 2),
        ("Senior", "note", "Level description", "Teaches."),
        ("Senior", "skill", "Team", "Trust", 4),
    ]
    assert [row.text for row in ladder.rows if row.must_have] == ["Dough", "Trust"]
    other = ladder_of(found, {"role": "Miller"})  # its level is not the one of the role before
    assert (other.levels, other.warnings[-1]) == ((), "1 line names no level and was left out.")


def test_a_sheet_a_level_with_a_skill_a_line() -> None:
    head = "Skill|Area|Proficiency"
    found = source(
        table("How to use this ladder", name="Read me"),
        table(head, "Dough|Craft|2", name="Junior"),
        table(head, "Dough|Craft|4", "Recipes|Craft|3", name="Senior"),
    )
    assert said(ladder_of(found, {})) == [
        ("", "left out", "", "How to use this ladder"),
        ("Junior", "skill", "Craft", "Dough", 2),
        ("Senior", "skill", "Craft", "Dough", 4),
        ("Senior", "skill", "Craft", "Recipes", 3),
    ]


ONE_LEVEL = (
    "This reads like one level. Bring in everything the ladder is made of together, for example a "
    "file a level."
)
TRACKS = (
    "Two tracks seem to stand in one ladder: Manager comes after Staff Engineer. Two paths are "
    "easier to compare."
)
TWO = (
    "2 lines say too many different things to be skills that rise: each text is a skill of its own."
)


@pytest.mark.parametrize(
    ("found", "warnings"),
    [
        (table("Skill|Engineer II|Staff Engineer|Manager|Director", "Code|1|2|3|4"), (TRACKS,)),
        (
            table("Level|Skill|Rating", "Engineer II|Code|1", "Staff Engineer|Code|2",
                  "Manager|Plans|2", "Head|Plans|3"),
            (TRACKS,),
        ),
        (table("Level|Skill", "|Dough", "|Ovens", "Junior|Rolls", "Senior|Rolls"),
         ("2 lines name no level and were left out.",)),
        (table("Level|Skill|Rating", "Junior|Rolls|1", "Junior|Dough|2"), (ONE_LEVEL,)),
        (table("Skill|L1|L2|L3|L4|L5", "Dough|a|b|c|d|e", "Ovens|f|g|h|i|j", "Rolls|a|a|a|a|b"),
         (TWO,)),
        (table("Skill|L1|L2", "Dough|1|2"), ()),
    ],
)  # fmt: skip
def test_what_an_editor_should_look_at(found: Table, warnings: tuple[str, ...]) -> None:
    assert ladder_of(source(found), {"group:": "rising"}).warnings == warnings


def test_two_columns_of_one_long_head_are_two_parts() -> None:
    long = "What we expect " * 30
    found = source(table(f"Skill|L1|L2|{long}|{long}", f"Dough|a|b|{long}|d"))
    keys = [part.key for part in parts_of(found, {}) if "expect" in part.key]
    assert (len(set(keys)), max(map(len, keys)) <= LONGEST_KEY) == (2, True)
