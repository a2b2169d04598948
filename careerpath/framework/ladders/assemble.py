"""Rows put together: a document, and the wordings of skills that no document carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from careerpath.bounds import MOST_SKILLS
from careerpath.folding import folded
from careerpath.framework.documents.assembly import one_kind_a_group
from careerpath.framework.documents.draft import NAME, SHORT_NAME, Notes
from careerpath.framework.documents.figures import read_pay, read_years
from careerpath.framework.documents.fitting import fitted
from careerpath.framework.documents.model import (
    SOFT_GROUP,
    TECHNICAL_GROUP,
    Group,
    Note,
    PathDocument,
    Pay,
    ProjectIdea,
    Questions,
    Reading,
    Rung,
    SkillAsked,
    Years,
)
from careerpath.framework.documents.parts.headings import short_name
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.text import clean, prose, protect

from .rows import Kind, Ladder, Row

LONGEST_WORDING = 300  # of SkillAnchor.text
NOTES, INTERVIEW = "Notes", "Interview questions"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a source says of a skill: a description, and its own wording of points of the scale."""

    skill: str
    description: str = ""
    anchors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a ladder becomes. `warnings` are the ladder's and those of putting it together."""

    document: PathDocument
    wordings: tuple[Wording, ...]
    warnings: tuple[str, ...]


def assemble(ladder: Ladder) -> Assembled:
    """The document and the wordings of a ladder.

    A name longer than the database takes is cut at a word, and all of it is the description;
    a wording that is too long joins the description, too. A level without a row stays a level.
    """
    assembling = _Assembling(ladder)
    rungs = tuple(assembling.rung(level) for level in ladder.levels)
    of_path = assembling.by_level[""]
    document = PathDocument(
        title=clean(ladder.title)[:NAME].strip(),
        overview=prose("\n\n".join(row.text for row in of_path if _is_overview(row))),
        core_responsibilities=_texts(of_path, "responsibility"),
        levels=one_kind_a_group(rungs),
        interview=tuple(assembling.interview()),
        notes=_notes(row for row in of_path if not _is_overview(row)),
    )
    document = fitted(Reading(document), []).document
    warnings = (*ladder.warnings, *_warnings(document))
    return Assembled(document, tuple(assembling.wordings()), warnings)


def named(text: str) -> tuple[str, str]:
    """A skill's name as it is kept, and what of a longer text becomes its description."""
    name = skill_name(clean(text))
    if len(name) <= NAME:
        return name, ""
    cut = name[: NAME - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…", name


def _is_overview(row: Row) -> bool:
    return row.kind == "note" and not row.group


class _Assembling:
    """Rows by level, and what was said of each skill on the way."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.by_level: dict[str, list[Row]] = defaultdict(list)
        for row in ladder.rows:
            self.by_level[row.level].append(row)
        self.names: dict[str, str] = {}
        self.described: dict[str, list[str]] = defaultdict(list)
        self.anchors: dict[str, dict[int, list[str]]] = defaultdict(dict)

    def rung(self, level: str) -> Rung:
        """A level with everything its rows say."""
        rows = self.by_level[level]
        years, pay = _years(rows), _pay(rows)
        return Rung(
            name=level,
            short_name=self.short(level),
            years=years,
            responsibilities=_texts(rows, "responsibility"),
            groups=tuple(self._groups(rows)),
            pay=pay or Pay(),
            projects=_projects(rows),
            notes=_notes(row for row in rows if row.kind != "years" or years is None),
        )

    def _groups(self, rows: list[Row]) -> Iterator[Group]:
        """Skills by group; the same one twice on a level is one, on the stricter terms."""
        groups: dict[str, dict[str, SkillAsked]] = {}
        names: dict[str, tuple[str, bool]] = {}
        home: dict[str, str] = {}
        for row in rows:
            if row.kind != "skill" or not (name := self._name(row)):
                continue
            if not row.proficiency:
                continue
            group = clean(row.group)[:NAME] or (SOFT_GROUP if row.soft else TECHNICAL_GROUP)
            names.setdefault(folded(group), (group, row.soft))
            key = folded(name)
            place = groups.setdefault(home.setdefault(key, folded(group)), {})
            known = place.get(key, SkillAsked(name, 0))
            place[key] = SkillAsked(
                name, max(known.proficiency, row.proficiency), known.must_have or row.must_have
            )
        for key, asked in groups.items():
            name, soft = names[key]
            yield Group(name, tuple(asked.values()), soft)

    def _name(self, row: Row) -> str:
        """A skill's name in its first spelling; what is said of it is noted."""
        name, whole = named(row.text)
        if not any(map(str.isalnum, name)):
            return ""
        key = folded(name)
        name = self.names.setdefault(key, name)
        for text in (whole, prose(row.description)):
            if text and text not in self.described[key]:
                self.described[key].append(text)
        if wording := clean(row.wording):
            texts = self.anchors[key].setdefault(row.proficiency, [])
            if wording not in texts:
                texts.append(wording)
        return name

    def wordings(self) -> Iterator[Wording]:
        """What was said of each skill; only once every level was put together."""
        for key, name in self.names.items():
            described, anchors = [*self.described.get(key, ())], []
            for proficiency, texts in sorted(self.anchors.get(key, {}).items()):
                text = " / ".join(texts)
                if len(text) <= LONGEST_WORDING:
                    anchors.append((proficiency, text))
                else:
                    described += texts
            if described or anchors:
                yield Wording(name, "\n\n".join(described), tuple(anchors))

    def interview(self) -> Iterator[Questions]:
        """The questions of each level, and those of any."""
        for level in ("", *self.ladder.levels):
            if questions := _texts(self.by_level[level], "question"):
                yield Questions(level or INTERVIEW, self.short(level) if level else "", questions)

    def short(self, level: str) -> str:
        """A level's code where the source gives one, else its name without the role."""
        codes = (row.text for row in self.by_level[level] if row.kind == "short name")
        return next(codes, "")[:SHORT_NAME] or short_name(level, self.ladder.title)


def _texts(rows: Iterable[Row], kind: Kind) -> tuple[str, ...]:
    """The lines of a kind, a group's name before those that have one; none twice."""
    lines = (
        f"{clean(row.group)}: {clean(row.text)}" if row.group else clean(row.text)
        for row in rows
        if row.kind == kind and any(map(str.isalnum, row.text))
    )
    return tuple(dict.fromkeys(lines))


def _projects(rows: Iterable[Row]) -> tuple[ProjectIdea, ...]:
    """“Name: what to build”; a longer text without a name has its beginning as one."""
    found: dict[str, ProjectIdea] = {}
    for row in rows:
        text = clean(row.text)
        if row.kind != "project" or not any(map(str.isalnum, text)):
            continue
        name, colon, description = map(str.strip, text.partition(": "))
        if not colon or len(name) > NAME or not any(map(str.isalnum, name)):
            name, whole = named(text)
            description = whole or ""
        found.setdefault(folded(name), ProjectIdea(name, description))
    return tuple(found.values())


def _notes(rows: Iterable[Row]) -> tuple[Note, ...]:
    """Notes under their headings; years and pay that were not understood are notes too."""
    notes = Notes()
    for row in rows:
        if row.kind == "note" and row.text.strip():
            notes.add(row.group or NOTES, row.text)
        elif row.kind == "years":
            notes.add(gettext("Years"), row.text)
    return tuple(notes.found.values())


def _years(rows: Iterable[Row]) -> Years | None:
    return next((y for row in rows if row.kind == "years" and (y := read_years(row.text))), None)


def _pay(rows: Iterable[Row]) -> Pay | None:
    return next((read_pay(protect(clean(row.text))) for row in rows if row.kind == "pay"), None)


def _warnings(document: PathDocument) -> Iterator[str]:
    """What keeps people from being measured."""
    asked = {rung.name: sum(len(group.skills) for group in rung.groups) for rung in document.levels}
    if not asked:
        yield gettext("No level was found.")
    elif not any(asked.values()):
        yield gettext("No level asks a skill: nobody can be measured on this path.")
    elif empty := [level for level, count in asked.items() if not count]:
        # Translators: %(levels)s are names of levels: "Junior and Senior".
        text = ngettext("%(levels)s asks no skill.", "%(levels)s ask no skill.", len(empty))
        yield text % {"levels": get_text_list(empty, gettext("and"))}
    for level, count in asked.items():
        if count > MOST_SKILLS:
            text = gettext("%(level)s asks %(asked)d skills; at most %(most)d can be rated.")
            yield text % {"level": level, "asked": count, "most": MOST_SKILLS}
