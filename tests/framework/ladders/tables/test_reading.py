"""Ladders in tables as people make them: what is guessed, and what choices make of it."""

from __future__ import annotations

import pytest

from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.structure import Block

from .sheets import guesses, said, source, table

MATRIX = table(
    "Our ladder||||",
    "Area|Skill|What it is|Baker I (L1)|Senior Baker (L2)",
    "Craft||||",
    "|Dough|Mixing, kneading|Follows recipes|Writes recipes",
    "|Ovens||Knows one|Knows one",
    "Team|Trust||- Asks/- Tells|Teaches",
    "|Salary||20K|30K",
)


def test_a_level_a_column() -> None:
    found = source(MATRIX)
    assert guesses(found) == {
        "table:": "columns",
        "order": "rising",
        "column of columns: area": "group",
        "column of columns: skill": "name",
        "column of columns: what it is": "description",
        "column of columns: baker i (l1)": "level",
        "column of columns: senior baker (l2)": "level",
        "group: craft": "rising",
        "group: team": "apart",
        "line: salary": "pay",
    }
    ladder = ladder_of(found, {})
    assert (ladder.title, ladder.levels) == ("bakers", ("Baker I", "Senior Baker"))
    assert said(ladder) == [
        ("Baker I", "short name", "", "L1"),
        ("Senior Baker", "short name", "", "L2"),
        ("", "note", "", "Our ladder"),
        ("Baker I", "skill", "Craft", "Dough", 2, "Follows recipes", "Mixing, kneading"),
        ("Senior Baker", "skill", "Craft", "Dough", 3, "Writes recipes", "Mixing, kneading"),
        ("Baker I", "skill", "Craft", "Ovens", 3, "Knows one"),
        ("Senior Baker", "skill", "Craft", "Ovens", 3, "Knows one"),
        ("Baker I", "skill", "Team: Trust", "Asks", 3),
        ("Baker I", "skill", "Team: Trust", "Tells", 3),
        ("Senior Baker", "skill", "Team: Trust", "Teaches", 3),
        ("Baker I", "pay", "", "20K"),
        ("Senior Baker", "pay", "", "30K"),
    ]
    chosen = {
        "group: craft": "responsibility",
        "group: team": "left out",
        "column of columns: baker i (l1)": "left out",
        "title": "Baker",
    }
    ladder = ladder_of(found, chosen)
    assert (ladder.title, ladder.levels) == ("Baker", ("Senior Baker",))
    assert said(ladder) == [
        ("Senior Baker", "short name", "", "L2"),
        ("", "note", "", "Our ladder"),
        ("", "left out", "", "Follows recipes"),
        ("", "left out", "", "Knows one"),
        ("", "left out", "", "- Asks - Tells"),
        ("", "left out", "", "20K"),
        ("Senior Baker", "responsibility", "Dough", "Writes recipes"),
        ("", "note", "Dough", "Mixing, kneading"),
        ("Senior Baker", "responsibility", "Ovens", "Knows one"),
        ("Senior Baker", "left out", "Trust", "Teaches"),
        ("Senior Baker", "pay", "", "30K"),
    ]


def test_more_different_texts_than_the_scale_has_steps_are_skills_of_their_own() -> None:
    heads = "Skill|L1|L2|L3|L4|L5"
    found = source(table(heads, "Dough|a|b|c|d|e"))
    assert guesses(found)["group:"] == "apart"
    assert said(ladder_of(found, {"group:": "rising"})) == [
        (level, "skill", "Dough", text, 3)
        for level, text in zip(("L1", "L2", "L3", "L4", "L5"), "abcde", strict=True)
    ]
    turned = source(table("Skill|L3|L2|L1", "Dough|a|b|c"))
    assert ladder_of(turned, {}).levels == ("L1", "L2", "L3")
    assert [(row.level, row.proficiency) for row in ladder_of(turned, {}).rows] == [
        ("L1", 2),
        ("L2", 3),
        ("L3", 4),
    ]


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        (("Awareness", "Working", "Practitioner", "Expert"), (1, 2, 3, 4)),
        (("Nope", "Foundational", "Intermediate", "Advanced"), (0, 1, 2, 3)),
        (("1", "2", "4", "5"), (0, 1, 3, 4)),
        (("0", "1", "2", "4"), (0, 1, 2, 4)),
        (("1", "4", "7", "10"), (0, 2, 3, 4)),
        (("-", "x", "x", "✓"), (0, 3, 3, 3)),
    ],
)
def test_words_of_a_scale_are_points_that_can_be_chosen(
    cells: tuple[str, ...], points: tuple[int, ...]
) -> None:
    found = source(table("Skill|L1|L2|L3|L4", f"Dough|{'|'.join(cells)}"))
    assert tuple(row.proficiency for row in ladder_of(found, {}).rows) == points
    chosen = {f"scale: {cells[1].casefold()}": "4"}
    assert [row.proficiency for row in ladder_of(found, chosen).rows][1] == 4


LONG = table(
    "Role Family|Role|Role Level|Skill Name|Skill Description|Skill Level|Must have",
    "Food|Baker|Senior Baker|Dough|Mixing|Expert|yes",
    "Food|Baker|Junior Baker|Dough|Mixing|Working|no",
    "Food|Baker|Junior Baker|Ovens||Awareness|",
    "Food|Cook|Junior Cook|Soup||Working|",
    "Food|Baker|||gone|?|",
    name="roles",
)


def test_long_rows_of_several_roles() -> None:
    found = source(LONG)
    by_key = {part.key: part for part in parts_of(found, {})}
    assert [option.value for option in by_key["role"].options] == ["Baker", "Cook"]
    assert guesses(found)["table: roles"] == "long"
    assert guesses(found)["order"] == "by name"
    ladder = ladder_of(found, {})
    assert (ladder.title, ladder.levels) == ("Baker", ("Junior Baker", "Senior Baker"))
    assert said(ladder) == [
        ("", "left out", "", "Food"),
        ("Senior Baker", "skill", "", "Dough", 4, "Mixing"),
        ("", "left out", "", "Food"),
        ("Junior Baker", "skill", "", "Dough", 2),
        ("Junior Baker", "skill", "", "Ovens", 1),
        ("", "left out", "", "Food"),
        ("", "left out", "", "Baker"),
        ("", "left out", "", "gone"),
        ("", "left out", "", "?"),
    ]
    assert [row.must_have for row in ladder.rows if row.kind == "skill"] == [True, False, False]
    assert ladder.warnings == (
        "One other role stands in the same table: bring it in as a path of its own.",
    )
    cook = ladder_of(found, {"role": "Cook"})
    assert (cook.title, cook.levels) == ("Cook", ("Junior Cook",))
    assert [row.text for row in cook.rows if row.kind == "skill"] == ["Soup"]


def test_the_level_may_stand_in_the_role_and_the_point_in_the_level() -> None:
    found = source(
        table("Position|Competency|Level", "Junior Baker|Dough|2", "Head Baker|Dough|4"),
        title="Baker",
    )
    assert said(ladder_of(found, {})) == [
        ("Junior Baker", "skill", "", "Dough", 2),
        ("Head Baker", "skill", "", "Dough", 4),
    ]


def test_a_level_a_row() -> None:
    found = source(
        table(
            "Title|Score|Salary in CZK|Required skills|Duties",
            "Junior Baker|0 - 1|28 000 - 34 000|Dough, Ovens|- Weighs/- Cleans",
            "Senior Baker|1 - 2|41 000 - 52 000|Plans whole nights, and days|Teaches",
        )
    )
    assert said(ladder_of(found, {})) == [
        ("Junior Baker", "note", "Score", "0 - 1"),
        ("Junior Baker", "pay", "", "28 000 - 34 000 CZK"),
        ("Junior Baker", "skill", "", "Dough", 3),
        ("Junior Baker", "skill", "", "Ovens", 3),
        ("Junior Baker", "responsibility", "", "Weighs"),
        ("Junior Baker", "responsibility", "", "Cleans"),
        ("Senior Baker", "note", "Score", "1 - 2"),
        ("Senior Baker", "pay", "", "41 000 - 52 000 CZK"),
        ("Senior Baker", "skill", "", "Plans whole nights, and days", 3),
        ("Senior Baker", "responsibility", "", "Teaches"),
    ]


def test_a_sheet_a_group_and_a_sheet_a_level() -> None:
    by_group = source(
        table("Skill|L1|L2", "Dough|a|b", name="Craft"),
        table("Skill|L1|L2", "Trust|c|d", name="Team"),
        table("Read me|first", name="Read me"),
    )
    assert guesses(by_group)["table: read me"] == "left out"
    assert [row[:4] for row in said(ladder_of(by_group, {}))] == [
        ("", "left out", "", "Read me"),
        ("", "left out", "", "first"),
        ("L1", "skill", "Craft", "Dough"),
        ("L2", "skill", "Craft", "Dough"),
        ("L1", "skill", "Team", "Trust"),
        ("L2", "skill", "Team", "Trust"),
    ]
    by_level = source(
        table("Skills|Duties", "Dough|Weighs", name="Junior Baker"),
        table("Skills|Duties", "Ovens|Plans", name="Senior Baker"),
    )
    assert ladder_of(by_level, {}).title == "Baker"
    assert said(ladder_of(by_level, {})) == [
        ("Junior Baker", "skill", "", "Dough", 3),
        ("Junior Baker", "responsibility", "", "Weighs"),
        ("Senior Baker", "skill", "", "Ovens", 3),
        ("Senior Baker", "responsibility", "", "Plans"),
    ]


def test_text_around_a_table_is_a_note_and_either_can_be_read() -> None:
    outline = (
        Block(
            "heading",
            "Career Path: Baker",
            "line 1",
            1,
            (
                Block("text", "We bake.", "line 2"),
                Block("heading", "Junior", "line 3", 2, (Block("item", "Weighs", "line 4"),)),
                Block("table", "", "line 5", 0, (Block("item", "Dough: a; b", "line 6"),)),
            ),
        ),
    )
    found = source(table("Skill|L1|L2", "Dough|a|b"), outline=outline)
    assert guesses(found)["read"] == "tables"
    assert ladder_of(found, {}).title == "Baker"
    assert said(ladder_of(found, {}))[2:] == [
        ("", "note", "Career Path: Baker", "We bake."),
        ("", "note", "Junior", "- Weighs"),
    ]
    assert ladder_of(found, {"read": "text"}).levels == ("Junior",)
