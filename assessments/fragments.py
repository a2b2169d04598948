"""A screen as HTML: its frame, the list at the side and the lines, each kept by what it says.

Nothing kept holds a word a person wrote or an id of theirs: what was typed is printed each time,
and where the id of an assessment stands, the pieces say nobody's, which is replaced by theirs.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments.forms import ScreenForm
from assessments.models import Assessment
from assessments.presenters.skill import FIELDS, Line
from assessments.screens import Count, Screen
from assessments.wizard import SideLevel, Wizard
from careerpath.framework.caching import cached_fragment, cached_page, filled, gap

NOBODYS = SimpleNamespace(public_id=uuid4())
"""Stands for every assessment; its id is random, so nobody's own."""
STATE, SEEN = gap("state"), gap("seen")
TYPED = {name: gap(name) for name in FIELDS}
SIDE, LINES, PROGRESS = gap("side"), gap("lines"), gap("progress")


def screen_page(
    request: HttpRequest, wizard: Wizard, shown: Screen, several: list[Line]
) -> HttpResponse:
    """A screen with nothing to complain of: a kept frame around kept pieces."""
    mine, nobodys = str(wizard.assessment.public_id), str(NOBODYS.public_id)
    gaps: dict[str, str] = {
        SIDE: side(wizard, shown),
        LINES: lines(wizard, shown, several),
        PROGRESS: progress(wizard.progress()),
    }
    return cached_page(
        request,
        "assessments/screen.html",
        lambda: {
            **frame(NOBODYS, wizard, shown),
            "side": SIDE,
            "lines": LINES,
            "progress": PROGRESS,
        },
        about=(wizard.path.id, shown.key),
        gaps={**gaps, nobodys: mine},
        nameless=(mine, nobodys),
    )


def frame(assessment: Any, wizard: Wizard, shown: Screen) -> dict[str, Any]:
    """What a screen says around its lines."""
    return {
        "assessment": assessment,
        "path": wizard.path,
        "screen": shown,
        "form": screen_form(assessment, wizard, shown),
        "lang": wizard.lang,
    }


def screen_form(assessment: Any, wizard: Wizard, shown: Screen, *data: Any) -> ScreenForm:
    """The form that the screen is."""
    to = reverse("assessments:screen", args=[assessment.public_id, *shown.key])
    following = wizard.after(shown)
    return ScreenForm(*data, to=to, following=following.group_name if following else "")


def side(wizard: Wizard, current: Screen) -> SafeString:
    """The levels with their groups and counts."""
    levels = [_side_level(wizard, level) for level in wizard.side(current)]
    return _theirs(wizard.assessment, levels)


def _side_level(wizard: Wizard, level: SideLevel) -> SafeString:
    counts = tuple((group.count, group.is_current) for group in level.groups)
    return cached_fragment(
        "assessments/_side_level.html",
        lambda: {"level": level, "assessment": NOBODYS, "lang": wizard.lang},
        says=(wizard.path.id, level.level.id, level.count, level.is_current, counts),
    )


def progress(count: Count) -> SafeString:
    """How far it is."""
    return cached_fragment("assessments/_progress.html", lambda: {"progress": count}, says=count)


def rated(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    """What answers a script that rated a skill: its state, and the counts."""
    piece = cached_fragment(
        "assessments/_rated.html",
        lambda: {"state": STATE, "progress": PROGRESS, "side": SIDE},
        says=(),
    )
    counts: dict[str, str] = {PROGRESS: progress(wizard.progress()), SIDE: side(wizard, shown)}
    return filled(piece, {**counts, STATE: state(line)})


def lines(wizard: Wizard, shown: Screen, several: list[Line]) -> SafeString:
    """The skills of a screen."""
    return _theirs(wizard.assessment, [_line(wizard, shown, line) for line in several])


def lines_out_of_use(wizard: Wizard, shown: Screen, several: list[Line]) -> SafeString:
    """Skills that are not asked any more, printed for whoever had a page open that asks them."""
    return _theirs(wizard.assessment, [_whole_line(wizard, shown, line) for line in several])


def _line(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    if line.has_problem or line.is_unsaved:  # it may show an answer that there is not
        return _whole_line(wizard, shown, line)
    body = cached_fragment(
        "assessments/_skill.html",
        lambda: _in_line(wizard, shown, line, form=line.form_with(TYPED), state=STATE),
        says=(wizard.path.id, shown.key, line.id, line.chosen, line.has_evidence),
    )
    typed: dict[str, str] = {TYPED[name]: escape(text) for name, text in line.evidence.items()}
    return filled(body, {STATE: state(line), **typed})


def _whole_line(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    context = _in_line(wizard, shown, line, form=line.form, state=state(line))
    return render_to_string("assessments/_skill.html", context)


def _in_line(wizard: Wizard, shown: Screen, line: Line, **more: Any) -> dict[str, Any]:
    here = {"screen": shown, "assessment": NOBODYS, "lang": wizard.lang}
    return {"line": line, **here, **more}


def state(line: Line) -> SafeString:
    """How much of a line is saved, and what has to be said about it."""
    if line.has_problem or line.is_unsaved or line.proposals or line.to_check:
        return render_to_string("assessments/_saved.html", {"line": line, "form": line.form})
    piece = cached_fragment(
        "assessments/_saved.html",
        lambda: {"line": line, "form": line.form_with({"seen": SEEN})},
        says=(line.id, line.state),
    )
    return filled(piece, {SEEN: line.seen})


def _theirs(assessment: Assessment, pieces: list[SafeString]) -> SafeString:
    """The pieces in a row, with the id they belong to."""
    whole: SafeString = mark_safe("".join(pieces))  # noqa: S308  # printed by templates
    return filled(whole, {str(NOBODYS.public_id): str(assessment.public_id)})
