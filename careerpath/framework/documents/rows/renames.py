"""What may be a rename, and the document with those an editor confirms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from careerpath.framework.documents.model import PathDocument, Rung
from careerpath.framework.models import Level

from .book import SkillBook
from .changes import Candidate, Change, Changes
from .matching import folded
from .path_rows import in_use

ALIKE = 0.6
MOST_CANDIDATES = 200


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
        levels = in_use(changes.rows[Level])
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


def candidates(found: list[Change], book: SkillBook) -> Iterator[Candidate]:
    """Pairs of one retired and one added thing that are alike; a skill that is there is no name."""
    for what in ("level", "skill"):
        gone = [c for c in found if c.kind == "retired" and c.what == what][:MOST_CANDIDATES]
        there = book.by_name if what == "skill" else {}
        come = [c for c in found if c.kind == "added" and c.what == what]
        come = [c for c in come if folded(c.name) not in there][:MOST_CANDIDATES]
        for old in gone:
            near = [new for new in come if new.where == old.where or what == "level"]
            best = max(near, key=lambda new: _alike(old.name, new.name), default=None)
            if best and _alike(old.name, best.name) >= ALIKE:
                yield Candidate(what, old.where, old.name, best.name)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one), folded(other)).ratio()
