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
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments.chosen import update_screen
from assessments.forms import ScreenForm, SkillRatingForm
from assessments.models import Assessment
from assessments.permissions import last_completed
from assessments.presenters.skill import FIELDS, Line
from assessments.screens import Screen
from assessments.side import SideLevel
from assessments.side import side as side_levels
from assessments.wizard import EVERYTHING, Wizard
from careerpath.framework.caching import cached_fragment, cached_page, filled, gap
from careerpath.preferences import scale_is_closed

NOBODYS = SimpleNamespace(public_id=uuid4())
"""Stands for every assessment; its id is random, so nobody's own."""
STATE, SEEN = gap("state"), gap("seen")
TYPED = {name: gap(name) for name in FIELDS}
SIDE, LINES, PROGRESS = gap("side"), gap("lines"), gap("progress")
LEFT_OUT = gap("left-out")


def screen_page(
    request: HttpRequest, wizard: Wizard, shown: Screen, several: list[Line]
) -> HttpResponse:
    """A screen with nothing to complain of: a kept frame around kept pieces."""
    everything, explain = EVERYTHING in request.GET, explains(request, wizard)
    beside, first = wizard.beside(shown).key, leads_to_update(request, wizard, shown)
    mine, nobodys = str(wizard.assessment.public_id), str(NOBODYS.public_id)
    gaps: dict[str, str] = {
        SIDE: side(wizard, shown),
        LINES: lines(wizard, shown, several),
        LEFT_OUT: left_out(wizard, shown, several),
        PROGRESS: progress(wizard, shown),
    }
    return cached_page(
        request,
        "assessments/screen.html",
        lambda: {
            **frame(NOBODYS, wizard, shown, everything=everything),
            "explain": explain,
            "first": first,
            "side": SIDE,
            "lines": LINES,
            "left_out": LEFT_OUT,
            "progress": PROGRESS,
        },
        about=(wizard.path.id, shown.key, shown.about, beside, everything, explain, first),
        gaps={**gaps, nobodys: mine},
        nameless=(mine, nobodys),
    )


def frame(
    assessment: Any, wizard: Wizard, shown: Screen, *, everything: bool = False
) -> dict[str, Any]:
    """What a screen says around its lines; with `everything` it is sent to where all are shown."""
    return {
        "assessment": assessment,
        "path": wizard.path,
        "screen": shown,
        "form": screen_form(assessment, wizard, shown, everything=everything),
        "puts_aside": shown.is_level and not everything,
        "beside": wizard.beside(shown).address(assessment.public_id),
        "lang": wizard.lang,
    }


def explains(request: HttpRequest, wizard: Wizard) -> bool:
    """Whether what the five points mean has to be read first: once, until something is said."""
    return not wizard.known and not scale_is_closed(request)


def leads_to_update(request: HttpRequest, wizard: Wizard, shown: Screen) -> bool:
    """Whether a way leads to what matters first: something is still as it was said last time.

    Queries only where something is carried over; see update_screen.
    """
    if shown.is_update or not wizard.carried:
        return False
    return update_screen(wizard, last_completed(request, wizard.assessment)) is not None


def screen_form(
    assessment: Any, wizard: Wizard, shown: Screen, *data: Any, everything: bool
) -> ScreenForm:
    """The form that the screen is."""
    following = wizard.after(shown)
    return ScreenForm(
        *data,
        to=address(assessment, shown, everything=everything),
        following=following.title if following else "",
        at_a_glance=shown.at_a_glance,
        chosen=bool(shown.chosen),
    )


def address(assessment: Any, shown: Screen, *, everything: bool) -> str:
    """Where the screen is, of a level with the skills that need no answer as well."""
    return shown.address(assessment.public_id) + (f"?{EVERYTHING}=1" if everything else "")


def left_out(wizard: Wizard, shown: Screen, several: list[Line]) -> SafeString:
    """How many skills of a level at a glance are not shown, and the way to them."""
    number = len(shown.skills) - len(several)
    if not number:
        return SafeString()
    piece = cached_fragment(
        "assessments/_left_out.html",
        lambda: {
            "number": number,
            "level": shown.level.short_name,
            "address": address(NOBODYS, shown, everything=True),
        },
        says=(wizard.path.id, shown.key, number),
    )
    return _theirs(wizard.assessment, [piece])


def side(wizard: Wizard, current: Screen) -> SafeString:
    """The levels with their groups and counts."""
    listed = side_levels(wizard.assessment.path_id, wizard.screens, wizard.answered, current)
    levels = [_side_level(wizard, level) for level in listed]
    return _theirs(wizard.assessment, levels)


def _side_level(wizard: Wizard, level: SideLevel) -> SafeString:
    groups = tuple((group.count, group.is_current) for group in level.groups)
    looks = level.count, level.is_current, level.at_a_glance
    return cached_fragment(
        "assessments/_side_level.html",
        lambda: {"level": level, "assessment": NOBODYS, "lang": wizard.lang},
        says=(wizard.path.id, level.level.id, looks, groups),
    )


def progress(wizard: Wizard, shown: Screen) -> SafeString:
    """How far it is, and what can still decide the level; of a chosen set what was looked at."""
    if shown.chosen:
        looked_at = wizard.looked_at(shown)
        return cached_fragment(
            "assessments/_looked_at.html", lambda: {"progress": looked_at}, says=looked_at
        )
    count, told = wizard.progress(), wizard.standing
    asked = told.asked.id if told.asked else ""
    return cached_fragment(
        "assessments/_progress.html",
        lambda: {"progress": count, "standing": told},
        says=(wizard.path.id, count, asked, len(told.can_decide)),
    )


def rated(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    """What answers a script that rated a skill: its state, and the counts."""
    piece = cached_fragment(
        "assessments/_rated.html",
        lambda: {"state": STATE, "progress": PROGRESS, "side": SIDE, "left_out": LEFT_OUT},
        says=(),
    )
    counts: dict[str, str] = {PROGRESS: progress(wizard, shown), SIDE: side(wizard, shown)}
    out = wizard.standing.left_out(shown.level, wizard.ratings) if shown.is_level else ()
    return filled(piece, {**counts, STATE: state(line), LEFT_OUT: escape(" ".join(out))})


def lines(wizard: Wizard, shown: Screen, several: list[Line]) -> SafeString:
    """The skills of a screen; of a level at a glance first as many as can hold it, if met."""
    later = _later(wizard, shown, several)
    first = [_line(wizard, shown, line) for line in several if line not in later]
    if not later:
        return _theirs(wizard.assessment, first)
    rest = _theirs(wizard.assessment, [_line(wizard, shown, line) for line in later])
    piece = cached_fragment(
        "assessments/_later.html",
        lambda: {"number": len(later), "level": shown.level.short_name, "lines": LINES},
        says=(wizard.path.id, shown.key, len(later)),
    )
    return _theirs(wizard.assessment, [*first, filled(piece, {LINES: rest})])


def _later(wizard: Wizard, shown: Screen, several: list[Line]) -> list[Line]:
    """The lines that are folded; none while something has to be said of one."""
    if not shown.is_level or any(one.has_problem or one.is_unsaved for one in several):
        return []
    skills = wizard.standing.later(shown.level, wizard.ratings)
    return [line for line in several if line.id in skills]


def lines_out_of_use(wizard: Wizard, shown: Screen, several: list[Line]) -> SafeString:
    """Skills that are not asked any more, printed for whoever had a page open that asks them."""
    return _theirs(wizard.assessment, [_whole_line(wizard, shown, line) for line in several])


def _line(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    if line.has_problem or line.is_unsaved:  # it may show an answer that there is not
        return _whole_line(wizard, shown, line)
    body = cached_fragment(
        "assessments/_skill.html",
        lambda: _in_line(wizard, shown, line, form=line.form_with(TYPED), state=STATE),
        says=(wizard.path.id, shown.key, line.id, line.chosen, line.has_evidence, line.why),
    )
    typed: dict[str, str] = {TYPED[name]: escape(text) for name, text in line.evidence.items()}
    return filled(body, {STATE: state(line), **typed})


def _whole_line(wizard: Wizard, shown: Screen, line: Line) -> SafeString:
    context = _in_line(wizard, shown, line, form=line.form, state=state(line))
    return render_to_string("assessments/_skill.html", context)


def _in_line(wizard: Wizard, shown: Screen, line: Line, **more: Any) -> dict[str, Any]:
    here = {"screen": shown, "assessment": NOBODYS, "lang": wizard.lang}
    helper = SkillRatingForm.at_a_glance if shown.at_a_glance else SkillRatingForm.helper
    return {"line": line, "helper": helper, **here, **more}


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
