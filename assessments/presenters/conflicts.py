"""What waits to be saved, told beside what is stored now: nobody saves over what they never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments import drafts
from assessments.drafts import BEFORE, FIELDS, SEEN
from assessments.forms import SkillRatingForm, answer_of, answers, has_seen, initial_of
from assessments.models import SkillRating
from assessments.presenters.skill import Line
from assessments.rating_data import data_in


def tell(request: HttpRequest, lines: Sequence[Line], *keys: str) -> None:
    """Say of each line on which something waits what was stored since, and what else was typed.

    What was stored word for word meanwhile waits no longer.
    """
    waits = [line for line in lines if line.typed is not None]
    stored = [line for line in waits if _is_stored(line)]
    for line in waits:
        if line in stored:
            line.typed = None
        else:
            _tell(line)
    drafts.drop(request, {line.id for line in stored}, *keys)


def _is_stored(line: Line) -> bool:
    typed, words = line.typed or {}, initial_of(line.stored)
    plain = not any(name.endswith(BEFORE) for name in typed)
    return plain and all(str(words[name] or "") == typed.get(name, "") for name in FIELDS)


def _tell(line: Line) -> None:
    typed, stored = line.typed or {}, line.stored
    line.typed_before = _typed_before(typed)
    if stored is not None and not has_seen(typed.get(SEEN, ""), stored):
        line.conflict = _both(stored, typed.get("answer", ""))
        line.stored_evidence = evidence_besides(stored, typed)


def _typed_before(typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """What another tab had typed and this one has not: label and text of each field."""
    fields = SkillRatingForm.base_fields
    return [
        (str(fields[name].label), _named(text) if name == "answer" else text)
        for name in FIELDS
        if (text := typed.get(name + BEFORE, ""))
    ]


def _both(stored: SkillRating, here: str) -> str:
    """Both answers in a sentence."""
    there = answer_of(data_in(stored))
    if there == here:
        return _(
            "The evidence was changed in another tab or on another device since you typed this, "
            "which is not saved yet. Save yours to keep it."
        )
    return _(
        "Another tab or device has set this to “%(there)s” since you chose “%(here)s” here, which "
        "is not saved yet. Save yours to keep “%(here)s”."
    ) % {"there": _named(there), "here": _named(here)}


def _named(answer: str) -> str:
    """The answer as the page words it; as typed where there is none of that kind."""
    return dict(answers(must_have=False)).get(answer, answer)


def evidence_besides(stored: SkillRating, here: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is stored beside an answer and is not what is said here, each with its label."""
    return [
        (str(SkillRatingForm.base_fields[name].label), str(theirs))
        for name in ("note", "link", "last_used")
        if (theirs := getattr(stored, name)) and str(theirs) != str(here.get(name) or "")
    ]
