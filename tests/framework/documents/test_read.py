"""Documents by different hands: what is read, reported, refused; and nothing is lost."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


# Levels, technical skills, soft ones, day lines, levels with pay, with years, projects, phases,
# questions, people to meet, tips, transitions, notes: each document was read beside its source.
COUNTS = {
    "backend-engineer": (5, 45, 10, 15, 2, 4, 6, 5, 13, 4, 4, 7, 13),
    "clinical-data-manager": (5, 42, 9, 13, 3, 5, 5, 5, 9, 0, 0, 2, 10),
    "community-manager": (5, 56, 9, 11, 5, 4, 3, 4, 12, 4, 4, 5, 8),
    "data-analyst": (3, 12, 2, 3, 1, 3, 2, 3, 2, 4, 0, 0, 5),
    "data-analyst-pune": (5, 54, 22, 19, 5, 5, 9, 4, 12, 1, 5, 5, 7),
    "devops-flat": (3, 13, 2, 3, 3, 3, 4, 0, 0, 1, 2, 2, 4),
    "frontend-engineer": (3, 19, 3, 8, 2, 3, 6, 0, 4, 3, 3, 2, 2),
    "ios-developer": (6, 55, 15, 22, 5, 6, 6, 4, 11, 4, 4, 5, 6),
    "mechanical-design-engineer": (6, 61, 9, 16, 4, 5, 6, 4, 11, 4, 1, 6, 6),
    "ml-engineer": (5, 63, 22, 22, 5, 5, 15, 4, 8, 9, 5, 4, 0),
    "product-manager": (4, 14, 6, 7, 3, 4, 0, 0, 0, 0, 3, 2, 1),
    "security-engineer": (3, 16, 3, 3, 2, 2, 0, 0, 2, 3, 0, 2, 5),
    "security-engineer-leeds": (5, 46, 14, 21, 5, 5, 5, 4, 7, 3, 3, 6, 4),
    "technical-writer": (4, 34, 14, 18, 4, 4, 7, 4, 10, 6, 5, 7, 8),
    "ux-designer": (3, 13, 2, 4, 2, 3, 2, 2, 0, 2, 2, 0, 4),
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_read_understands_a_document(file: Path) -> None:
    path = read(file.read_bytes()).document
    groups = [group for rung in path.levels for group in rung.groups]
    assert COUNTS[file.stem] == (
        len(path.levels),
        sum(len(group.skills) for group in groups if not group.soft),
        sum(len(group.skills) for group in groups if group.soft),
        sum(len(rung.day) for rung in path.levels),
        sum(rung.pay.lowest is not None for rung in path.levels),
        sum(rung.years is not None for rung in path.levels),
        sum(len(rung.projects) for rung in path.levels),
        len(path.phases),
        sum(len(asked.questions) for asked in path.interview),
        sum(len(circle.entries) for circle in path.networking),
        len(path.tips),
        len(path.transitions),
        len(path.notes) + sum(len(rung.notes) for rung in path.levels),
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


def test_read_list_below_a_bullet_with_no_words_is_a_list_of_no_name() -> None:
    skills = level("**Required Skills:**\n- API: REST\n-\n  - OpenAPI\n- curl\n").groups
    found = [(group.name, [skill.name for skill in group.skills]) for group in skills]
    assert found == [("API", ["REST"]), ("Technical skills", ["OpenAPI", "curl"])]


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


# --- Bounds --------------------------------------------------------------------------

SKILLS = f"{HEAD}**Required Skills:**\n"
# Each of a size from 1 to 100: the longest that is read still.
HEAVY: dict[str, Callable[[int], str]] = {
    "items": lambda n: HEAD + "- a\n" * 59 * n,
    # 35 levels, since one may ask 500 at most.
    "skills": lambda n: (
        HEAD
        + "".join(
            f"### A{level}\n\n**Required Skills:**\n"
            + "".join(f"- G{k}: s{k}, t{k}, u{k}\n" for k in range(level, 59 * n, 35))
            + "\n"
            for level in range(35)
        )
    ),
    "one long list": lambda n: SKILLS + ("- G: " + "a, " * 16 * n + "\n") * 50,
    "brackets": lambda n: SKILLS + ("- G: " + "(" * 49 * n + "\n") * 50,
    "days": lambda n: f"{HEAD}**Day in the Life:**\n" + ("- " + "(1% " * 12 * n + "\n") * 50,
    "pay": lambda n: (f"{HEAD}**Pay:** " + "1 000 " * 8 * n + "\n") * 40,
    "years": lambda n: (
        HEAD + "".join(f"### A{k} " + "(0-2 years" * 4 * n + "\n" for k in range(35))
    ),
    "bold": lambda n: HEAD + ("**a" * 16 * n + "\n") * 50,
    "labels": lambda n: HEAD + "**Typical Responsibilities:**\n" * 59 * n,
    "notes": lambda n: HEAD + "## Foo\nx\n" * 29 * n,
    "projects": lambda n: (
        f"{HEAD}## Projects\n### Junior\n" + "".join(f"- a{k}\n" for k in range(59 * n))
    ),
    "nested": lambda n: HEAD + "".join("  " * k + "- a\n" for k in range(18)) * (32 * n // 10),
    "fences": lambda n: HEAD + "```\n" * (59 * n + 1),
    "rules": lambda n: HEAD + "a\n\n---\n" * 19 * n,
}


def calls_to_read(text: str) -> int:
    """How many functions are called: the same number on every machine, however busy."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        read(text.encode())
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", HEAVY)
def test_reading_twice_as_much_is_twice_the_work(name: str) -> None:
    """What it takes in seconds, `make proof-documents` says."""
    calls_to_read(HEAVY[name](10))  # what is done once and kept is not work that grows
    assert calls_to_read(HEAVY[name](20)) < 2.5 * calls_to_read(HEAVY[name](10))


@pytest.mark.parametrize("name", HEAVY)
def test_reading_half_of_the_longest_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    read(HEAVY[name](50).encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024 * 1024


def test_a_comma_or_semicolon_behind_a_label_does_not_make_it_another() -> None:
    text = "# X\n\n## Career Progression\n\n### A\n\n## Common Career Transitions\n\n"
    for mark in ("", ",", ";"):
        document = read_text(f"{text}**Timeline{mark}:** 6 months\n").document
        assert (document.transition_timeline, document.transitions) == ("6 months", ())


def test_a_transition_of_the_list_may_be_called_like_a_part_of_the_path() -> None:
    text = "# X\n\n## Career Progression\n\n### A\n\n## Common Career Transitions\n\n"
    document = read_text(f"{text}- **Timeline:** 6 months\n\n**Timeline:** a year\n").document
    told = (Advice("Timeline", "6 months"),)
    assert (document.transitions, document.transition_timeline) == (told, "a year")
