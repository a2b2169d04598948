"""A document in its one canonical form; reading it back gives the same document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from .blocks import (
    CLOSING,
    bullets,
    heading,
    id_mark,
    labelled,
    line,
    note_block,
    prose,
    section,
)
from .figures import name_and_years, write_day, write_pay, write_years
from .labels import any_label, strong_label
from .model import (
    SOFT_GROUP,
    Advice,
    Circle,
    DocumentRefused,
    Group,
    PathDocument,
    Phase,
    Questions,
    Rung,
)
from .names import is_forced_note, line_said, section_of
from .outline import Outline
from .parts.headings import Heading, read_heading, short_name
from .parts.interview import is_question
from .parts.projects import write_project
from .parts.skills import read_skills, write_label, write_skill, write_skills
from .parts.texts import path_label
from .parts.which import level_named, level_of
from .read import read_text
from .text import outside_fences, plain, protect, safe, said, soft
from .title import Title, read_title


def write(document: PathDocument) -> str:
    """The canonical Markdown; the same document always gives the same text."""
    written = _written(document)
    # Words that were no table where they come from might be one here, and give levels years.
    without_tables = outside_fences(written, lambda line: _TABLE.sub(r"\\\g<0>", line))
    if without_tables == written or _comes_back(written, document):
        return written
    return without_tables


_TABLE = re.compile(r"^(?=.*\|)[\s|:-]+$")  # the line below a table's head


def _comes_back(written: str, document: PathDocument) -> bool:
    try:
        return read_text(written).document == document
    except DocumentRefused:
        return False


def _written(document: PathDocument) -> str:
    blocks = [
        _title(document),
        *_overview(document),
        "## Career Progression",
        *_levels(document),
        *section("Skill Development Roadmap", map(_phase, document.phases)),
        *section("Project Portfolio by Level", _projects(document)),
        *section("Interview Preparation", _interview(document)),
        *section("Networking Strategies", ["\n".join(map(_circle, document.networking))]),
        *section("Salary Negotiation Tips", [bullets(map(_advice, document.tips))]),
        *section("Common Career Transitions", _transitions(document)),
        *(note_block(note, "##") for note in document.notes),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


# --- The path ---------------------------------------------------------------------------------


def _title(document: PathDocument) -> str:
    wanted = Title(document.title, document.public_id)
    tail = id_mark(document.public_id)
    return heading("#", f"Career Path: {document.title}", lambda t: read_title(t) == wanted, tail)


def _overview(document: PathDocument) -> list[str]:
    def unlabelled(found: Outline) -> bool:
        labels = (path_label(node) for node in found.nodes[0].children)
        return not any(section_of(label[0]) for label in labels if label)

    core = labelled("Core Responsibilities", map(line, document.core_responsibilities))
    percent = document.threshold_percent
    return section(
        "Role Overview",
        [
            prose(document.overview, unlabelled),
            core if document.core_responsibilities else "",
            f"**Threshold:** {percent}%" if percent is not None else "",
            f"**Language:** {document.language}" if document.language else "",
        ],
    )


def _projects(document: PathDocument) -> Iterator[str]:
    rungs = list(document.levels)
    for place, rung in enumerate(rungs):
        short = level_named(rungs, protect(soft(rung.short_name))) == place
        name = rung.short_name if short else rung.name
        if rung.projects:
            yield heading("###", name, partial(_names, rungs, place))
            yield "\n".join(line for project in rung.projects for line in write_project(project))


def _names(rungs: list[Rung], place: int, text: str) -> bool:
    return level_named(rungs, text) == place


def _phase(phase: Phase) -> str:
    before = f"Years {write_years(phase.years)}: " if phase.years else ""
    wanted = (phase.name, phase.years)

    def keeps(text: str) -> bool:
        name, years = name_and_years(plain(before + text))
        return (said(name), years) == wanted

    parts = {"Focus": phase.focus, "Key Skills": phase.key_skills, "Mindset": phase.mindset}
    lines = [f"**{label}:** {line(text)}" for label, text in parts.items() if text]
    name = safe(phase.name, lambda t: not CLOSING.search(t) and keeps(t))
    return f"### {before}{name}\n\n{bullets(lines)}".rstrip()


def _interview(document: PathDocument) -> Iterator[str]:
    for asked in document.interview:
        yield _questions(asked, list(document.levels))
    if focus := document.system_design_focus:
        yield f"**System Design Interviews:** {line(focus)}"


def _questions(asked: Questions, levels: list[Rung]) -> str:
    called = heading("###", asked.name, lambda t: said(t) == asked.name and not is_question(t))
    level = f"**Level:** {line(asked.level or 'any')}"
    questions = [f"{n}. {line(text)}" for n, text in enumerate(asked.questions, start=1)]
    told = level_of(asked.name, levels) == asked.level
    return "\n\n".join(b for b in (called, "" if told else level, "\n".join(questions)) if b)


def _circle(circle: Circle) -> str:
    if not circle.name:
        return bullets(map(_flat_entry, circle.entries))
    entries = "".join(f"\n  - {line(entry)}" for entry in circle.entries)
    return f"- {write_label(circle.name)}{entries}"


def _flat_entry(entry: str) -> str:
    return safe(entry, lambda text: not strong_label(text) and line_said(text) == entry)


def _advice(advice: Advice) -> str:
    if advice.name and advice.text:
        return f"{write_label(advice.name)} {line(advice.text)}"
    text = advice.name or advice.text
    return safe(text, lambda t: not any_label(t) and line_said(t) == text)


def _transitions(document: PathDocument) -> Iterator[str]:
    yield bullets(map(_advice, document.transitions))
    if timeline := document.transition_timeline:
        yield f"**Transition Timeline:** {line(timeline)}"
    if flexibility := document.flexibility:
        yield f"**Career Path Flexibility:** {line(flexibility)}"


# --- Levels -----------------------------------------------------------------------------------


def _levels(document: PathDocument) -> Iterator[str]:
    """Every level; with its rank where the years would turn the order, or a name is a section's."""
    starts = [rung.years.start for rung in document.levels if rung.years]
    falling = all(one > other for one, other in pairwise(starts))
    ranked = (falling and len(starts) > 1) or any(section_of(r.name) for r in document.levels)
    for rank, rung in enumerate(document.levels, start=1):
        yield _level_heading(rung, f"Level {rank}: " if ranked else "")
        yield from _level_parts(rung, document.title)


def _level_heading(rung: Rung, before: str) -> str:
    years = f" ({write_years(rung.years)} years)" if rung.years else ""
    tail = years + id_mark(rung.public_id)

    def keeps(text: str) -> bool:
        read = read_heading(before + text + tail)
        rank = read.rank if before else None
        wanted = Heading(rung.name, rung.years, rank, rung.public_id)
        return read == wanted and not is_forced_note(before + text + tail)

    return f"### {before}{safe(rung.name, lambda t: not CLOSING.search(t) and keeps(t))}{tail}"


def _level_parts(rung: Rung, title: str) -> Iterator[str]:
    if rung.short_name != short_name(rung.name, title):
        yield f"**Short Name:** {line(rung.short_name)}"
    if rung.threshold_percent is not None:
        yield f"**Threshold:** {rung.threshold_percent}%"
    yield labelled("Typical Responsibilities", map(line, rung.responsibilities))
    yield from _groups(rung)
    if rung.day:
        yield labelled("Day in the Life", map(write_day, rung.day))
    if pay := write_pay(rung.pay) if rung.pay.lowest is not None or rung.pay.note else "":
        yield f"**Compensation:** {pay}"
    if rung.pay.source:
        yield f"**Pay Source:** {line(rung.pay.source)}"
    for note in rung.notes:
        yield note_block(note, "####")


def _groups(rung: Rung) -> Iterator[str]:
    technical = [group for group in rung.groups if not group.soft]
    people = [group for group in rung.groups if group.soft]
    if technical:
        yield labelled("Required Skills", map(_group, technical))
    if people:
        yield labelled("Soft Skills", (line for group in people for line in _soft_group(group)))


def _group(group: Group) -> str:
    label, line = write_label(group.name, group.public_id), write_skills(group.skills)
    if tuple(read_skills(protect(line))) == group.skills:
        return f"{label} {line}"
    # “ and ” of two skills would hold what is between them together, and have no escape.
    return "\n".join([label, *(f"  - {write_skill(skill, mark=',')}" for skill in group.skills)])


def _soft_group(group: Group) -> list[str]:
    if group.name != SOFT_GROUP or group.public_id:
        return [_group(group)]
    return [write_skill(skill) for skill in group.skills]
