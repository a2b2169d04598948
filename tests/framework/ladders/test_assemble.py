"""Rows become a document that reads back, and wordings beside it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.documents.model import (
    Group,
    Note,
    PathDocument,
    Pay,
    ProjectIdea,
    Questions,
    Rung,
    SkillAsked,
    Years,
)
from careerpath.framework.documents.read import read_text
from careerpath.framework.documents.write import write
from careerpath.framework.ladders.assemble import Assembled, Wording, assemble
from careerpath.framework.ladders.rows import Ladder, Row
from tests.framework.documents.strategies import line

ROWS = (
    Row("", "note", "Bakers make bread.", "line 2"),
    Row("", "responsibility", "Bake every day", "line 3"),
    Row("Junior Baker", "years", "0-2 years", "line 4"),
    Row("Junior Baker", "pay", "28 000 - 34 000 CZK", "line 4"),
    Row("Junior Baker", "skill", "kneading", "line 5", "Craft", 2, wording="Follows a recipe"),
    Row("Junior Baker", "skill", "Asks early", "line 6", "", soft=True),
    Row("Junior Baker", "responsibility", "Fills the shelf", "line 7", "Impact"),
    Row("Senior Baker", "short name", "B2", "line 8"),
    Row("Senior Baker", "skill", "Kneading", "line 9", "craft", 4, True, wording="Writes recipes"),
    Row("Senior Baker", "skill", "Kneading", "line 9", "Trust", 3),
    Row("Senior Baker", "skill", "Ovens", "line 9", "Trust", 0),
    Row("Senior Baker", "project", "A week of bread: Seven loaves", "line 10"),
    Row("Senior Baker", "question", "Why does dough rise?", "line 11"),
    Row("Senior Baker", "note", "One shop.", "line 12", "Scope"),
    Row("Senior Baker", "left out", "Page 3", "line 13"),
)


def test_rows_become_a_document_and_wordings() -> None:
    assert assemble(Ladder("Baker", ("Junior Baker", "Senior Baker"), ROWS)) == Assembled(
        PathDocument(
            "Baker",
            overview="Bakers make bread.",
            core_responsibilities=("Bake every day",),
            levels=(
                Rung(
                    "Junior Baker",
                    "Junior",
                    Years(0, 2),
                    responsibilities=("Impact: Fills the shelf",),
                    groups=(
                        Group("Craft", (SkillAsked("Kneading", 2),)),
                        Group("Soft skills", (SkillAsked("Asks early"),), soft=True),
                    ),
                    pay=Pay(28000, 34000, currency="CZK"),
                ),
                Rung(
                    "Senior Baker",
                    "B2",
                    groups=(Group("Craft", (SkillAsked("Kneading", 4, must_have=True),)),),
                    projects=(ProjectIdea("A week of bread", "Seven loaves"),),
                    notes=(Note("Scope", "One shop."),),
                ),
            ),
            interview=(Questions("Senior Baker", "B2", ("Why does dough rise?",)),),
        ),
        (Wording("Kneading", "", ((2, "Follows a recipe"), (4, "Writes recipes"))),),
        (),
    )


def test_a_sentence_too_long_for_a_name_is_cut_and_stands_whole_in_the_description() -> None:
    text = "Knows " + "the oven and " * 30
    row = Row("Junior", "skill", text, "line 1", wording="w" * 301)
    assembled = assemble(Ladder("Baker", ("Junior",), (row,)))
    (skill,) = assembled.document.levels[0].groups[0].skills
    assert skill.name == "Knows " + "the oven and " * 14 + "the oven…"
    assert len(skill.name) <= 200
    assert assembled.wordings == (Wording(skill.name, f"{text.strip()}\n\n{'w' * 301}"),)


def test_what_keeps_people_from_being_measured_is_told() -> None:
    asks = Row("B", "skill", "Kneading", "")
    many = tuple(Row("C", "skill", f"Skill {n}", "") for n in range(501))

    def told(levels: tuple[str, ...], *rows: Row) -> tuple[str, ...]:
        return assemble(Ladder("Baker", levels, rows, ("First.",))).warnings

    assert told(()) == ("First.", "No level was found.")
    assert told(("A", "B")) == (
        "First.",
        "No level asks a skill: nobody can be measured on this path.",
    )
    assert told(("A", "B"), asks) == ("First.", "A asks no skill.")
    assert told(("A", "B", "C"), asks) == ("First.", "A and C ask no skill.")
    assert told(("C",), *many) == ("First.", "C asks 501 skills; at most 500 can be rated.")


LEVELS = ("Junior", "Senior Baker", "L3")
rows = st.builds(
    Row,
    st.sampled_from(["", *LEVELS]),
    st.sampled_from(
        ["skill", "responsibility", "project", "question", "note", "years", "pay", "left out"]
    ),
    line(),
    st.just("line 1"),
    st.one_of(st.just(""), line()),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
    st.one_of(st.just(""), line()),
)


@given(st.lists(rows, max_size=12))
def test_what_was_put_together_is_written_and_read_back_as_it_is(found: list[Row]) -> None:
    document = assemble(Ladder("Baker", LEVELS, tuple(found))).document
    again = read_text(write(document)).document
    assert again == replace(document)
