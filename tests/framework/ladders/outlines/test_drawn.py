"""Outlines out of nowhere: no text is lost, and a ladder written down comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.mapping import Part
from careerpath.framework.ladders.rows import Ladder, Row
from careerpath.framework.ladders.structure import Block, walk

from .blocks import head, item, label, source, text

WORDS = st.sampled_from([
    "Junior", "Senior", "Baker", "IC2", "L3", "Level 2", "Craft", "Team", "Skills", "Soft skills",
    "Responsibilities", "Salary", "Scope: one bench", "Kneads, shapes and bakes", "Hiring",
    "Introduction", "Learns fast.", "Dough: Rye, Wheat", "a", "Manager (2-4 years)", "7",
    "Trust: work is tasted", "Career Progression", "x" * 90,
])  # fmt: skip


def blocks(depth: int = 1) -> st.SearchStrategy[tuple[Block, ...]]:
    """Blocks below a heading of a depth."""
    leaves = st.one_of(st.builds(item, WORDS), st.builds(text, WORDS))
    if depth > 4:
        return st.lists(leaves, max_size=3).map(tuple)
    inner = blocks(depth + 1)
    holders = st.builds(
        lambda make, words, children: make(words, children),
        st.sampled_from(
            [
                lambda words, children: head(depth, words, *children),
                lambda words, children: label(words, *children),
                lambda words, children: item(words, *children),
                lambda _words, children: Block("table", "", "", 0, (*children, item("1"))),
            ]
        ),
        WORDS,
        inner,
    )
    return st.lists(st.one_of(leaves, holders), max_size=4).map(tuple)


@given(blocks(), st.data())
def test_no_text_is_lost_whatever_is_chosen(
    outline: tuple[Block, ...], data: st.DataObject
) -> None:
    found = source(*outline)
    choices: dict[str, str] = {}
    for _again in range(2):  # what is chosen first changes what is asked
        for part in parts_of(found, choices):
            if data.draw(st.booleans()):
                option = data.draw(st.sampled_from(part.options))
                choices[part.key] = option.value
    parts, ladder = parts_of(found, choices), ladder_of(found, choices)
    for part in parts:
        assert part.chosen in {option.value for option in part.options}
        if part.key in choices:
            assert part.chosen == choices[part.key]
    told = _told(parts, ladder)
    for block in walk(outline):
        assert all(words in told for words in block.text.replace(", ", ": ").split(": "))


def _told(parts: tuple[Part, ...], ladder: Ladder) -> str:
    """Everything an editor is shown of a source."""
    told = [*(str(part.title) for part in parts), *ladder.levels, ladder.title]
    told += [str(option.label) for part in parts for option in part.options]
    for row in ladder.rows:
        told += [f"{row.group}: {row.text}: {row.wording}", *row.text.split("\n\n")]
    return "\n".join(told).replace("\n- ", "\n")


LEVELS = ("Junior Baker", "Baker", "Senior Baker", "Head Baker")
line = st.text("abcdef ", min_size=1, max_size=12).map(str.strip).filter(bool)
rows = st.lists(
    st.builds(
        lambda level, group, kind, words: Row(level, kind, f"does {words}", "", group),
        st.sampled_from(LEVELS),
        st.sampled_from(["Craft", "Team", "Trust"]),
        st.sampled_from(["skill", "responsibility", "project", "question"]),
        line,
    ),
    unique=True,
    max_size=15,
)


@given(rows, st.booleans(), st.booleans())
def test_a_ladder_written_down_comes_back(drawn: list[Row], turned: bool, folded_in: bool) -> None:
    """Level by level, or part by part with the levels inside; the highest first or last."""
    levels = LEVELS[::-1] if turned else LEVELS
    groups = {f"{row.group} {row.kind}": row.kind for row in drawn}

    def lines(level: str, group: str) -> list[Block]:
        return [
            item(row.text)
            for row in drawn
            if (row.level, f"{row.group} {row.kind}") == (level, group)
        ]

    if folded_in and groups:
        outline = [
            head(2, group, *(head(3, level, *lines(level, group)) for level in levels))
            for group in groups
        ]
        where = (
            "heading 3 everywhere"
            if len(groups) > 1
            else f"heading 3 below baker / {next(iter(groups)).casefold()}"
        )
    else:
        outline = [
            head(2, level, *(head(3, g, *found) for g in groups if (found := lines(level, g))))
            for level in levels
        ]
        where = "heading 2 below baker"
    choices = {"levels": where, **{f"part: {g.casefold()}": kind for g, kind in groups.items()}}
    if folded_in and len(groups) == 1:
        choices["lines"] = next(iter(groups.values()))
    ladder = ladder_of(source(head(1, "Baker", *outline)), choices)
    assert ladder.levels == LEVELS

    def asked(found: list[Row]) -> set[tuple[str, str, str]]:
        return {(row.level, row.kind, row.text) for row in found}

    assert asked([*ladder.rows]) == asked(drawn)
