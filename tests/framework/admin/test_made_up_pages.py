"""What no browser sends: rows that are counted and not there, nonsense of what was shown."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careerpath.concurrency.admin import counts_too_many
from careerpath.concurrency.shown import SHOWN
from careerpath.framework.models import CareerPath, Level

from .pages import address, fields_of


@pytest.mark.parametrize(
    ("sent", "too_many"),
    [
        ("rows-TOTAL_FORMS=0", False),
        ("rows-TOTAL_FORMS=2&rows-0-id=&rows-1-id=", False),
        ("rows-TOTAL_FORMS=1&rows-0-id=&rows-1-id=", False),
        ("rows-TOTAL_FORMS=2&rows-0-id=&rows-0-name=", True),
        ("rows-TOTAL_FORMS=6000&rows-5999-id=", True),
        ("rows-TOTAL_FORMS=1&others-0-id=", True),
        ("rows-TOTAL_FORMS=" + "9" * 5_000, True),
        ("rows-TOTAL_FORMS=%D9%A9%D9%A9", True),  # 99 in Arabic digits, which are numbers as well
        ("rows-TOTAL_FORMS=-1&others-TOTAL_FORMS=x&more-TOTAL_FORMS=", False),  # Django's to refuse
        ("a-0-b-TOTAL_FORMS=1&a-0-b-0-id=", False),
        ("name=TOTAL_FORMS", False),
    ],
)
def test_rows_are_counted_against_what_was_sent(sent: str, *, too_many: bool) -> None:
    assert counts_too_many(QueryDict(sent)) is too_many


def test_a_page_that_counts_rows_it_did_not_send_is_refused_before_the_lock(
    path: CareerPath, as_edith: Client
) -> None:
    level = path.levels.get(rank=1)
    sent = fields_of(as_edith.get(address(level)).content.decode())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = as_edith.post(address(level), sent | {"requirements-TOTAL_FORMS": "6000"})
    assert answer.status_code == 400
    assert [one["sql"] for one in asked if "framework_" in one["sql"]] == []


@pytest.mark.parametrize(
    "shown", ["[" * 200_000, '{"":' * 50_000, "{", "7", '{"":7}', '{"":{"name":[]}}']
)
def test_nonsense_of_what_a_page_showed_shows_nothing(
    path: CareerPath, as_edith: Client, shown: str
) -> None:
    """So what differs from what is stored is asked about."""
    level = path.levels.get(rank=1)
    sent = fields_of(as_edith.get(address(level)).content.decode())
    Level.objects.filter(pk=level.pk).update(name="Meanwhile")
    answer = as_edith.post(address(level), sent | {SHOWN: shown})
    assert answer.status_code == 200
    assert "Meanwhile" in answer.content.decode()
    assert Level.objects.get(pk=level.pk).name == "Meanwhile"
