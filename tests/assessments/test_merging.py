"""What becomes of two answers to one question."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments import services
from assessments.models import MergedAssessment
from assessments.rating_data import RatingData
from assessments.services.merging import both
from careerpath.engine.types import is_answer
from tests.factories import UserFactory, make_path

texts = st.text("abc\n ", max_size=6)
answers = st.one_of(
    st.tuples(st.integers(0, 4), st.just(False)), st.tuples(st.none(), st.booleans())
)
links = st.sampled_from(["", "https://example.org/a", "https://example.org/b"])
days = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 5))
saids = st.builds(
    lambda answer, note, link, day: RatingData(answer[0], answer[1], note, link, day),
    answers,
    texts,
    links,
    days,
)


@pytest.mark.parametrize(
    ("newer", "older", "kept"),
    [
        (RatingData(3), RatingData(1, note="old"), RatingData(3, note="old")),
        (RatingData(note="new"), RatingData(2, note="old"), RatingData(2, note="new\n\nold")),
        (RatingData(not_relevant=True), RatingData(4), RatingData(not_relevant=True)),
        (RatingData(0), RatingData(4), RatingData(0)),
        (
            RatingData(1, link="https://example.org/a"),
            RatingData(1, link="https://example.org/b"),
            RatingData(1, link="https://example.org/a", note="https://example.org/b"),
        ),
        (
            RatingData(1, last_used=dt.date(2020, 1, 1)),
            RatingData(1, last_used=dt.date(2020, 1, 2)),
            RatingData(1, last_used=dt.date(2020, 1, 2)),
        ),
    ],
)
def test_both_keeps_the_newer_answer_and_all_evidence(
    newer: RatingData, older: RatingData, kept: RatingData
) -> None:
    assert both(newer=newer, older=older) == kept


@given(newer=saids, older=saids)
def test_both_loses_nothing(newer: RatingData, older: RatingData) -> None:
    kept = both(newer=newer, older=older)
    answer = newer if is_answer(newer) else older
    assert (kept.proficiency, kept.not_relevant) == (answer.proficiency, answer.not_relevant)
    for said in (newer, older):
        assert said.note in kept.note
        assert not said.link or said.link == kept.link or said.link in kept.note
    known = [said.last_used for said in (newer, older) if said.last_used]
    assert kept.last_used == max(known, default=None)


@given(said=saids)
def test_both_of_the_same_is_the_same(said: RatingData) -> None:
    assert both(newer=said, older=said) == said


@pytest.mark.django_db
def test_an_address_leads_on_however_often_it_was_merged() -> None:
    """A guest's, merged into an account's that is merged into another account's in its turn."""
    path, now = make_path(), timezone.now()
    earlier, owner = UserFactory(), UserFactory()
    guests = services.start(owner=None, path=path, now=now)
    first = services.start(owner=earlier, path=path, now=now)
    last = services.start(owner=owner, path=path, now=now)
    services.claim(owner=earlier, public_ids=[str(guests.public_id)])
    services.take_over(owner=owner, earlier=earlier)
    led = MergedAssessment.objects.values_list("public_id", "into__public_id")
    assert {*led} == {(one.public_id, last.public_id) for one in (guests, first)}
