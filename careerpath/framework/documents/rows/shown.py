"""What is in a document as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from careerpath.framework.documents.figures import pay_text, write_years
from careerpath.framework.documents.model import Pay, Rung, Years
from careerpath.framework.models import Proficiency


@dataclass(frozen=True, slots=True)
class Asked:
    """A skill as a level asks it."""

    name: str
    group: str
    soft: bool
    proficiency: int
    must_have: bool


def asked_of(rung: Rung) -> list[Asked]:
    return [
        Asked(skill.name, group.name, group.soft, skill.proficiency, skill.must_have)
        for group in rung.groups
        for skill in group.skills
    ]


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
        return _("%(span)s years") % {"span": write_years(value)}
    if isinstance(value, Pay):
        return pay_text(value)
    if isinstance(value, Asked):
        asked = f"{value.group}: {Proficiency(value.proficiency).label}"
        return ", ".join([asked, _("must-have")]) if value.must_have else asked
    if isinstance(value, str | int):
        return str(value)
    return _joined(_pieces(value))


def differing(before: Any, after: Any) -> tuple[str, str]:
    """Two versions of an item as lines a person reads, without what both of them say."""
    if isinstance(before, Asked | str):
        return shown(before), shown(after)
    old, new = list(_pieces(before)), list(_pieces(after))
    gone, come = [p for p in old if p not in new], [p for p in new if p not in old]
    if not gone and not come:  # the same in another order, or what no piece tells
        return shown(before), shown(after)
    return _joined(gone), _joined(come)


def _joined(pieces: Iterable[str]) -> str:
    """Pieces in one line; a sentence that is not the last one ends in the semicolon alone."""
    *others, last = [*pieces] or [""]
    return "; ".join([*(piece.rstrip(".") for piece in others), last])


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
