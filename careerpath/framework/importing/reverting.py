"""Bring a path back to what it was before a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerpath.framework.deletion import rested_on
from careerpath.framework.documents.model import PathDocument
from careerpath.framework.documents.rows import Changes, diff_of
from careerpath.framework.documents.rows.book import SkillBook
from careerpath.framework.documents.rows.export import document_in
from careerpath.framework.documents.rows.path_rows import (
    OWN,
    PathRows,
    Row,
    rows_of,
    the_path,
)
from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.fullness import TooManySkills, none_too_full
from careerpath.framework.impact import Trial, asked_everywhere, trial_between
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    ProjectSkill,
    Requirement,
    Skill,
    SkillAlias,
    SkillAnchor,
)
from careerpath.framework.models.base import Retirable

from .applying import log
from .state import Values, label, picture, plain, stamped

REASON = "Reverted a document"
NO_ROOM = gettext_lazy("What is there now leaves no room for what was before. Nothing was changed.")
CHANGED = gettext_lazy("The path was changed since you opened this page. Nothing was reverted.")


class RevertRefused(Exception):
    """It can't be reverted; nothing was changed. Says why."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What reverting would do now. `goes`: the path was new, and nobody has rated it.

    `renamed` are skills that get their old name back and that `changes` can't tell from others.
    `later`: edits that came after the document would be undone as well. `stamp` is that of the
    path's state.
    """

    stamp: str
    later: bool
    goes: bool
    renamed: tuple[tuple[str, str], ...]
    changes: Changes
    trial: Trial


def look(brought: DocumentImport) -> Undoing:
    """Try it, look at what is there then, and take the trial back. Raises RevertRefused."""
    rows, book = _rows_of(brought), SkillBook.open()
    (path,) = rows[CareerPath]
    stamp, asked = stamped(picture(rows)), asked_everywhere()
    with _or_refused(), transaction.atomic():
        copies = {model: [copy(row) for row in those] for model, those in rows.items()}
        _back(brought, Editing(None, brought.at, copies, tried=True))
        asked_then, then = asked_everywhere(), rows_of(path)
        transaction.set_rollback(True)
    goes = the_path(then) is None
    document = PathDocument(path.name) if goes else document_in(then)
    changes = diff_of(rows, document, book)
    told = {(change.before, change.after) for change in changes.of("renamed")}
    names = [row for row in brought.before["skills"]["changed"] if row["field"] == "name"]
    renamed = [(row["after"], row["before"]) for row in names]
    untold = tuple(pair for pair in renamed if pair not in told)
    trial = trial_between(asked, asked_then)
    return Undoing(stamp, stamp != brought.after, goes, untold, changes, trial)


def revert(
    *, brought: DocumentImport, stamp: str, by: AbstractBaseUser | None, now: dt.datetime
) -> None:
    """Everything of the path as it was before, all or nothing, later edits undone as well.

    What came since and people's data rests on is retired, or kept where that can't be; the rest
    of it goes. `stamp` is that of the path's state that was looked at. Raises RevertRefused.
    """
    with _or_refused(), transaction.atomic():
        held = DocumentImport.objects.select_for_update(of=("self",)).get(pk=brought.pk)
        rows = _rows_of(held, lock=True)
        (path,) = rows[CareerPath]
        if stamped(picture(rows)) != stamp:
            raise RevertRefused(CHANGED)
        _back(held, Editing(by, now, rows, REASON))
        done = DocumentImport.objects.filter(pk=held.pk)
        done.update(reverted_at=now, reverted_by=by)
        log(by, path, _("Reverted a document."))


@contextmanager
def _or_refused() -> Iterator[None]:
    """What does not fit is refused, and says why."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise RevertRefused(NO_ROOM) from error
    except TooManySkills as error:
        raise RevertRefused(" ".join(error.messages)) from error


def _rows_of(brought: DocumentImport, *, lock: bool = False) -> PathRows:
    """The path's rows as they are now, if there is still something to revert."""
    if brought.reverted_at is not None:
        raise RevertRefused(_("This document was reverted already."))
    rows = rows_of(brought.path, lock=lock)
    if the_path(rows) is None:
        raise RevertRefused(_("The path it changed is gone: there is nothing to bring back."))
    return rows


def _back(brought: DocumentImport, editing: Editing) -> None:
    with none_too_full():
        _Back(brought, editing).run()


class _Back:
    """One reverting of one document."""

    def __init__(self, brought: DocumentImport, editing: Editing) -> None:
        self.path = editing.rows[CareerPath][0]
        self.editing = editing
        self.before: dict[str, list[Values]] = brought.before["rows"]
        self.skills: Values = brought.before["skills"]

    def run(self) -> None:
        """What came goes first, so that what was has room."""
        rows = self.editing.rows
        there = {model: {row.pk: row for row in those} for model, those in rows.items()}
        for model in reversed(OWN):
            was = {values["id"] for values in self.before.get(label(model), ())}
            self._leave(model, [row for row in there[model].values() if row.pk not in was])
        self._skills_back()
        for model in OWN:
            self._restore(model, there[model])
        self._new_skills_leave()
        # Now, not on commit: what is missing that a row refers to is a reason to refuse.
        connection.check_constraints([model._meta.db_table for model in OWN])

    # --- What came --------------------------------------------------------------------------

    def _leave(self, model: Any, rows: list[Row]) -> None:
        """New rows go; those that people's data rests on are retired, or stay."""
        held = rested_on(model._default_manager.filter(pk__in=[row.pk for row in rows]))
        self._retire(model, [row for row in rows if row.pk in held])
        self.editing.delete(model, [row for row in rows if row.pk not in held])

    def _retire(self, model: Any, rows: Iterable[Row]) -> None:
        if not issubclass(model, Retirable):
            return
        in_use = [row for row in rows if row.retired_at is None]
        for row in in_use:
            row.retired_at = self.editing.now
        self.editing.update(model, in_use, ["retired_at"])

    def _new_skills_leave(self) -> None:
        """Skills it made go, unless people rated them or another path has taken them up."""
        rows = Skill.objects.filter(pk__in=self.skills["made"])
        elsewhere = _asked(Requirement.objects.exclude(level__path=self.path))
        elsewhere |= _asked(ProjectSkill.objects.exclude(project__level__path=self.path))
        mine = _asked(Requirement.objects.all()) | rested_on(rows)
        self._retire(Skill, [row for row in rows if row.pk in mine - elsewhere])
        self.editing.delete(Skill, [row for row in rows if row.pk not in mine | elsewhere])

    # --- What was ---------------------------------------------------------------------------

    def _skills_back(self) -> None:
        """What it changed of skills, where nobody has changed it again since, and its wordings."""
        self.editing.delete(SkillAlias, SkillAlias.objects.filter(pk__in=self.skills["aliases"]))
        anchors = SkillAnchor.objects.filter(pk__in=self.skills.get("anchors", ()))
        self.editing.delete(SkillAnchor, anchors)
        rows = Skill.objects.in_bulk([change["id"] for change in self.skills["changed"]])
        for change in self.skills["changed"]:
            row, field = rows.get(change["id"]), change["field"]
            if row and plain(getattr(row, field)) == change["after"]:
                setattr(row, field, _read(Skill, field, change["before"]))
        fields = {change["field"] for change in self.skills["changed"]}
        self.editing.update(Skill, rows.values(), fields)

    def _restore(self, model: Any, there: dict[int, Row]) -> None:
        """Rows that were, with the values they had; those deleted since come back as they were."""
        made, changed, fields = [], [], set[str]()
        for values in self.before.get(label(model), ()):
            was = {name: _read(model, name, value) for name, value in values.items()}
            row = there.get(values["id"])
            if row is None:
                made.append(model(**was))
            elif different := [name for name in was if getattr(row, name) != was[name]]:
                for name in different:
                    setattr(row, name, was[name])
                changed.append(row)
                fields |= {model._meta.get_field(name).name for name in different}
        self.editing.update(model, changed, fields)
        self.editing.create(model, made)


def _read(model: Any, name: str, value: Any) -> Any:
    """A value of a picture as its column holds it."""
    return model._meta.get_field(name).to_python(value)


def _asked(rows: Any) -> set[int]:
    return set(rows.values_list("skill_id", flat=True))
