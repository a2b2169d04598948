"""What a career-path document says, as a frozen tree without a database.

Every text is one clean line (no control characters, single spaces) unless it is called prose:
overview and notes keep their lines. Empty strings mean "not said".
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

DEFAULT_PROFICIENCY = 3
TECHNICAL_GROUP = "Technical skills"
SOFT_GROUP = "Soft skills"


class DocumentRefused(Exception):  # the word people read
    """A document that can't be read at all; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(gettext("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to check: the line it stands at, its text, and what was made of it."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Years:
    """Years of experience; `end` None is open (“10+”)."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """Yearly pay in whole units. Without figures, `note` holds what was written."""

    lowest: int | None = None
    highest: int | None = None
    open_ended: bool = False
    currency: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SkillAsked:
    """A skill a level asks. `public_id` only where it can't be told from the name."""

    name: str
    proficiency: int = DEFAULT_PROFICIENCY
    must_have: bool = False
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What a level asks of one group of skills; never empty."""

    name: str
    skills: tuple[SkillAsked, ...]
    soft: bool = False
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """An activity; `percent` None where nobody says a whole share from 0 to 100."""

    activity: str
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """A project exercises a skill, and why."""

    skill: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProjectIdea:
    """Something to build."""

    name: str
    description: str = ""
    exercises: tuple[Exercise, ...] = ()
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Text that has no place of its own: an unknown section, a closing remark. Prose."""

    heading: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """A level. Its rank is its place in the path, from 1."""

    name: str
    short_name: str
    years: Years | None = None
    threshold_percent: int | None = None
    responsibilities: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    day: tuple[DayLine, ...] = ()
    pay: Pay = Pay()
    projects: tuple[ProjectIdea, ...] = ()
    notes: tuple[Note, ...] = ()
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A growth phase."""

    name: str
    years: Years | None = None
    focus: str = ""
    key_skills: str = ""
    mindset: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """An interview section; `level` is a level's short name, or empty for any level."""

    name: str
    level: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """People to meet; the one without a name holds the entries of an ungrouped list."""

    name: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip or a transition; one too long for a name has only a text."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PathDocument:
    """A whole career path."""

    title: str
    overview: str = ""
    core_responsibilities: tuple[str, ...] = ()
    threshold_percent: int | None = None
    language: str | None = None
    levels: tuple[Rung, ...] = ()
    phases: tuple[Phase, ...] = ()
    interview: tuple[Questions, ...] = ()
    system_design_focus: str = ""
    networking: tuple[Circle, ...] = ()
    tips: tuple[Advice, ...] = ()
    transitions: tuple[Advice, ...] = ()
    transition_timeline: str = ""
    flexibility: str = ""
    notes: tuple[Note, ...] = ()
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and what its reader should check, in line order."""

    document: PathDocument
    remarks: tuple[Remark, ...] = ()
