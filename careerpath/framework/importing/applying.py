"""Apply what was previewed, unless the path has changed since, and write it down."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from careerpath.framework.documents.rows import apply, does_not_fit
from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.impact import Trial, asked_everywhere, trial_between
from careerpath.framework.models import CareerPath, DocumentImport, Skill, SkillAlias

from .preview import HandedIn, Preview, preview
from .state import changed_skills, picture, stamped, values_of
from .wordings import fill


class Stale(Exception):
    """The path has changed since the preview; nothing was done. `now` is the preview as it is."""

    def __init__(self, now: Preview) -> None:
        super().__init__("The path has changed since the preview.")
        self.now = now


def bring_in(
    handed: HandedIn,
    *,
    stamp: str | None,
    by: AbstractBaseUser | None,
    now: dt.datetime,
    agree: Callable[[Preview, Trial], None] | None = None,
) -> DocumentImport:
    """Apply a document, all or nothing, and keep what it takes to revert it.

    `stamp` is the one of the preview that was looked at; None where nobody did. Raises ApplyError,
    Stale where the preview is no longer true, and whatever `agree` raises once it is applied and
    whom it moves can be counted: then it is taken back.
    """
    try:
        with transaction.atomic():
            seen = preview(handed, lock=True)
            if stamp is not None and seen.stamp != stamp:
                raise Stale(seen)
            before = asked_everywhere() if agree else {}
            brought = _apply(seen, by=by, now=now)
            if agree:
                agree(seen, trial_between(before, asked_everywhere()))
            return brought
    except (DataError, IntegrityError) as error:
        raise does_not_fit(error) from error


def _apply(seen: Preview, *, by: AbstractBaseUser | None, now: dt.datetime) -> DocumentImport:
    skills = seen.changes.resolved.book.by_id.values()
    rows, were = picture(seen.changes.rows), {skill.pk: values_of(skill) for skill in skills}
    done = apply(changes=seen.changes, by=by, now=now, publish=seen.handed.publish)
    wording = Editing(by, now, done.rows)
    anchors = fill(wording, [*skills, *done.made[Skill]], seen.handed.wordings)
    became = {
        "made": [row.pk for row in done.made[Skill]],
        "aliases": [row.pk for row in done.made[SkillAlias]],
        "changed": changed_skills(were, skills),
        "anchors": anchors,
    }
    brought: DocumentImport = DocumentImport.objects.create(
        path=done.path,
        path_name=done.path.name,
        editor=by,
        at=now,
        text=seen.handed.text,
        touched=dict(Counter(done.touched) + Counter(wording.touched)),
        before={"rows": rows, "skills": became},
        after=stamped(picture(done.rows)),
    )
    log(by, done.path, _("Brought in a document."))
    return brought


def log(by: AbstractBaseUser | None, path: CareerPath, message: str) -> None:
    """One line in admin's own log, where somebody is known to have done it."""
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [path], CHANGE, message, single_object=True)
