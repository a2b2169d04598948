"""Going back in time: what putting an older state of the database in place means for people.

Sessions that were ended would be open again, so all end. Who was erased since would be back, so
they are erased again (accounts/erasures.py). Numbers that were given since would be given again, so
they are left out (counters.py). What outlives the database says who and up to which. Mail of
another time is not sent. All in the transaction of the restore: nobody sees it half done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from careerpath.accounts import erasures, sessions
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, record
from careerpath.accounts.services import delete_person
from careerpath.framework.caching.stamp import keep_stamp
from careerpath.mail.models import OutgoingMail
from careerpath.operations import counters
from careerpath.operations.archive import TableHash, read_archive, tables

COUNTED = {"people": "accounts.User", "assessments": "assessments.Assessment",
           "ratings": "assessments.SkillRating"}  # fmt: skip
Rights = dict[str, set[str]]


@dataclass(frozen=True)
class Past:
    """What was there before and what is there now.

    `counts` are rows by kind, before and now; `erased` when those were erased who are erased again;
    `sessions` how many were ended; `rights` how many accounts may do what they might no longer.
    """

    counts: dict[str, tuple[int, int]]
    erased: list[dt.datetime]
    sessions: int
    rights: int
    newest: dt.datetime | None
    tables: dict[str, TableHash] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What is known beyond the database: who was erased, and the highest number left out."""

    erased: erasures.Marks
    numbers: int


def go_back(file: Path, *, lists: Iterable[Path] = ()) -> Past:
    """Restore a backup over what is there; raises ArchiveError and changes nothing."""
    with transaction.atomic():
        before, rights, open_now = counted(), rights_of_all(), sessions.end_everybodys()
        known = _known(lists)
        restored = read_archive(file)
        return _conclude(
            known, before=before, rights=rights, open_before=open_now, restored=restored
        )


def after_the_fact(*, lists: Iterable[Path] = ()) -> Past:
    """The same for a database that something else put in place."""
    with transaction.atomic():
        return _conclude(_known(lists), before=counted())


def _known(lists: Iterable[Path]) -> Known:
    """What the database and everything that outlives it say by now."""
    lists = [*lists]
    return Known(erasures.known(lists), counters.left_out([settings.ERASED_LIST, *lists]))


def _conclude(
    known: Known,
    *,
    before: dict[str, int],
    rights: Rights | None = None,
    open_before: int = 0,
    restored: dict[str, TableHash] | None = None,
) -> Past:
    """End every session, carry out the erasures, leave out the numbers that were given."""
    now = counted()
    ended = open_before + sessions.end_everybodys()
    erasures.keep(marks := {**erasures.known(()), **known.erased})
    gone = erasures.still_here(marks)
    again = sorted(marks[erasures.mark_of(person)] for person in gone)
    for person in gone:
        delete_person(person=person)
    numbers = _leave_numbers_out(above=known.numbers)
    OutgoingMail.objects.all().delete()
    keep_stamp(using="default")
    record(Event.RESTORED, request=None, erased=len(again), sessions=ended, left_out=numbers)
    return Past(
        counts={kind: (before[kind], now[kind]) for kind in COUNTED},
        erased=again,
        sessions=ended,
        rights=_regained(rights) if rights is not None else 0,
        newest=newest(),
        tables=restored or {},
    )


def _leave_numbers_out(*, above: int) -> str:
    """Go on above those of every lost time; returns the mark of the highest one.

    It is noted beside the data, for a file that is put back once more knows of no gap.
    """
    mark = counters.mark_of(counters.leave_a_gap([*tables(), OutgoingMail], above=above))

    def write_down() -> None:
        erasures.write(settings.ERASED_LIST, {mark: timezone.now()})

    # A file that can't be written to is an error in the log: the data is back all the same.
    transaction.on_commit(write_down, robust=True)
    return mark


def counted() -> dict[str, int]:
    """How many rows there are of each kind that people care for."""
    return {kind: _rows(label).count() for kind, label in COUNTED.items()}


def newest() -> dt.datetime | None:
    """When the newest thing in the database was said or done."""
    asked = (
        (User, "date_joined"),
        (User, "last_login"),
        ("assessments.Assessment", "started_at"),
        ("assessments.SkillRating", "updated_at"),
    )
    found = (_rows(where).aggregate(newest=models.Max(column))["newest"] for where, column in asked)
    return max((when for when in found if when), default=None)


def rights_of_all() -> Rights:
    """What each account may do, by its mark. Two queries."""
    names = ("is_active", "is_staff", "is_superuser")
    found = {}
    for person in User.objects.prefetch_related("groups").iterator(chunk_size=1_000):
        groups = {f"group {group.pk}" for group in person.groups.all()}
        found[erasures.mark_of(person)] = {n for n in names if getattr(person, n)} | groups
    return found


def _regained(before: Rights) -> int:
    """How many accounts that were there before may do more now than then."""
    now = rights_of_all()
    return sum(bool(held - before[mark]) for mark, held in now.items() if mark in before)


def _rows(where: Any) -> models.QuerySet[Any]:
    model = apps.get_model(where) if isinstance(where, str) else where
    rows: models.QuerySet[Any] = model._base_manager.all()
    return rows
