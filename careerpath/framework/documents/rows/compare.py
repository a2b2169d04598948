"""What applying a document would do to a path, told before it is done. Pure but for the skills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from careerpath.framework.documents.figures import pay_text, write_years
from careerpath.framework.documents.model import PathDocument, Pay, Rung, Years
from careerpath.framework.documents.parts.skills import PROFICIENCY_NAMES
from careerpath.framework.models import CareerPath

from .export import document_of
from .matching import Named, folded, named, pair
from .skills import Resolved, SkillBook, resolve

Kind = Literal["added", "changed", "moved", "removed", "renamed", "retired"]
ALIKE = 0.6
MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `where` is a level's short name, or empty for the path as a whole.

    Levels, skills and projects that a document lacks are retired, never deleted; lines of text
    that it lacks are removed and stay in the edit history.
    """

    kind: Kind
    what: str
    where: str
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something retired and something added that may be one thing under a new name."""

    what: str
    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a document would do; `path` None is a new path."""

    path: CareerPath | None
    document: PathDocument
    resolved: Resolved
    changes: tuple[Change, ...]
    candidates: tuple[Candidate, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, kind: Kind) -> list[Change]:
        """Those of one kind."""
        return [change for change in self.changes if change.kind == kind]


def diff(path: CareerPath | None, document: PathDocument) -> Changes:
    """What applying the document to the path (None: to nothing) would do. Fixed queries."""
    resolved = resolve(document, SkillBook.open())
    before = document_of(path) if path else PathDocument(title=document.title)
    found = list(_Comparison(before, resolved, new=path is None).changes())
    return Changes(path, document, resolved, tuple(found), tuple(_candidates(found)))


# --- Renames an editor confirms ---------------------------------------------------------------


def with_renames(changes: Changes, confirmed: Iterable[Candidate]) -> PathDocument:
    """The document with the ids that make confirmed candidates renames."""
    document = changes.document
    for candidate in confirmed:
        public_id = _id_of(changes, candidate)
        rungs = tuple(_identified(rung, candidate, public_id) for rung in document.levels)
        document = replace(document, levels=rungs)
    return document


def _id_of(changes: Changes, candidate: Candidate) -> str:
    """The public id of what goes by the candidate's old name."""
    if candidate.what == "skill":
        row: Any = changes.resolved.book.find(candidate.old)
    else:
        levels = changes.path.levels.current() if changes.path else []
        row = next(level for level in levels if folded(level.name) == folded(candidate.old))
    return str(row.public_id)


def _identified(rung: Rung, candidate: Candidate, public_id: str) -> Rung:
    new = folded(candidate.new)
    if candidate.what == "level":
        return replace(rung, public_id=public_id) if folded(rung.name) == new else rung
    groups = tuple(
        replace(
            group,
            skills=tuple(
                replace(skill, public_id=public_id) if folded(skill.name) == new else skill
                for skill in group.skills
            ),
        )
        for group in rung.groups
    )
    return replace(rung, groups=groups)


def _candidates(found: list[Change]) -> Iterator[Candidate]:
    """Pairs of one retired and one added thing that are alike."""
    for what in ("level", "skill"):
        gone = [c for c in found if c.kind == "retired" and c.what == what][:MOST_CANDIDATES]
        come = [c for c in found if c.kind == "added" and c.what == what][:MOST_CANDIDATES]
        for old in gone:
            near = [new for new in come if new.where == old.where or what == "level"]
            best = max(near, key=lambda new: _alike(old.name, new.name), default=None)
            if best and _alike(old.name, best.name) >= ALIKE:
                yield Candidate(what, old.where, old.name, best.name)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


# --- The comparison ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two documents side by side."""

    before: PathDocument
    resolved: Resolved
    new: bool

    def changes(self) -> Iterator[Change]:
        """Every difference, the path first, then level by level."""
        before, after = self._renamed(self.before), self.resolved.document
        if self.new:
            yield Change("added", "path", "", after.title)
        elif before.title != after.title:
            yield Change("renamed", "path", "", after.title, before.title, after.title)
        for public_id, name in self.resolved.renames.items():
            old = self.resolved.book.by_id[public_id].name
            yield Change("renamed", "skill", "", name, old, name)
        for what, field in _PATH_TEXTS.items():
            yield from _text("", what, getattr(before, field), getattr(after, field))
        yield from self._levels(before, after)
        for what, field in _PATH_LISTS.items():
            yield from _listed("", what, getattr(before, field), getattr(after, field))

    def _renamed(self, document: PathDocument) -> PathDocument:
        """What is there, in the names it will have."""
        names = {
            folded(self.resolved.book.by_id[public_id].name): name
            for public_id, name in self.resolved.renames.items()
        }
        return resolve_names(document, names) if names else document

    def _levels(self, before: PathDocument, after: PathDocument) -> Iterator[Change]:
        there = [
            Named(r.name, r.public_id or named("", "", id_from=r.short_name).implied_id)
            for r in before.levels
        ]
        wanted = [named(r.name, r.public_id, id_from=r.short_name) for r in after.levels]
        pairs = pair(there, wanted)
        kept = [place for place in pairs if place is not None]
        for at, place in enumerate(pairs):
            rung = after.levels[at]
            if place is None:
                yield Change("added", "level", "", rung.name)
                yield from _rung(Rung(rung.name, rung.short_name), rung)
                continue
            old = before.levels[place]
            if folded(old.name) != folded(rung.name):
                yield Change("renamed", "level", "", rung.name, old.name, rung.name)
            if kept != sorted(kept) and sorted(kept).index(place) != kept.index(place):
                yield Change("moved", "level", "", rung.name)
            yield from _rung(old, rung)
        for place, rung in enumerate(before.levels):
            if place not in kept:
                yield Change("retired", "level", "", rung.name)


_PATH_TEXTS = {
    "overview": "overview",
    "threshold": "threshold_percent",
    "system design focus": "system_design_focus",
    "transition timeline": "transition_timeline",
    "flexibility": "flexibility",
}
_PATH_LISTS = {
    "core responsibility": "core_responsibilities",
    "growth phase": "phases",
    "interview section": "interview",
    "networking group": "networking",
    "tip": "tips",
    "transition": "transitions",
    "note": "notes",
}
_RETIRED = {"skill", "project"}


def _rung(before: Rung, after: Rung) -> Iterator[Change]:
    where = after.short_name
    for what in ("short_name", "years", "threshold_percent", "pay"):
        label = what.replace("_percent", "").replace("_", " ")
        yield from _text(where, label, getattr(before, what), getattr(after, what))
    yield from _listed(where, "responsibility", before.responsibilities, after.responsibilities)
    yield from _listed(where, "skill", _asked(before), _asked(after))
    yield from _listed(where, "day line", before.day, after.day)
    yield from _listed(where, "project", before.projects, after.projects)
    yield from _listed(where, "note", before.notes, after.notes)


def _text(where: str, what: str, before: object, after: object) -> Iterator[Change]:
    if before != after:
        yield Change("changed", what, where, what, shown(before), shown(after))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A skill as a level asks it."""

    name: str
    group: str
    soft: bool
    proficiency: int
    must_have: bool


def _asked(rung: Rung) -> list[_Asked]:
    return [
        _Asked(skill.name, group.name, group.soft, skill.proficiency, skill.must_have)
        for group in rung.groups
        for skill in group.skills
    ]


def _listed(where: str, what: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """Two lists by the names of what is in them, each name as often as it is there."""
    pairs = pair([Named(name_of(i), "") for i in before], [Named(name_of(i), "") for i in after])
    kept = [place for place in pairs if place is not None]
    for item, place in zip(after, pairs, strict=True):
        if place is None:
            yield Change("added", what, where, name_of(item), after=shown(item))
        elif _bare(before[place]) != _bare(item):
            yield Change("changed", what, where, name_of(item), shown(before[place]), shown(item))
    gone = "retired" if what in _RETIRED else "removed"
    for place, item in enumerate(before):
        if place not in set(kept):
            yield Change(gone, what, where, name_of(item), before=shown(item))  # type: ignore[arg-type]
    if kept != sorted(kept):
        yield Change("moved", what, where, "")


def _bare(item: Any) -> Any:
    """An item without the public id a document may leave unsaid."""
    return replace(item, public_id="") if getattr(item, "public_id", "") else item


def name_of(item: Any) -> str:
    """What an item of a document goes by."""
    if isinstance(item, str):
        return item
    for attribute in ("name", "heading", "activity"):
        if text := getattr(item, attribute, ""):
            return str(text)
    return str(getattr(item, "text", ""))


def shown(value: Any) -> str:
    """A value as a line a person reads."""
    if value is None or value == "":
        return ""
    if isinstance(value, Years):
        return f"{write_years(value)} years"
    if isinstance(value, Pay):
        return pay_text(value)
    if isinstance(value, _Asked):
        must = ", must-have" if value.must_have else ""
        return f"{value.group}: {PROFICIENCY_NAMES[value.proficiency]}{must}"
    if isinstance(value, str | int):
        return str(value)
    return "; ".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    """The texts inside an item, but its name."""
    for attribute in ("percent", "years", "focus", "key_skills", "mindset", "description", "text"):
        piece = getattr(value, attribute, None)
        if piece not in (None, ""):
            yield shown(piece)
    for attribute in ("level",):
        if piece := getattr(value, attribute, ""):
            yield str(piece)
    for attribute in ("questions", "entries"):
        yield from getattr(value, attribute, ())
    for exercise in getattr(value, "exercises", ()):
        yield f"{exercise.skill}: {exercise.why}" if exercise.why else exercise.skill


def resolve_names(document: PathDocument, names: dict[str, str]) -> PathDocument:
    """The document with some skills under other names."""

    def renamed(name: str) -> str:
        return names.get(folded(name), name)

    rungs = []
    for rung in document.levels:
        groups = tuple(
            replace(g, skills=tuple(replace(s, name=renamed(s.name)) for s in g.skills))
            for g in rung.groups
        )
        projects = tuple(
            replace(p, exercises=tuple(replace(e, skill=renamed(e.skill)) for e in p.exercises))
            for p in rung.projects
        )
        rungs.append(replace(rung, groups=groups, projects=projects))
    return replace(document, levels=tuple(rungs))
