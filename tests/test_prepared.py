"""Prepared questions answer as the same questions asked anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import BigIntegerField, CharField, QuerySet
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from careerpath.prepared import Prepared, PreparedUpdate, Slot
from tests.factories import UserFactory, make_path

pytestmark = pytest.mark.django_db


def finished(owner: User, path: CareerPath) -> Assessment:
    now = timezone.now()
    return services.complete(assessment=services.start(owner=owner, path=path, now=now), now=now)


def of_owner(those: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return those.filter(owner=Slot("owner", BigIntegerField())).order_by("pk")


def test_values_are_put_in_each_time(alice: User, path: CareerPath) -> None:
    bob = UserFactory()
    hers, his = finished(alice, path), finished(bob, path)
    mine = Prepared(Assessment, lambda those: of_owner(those).values_list("pk"))
    assert mine.rows(owner=alice.pk) == [[hers.pk]]
    assert mine.rows(owner=bob.pk) == [[his.pk]]
    assert mine.rows(owner=0) == []


def test_django_writes_it_once(
    alice: User, path: CareerPath, django_assert_num_queries: Callable[..., Any]
) -> None:
    asked = []

    def question(those: QuerySet[Assessment]) -> QuerySet[Assessment, Any]:
        asked.append(those)
        return of_owner(those).values_list("pk")

    prepared = Prepared(Assessment, question)
    with django_assert_num_queries(2):
        prepared.rows(owner=alice.pk)
        prepared.rows(owner=alice.pk)
    assert len(asked) == 1


def test_values_come_as_django_gives_them(alice: User, path: CareerPath) -> None:
    finished(alice, path)
    columns = ("public_id", "completed_at", "asked", "owner__is_staff", "kept__seen")
    rows = Prepared(Assessment, lambda those: of_owner(those).values_list(*columns))
    expected = Assessment.objects.filter(owner=alice).values_list(*columns)
    assert rows.rows(owner=alice.pk) == [list(row) for row in expected]


def test_objects_are_as_django_makes_them(alice: User, path: CareerPath) -> None:
    done = finished(alice, path)
    mine = Prepared(Assessment, lambda those: of_owner(those).defer("asked", "placement"))
    (found,) = mine.objects(owner=alice.pk)
    expected = Assessment.objects.defer("asked", "placement").get(pk=done.pk)
    assert found.__dict__ | {"_state": None} == expected.__dict__ | {"_state": None}
    assert (found._state.db, found._state.adding) == ("default", False)
    assert found.get_deferred_fields() == {"asked", "placement"}
    assert found.asked == done.asked


def test_a_value_can_say_no_more_than_a_value(path: CareerPath) -> None:
    named = Prepared(
        CareerPath,
        lambda paths: paths.filter(name=Slot("name", CharField())).values_list("public_id"),
    )
    assert named.rows(name=path.name) == [[path.public_id]]
    assert named.rows(name="' OR 1=1 --") == []
    assert named.rows(name="%s") == []


def test_a_missing_value_is_an_error() -> None:
    mine = Prepared(Assessment, lambda those: of_owner(those).values_list("pk"))
    with pytest.raises(KeyError, match="owner"):
        mine.rows()


def test_a_prepared_change_changes_what_it_names_and_says_how_much(path: CareerPath) -> None:
    other = make_path("Florist")
    reword = PreparedUpdate(
        CareerPath, lambda paths: paths.filter(pk=Slot("pk", BigIntegerField())), "overview", "name"
    )
    assert reword.change(pk=path.pk, overview="Grows %s; it's 'green'.", name="Forester") == 1
    assert reword.change(pk=0, overview="Nothing.", name="Nobody") == 0
    told = CareerPath.objects.order_by("pk").values_list("pk", "name", "overview")
    assert list(told) == [
        (path.pk, "Forester", "Grows %s; it's 'green'."),
        (other.pk, "Florist", other.overview),
    ]
