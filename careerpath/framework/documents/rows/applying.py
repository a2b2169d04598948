"""A whole path brought to what a document says, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils.translation import gettext

from careerpath.framework.fullness import TooManySkills
from careerpath.framework.models import CareerPath

from .asking import bring_requirements
from .changes import Changes
from .ladder import bring_levels, bring_path
from .lists import Lists
from .path_rows import PathRows, Row
from .skill_rows import bring_skills
from .sync import ApplyError, Editing


def does_not_fit(error: DatabaseError) -> ApplyError:
    """What the database refused, told."""
    text = gettext("The document does not fit what is there: %(error)s")
    return ApplyError(text % {"error": error})


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying did: the path, its rows as they are now, and what came and went.

    `touched` counts rows by what was done; `made` are the new rows of each model.
    """

    path: CareerPath
    rows: PathRows
    touched: dict[str, int]
    made: Mapping[Any, list[Row]]


def apply(
    *,
    changes: Changes,
    by: AbstractBaseUser | None,
    now: dt.datetime,
    tried: bool = False,
    publish: bool = True,
) -> Applied:
    """Do what `diff` told, all or nothing. Unless it is only tried, `diff` has locked the rows.

    A path that it makes can be seen by everybody if `publish`.
    """
    editing = Editing(by, now, changes.rows, tried=tried, publishes=publish)
    try:
        with transaction.atomic():
            path = _bring(changes, editing)
    except (DataError, IntegrityError) as error:
        raise does_not_fit(error) from error
    except TooManySkills as error:
        raise ApplyError(" ".join(error.messages)) from error
    return Applied(path, editing.rows, dict(editing.touched), editing.made)


def _bring(changes: Changes, editing: Editing) -> CareerPath:
    """Everything, parents before what belongs to them."""
    document, book = changes.resolved.document, changes.resolved.book
    path = bring_path(editing, document)
    bring_skills(editing, changes.resolved)
    levels = bring_levels(editing, path, document)
    bring_requirements(editing, path, levels, document, book)
    Lists(editing, path, levels, document, book).bring()
    return path
