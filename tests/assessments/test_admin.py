"""Superusers look at what people rated; nobody changes it here."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill

pytestmark = pytest.mark.django_db

LIST = reverse("admin:assessments_assessment_changelist")


@pytest.fixture
def rated(alice: User, path: CareerPath) -> Assessment:
    now = timezone.now()
    begun = services.start(owner=alice, path=path, now=now)
    skill = Skill.objects.get(public_id="gardener-1-1")
    said = RatingData(3, note="Dug a pond")
    services.save_rating(assessment=begun, skill=skill, said=said, seen="", now=now)
    return begun


def page_of(assessment: Assessment) -> str:
    return reverse("admin:assessments_assessment_change", args=[assessment.pk])


def test_superuser_finds_by_address_and_reads(as_edith: Client, rated: Assessment) -> None:
    found = as_edith.get(LIST, {"q": "alice@example.org"}).context["cl"].queryset
    assert list(found) == [rated]
    assert list(as_edith.get(LIST, {"q": "bob"}).context["cl"].queryset) == []
    text = as_edith.get(page_of(rated)).content.decode()
    assert "Gardener 1 1" in text
    assert "Dug a pond" in text


def test_superuser_changes_nothing(as_edith: Client, rated: Assessment) -> None:
    delete = reverse("admin:assessments_assessment_delete", args=[rated.pk])
    add = reverse("admin:assessments_assessment_add")
    answers = [
        as_edith.post(url, {"post": "yes"}).status_code for url in (page_of(rated), delete, add)
    ]
    assert answers == [403, 403, 403]
    assert data_in(rated.ratings.get()) == RatingData(3, note="Dug a pond")


def test_editor_who_is_no_superuser_sees_nothing_of_people(bob: User, rated: Assessment) -> None:
    bob.is_staff = True
    bob.save()
    client = Client()
    client.force_login(bob)
    assert [client.get(url).status_code for url in (LIST, page_of(rated))] == [403, 403]
