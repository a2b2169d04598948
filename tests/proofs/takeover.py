"""Two people and a guest, what they have, and all they do with it: the cast of test_takeover.py.

Who somebody is, is what they have: a mailbox, passwords they typed, factors they set up, browsers.
Each deed is what such a person would do, whether or not it is let through.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from assessments import services
from assessments.models import Assessment, SkillRating
from careerpath.accounts.addresses import find
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from tests.accounts.conftest import confirmed
from tests.accounts.softkey import SoftKey
from tests.accounts.test_flows import totp_code

ADA, ADA_TOO, MAL = ADDRESSES = ["ada@example.org", "ada.too@example.org", "mal@example.org"]


class PasskeyByNumber(forms.Form):
    """Stands for the browser's part in a passkey: whoever has it shows its number."""

    credential = forms.ModelChoiceField(Authenticator.objects.filter(type="webauthn"))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:  # it is the second factor of who gave a password
            theirs = Authenticator.objects.filter(type="webauthn", user=user)
            cast(
                "forms.ModelChoiceField[Authenticator]", self.fields["credential"]
            ).queryset = theirs

    def save(self) -> None:
        """As a second factor; allauth's page does this itself where it is the only one."""
        post_authentication(context.request, self.cleaned_data["credential"])


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


def person(name: str, mailbox: list[str], browsers: int) -> Person:
    passwords = [f"{word} of {name}" for word in ("harbour", "lantern")]
    return Person(name, mailbox, passwords, [Client() for _ in range(browsers)])


def asking(browser: Client) -> HttpRequest:
    """What the app makes of the browser's session."""
    request = HttpRequest()
    request.session = browser.session
    request.user = get_user(request)
    return request


class World:
    """One sequence: who there is, and what they do by chance."""

    def __init__(self, seed: int) -> None:
        self.done = [f"seed {seed}"]
        self.happened: Counter[str] = Counter()
        self.draw = random.Random(seed)  # noqa: S311  # no secret
        self.path = CareerPath.objects.get()
        self.skill = Skill.objects.order_by("pk")[0]
        ada, mal = person("ada", [ADA, ADA_TOO], 2), person("mal", [MAL], 2)
        self.people = [ada, mal, person("gus", [], 1)]

    def begin(self) -> Iterator[Person]:
        """What was before: guests' work, accounts, one of a time that allowed more, an address.

        Gives who did each.
        """
        ada, mal, _ = self.people
        for who in (ada, mal):
            if self.draw.random() < 0.5:
                self.rate(who, who.browsers[1])
                yield who
            if self.draw.random() < 0.6:
                self._at_home(who)
                yield who
        if self.draw.random() < 0.3 and not find(ADA).person:
            self._from_before(mal)
            yield mal
        if self.draw.random() < 0.5:
            yield from self._just_added(self.draw.choice([ada, mal]))

    def _just_added(self, who: Person) -> Iterator[Person]:
        """An address, of their own or another's, and who gets the mail may have read it."""
        self._at_home(who)
        yield who
        self.add_address(who, who.browsers[0])
        yield who
        for reader in self.people[:2]:
            if self.draw.random() < 0.7:
                self.read_mail(reader, reader.browsers[0])
                yield reader

    def _from_before(self, mal: Person) -> None:
        """As 0.1.0 allowed: Mal made an account with Ada's address and left ways back into it."""
        made = User.objects.create_user(ADA, mal.passwords[0])
        EmailAddress.objects.create(user=made, email=ADA, primary=True)
        proven = self.draw.random() < 0.3 and not find(MAL).person
        if proven or self.draw.random() < 0.3:
            EmailAddress.objects.create(user=made, email=MAL, verified=proven)
        if proven:  # he can be in it, and write
            self.sign_in(mal, mal.browsers[0], MAL, mal.passwords[0])
            self.rate(mal, mal.browsers[0])
        if self.draw.random() < 0.5:
            mal.apps.append(secret := "JBSWY3DPEHPK3PXP")  # of the test
            TOTP.activate(made, secret)
        if self.draw.random() < 0.5:
            mal.keys.append(self._key_of(made))

    def _at_home(self, who: Person) -> None:
        """Has had an account for a while, and is signed in."""
        taken = User.objects.filter(email=who.mailbox[0])
        if not (taken.exists() or find(who.mailbox[0]).person):
            made = confirmed(User.objects.create_user(who.mailbox[0], who.passwords[0]))
            if self.draw.random() < 0.3:
                who.keys.append(self._key_of(made))
        self.sign_in(who, who.browsers[0], who.mailbox[0], who.passwords[0])

    def step(self) -> tuple[Person, Client]:
        """Somebody does something; gives who, and in which browser."""
        who = self.draw.choice(self.people)
        browser = self.draw.choice(who.browsers)
        deeds: list[Callable[[Person, Client], None]] = [
            *[self.read_mail, self.rate, self.add_address] * 3,
            *(self.sign_in, self.sign_in, self.sign_in, self.claim),
            *[self.sign_up, self.sign_out, self.reset, self.finish],
            *[self.main_address, self.remove_address],
            *[self.second_factor, self.passkey, self.sign_in_by_passkey],
        ]
        do = self.draw.choice(deeds)
        self.done.append(f"{who.name}:{do.__name__}")
        cache.clear()  # no limit is meant here
        do(who, browser)
        return who, browser

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
            self.happened[f"followed: {message.subject}"] += 1

    def sign_in(self, who: Person, browser: Client, email: str = "", password: str = "") -> None:
        form = {"login": email or self.draw.choice([*who.mailbox * 2, *ADDRESSES])}
        form["password"] = password or self.draw.choice(who.passwords)
        answer = browser.post("/accounts/login/", form)
        if answer.headers.get("Location") == "/accounts/2fa/authenticate/":
            shown = [{"credential": str(key)} for key in who.keys]
            for form in [*shown, *({"code": totp_code(secret)} for secret in who.apps)]:
                cache.clear()
                browser.post("/accounts/2fa/authenticate/", form)
        if self.draw.random() < 0.5:
            self.claim(who, browser)

    def sign_out(self, _who: Person, browser: Client) -> None:
        browser.post("/accounts/logout/")

    def add_address(self, who: Person, browser: Client) -> None:
        self._addresses(who, browser, "action_add")

    def main_address(self, who: Person, browser: Client) -> None:
        self._addresses(who, browser, "action_primary")

    def remove_address(self, who: Person, browser: Client) -> None:
        self._addresses(who, browser, "action_remove")

    def _addresses(self, who: Person, browser: Client, action: str) -> None:
        self._prove(who, browser)
        form = {"email": self.draw.choice(ADDRESSES), action: ""}
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
        if browser.get("/accounts/2fa/webauthn/add/").status_code == 200:
            who.keys.append(self._key_of(User.objects.get(pk=browser.session["_auth_user_id"])))

    def sign_in_by_passkey(self, who: Person, browser: Client) -> None:
        if who.keys:
            form = {"credential": self.draw.choice(who.keys)}
            browser.post("/accounts/2fa/webauthn/login/", form)
            self.happened["signed in by passkey"] += asking(browser).user.is_authenticated

    def rate(self, who: Person, browser: Client) -> None:
        """A note with their name, in whatever this browser has open."""
        who.wrote += 1
        row, _ = SkillRating.objects.get_or_create(
            assessment=self._open(browser), skill=self.skill,
            defaults={"updated_at": timezone.now()},
        )  # fmt: skip
        row.note += f" only-{who.name}-wrote-{who.wrote}"
        row.save()

    def finish(self, _who: Person, browser: Client) -> None:
        services.complete(assessment=self._open(browser), now=timezone.now())

    def _open(self, browser: Client) -> Assessment:
        answer = browser.post(f"/assessments/start/{self.path.public_id}/")
        found = re.search(r"/assessments/([0-9a-f-]{36})/", answer["Location"])
        assert found, answer["Location"]
        return Assessment.objects.get(public_id=found[1])

    def claim(self, _who: Person, browser: Client) -> None:
        """It is theirs, what this browser holds of a guest, they say when asked."""
        page = browser.get("/assessments/yours/")
        if page.status_code == 200:
            said = {"whose": "account", "seen": page.context["form"]["seen"].value()}
            browser.post("/assessments/yours/", said)
            self.happened["claimed"] += 1

    def _prove(self, who: Person, browser: Client) -> None:
        for password in who.passwords if asking(browser).user.is_authenticated else []:
            browser.post("/accounts/reauthenticate/", {"password": password})

    @staticmethod
    def _key_of(someone: User) -> int:
        SoftKey(someone)
        return int(Authenticator.objects.filter(user=someone).latest("pk").pk)
