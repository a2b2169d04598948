"""One answer for every skill of a screen, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from assessments.form_handling import save_line
from assessments.forms import initial_of
from assessments.presenters.skill import Line
from assessments.screens import Screen
from assessments.wizard import Wizard

BEFORE_SET_ALL = "before_set_all"
EMPTY: Mapping[str, str] = {}


def set_all(
    request: HttpRequest, wizard: Wizard, shown: Screen, answer: str, seen: Mapping[str, str]
) -> list[Line]:
    """Give every skill that was `seen` the answer, and remember what it had; returns the refused.

    What stands beside an answer stays, and so does what is newer than the page had seen. Only
    the last screen can be taken back, to what it said before the first of several presses.
    """
    now = wizard.lines(shown, only=seen)
    before = {line.id: line.chosen for line in now} | to_take_back(request, wizard, now)
    lines = _save(wizard, shown, dict.fromkeys(before, answer), seen)
    request.session[BEFORE_SET_ALL] = {
        "of": str(wizard.assessment.public_id),
        "on": list(shown.key),
        "rows": {
            line.id: [before[line.id], line.seen]
            for line in lines
            if not line.has_problem and before[line.id] != answer
        },
    }
    return [line for line in lines if line.has_problem]


def to_take_back(request: HttpRequest, wizard: Wizard, lines: list[Line]) -> dict[str, str]:
    """The answers before, of those skills of which nothing newer was said."""
    kept: dict[str, Any] = request.session.get(BEFORE_SET_ALL, {})
    if kept.get("of") != str(wizard.assessment.public_id):
        return {}
    rows = kept["rows"]
    return {
        line.id: rows[line.id][0]
        for line in lines
        if line.id in rows and line.is_as_stored and line.seen == rows[line.id][1]
    }


def take_back(request: HttpRequest, wizard: Wizard, shown: Screen) -> int:
    """Give those skills the answers of before; returns how many."""
    answers = to_take_back(request, wizard, wizard.lines(shown))
    lines = _save(wizard, shown, answers)
    request.session.pop(BEFORE_SET_ALL, None)
    return sum(not line.has_problem for line in lines)


def _save(
    wizard: Wizard, shown: Screen, answers: Mapping[str, str], seen: Mapping[str, str] = EMPTY
) -> list[Line]:
    lines = [
        replace(line, data=_posted(line, answers[line.id], seen.get(line.id)))
        for line in wizard.lines(shown)
        if line.id in answers
    ]
    for line in lines:
        save_line(line, assessment=wizard.assessment, now=wizard.now)
    return lines


def _posted(line: Line, answer: str, seen: str | None) -> dict[str, str]:
    """What a page that shows what is stored, or had `seen` something else, would send with it."""
    fields = {**initial_of(line.stored), "answer": answer}
    if seen is not None:
        fields["seen"] = seen
    return {f"{line.id}-{name}": str(value or "") for name, value in fields.items()}
