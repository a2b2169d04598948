"""Two people with everything a person can have, and an editor, for the proofs without a server."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from assessments import services
from assessments.models import Assessment, DevelopmentPlan, PlanItem
from assessments.plan_data import PlanItemData
from assessments.rating_data import RatingData
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from tests.accounts.conftest import PASSWORD, sign_in, sign_up
from tests.factories import make_path

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SKILLS = [f"gardener-{level}-{n}" for level in (1, 2) for n in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A refusal a line would fill the screen."""
    for name in ("django.request", "django.security.csrf"):
        caplog.set_level(logging.CRITICAL, name)


@dataclass
class Person:
    """Who it is, their browser, and words that only their own pages may show."""

    user: User
    client: Client
    mark: str
    open: Assessment
    done: Assessment
    item: PlanItem


def person(name: str, path: CareerPath) -> Person:
    """Signed up through the form, with a finished assessment, a plan and an open assessment."""
    email, client = f"{name}@example.org", Client()
    sign_up(client, email)
    user = User.objects.get(email=email)
    mark = f"only-{name}-wrote-this"
    done = services.start(owner=user, path=path, now=NOW)
    for n, skill in enumerate(Skill.objects.filter(public_id__in=SKILLS).order_by("public_id")):
        said = RatingData(proficiency=n % 5, note=mark, link=f"https://example.org/{mark}")
        services.save_rating(assessment=done, skill=skill, said=said, seen="", now=NOW)
    done = services.complete(assessment=done, now=NOW)
    item = planned(done, mark)
    begun = services.start(owner=user, path=path, now=NOW)
    EmailAddress.objects.create(user=user, email=f"second-{email}", verified=True)
    sign_in(client, email)
    return Person(user, client, mark, begun, done, item)


def planned(done: Assessment, mark: str) -> PlanItem:
    """A plan with a skill in it, and something of their own, which it gives."""
    skill = services.Wanted(Skill.objects.get(public_id=SKILLS[0]).pk, 3)
    services.take(plan=None, assessment=done, wanted=[skill], now=NOW)
    plan, link = DevelopmentPlan.objects.get(owner=done.owner), f"https://example.org/{mark}"
    own = PlanItemData(title=mark, target_date=NOW.date())
    item = services.add_item(plan=plan, assessment=done, said=own, now=NOW)
    plan.items.update(note=mark, link=link)
    return item


def with_second_factor(someone: Person) -> None:
    """An app, a passkey and recovery codes, as far as the database is concerned."""
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(
            user=someone.user, type=kind, data={"secret": someone.mark, "name": "Key"}
        )


@pytest.fixture
def alice_and_bob(db: None) -> tuple[Person, Person]:
    """Alice, whose requests are forged, and Bob, who must not notice."""
    path = make_path()
    alice, bob = person("alice", path), person("bob", path)
    with_second_factor(bob)
    cache.clear()
    return alice, bob


@pytest.fixture
def as_editor(db: None) -> Client:
    """A superuser who signed in through the form."""
    client = Client()
    sign_up(client, "edith@example.org")
    User.objects.filter(email="edith@example.org").update(is_staff=True, is_superuser=True)
    sign_in(client, "edith@example.org", PASSWORD)
    return client
