"""Two people and a guest, and every order of the ways into an account: nobody meets the other's.

Each sequence draws its steps from a seed that a failure names. Who somebody is, is what they have:
a mailbox, passwords they typed, secrets of factors they set up, browsers. Whatever they try with
it, no row of somebody else is ever shown to them, and at the end each gets at all of their own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from assessments.access import visible_to
from assessments.models import Assessment, SkillRating
from careerpath.accounts.addresses import find
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from tests.accounts.conftest import confirmed, mailing  # noqa: F401  # a fixture
from tests.accounts.test_flows import totp_code
from tests.factories import make_path
from tests.proofs.counts import count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailing")]
ADDRESSES = ["ada@example.org", "ada.too@example.org", "mal@example.org"]
STEPS = 10
NOTE = re.compile(r"only-(\w+)-wrote-\d+")


class PasskeyByNumber(forms.Form):
    """Stands for the browser's part in a passkey: whoever has it shows its number."""

    credential = forms.ModelChoiceField(Authenticator.objects.filter(type="webauthn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("user", None)  # where it is a second factor
        super().__init__(*args, **kwargs)


@dataclass
class Person:
    """What one of them has."""

    name: str
    mailbox: list[str]
    passwords: list[str]
    browsers: list[Client]
    apps: list[str] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    wrote: int = 0


class World:
    """One sequence: who there is, and what they do by chance."""

    def __init__(self, seed: int) -> None:
        self.done = [f"seed {seed}"]
        self.draw = random.Random(seed)  # noqa: S311  # no secret
        self.path = CareerPath.objects.get()
        self.skill = Skill.objects.order_by("pk")[0]
        self.people = [
            Person(
                "ada", ADDRESSES[:2], ["harbour of ada", "lantern of ada"], [Client(), Client()]
            ),
            Person(
                "mal", ADDRESSES[2:], ["harbour of mal", "lantern of mal"], [Client(), Client()]
            ),
            Person("gus", [], ["harbour of gus"], [Client()]),
        ]
        for who in self.people[:2]:
            if self.draw.random() < 0.6:
                self._at_home(who)
        if self.draw.random() < 0.3 and not find(ADDRESSES[0]).person:
            self._from_before()

    @staticmethod
    def _person(name: str, mailbox: list[str]) -> Person:
        passwords = [f"{word} of {name}" for word in ("harbour", "lantern")]
        return Person(name, mailbox, passwords, [Client(), Client()])

    def _from_before(self) -> None:
        """As 0.1.0 allowed: Mal made an account with Ada's address and left ways back into it."""
        mal = self.people[1]
        person = User.objects.create_user(ADDRESSES[0], mal.passwords[0])
        EmailAddress.objects.create(user=person, email=ADDRESSES[0], primary=True)
        if self.draw.random() < 0.5:
            proven = self.draw.random() < 0.5 and not find(mal.mailbox[0]).person
            EmailAddress.objects.create(user=person, email=mal.mailbox[0], verified=proven)
        if self.draw.random() < 0.5:
            mal.apps.append(secret := "JBSWY3DPEHPK3PXP")  # of the test
            TOTP.activate(person, secret)
        if self.draw.random() < 0.5:
            mal.keys.append(self._key_of(person))

    def _at_home(self, who: Person) -> None:
        """Has had an account for a while, and is signed in."""
        confirmed(User.objects.create_user(who.mailbox[0], who.passwords[0]))
        self.sign_in(who, who.browsers[0], who.mailbox[0], who.passwords[0])

    def step(self) -> None:
        who = self.draw.choice(self.people)
        browser = self.draw.choice(who.browsers)
        deeds: list[Callable[[Person, Client], None]] = [
            *[self.read_mail, self.rate, self.add_address] * 3,
            *(self.sign_in, self.claim, self.sign_in, self.claim),
            *[self.sign_up, self.sign_out, self.reset],
            *[self.main_address, self.remove_address],
            *[self.second_factor, self.passkey, self.sign_in_by_passkey],
        ]
        do = self.draw.choice(deeds)
        self.done.append(f"{who.name}:{do.__name__}")
        cache.clear()  # no limit is meant here
        do(who, browser)
        self.sees_only_their_own(who, browser)

    # What they do; what is refused is refused.

    def sign_up(self, who: Person, browser: Client) -> None:
        form = {"email": self.draw.choice(ADDRESSES), "password1": self.draw.choice(who.passwords)}
        browser.post("/accounts/signup/", form)

    def reset(self, _who: Person, browser: Client) -> None:
        browser.post("/accounts/password/reset/", {"email": self.draw.choice(ADDRESSES)})

    def read_mail(self, who: Person, browser: Client) -> None:
        mine = [message for message in mail.outbox if set(message.to) & set(who.mailbox)]
        if mine:
            self.follow(who, browser, self.draw.choice(mine[-4:]))

    def follow(self, who: Person, browser: Client, message: Any) -> None:
        """The link of a mail, as its reader would: whatever form is there is filled in."""
        found = re.search(r"https?://[^/\s]+(/accounts/\S+)", str(message.body))
        if found is None:
            return
        page = browser.get(found[1], follow=True)
        address = page.redirect_chain[-1][0] if page.redirect_chain else found[1]
        password = self.draw.choice(who.passwords)
        if b'type="password"' in page.content or b"Yes, it is mine" in page.content:
            browser.post(address, {"password1": password, "password2": password})

    def sign_in(self, who: Person, browser: Client, email: str = "", password: str = "") -> None:
        form = {"login": email or self.draw.choice(ADDRESSES)}
        form["password"] = password or self.draw.choice(who.passwords)
        answer = browser.post("/accounts/login/", form)
        if answer.headers.get("Location") == "/accounts/2fa/authenticate/":
            for secret in who.apps:
                cache.clear()
                browser.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})

    def sign_out(self, _who: Person, browser: Client) -> None:
        browser.post("/accounts/logout/")

    def add_address(self, who: Person, browser: Client) -> None:
        self._prove(who, browser)
        browser.post("/accounts/email/", {"email": self.draw.choice(ADDRESSES), "action_add": ""})

    def main_address(self, who: Person, browser: Client) -> None:
        self._prove(who, browser)
        form = {"email": self.draw.choice(ADDRESSES), "action_primary": ""}
        browser.post("/accounts/email/", form)

    def remove_address(self, who: Person, browser: Client) -> None:
        self._prove(who, browser)
        form = {"email": self.draw.choice(ADDRESSES), "action_remove": ""}
        browser.post("/accounts/email/", form)

    def second_factor(self, who: Person, browser: Client) -> None:
        self._prove(who, browser)
        page = browser.get("/accounts/2fa/totp/activate/")
        if page.status_code == 200:
            secret = page.context["form"].secret
            browser.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
            who.apps.append(secret)

    def passkey(self, who: Person, browser: Client) -> None:
        self._prove(who, browser)
        person = self._asking(browser).user
        if Authenticator.objects.filter(user=person.pk, type="webauthn").exists():
            return  # one is enough, and the page would ask it what a real one knows
        if browser.get("/accounts/2fa/webauthn/add/").status_code == 200:
            who.keys.append(self._key_of(User.objects.get(pk=browser.session["_auth_user_id"])))

    def sign_in_by_passkey(self, who: Person, browser: Client) -> None:
        if who.keys:
            form = {"credential": self.draw.choice(who.keys)}
            browser.post("/accounts/2fa/webauthn/login/", form)

    def rate(self, who: Person, browser: Client) -> None:
        """A note with their name, in whatever this browser has open."""
        answer = browser.post(f"/assessments/start/{self.path.public_id}/")
        found = re.search(r"/assessments/([0-9a-f-]{36})/", answer["Location"])
        assert found, answer["Location"]
        who.wrote += 1
        row, _ = SkillRating.objects.get_or_create(
            assessment=Assessment.objects.get(public_id=found[1]), skill=self.skill,
            defaults={"updated_at": timezone.now()},
        )  # fmt: skip
        row.note += f" only-{who.name}-wrote-{who.wrote}"
        row.save()

    def claim(self, _who: Person, browser: Client) -> None:
        """It is theirs, what this browser holds of a guest, they say when asked."""
        page = browser.get("/assessments/yours/")
        if page.status_code == 200:
            said = {"whose": "account", "seen": page.context["seen"]}
            browser.post("/assessments/yours/", said)

    def _prove(self, who: Person, browser: Client) -> None:
        for password in who.passwords if self._asking(browser).user.is_authenticated else []:
            browser.post("/accounts/reauthenticate/", {"password": password})

    @staticmethod
    def _key_of(person: User) -> int:
        key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key"})
        return int(key.pk)

    # What must hold.

    def sees_only_their_own(self, who: Person, browser: Client) -> set[str]:
        """The notes in everything this browser may see: of nobody else."""
        seen = visible_to(self._asking(browser))
        notes = SkillRating.objects.filter(assessment__in=seen).values_list("note", flat=True)
        return self._theirs(who, " ".join(notes))

    def _theirs(self, who: Person, words: str) -> set[str]:
        found = list(NOTE.finditer(words))
        assert {match[1] for match in found} <= {who.name}, self.done
        return {match[0] for match in found}

    @staticmethod
    def _asking(browser: Client) -> HttpRequest:
        """What the app makes of the browser's session."""
        request = HttpRequest()
        request.session = browser.session
        request.user = get_user(request)
        return request

    def gets_at_all_of_it(self, who: Person) -> None:
        """Signing in, or by the mail of a reset; guests by their browser."""
        found: set[str] = set()
        for browser in who.browsers:
            self.claim(who, browser)
            found |= self.sees_only_their_own(who, browser)
        for email in who.mailbox:
            found |= self._by_mail(who, email)
        assert found == {f"only-{who.name}-wrote-{n + 1}" for n in range(who.wrote)}, self.done

    def _by_mail(self, who: Person, email: str) -> set[str]:
        cache.clear()
        mail.outbox.clear()
        browser = Client()
        browser.post("/accounts/password/reset/", {"email": email})
        assert [message.to for message in mail.outbox] == [[email]], self.done
        who.passwords = who.passwords[:1]
        self.follow(who, browser, mail.outbox[-1])
        theirs = Authenticator.objects.filter(pk__in=who.keys, user=find(email).person)
        for key in theirs:
            browser.post("/accounts/2fa/webauthn/login/", {"credential": key.pk})
        if not self._asking(browser).user.is_authenticated:
            self.sign_in(who, browser, email, who.passwords[0])
        assert self._asking(browser).user.is_authenticated, (who.name, email, self.done)
        if self.draw.random() < 0.8:  # most pages go by the same filter as this
            return self.sees_only_their_own(who, browser)
        return self._theirs(who, browser.get("/account/export/").content.decode())


def test_in_any_order_nobody_meets_the_others_and_everybody_their_own(settings: Any) -> None:
    settings.MFA_FORMS = settings.MFA_FORMS | {
        "login_webauthn": "tests.proofs.test_takeover.PasskeyByNumber"
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    make_path(levels=1, skills=1)
    for seed in range(count(few=25, full=5000)):
        with transaction.atomic():
            mail.outbox.clear()
            world = World(seed)
            for _ in range(STEPS):
                world.step()
            for who in world.people:
                world.gets_at_all_of_it(who)
            transaction.set_rollback(True)
