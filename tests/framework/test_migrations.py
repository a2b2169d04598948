"""What the migrations put into the database besides tables: the guard of a level's day."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from careerpath.framework.models import DayShare, Level
from tests.factories import LevelFactory

OVER = "day_shares_at_most_100"


@pytest.fixture
def level(db: None) -> Level:
    """A level whose day is planned to 90 percent."""
    level: Level = LevelFactory()
    DayShare.objects.create(level=level, activity="Digging", percent=60)
    DayShare.objects.create(level=level, activity="Watering", percent=30)
    return level


def percents(level: Level) -> list[int | None]:
    return list(level.day_shares.order_by("pk").values_list("percent", flat=True))


def test_day_shares_may_add_to_100(level: Level) -> None:
    DayShare.objects.create(level=level, activity="Resting", percent=10)

    assert percents(level) == [60, 30, 10]


def test_day_shares_over_100_are_refused_on_insert(level: Level) -> None:
    with pytest.raises(IntegrityError, match=OVER), transaction.atomic():
        DayShare.objects.create(level=level, activity="Resting", percent=11)

    assert percents(level) == [60, 30]


def test_day_shares_over_100_are_refused_in_bulk(level: Level) -> None:
    rows = [
        DayShare(level=level, activity=name, public_id=name, percent=6) for name in ("rest", "nap")
    ]
    with pytest.raises(IntegrityError, match=OVER), transaction.atomic():
        DayShare.objects.bulk_create(rows)

    assert percents(level) == [60, 30]


def test_day_shares_over_100_are_refused_on_update(level: Level) -> None:
    share = level.day_shares.get(activity="Watering")
    share.percent = 41
    with pytest.raises(IntegrityError, match=OVER), transaction.atomic():
        share.save()

    assert percents(level) == [60, 30]


def test_day_shares_over_100_are_refused_on_update_by_query(level: Level) -> None:
    with pytest.raises(IntegrityError, match=OVER), transaction.atomic():
        level.day_shares.update(percent=F("percent") + 6)

    assert percents(level) == [60, 30]


def test_day_shares_over_100_are_refused_on_moving_to_another_level(level: Level) -> None:
    other = DayShare.objects.create(level=LevelFactory(), activity="Resting", percent=11)
    with pytest.raises(IntegrityError, match=OVER), transaction.atomic():
        DayShare.objects.filter(pk=other.pk).update(level=level)

    assert percents(level) == [60, 30]


def test_day_shares_without_a_percent_count_as_nothing(level: Level) -> None:
    DayShare.objects.create(level=level, activity="Resting", percent=None)
    DayShare.objects.create(level=level, activity="Talking", percent=10)

    assert percents(level) == [60, 30, None, 10]


def test_day_shares_of_another_level_do_not_count(level: Level) -> None:
    other: Level = LevelFactory(path=level.path)
    DayShare.objects.create(level=other, activity="Resting", percent=100)

    assert (percents(level), percents(other)) == ([60, 30], [100])
