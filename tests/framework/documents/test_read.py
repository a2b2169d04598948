"""Documents by different hands: what is read, reported, refused; and nothing is lost."""

from __future__ import annotations

import os
import random
import time
import tracemalloc
from pathlib import Path

import pytest

from careerpath.framework.documents.model import (
    Advice,
    Circle,
    DayLine,
    DocumentRefused,
    Exercise,
    Group,
    Note,
    Pay,
    Phase,
    ProjectIdea,
    Questions,
    Remark,
    Rung,
    SkillAsked,
    Years,
)
from careerpath.framework.documents.read import read, read_text
from careerpath.framework.documents.write import write
from tests.framework.documents.checker import lost

DATA = Path(__file__).parents[2] / "data" / "documents"
SEED = DATA / "ml-engineer.md"
FILES = sorted(DATA.glob("*.md"))
MUTANTS = int(os.environ.get("CAREERPATH_DOCUMENTS", "60"))
HEAD = "# Career Path: Baker\n\n## Career Progression\n\n### Junior Baker (0-2 years)\n\n"


def level(body: str) -> Rung:
    return read_text(HEAD + body).document.levels[0]


def remarks(text: str) -> list[str]:
    return [remark.reason for remark in read_text(text).remarks]


# --- Whole documents --------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_read_loses_nothing_of_a_document(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert lost(source, read_text(source)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_document_is_the_same_after_writing_and_reading(file: Path) -> None:
    document = read(file.read_bytes()).document
    text = write(document)
    assert read_text(text).document == document
    assert write(read_text(text).document) == text


def test_checker_sees_what_a_reader_loses() -> None:
    source = SEED.read_text(encoding="utf-8")
    assert lost(source + "\n- Kaggle galore\n", read_text(source)) == [(246, "kaggle galore")]


def test_read_counts_everything_of_the_seed() -> None:
    reading = read(SEED.read_bytes())
    path = reading.document
    assert reading.remarks == ()
    assert path.notes == ()
    assert [rung.short_name for rung in path.levels] == [
        "Junior", "Mid-Level", "Senior", "Staff", "Principal",
    ]  # fmt: skip
    asked = [group for rung in path.levels for group in rung.groups]
    counts = {
        "core": len(path.core_responsibilities),
        "responsibilities": sum(len(rung.responsibilities) for rung in path.levels),
        "technical groups": len({group.name for group in asked if not group.soft}),
        "technical": sum(len(group.skills) for group in asked if not group.soft),
        "soft": sum(len(group.skills) for group in asked if group.soft),
        "day": sum(len(rung.day) for rung in path.levels),
        "shares": [sum(line.percent or 0 for line in rung.day) for rung in path.levels],
        "phases": len(path.phases),
        "projects": sum(len(rung.projects) for rung in path.levels),
        "questions": sum(len(part.questions) for part in path.interview),
        "networking": [len(circle.entries) for circle in path.networking],
        "tips": len(path.tips),
        "transitions": len(path.transitions),
    }
    assert counts == {
        "core": 6, "responsibilities": 28, "technical groups": 18, "technical": 63, "soft": 22,
        "day": 22, "shares": [100] * 5, "phases": 4, "projects": 15, "questions": 8,
        "networking": [3, 3, 3], "tips": 5, "transitions": 4,
    }  # fmt: skip
    assert path.transition_timeline.startswith("3-6 months for engineers")
    assert path.flexibility.startswith("ML engineers often have")
    assert path.system_design_focus.startswith("Focus on scalability")
    assert path.levels[4].pay == Pay(
        350_000, 600_000, True, "USD", "significant equity in AI/ML companies"
    )


def test_read_takes_apart_another_hand() -> None:
    path = read((DATA / "data-analyst.md").read_bytes()).document
    assert path.levels[2] == Rung(
        name="Lead Data Analyst",
        short_name="Lead",
        years=Years(4),
        responsibilities=("Set standards for metrics",),
        groups=(
            Group(
                "Technical skills",
                (
                    SkillAsked("Metric design", must_have=True),
                    SkillAsked("Mentoring", proficiency=4),
                    SkillAsked("Data governance"),
                ),
            ),
        ),
        pay=Pay(note="from 100,000 USD"),
    )
    assert path.levels[0].projects == (
        ProjectIdea("Public dashboard of city data"),
        ProjectIdea(
            "Cohort analysis",
            "retention of an open data set",
            (
                Exercise("SQL", "the cohorts are window functions"),
                Exercise("Tableau/Looker", "the result is a dashboard"),
            ),
        ),
    )
    assert path.phases == (
        Phase("Learn SQL until it is boring", Years(0, 2)),
        Phase(
            "Depth", Years(2, 4), "statistics and experiments", "Python, causal inference",
            "doubt your own chart first",
        ),
        Phase("Later", None, "Choose between people and craft"),
    )  # fmt: skip
    assert path.networking == (
        Circle("Online", ("Locally Optimistic", "dbt community chat")),
        Circle("Offline", ("Meetups (PyData, local user groups)",)),
        Circle("", ("Kaggle",)),
    )
    assert path.interview == (
        Questions("SQL", "", ("Explain a left join.", "Find duplicates in a table.")),
    )
    assert path.system_design_focus == "not asked, but data models are"
    assert path.notes[-1] == Note(
        "What this ladder is not",
        "It is not a performance review.\n\n**Nor is it a promise**\n\n"
        "Pay bands change every year.",
    )


def test_read_turns_levels_that_run_downwards() -> None:
    reading = read((DATA / "security-engineer.md").read_bytes())
    assert [rung.name for rung in reading.document.levels] == [
        "Junior Security Engineer (3-1 years)", "Security Engineer", "Senior Security Engineer",
    ]  # fmt: skip
    assert Remark(59, "Git", "This level asks this skill already.") in reading.remarks


def test_read_keeps_markup_as_inert_text() -> None:
    path = read((DATA / "product-manager.md").read_bytes()).document
    assert path.notes == (
        Note(
            "Certificates we like",
            "None is needed. If your employer pays: <b>Pragmatic</b>, Reforge.\n\n"
            '<script>alert("hello")</script>',
        ),
    )


# --- Parts ------------------------------------------------------------------------------------


def test_read_level_with_shares_of_more_than_a_day_keeps_them_as_text() -> None:
    body = "**Day in the Life:**\n- Ovens (90%)\n- Shop: 40%\n"
    assert level(body).day == (DayLine("Ovens (90% of time)"), DayLine("Shop (40% of time)"))
    assert remarks(HEAD + body) == ["The shares add to 130%, more than a day has; kept as text."]


def test_read_level_twice_keeps_the_second_as_a_note() -> None:
    reading = read_text(f"{HEAD}**Responsibilities:**\n- Knead\n\n### Junior Baker\n\nAgain.\n")
    assert [rung.name for rung in reading.document.levels] == ["Junior Baker"]
    assert reading.document.notes == (Note("Junior Baker", "Again."),)
    assert [remark.line for remark in reading.remarks] == [10]


def test_read_levels_by_the_ranks_they_name_unless_they_clash() -> None:
    text = "# Baker Career Path\n\n## Levels\n\n### Level 2: Master\n\n### Level {}: Junior\n"
    turned = read_text(text.format(1))
    assert [rung.name for rung in turned.document.levels] == ["Junior", "Master"]
    clash = read_text(text.format(2))
    assert [rung.name for rung in clash.document.levels] == ["Master", "Junior"]
    assert [remark.reason for remark in clash.remarks] == [
        "Two levels name the same rank; kept in their order."
    ]


def test_read_marks_and_ids() -> None:
    text = (
        "# Career Path: Baker {#baking}\n\n**Threshold:** 70%\n\n## Career Progression\n\n"
        "### Junior Baker (0-2 years) {#start}\n\n**Threshold:** 60%\n**Short Name:** Beginner\n\n"
        "**Required Skills:**\n- **Dough {#d}:** kneading (must-have, Leading) {#k}, Rye (Aware)\n"
    )
    path = read_text(text).document
    assert (path.title, path.public_id, path.threshold_percent) == ("Baker", "baking", 70)
    assert path.levels[0] == Rung(
        "Junior Baker", "Beginner", Years(0, 2), 60, public_id="start",
        groups=(
            Group(
                "Dough",
                (SkillAsked("Kneading", 4, True, "k"), SkillAsked("Rye", 1)),
                public_id="d",
            ),
        ),
    )  # fmt: skip


def test_read_advice_too_long_for_a_name_is_all_text() -> None:
    long = "word " * 50
    path = read_text(f"{HEAD}## Salary Negotiation Tips\n\n- {long}\n- Ask: twice\n").document
    assert path.tips == (Advice("", long.strip()), Advice("Ask", "twice"))


# --- Refusals ---------------------------------------------------------------------------------

NO_LEVEL = "This does not read as a career path: no level found."


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "The document is empty."),
        (b" \n\n", 1, "The document is empty."),
        (b"# A\n\ncaf\xe9", 3, "This is not UTF-8 text. Save the file as UTF-8."),
        (b"# A\n\0", 2, "The character U+0000 does not belong in a text."),
        ("# A\ufdd0".encode(), 1, "The character U+FDD0 does not belong in a text."),
        (b"x" * 5_000_000, 1, "The document has 5,000,000 bytes; at most 262,144 are read."),
        (b"- a\n" * 60_000, 6001, "The document has 60,001 lines; at most 6,000 are read."),
        (b"# A\n" + b"x" * 6000, 2, "This line has 6,000 characters; at most 5,000 are read."),
        (b"just words", 1, "No title: a career path starts with “# Career Path: Role”."),
        (b"## Levels\n", 1, "The first heading must name the role: “# Career Path: Role”."),
        (b"# My tool\n\n## Usage\n\nRun it.\n", 1, NO_LEVEL),
        (b"<html><h1>Career Path</h1></html>", 1, "No title"),
    ],
)
def test_read_refuses_naming_line_and_reason(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(data)
    assert refused.value.line == line
    assert refused.value.reason.startswith(reason)


def test_read_refuses_lists_nested_a_thousand_deep() -> None:
    deep = "".join(f"{' ' * n}- a\n" for n in range(0, 600, 2))
    with pytest.raises(DocumentRefused, match="nested more than 19 deep") as refused:
        read_text(HEAD + deep)
    assert refused.value.line == 25


def test_read_refuses_more_levels_than_a_ladder_has() -> None:
    with pytest.raises(DocumentRefused, match="at most 40 levels"):
        read_text("# X\n\n## Levels\n\n" + "".join(f"### L{n}\n" for n in range(41)))


# --- Bounds and fuzz --------------------------------------------------------------------------

SKILLS = f"{HEAD}**Required Skills:**\n"
HEAVY = {
    "items": HEAD + "- a\n" * 5900,
    "skills": SKILLS + "".join(f"- G{n}: s{n}, t{n}, u{n}\n" for n in range(5900)),
    "one long list": SKILLS + ("- G: " + "a, " * 1600 + "\n") * 50,
    "brackets": SKILLS + ("- G: " + "(" * 4900 + "\n") * 50,
    "days": f"{HEAD}**Day in the Life:**\n" + ("- " + "(1% " * 1200 + "\n") * 50,
    "pay": (f"{HEAD}**Pay:** " + "1 000 " * 800 + "\n") * 40,
    "years": HEAD + "".join(f"### A{n} " + "(0-2 years" * 400 + "\n" for n in range(35)),
    "bold": HEAD + ("**a" * 1600 + "\n") * 50,
    "labels": HEAD + "**Typical Responsibilities:**\n" * 5900,
    "notes": HEAD + "## Foo\nx\n" * 2900,
    "projects": f"{HEAD}## Projects\n### Junior\n" + "".join(f"- a{n}\n" for n in range(5900)),
    "nested": HEAD + "".join("  " * n + "- a\n" for n in range(18)) * 320,
    "fences": HEAD + "```\n" * 5901,
    "rules": HEAD + "a\n\n---\n" * 1900,
}


@pytest.mark.parametrize("name", HEAVY)
def test_read_stays_fast_and_small(name: str) -> None:
    start = time.process_time()
    read(HEAVY[name].encode())
    assert time.process_time() - start < 2
    tracemalloc.start()
    read(HEAVY[name].encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 128 * 1024 * 1024


def test_read_survives_mutated_documents() -> None:
    """Refused with a line and a reason, or read, written and read back the same."""
    sources = [file.read_text(encoding="utf-8") for file in FILES]
    refusals: list[tuple[int, str]] = []
    chance = random.Random(MUTANTS)  # noqa: S311  # repeatable, not secret
    for _ in range(MUTANTS):
        text = mutated(chance, sources)
        start = time.process_time()
        try:
            document = read(text.encode()).document
        except DocumentRefused as refused:
            refusals.append((refused.line, refused.reason))
            continue
        finally:
            assert time.process_time() - start < 2
        written = write(document)
        assert read_text(written).document == document, text
        assert write(read_text(written).document) == written, text
    assert all(line >= 1 and reason for line, reason in refusals)


def mutated(chance: random.Random, sources: list[str]) -> str:
    """A document after a few accidents: lines lost, doubled, moved, mixed, characters changed."""
    lines = chance.choice(sources).split("\n")
    other = chance.choice(sources).split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        accident = chance.randrange(6)
        if accident == 0:
            lines[at : at + chance.randint(1, 20)] = []
            lines = lines or [""]
        elif accident == 1:
            lines.insert(at, chance.choice(other))
        elif accident == 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif accident == 3:
            lines[at] = " " * chance.randint(0, 6) + lines[at]
        elif accident == 4:
            where = chance.randint(0, len(lines[at]))
            sign = chance.choice(list("*_`#-+:;,()[]{}<>%|\\/~ \t0129$€&Aé\u00a0\u2028\n\x00\x0c"))
            lines[at] = lines[at][:where] + sign + lines[at][where + chance.randint(0, 3) :]
        else:
            start = chance.randrange(len(other))
            lines[at:at] = other[start : start + chance.randint(1, 30)]
    return "\n".join(lines)
