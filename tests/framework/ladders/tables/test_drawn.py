"""Tables out of nowhere: no text is lost, and a ladder put into a table comes back."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.mapping import Part
from careerpath.framework.ladders.rows import Ladder
from careerpath.framework.ladders.structure import Cell, Source, Table

TEXT = st.sampled_from([
    "", "Junior", "Senior Baker", "L1", "L2", "Level 3", "Skill", "Level", "Role", "Area", "Salary",
    "Years of experience", "Expert", "1", "4", "x", "- Weighs\n- Cleans", "Kneads, shapes", "Craft",
    "Description", "Team", "Asks early, and often.", "Skill level", "y" * 310,
])  # fmt: skip
tables = st.lists(
    st.builds(
        lambda name, rows: (name, rows),
        st.sampled_from(["", "Craft", "Junior", "Team"]),
        st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=3,
)


def source(named: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> Source:
    """A workbook."""
    made = []
    for name, rows in named:
        cells = [
            tuple(Cell(text, f"{name}{n}-{at}") for at, text in enumerate(row))
            for n, row in enumerate(rows)
            if any(row)
        ]
        made.append(Table(name, tuple(cells)))
    return Source("x.xlsx", "workbook", tables=tuple(table for table in made if table.rows))


@given(tables, st.data())
def test_no_text_is_lost_whatever_lines_are_said_to_be(
    named: list[tuple[str, list[list[str]]]], data: st.DataObject
) -> None:
    found = source(named)
    choices: dict[str, str] = {}
    for _again in range(2):  # what is chosen first changes what is asked
        for part in parts_of(found, choices):
            of_lines = part.key.startswith(("group", "line", "order", "scale"))
            if of_lines and data.draw(st.booleans()):
                choices[part.key] = data.draw(st.sampled_from(part.options)).value
    parts, ladder = parts_of(found, choices), ladder_of(found, choices)
    for part in parts:
        assert part.chosen in {option.value for option in part.options}
    if "role" in {part.key for part in parts}:  # the other roles are told by their number
        return
    told = _told(parts, ladder)
    cells = (cell for table in found.tables for row in table.rows for cell in row)
    lines = (line.removeprefix("- ") for cell in cells for line in cell.text.split("\n"))
    assert [line for line in lines if any(word not in told for word in line.split(", "))] == []


def _told(parts: tuple[Part, ...], ladder: Ladder) -> str:
    """Everything an editor is shown of a source."""
    told = [*(str(part.title) for part in parts), *ladder.levels, ladder.title]
    told += [str(option.label) for part in parts for option in part.options]
    for row in ladder.rows:
        told += [f"{row.group}: {row.text}: {row.wording}: {row.description}"]
    return "\n".join(told)


LEVELS = ("Junior Baker", "Baker", "Senior Baker", "Head Baker")
SKILLS = ("Dough", "Ovens", "Trust", "Recipes")
drawn = st.dictionaries(
    st.tuples(st.sampled_from(SKILLS), st.sampled_from(LEVELS)), st.integers(1, 4), min_size=1
)


def asked(ladder: Ladder) -> dict[tuple[str, str], int]:
    """What each level asks of each skill."""
    return {(row.text, row.level): row.proficiency for row in ladder.rows if row.kind == "skill"}


@given(drawn, st.booleans())
def test_a_ladder_in_a_matrix_comes_back(points: dict[tuple[str, str], int], turned: bool) -> None:
    levels = LEVELS[::-1] if turned else LEVELS
    rows = [
        ["Skill", *levels],
        *([skill, *(str(points.get((skill, level), "")) for level in levels)] for skill in SKILLS),
    ]
    ladder = ladder_of(source([("", [row for row in rows if any(row[1:])])]), {})
    assert (ladder.levels, asked(ladder)) == (LEVELS, points)


@given(drawn, st.randoms())
def test_a_ladder_in_long_rows_comes_back(
    points: dict[tuple[str, str], int], chance: random.Random
) -> None:
    rows = [[level, skill, str(point)] for (skill, level), point in points.items()]
    chance.shuffle(rows)
    ladder = ladder_of(source([("", [["Level", "Skill", "Proficiency"], *rows])]), {})
    used = tuple(level for level in LEVELS if any(level == row[0] for row in rows))
    assert (ladder.levels, asked(ladder)) == (used, points)
