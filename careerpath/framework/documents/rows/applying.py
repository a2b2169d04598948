"""A whole path brought to what a document says, in one transaction."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, DataError, IntegrityError
from django.utils.translation import gettext

from careerpath.framework.fullness import TooManySkills, none_too_full
from careerpath.framework.models import CareerPath

from .asking import bring_requirements
from .changes import Changes
from .ladder import bring_levels, bring_path
from .lists import Lists
from .skill_rows import bring_skills
from .sync import ApplyError, Editing


def does_not_fit(error: DatabaseError) -> ApplyError:
    """What the database refused, told."""
    text = gettext("The document does not fit what is there: %(error)s")
    return ApplyError(text % {"error": error})


def apply(
    *, changes: Changes, by: AbstractBaseUser | None, now: dt.datetime
) -> tuple[CareerPath, dict[str, int]]:
    """Do what `diff` told, all or nothing; gives the path and how many rows were touched."""
    editing = Editing(by, now)
    try:
        with none_too_full():
            path = _bring(changes, editing)
    except (DataError, IntegrityError) as error:
        raise does_not_fit(error) from error
    except TooManySkills as error:
        raise ApplyError(" ".join(error.messages)) from error
    return path, dict(editing.touched)


def _bring(changes: Changes, editing: Editing) -> CareerPath:
    """Everything, parents before what belongs to them."""
    document, book = changes.resolved.document, changes.resolved.book
    path = bring_path(editing, changes.path, document)
    bring_skills(editing, changes.resolved)
    levels = bring_levels(editing, path, document)
    bring_requirements(editing, path, levels, document, book)
    Lists(editing, path, levels, document, book).bring()
    return path
