"""Who was erased, so that a backup from before does not bring them back.

A mark stands for an account and tells nothing of the person: it is a hash of the account's number
and of the microsecond it was made in, which stand in no place but the database and its backups. So
it finds the account in a backup of any age, and nobody without one. The marks are kept in a table,
which all hosts share, and in a file beside the data, which outlives the database; the security log
has them too. What a restore does with them: operations/restoring.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from careerpath.accounts.models import Erasure, User

MARK = re.compile(r"\berased-[0-9a-f]{32}\b")
WHEN = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")

Marks = Mapping[str, dt.datetime]
"""Each mark with when its account was erased."""


def mark_of(person: User) -> str:
    """The mark of an account, the same in every backup of it."""
    joined = person.date_joined.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return f"erased-{hashlib.sha256(f'{person.pk} {joined}'.encode()).hexdigest()[:32]}"


def note(person: User) -> None:
    """Note that this account is erased with the transaction that is under way."""
    keep({mark_of(person): timezone.now()})


def keep(marks: Marks) -> None:
    """Put marks that are new into the table and, once that is committed, into the file."""
    rows = [Erasure(mark=mark, erased_at=when) for mark, when in marks.items()]
    Erasure.objects.bulk_create(rows, ignore_conflicts=True)

    def write_down() -> None:
        write(settings.ERASED_LIST, marks)

    # A file that can't be written to is an error in the log: the account is erased all the same.
    transaction.on_commit(write_down, robust=True)


def write(file: Path, marks: Marks) -> None:
    """Add the marks that are not in the file yet, a line each."""
    new = {mark: when for mark, when in marks.items() if mark not in dict(read(file))}
    if new:
        lines = (f"{when.astimezone(dt.UTC).isoformat()} {mark}\n" for mark, when in new.items())
        with file.open("a", encoding="utf-8") as out:
            out.write("".join(lines))


def read(file: Path) -> Iterator[tuple[str, dt.datetime]]:
    """The marks in a file, whatever else is in it: a list of ours, or lines of the security log.

    A line without a time of its own counts as written now; a file that is not there holds none.
    """
    if not file.exists():
        return
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            when = WHEN.search(line)
            for mark in MARK.findall(line):
                yield mark, dt.datetime.fromisoformat(when[0]) if when else timezone.now()


def known(files: Iterable[Path]) -> dict[str, dt.datetime]:
    """Every mark there is: in the table, in the file of this host, and in `files`."""
    marks = dict(Erasure.objects.values_list("mark", "erased_at"))
    for file in (settings.ERASED_LIST, *files):
        for mark, when in read(file):
            marks.setdefault(mark, when)
    return marks


def still_here(marks: Marks) -> list[User]:
    """The accounts of these marks that are in the database, as after a restore. One query."""
    people = User.objects.order_by("pk").iterator()
    return [person for person in people if mark_of(person) in marks]
