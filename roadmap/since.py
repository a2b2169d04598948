"""What changed in the path since an assessment was finished, and what that does to the person."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessments.models import Assessment, KeptVerdict
from careerpath.engine.changes import Change, Kind, compare
from careerpath.engine.effects import concerning, effect, explaining
from careerpath.engine.types import PathSpec
from careerpath.framework.caching import cached_for_good
from careerpath.framework.models.translatable import Translated
from careerpath.framework.names import originals, translated_names
from careerpath.framework.specs import path_spec
from careerpath.framework.succession import predecessors
from roadmap.builder import RoadmapBuilder
from roadmap.phrases import since as phrases
from roadmap.presenters.receipt import Receipt, receipt

RENAMED = {Kind.LEVEL_RENAMED, Kind.SKILL_RENAMED, Kind.GROUP_RENAMED}
REPLACING = {Kind.DROPPED, Kind.ASKED, Kind.MOVED}


@dataclass(frozen=True, slots=True)
class Since:
    """What changed, ready to print: `why` did what the receipt says, `also` is about them as well.

    `seen` names all of it in a few letters; `kept` where the person read the same before and kept
    their verdict.
    """

    receipt: Receipt
    why: tuple[str, ...]
    also: tuple[str, ...]
    elsewhere: str
    seen: str
    kept: bool


def since(assessment: Assessment, builder: RoadmapBuilder) -> Since | None:
    """What changed since; None where nothing did that is about this person.

    Two queries, and two more where something did.
    """
    said = path_spec(assessment.path)
    now = originals(said)
    about = _concerning(assessment, builder, now)
    if not about and not builder.to_check:
        return None
    effects = effect(builder.asked, now, builder.ratings)
    told = receipt(builder.path, said, effects)
    because = explaining(builder.asked, now, builder.ratings, about) if told.rows else ()
    tell = _Teller(builder.path, said)
    seen = _digest(now, builder.to_check)
    return Since(
        receipt=told,
        why=tell.sentences(because),
        also=(
            *tell.sentences(tuple(change for change in about if change not in because)),
            *(phrases.to_check(name) for name in builder.to_check.values()),
        ),
        elsewhere=phrases.elsewhere(len(compare(builder.asked, now)) - len(about)),
        seen=seen,
        kept=KeptVerdict.objects.filter(assessment=assessment, seen=seen).exists(),
    )


def _concerning(
    assessment: Assessment, builder: RoadmapBuilder, now: PathSpec
) -> tuple[Change, ...]:
    """Kept by the finished one and what is asked now: most edits change no more than words."""
    key = ("concerning", assessment.public_id, assessment.completed_at, now)
    return cached_for_good(key, lambda: concerning(builder.asked, now, builder.ratings))


class _Teller:
    """Words changes; where others took a skill's place, that instead of what left and came."""

    def __init__(self, before: PathSpec, after: PathSpec) -> None:
        self.skills: dict[str, str] = {}
        self.levels: dict[str, str] = {}
        self.names: dict[str, Translated] = {}
        for path in (before, after):
            for level in path.levels:
                self.levels[level.id] = level.short_name
                self.skills |= {asks.skill: asks.skill_name for asks in level.requirements}
            self.names |= translated_names(path)
        self._translated_now = {name for name, said in self.names.items() if said.of == name}
        changes = compare(originals(before), originals(after))
        asked = {asks.skill for level in after.levels for asks in level.requirements}
        self.successors: dict[str, list[str]] = {}
        if any(change.kind in REPLACING for change in changes):
            for new, olds in predecessors().items():
                for old in olds if new in asked else ():
                    self.successors.setdefault(old, []).append(new)

    def sentences(self, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """One sentence a change, in order; skills that became the same are one."""
        became: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for change in changes:
            if change.kind == Kind.DROPPED and change.skill in self.successors:
                became.setdefault(self._step(change), []).append(self.skills[change.skill])
        came = {(level, new) for level, news in became for new in news}
        sentences = []
        for change in changes:
            if change.kind == Kind.ASKED and (change.level, change.skill) in came:
                continue
            if change.kind == Kind.DROPPED and change.skill in self.successors:
                level, news = self._step(change)
                names = [self.skills[new] for new in news]
                sentences.append(phrases.replaced(became[level, news], names, self.levels[level]))
            else:
                sentences.append(phrases.sentence(self._said(change), self.skills, self.levels))
        return tuple(dict.fromkeys(sentences))

    def _said(self, change: Change) -> Change:
        """With the names that it tells of, where those are translated.

        A rename is told in one language: a translation that is out of date is that of the old
        name, so beside the old name it would hide the new one.
        """
        if change.kind in RENAMED and not self._translated_now >= {change.before, change.after}:
            return change
        return replace(change, before=self._named(change.before), after=self._named(change.after))

    def _named(self, value: str | int | None) -> str | int | None:
        if not isinstance(value, str):
            return value
        several = value.split(", ")  # the levels in their new order
        whole = self.names.get(value)
        return whole or ", ".join(self.names.get(name, name) for name in several)

    def _step(self, change: Change) -> tuple[str, tuple[str, ...]]:
        """Where a skill was dropped, and what took its place."""
        return change.level, tuple(self.successors[change.skill])


def _digest(path: PathSpec, to_check: Mapping[str, str]) -> str:
    return hashlib.sha256(repr((path, sorted(to_check))).encode()).hexdigest()
