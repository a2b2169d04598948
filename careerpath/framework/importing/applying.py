"""Apply what was previewed, unless the path has changed since, and write it down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import apply, does_not_fit, path_for
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    Level,
    Project,
    Requirement,
    SkillGroup,
)

from .preview import HandedIn, Preview, preview
from .state import changed_skills, picture_of, picture_of_skills, stamp_of


class Stale(Exception):
    """The path has changed since the preview; nothing was done. `now` is the preview as it is."""

    def __init__(self, now: Preview) -> None:
        super().__init__("The path has changed since the preview.")
        self.now = now


def bring_in(
    handed: HandedIn, *, stamp: str | None, by: AbstractBaseUser | None, now: dt.datetime
) -> DocumentImport:
    """Apply a document, all or nothing, and keep what it takes to revert it.

    `stamp` is the one of the preview that was looked at; None where nobody did. Raises
    DocumentRefused, ApplyError, and Stale where the preview is no longer true.
    """
    try:
        with transaction.atomic():
            lock(handed.path or path_for(read(handed.data).document))
            seen = preview(handed)
            if stamp is not None and seen.stamp != stamp:
                raise Stale(seen)
            return _apply(seen, by=by, now=now)
    except (DataError, IntegrityError) as error:
        raise does_not_fit(error) from error


def _apply(seen: Preview, *, by: AbstractBaseUser | None, now: dt.datetime) -> DocumentImport:
    rows, skills = picture_of(seen.path), picture_of_skills()
    path, touched = apply(changes=seen.changes, by=by, now=now)
    brought: DocumentImport = DocumentImport.objects.create(
        path=path,
        path_name=path.name,
        editor=by,
        at=now,
        text=seen.text,
        touched=touched,
        before={"rows": rows, "skills": changed_skills(skills, picture_of_skills())},
        after=stamp_of(path),
    )
    log(by, path, _("Brought in a document."))
    return brought


def lock(path: CareerPath | None) -> None:
    """Nobody else saves a row of the path meanwhile: admin locks what it saves, too."""
    if path is None:
        return
    own: dict[Any, str] = {CareerPath: "pk", Level: "path", SkillGroup: "path"}
    own |= {Requirement: "level__path", Project: "level__path"}
    for model, belongs in own.items():
        rows = model._default_manager.select_for_update(of=("self",)).order_by("pk")
        list(rows.filter(**{belongs: path.pk}).values_list("pk"))


def log(by: AbstractBaseUser | None, path: CareerPath, message: str) -> None:
    """One line in admin's own log, where somebody is known to have done it."""
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [path], CHANGE, message, single_object=True)
