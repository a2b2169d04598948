"""Mutated career-path documents: refused with a line, or read, written back, applied whole.

`make proof-documents` takes 100,000 of them, SEED=2 others, and the longest that are read. Never
over 2 seconds of CPU for one, and the whole process, Django included, stays below 256 MiB. Each
50th that can be read is applied to a database that holds the documents they come from: all of it,
or nothing; twice changes no more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from careerpath.framework.documents.model import DocumentRefused, PathDocument
from careerpath.framework.documents.read import read, read_text
from careerpath.framework.documents.rows import ApplyError, apply, diff, path_for
from careerpath.framework.documents.write import write
from careerpath.framework.importing.state import stamp_of, stamped
from careerpath.framework.models import CareerPath, Requirement
from tests.framework.admin.pages import fields_of
from tests.framework.admin.test_documents import BRING, crowded, hand_in
from tests.framework.documents.mutations import mutated
from tests.framework.documents.test_bad_input import REFUSED, TO_CHECK, source
from tests.framework.documents.test_read import FILES, HEAVY
from tests.framework.importing import picture_of_skills

from .counts import IN_FULL, count

COUNT = count(few=60, full=100_000)
SEED = int(os.environ.get("SEED", "1"))
EACH = 50
SECONDS = 2 if IN_FULL else float("inf")  # a clock in the tests fails on a busy machine
MEGABYTES = 256
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
tally: Counter[str] = Counter()


def megabytes() -> int:
    """The most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def read_in_time(data: bytes, longest: list[float]) -> PathDocument | None:
    """The document; None for one that is refused, which names its line and why."""
    refused: DocumentRefused | None = None
    document: PathDocument | None = None
    start = time.process_time()
    try:
        document = read(data).document
    except DocumentRefused as error:
        refused = error
    longest[0] = max(longest[0], time.process_time() - start)
    assert longest[0] < SECONDS, data
    if refused:
        tally["refused"] += 1
        assert (refused.line >= 1, bool(refused.reason)) == (True, True)
    return document


def comes_back(document: PathDocument, text: str) -> None:
    """Written and read it is the same, and written again to the byte."""
    written = write(document)
    again = read_text(written).document
    assert again == document, text
    assert write(again) == written, text
    tally["came back"] += 1


@contextlib.contextmanager
def failing_at(statement: int) -> Iterator[None]:
    """The database refuses the statement of this number."""
    left = statement

    def refuse(execute: Any, *args: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            raise DatabaseError("refused on purpose")
        return execute(*args)

    with connection.execute_wrapper(refuse):
        yield


def state() -> str:
    """Everything a document can change."""
    paths = [stamp_of(path) for path in CareerPath.objects.order_by("pk")]
    return stamped([paths, picture_of_skills()])


def is_applied_whole(document: PathDocument, chance: random.Random, text: str) -> None:
    """All or nothing, also where the database fails in between; then twice; then taken back."""
    before = state()
    path = path_for(document)
    with contextlib.suppress(ApplyError, DatabaseError), transaction.atomic():
        with failing_at(chance.randint(24, 60)):
            apply(changes=diff(path, document), by=None, now=NOW)
        tally["too short to fail"] += 1
        transaction.set_rollback(True)
    assert state() == before, text
    path = path_for(document)
    changes = diff(path, document)
    try:
        made = apply(changes=changes, by=None, now=NOW).path
    except ApplyError:
        tally["did not fit, nothing changed"] += 1
        assert state() == before, text
        return
    tally["applied"] += 1
    made.refresh_from_db()
    assert not diff(made, document), text
    again = apply(changes=diff(made, document), by=None, now=NOW)
    assert sum(again.touched.values()) == 0, text


def test_the_longest_and_the_worst_are_read_in_time() -> None:
    for long in HEAVY.values():
        read_in_time(long(100 if IN_FULL else 20).encode(), [0.0])
    for name in (*REFUSED, *TO_CHECK):
        read_in_time(source(name), [0.0])


def test_a_path_of_500_skills_is_looked_at_and_applied_in_time(as_edith: Client) -> None:
    """By an editor in admin; each in two seconds of CPU."""
    of_each = 10 if IN_FULL else 3  # groups, and skills of each, on five levels
    text = crowded(of_each)
    start = time.process_time()
    seen = fields_of(hand_in(as_edith, text).content.decode())
    looked = time.process_time()
    as_edith.post(BRING, seen | {"do": "apply", "text": text})
    applied = time.process_time()
    assert Requirement.objects.count() == 5 * of_each**2
    print({"looked at": round(looked - start, 2), "applied": round(applied - looked, 2)})  # noqa: T201
    assert max(looked - start, applied - looked) < SECONDS


@pytest.mark.django_db
def test_mutated_documents_are_refused_or_read_and_applied_whole() -> None:
    sources = [file.read_text(encoding="utf-8") for file in FILES]
    for document in (read_text(text).document for text in sources):
        apply(changes=diff(path_for(document), document), by=None, now=NOW)
    chance = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    longest = [0.0]
    # What other tests took before is not the documents'; alone, it is Django itself.
    allowed = MEGABYTES if IN_FULL else megabytes() + MEGABYTES // 2
    for number in range(COUNT):
        text = mutated(chance, sources)
        found = read_in_time(text.encode(), longest)
        if found is None:
            continue
        comes_back(found, text)
        if number % EACH == 0:
            with transaction.atomic():
                is_applied_whole(found, chance, text)
                transaction.set_rollback(True)
        assert megabytes() < allowed, text
    told = dict(tally) | {"documents": COUNT, "seed": SEED, "longest": round(longest[0], 2)}
    print(told | {"megabytes at most": megabytes()})  # noqa: T201  # shown by the target
