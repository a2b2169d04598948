"""A document in its one canonical form; reading it back gives the same document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise

from .figures import name_and_years, write_day, write_pay, write_years
from .labels import any_label, strong_label
from .model import (
    SOFT_GROUP,
    Advice,
    Circle,
    DocumentRefused,
    Group,
    Note,
    PathDocument,
    Phase,
    Questions,
    Rung,
)
from .names import is_forced_note, line_said, note_heading, part_of, part_within, section_of
from .nodes import walk
from .outline import Outline, outline
from .parts.headings import Heading, read_heading, short_name
from .parts.interview import is_question
from .parts.levels import has_parts
from .parts.projects import write_project
from .parts.skills import read_skills, write_label, write_skill, write_skills
from .parts.texts import path_label
from .parts.which import level_named, level_of
from .read import read_text
from .text import hard, outside_fences, plain, protect, safe, said, soft
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
        *_section("Skill Development Roadmap", map(_phase, document.phases)),
        *_section("Project Portfolio by Level", _projects(document)),
        *_section("Interview Preparation", _interview(document)),
        *_section("Networking Strategies", ["\n".join(map(_circle, document.networking))]),
        *_section("Salary Negotiation Tips", [_list(map(_advice, document.tips))]),
        *_section("Common Career Transitions", _transitions(document)),
        *(_note(note, "##") for note in document.notes),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


# --- Lines and headings -----------------------------------------------------------------------


def _line(text: str) -> str:
    return safe(text, lambda written: line_said(written) == text and not part_within(written))


def _heading(marks: str, text: str, keeps: Callable[[str], bool], tail: str = "") -> str:
    """A heading whose text reads back; Markdown drops number signs at its end."""
    return f"{marks} {safe(text, lambda t: not _CLOSING.search(t) and keeps(t + tail))}{tail}"


_CLOSING = re.compile(r"(^|\s)#+$")


def _list(lines: Iterable[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {line}" for line in lines)


def _labelled(label: str, lines: Iterable[str]) -> str:
    """A bold label with a list right below it."""
    return f"**{label}:**\n{_list(lines)}".rstrip()


def _section(heading: str, blocks: Iterable[str]) -> list[str]:
    """A section, or nothing where nothing is in it."""
    filled = [block for block in blocks if block]
    return [f"## {heading}", *filled] if filled else []


def _id(public_id: str) -> str:
    return f" {{#{public_id}}}" if public_id else ""


# --- Prose ------------------------------------------------------------------------------------


def _prose(text: str, keeps: Callable[[Outline], bool] = lambda _: True) -> str:
    """Prose as it is if it reads back, else with every mark escaped."""
    softly = outside_fences(text, lambda line: line.replace("\\", "\\\\"))
    return softly if _reads_back(softly, text, keeps) else "\n".join(map(hard, text.split("\n")))


def _reads_back(written: str, text: str, keeps: Callable[[Outline], bool]) -> bool:
    """Whether prose between headings is itself again and opens nothing that reaches beyond."""
    try:
        found = outline(f"# A\n\n{written}\n\n# B")
    except DocumentRefused:
        return False
    if [node.kind for node in found.nodes] != ["heading", "heading"]:
        return False
    inside = found.nodes[0].children
    return (
        not any(n.kind == "heading" for n in walk(inside))
        and found.raw(inside) == text
        and keeps(found)
    )


def _note(note: Note, marks: str) -> str:
    """A note under its heading, marked “Note:” where the heading alone means something else."""
    known = section_of if marks == "##" else part_of

    def keeps(text: str) -> bool:
        return (
            known(text) is None and not is_forced_note(text) and note_heading(text) == note.heading
        )

    text = _prose(note.text)
    written = safe(note.heading, keeps)
    level_like = marks == "##" and has_parts(outline(f"# A\n\n{text}").nodes[0])
    if level_like or not keeps(protect(written)) or _CLOSING.search(written):
        forced = safe(
            note.heading,
            lambda t: note_heading(f"Note: {t}") == note.heading and not _CLOSING.search(t),
        )
        written = f"Note: {forced}"
    return f"{marks} {written}\n\n{text}".rstrip()


# --- The path ---------------------------------------------------------------------------------


def _title(document: PathDocument) -> str:
    wanted = Title(document.title, document.public_id)
    tail = _id(document.public_id)
    return _heading("#", f"Career Path: {document.title}", lambda t: read_title(t) == wanted, tail)


def _overview(document: PathDocument) -> list[str]:
    def unlabelled(found: Outline) -> bool:
        labels = (path_label(node) for node in found.nodes[0].children)
        return not any(section_of(label[0]) for label in labels if label)

    core = _labelled("Core Responsibilities", map(_line, document.core_responsibilities))
    percent = document.threshold_percent
    return _section(
        "Role Overview",
        [
            _prose(document.overview, unlabelled),
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
            yield _heading("###", name, partial(_names, rungs, place))
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
    lines = [f"**{label}:** {_line(text)}" for label, text in parts.items() if text]
    name = safe(phase.name, lambda t: not _CLOSING.search(t) and keeps(t))
    return f"### {before}{name}\n\n{_list(lines)}".rstrip()


def _interview(document: PathDocument) -> Iterator[str]:
    for asked in document.interview:
        yield _questions(asked, list(document.levels))
    if focus := document.system_design_focus:
        yield f"**System Design Interviews:** {_line(focus)}"


def _questions(asked: Questions, levels: list[Rung]) -> str:
    heading = _heading("###", asked.name, lambda t: said(t) == asked.name and not is_question(t))
    level = f"**Level:** {_line(asked.level or 'any')}"
    questions = [f"{n}. {_line(text)}" for n, text in enumerate(asked.questions, start=1)]
    told = level_of(asked.name, levels) == asked.level
    return "\n\n".join(b for b in (heading, "" if told else level, "\n".join(questions)) if b)


def _circle(circle: Circle) -> str:
    if not circle.name:
        return _list(map(_flat_entry, circle.entries))
    entries = "".join(f"\n  - {_line(entry)}" for entry in circle.entries)
    return f"- {write_label(circle.name)}{entries}"


def _flat_entry(entry: str) -> str:
    return safe(entry, lambda text: not strong_label(text) and line_said(text) == entry)


def _advice(advice: Advice) -> str:
    if advice.name and advice.text:
        return f"{write_label(advice.name)} {_line(advice.text)}"
    text = advice.name or advice.text
    return safe(text, lambda t: not any_label(t) and line_said(t) == text)


def _transitions(document: PathDocument) -> Iterator[str]:
    yield _list(map(_advice, document.transitions))
    if timeline := document.transition_timeline:
        yield f"**Transition Timeline:** {_line(timeline)}"
    if flexibility := document.flexibility:
        yield f"**Career Path Flexibility:** {_line(flexibility)}"


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
    tail = years + _id(rung.public_id)

    def keeps(text: str) -> bool:
        read = read_heading(before + text + tail)
        rank = read.rank if before else None
        wanted = Heading(rung.name, rung.years, rank, rung.public_id)
        return read == wanted and not is_forced_note(before + text + tail)

    return f"### {before}{safe(rung.name, lambda t: not _CLOSING.search(t) and keeps(t))}{tail}"


def _level_parts(rung: Rung, title: str) -> Iterator[str]:
    if rung.short_name != short_name(rung.name, title):
        yield f"**Short Name:** {_line(rung.short_name)}"
    if rung.threshold_percent is not None:
        yield f"**Threshold:** {rung.threshold_percent}%"
    yield _labelled("Typical Responsibilities", map(_line, rung.responsibilities))
    yield from _groups(rung)
    if rung.day:
        yield _labelled("Day in the Life", map(write_day, rung.day))
    if pay := write_pay(rung.pay) if rung.pay.lowest is not None or rung.pay.note else "":
        yield f"**Compensation:** {pay}"
    if rung.pay.source:
        yield f"**Pay Source:** {_line(rung.pay.source)}"
    for note in rung.notes:
        yield _note(note, "####")


def _groups(rung: Rung) -> Iterator[str]:
    technical = [group for group in rung.groups if not group.soft]
    people = [group for group in rung.groups if group.soft]
    if technical:
        yield _labelled("Required Skills", map(_group, technical))
    if people:
        yield _labelled("Soft Skills", (line for group in people for line in _soft_group(group)))


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
