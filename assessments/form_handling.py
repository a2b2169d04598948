"""From checked forms to saved ratings, with what went wrong put back beside each skill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from django.utils.translation import gettext as _

from assessments.forms import SkillRatingForm, answer_name
from assessments.models import Assessment, SkillRating
from assessments.presenters.conflicts import evidence_besides
from assessments.presenters.skill import Line
from assessments.rating_data import RatingData, data_in, seen_in
from assessments.services import Conflict, save_rating


def save_screen(lines: Iterable[Line], *, assessment: Assessment, now: dt.datetime) -> set[str]:
    """Save every line that is right; returns the skills that hold what their form says.

    A line that is wrong, or that someone changed meanwhile, keeps the others from nothing; one that
    says what its page showed says nothing new.
    """
    return {
        line.id
        for line in lines
        if _says_nothing_new(line) or save_line(line, assessment=assessment, now=now)
    }


def _says_nothing_new(line: Line) -> bool:
    """Whether it is as the page showed it, and not carried over, which sending it confirms."""
    if not line.form.is_valid() or line.form.was_touched():
        return False
    return line.stored is None or not line.stored.carried_over


def save_line(line: Line, *, assessment: Assessment, now: dt.datetime) -> SkillRating | None:
    """Save one that somebody chose; None where its form is wrong or something newer is stored.

    Also where it says what its page showed: the answer to another choice may never have arrived.
    """
    form = line.form
    if not form.is_valid():
        return None
    said = form.said()
    if said == RatingData() and line.stored is None:
        return SkillRating(version=0)
    try:
        saved = save_rating(
            assessment=assessment, skill=line.skill, said=said, seen=form.shown(), now=now
        )
    except Conflict as conflict:
        _say_both(line, conflict.stored, said)
        return None
    _show(form, saved)
    line.stored = saved
    return saved


def _say_both(line: Line, stored: SkillRating, said: RatingData) -> None:
    """Tell both values; the form now knows the newer one, so saving it again decides."""
    there, here = answer_name(data_in(stored)), answer_name(said)
    if there == here:
        line.conflict = _(
            "The evidence was changed in another tab or on another device since this page was "
            "opened. What you typed here is not saved yet: save again to keep it."
        )
    else:
        line.conflict = _(
            "Another tab or device has set this to “%(there)s” since this page was opened; here "
            "you chose “%(here)s”, which is not saved yet. Save again to keep “%(here)s”."
        ) % {"there": there, "here": here}
    line.stored_evidence = evidence_besides(stored, asdict(said))
    line.stored = stored
    _show(line.form, stored)


def _show(form: SkillRatingForm, stored: SkillRating) -> None:
    """Let the form carry what is stored as what its page has seen."""
    data = dict(form.data.items())
    data[form.add_prefix("seen")] = seen_in(stored)
    form.data = data
