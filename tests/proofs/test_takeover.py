"""Two people and a guest, and every order of the ways into an account: nobody meets the other's.

How many sequences is what COUNT counts; FIRST says from which seed, and a failure names its own.
After each step no row of somebody else may be shown, and nothing that leads into an account whose
address somebody proved may be anybody else's. At the end each gets at all of their own.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from assessments.models import SkillRating
from assessments.permissions import visible_to
from careerpath.accounts.addresses import find
from careerpath.accounts.models import User
from tests.accounts.conftest import mailing  # noqa: F401  # a fixture
from tests.factories import make_path
from tests.proofs.counts import FIRST, IN_FULL, count
from tests.proofs.takeover import Person, World, asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailing")]
STEPS = 10
AT_A_TIME = 250  # sequences: enough to say how far it is, and for everything to have come about
NOTE = re.compile(r"only-(\w+)-wrote-\d+")
# What has to have come about in a long run, for the rest to say anything.
MUST_HAPPEN = {
    "signed in by passkey",
    "claimed",
    "followed: Welcome: your account begins here",
    "followed: Choose a new password",
    "followed: There is no account for this address",
    "followed: You already have an account",
    "followed: Confirm your email address",
}


class Judge:
    """Knows who made what, and says what may not be."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made_by: dict[tuple[str, int, str], str] = {}
        self.owner = {email: who.name for who in world.people for email in who.mailbox}

    def after(self, who: Person) -> None:
        """Whatever is new is of who acted; nobody is in what somebody else proved."""
        leads = self._ways()
        for pk, ways in leads.items():
            for way in ways:
                self.made_by.setdefault((way[0], pk, way[1]), who.name)
        for pk, proved in self._proved().items():
            assert len(proved) == 1, (proved, self.world.done)
            makers = {self.made_by[way[0], pk, way[1]] for way in leads[pk]}
            assert makers <= proved, (makers, proved, self.world.done)

    @staticmethod
    def _ways() -> dict[int, list[tuple[str, str]]]:
        """The password and the factors of each account, as they are stored."""
        ways = {pk: [("password", said)] for pk, said in User.objects.values_list("pk", "password")}
        for pk, user in Authenticator.objects.values_list("pk", "user"):
            ways[user].append(("factor", str(pk)))
        return ways

    def _proved(self) -> dict[int, set[str]]:
        """Who proved the addresses of each account that has any."""
        found: dict[int, set[str]] = {}
        rows = EmailAddress.objects.filter(verified=True).values_list("user", "email")
        for pk, email in rows:
            found.setdefault(pk, set()).add(self.owner[email])
        return found

    def sees_only_their_own(self, who: Person, browser: Client) -> set[str]:
        """The notes in everything this browser may see: of nobody else."""
        seen = visible_to(asking(browser))
        notes = SkillRating.objects.filter(assessment__in=seen).values_list("note", flat=True)
        return self._theirs(who, " ".join(notes))

    def _theirs(self, who: Person, words: str) -> set[str]:
        found = list(NOTE.finditer(words))
        assert {match[1] for match in found} <= {who.name}, self.world.done
        return {match[0] for match in found}

    def gets_at_all_of_it(self, who: Person) -> None:
        """Signing in, or by the mail of a reset; guests by their browser."""
        found: set[str] = set()
        for browser in who.browsers:
            self.world.claim(who, browser)
            found |= self.sees_only_their_own(who, browser)
        for email in who.mailbox:
            found |= self._by_mail(who, email)
        expected = {f"only-{who.name}-wrote-{n + 1}" for n in range(who.wrote)}
        assert found == expected, self.world.done

    def _by_mail(self, who: Person, email: str) -> set[str]:
        cache.clear()
        mail.outbox.clear()
        browser, world = Client(), self.world
        browser.post("/accounts/password/reset/", {"email": email})
        assert [message.to for message in mail.outbox] == [[email]], world.done
        who.passwords = who.passwords[:1]
        world.follow(who, browser, mail.outbox[-1])
        self.after(who)
        theirs = Authenticator.objects.filter(pk__in=who.keys, user=find(email).person)
        for key in theirs:
            browser.post("/accounts/2fa/webauthn/login/", {"credential": key.pk})
        if not asking(browser).user.is_authenticated:
            world.sign_in(who, browser, email, who.passwords[0])
        assert asking(browser).user.is_authenticated, (who.name, email, world.done)
        if world.draw.random() < 0.8:  # most pages go by the same filter as this
            return self.sees_only_their_own(who, browser)
        return self._theirs(who, browser.get("/account/export/").content.decode())


def one_sequence(seed: int) -> Counter[str]:
    """Play it, and give what came about in it."""
    mail.outbox.clear()
    world = World(seed)
    judge = Judge(world)
    for who in world.begin():
        judge.after(who)
    for _ in range(STEPS):
        who, browser = world.step()
        judge.after(who)
        judge.sees_only_their_own(who, browser)
    for who in world.people:
        judge.gets_at_all_of_it(who)
    return world.happened


def test_in_any_order_nobody_meets_the_others_and_everybody_their_own(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "careerpath.security")
    by_number = "tests.proofs.takeover.PasskeyByNumber"
    shown = {"login_webauthn": by_number, "authenticate_webauthn": by_number}
    settings.MFA_FORMS = settings.MFA_FORMS | shown
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    make_path(levels=1, skills=1)
    many = count(few=40, full=5000)
    happened: Counter[str] = Counter()
    for done in range(1, many + 1):
        with transaction.atomic():
            happened += one_sequence(FIRST + done - 1)
            transaction.set_rollback(True)
        if done == many or done % AT_A_TIME == 0:
            print(f"\n{done} sequences from seed {FIRST}, {connection.vendor}: {dict(happened)}")  # noqa: T201  # the figure of the proof
    if IN_FULL and many >= AT_A_TIME:
        assert set(happened) >= MUST_HAPPEN, happened
