"""Mails that anyone can ask for, to an address of which nobody knows whose it is.

One each time, and a way in in each. What is there must not be told by the answer, by the number of
mails, nor by the time it takes: the mail for who has an account and the one for who has none are
both made, then one is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.core import signing
from django.http import HttpRequest

from careerpath.accounts import addresses, guessing
from careerpath.accounts.models import User
from careerpath.accounts.tokens import ResetTokens
from careerpath.mail.outbox import write_for_nobody

SALT = "careerpath.accounts.mails"
DAYS = 3
NOBODY = User(pk=0, password="!")  # noqa: S106  # stands where there is no account


@dataclass(frozen=True)
class Link:
    """What proves an address: its key stands in a mail to it, and nowhere else."""

    email: str

    @property
    def key(self) -> str:
        """Signed, with its time."""
        return signing.dumps(self.email, salt=SALT)

    @classmethod
    def read(cls, key: str) -> Link | None:
        """The link of a key, unless it is forged or older than three days."""
        try:
            return cls(signing.loads(key, salt=SALT, max_age=DAYS * 86_400))
        except signing.BadSignature:
            return None


@dataclass(frozen=True)
class Occasion:
    """Why there is a mail, as the two there are of it: for who has an account, for who has none."""

    known: str
    unknown: str


SIGN_UP = Occasion("account_already_exists", "email_confirmation_signup")
RESET = Occasion("password_reset_key", "unknown_account")
ADD = Occasion("account_already_exists", "email_confirmation")
WITH_RESET = {f"account/email/{why.known}" for why in (SIGN_UP, RESET)}
"""The mails whose link is good for an hour only."""


def send_way_in(request: HttpRequest, email: str, why: Occasion) -> None:
    """Send the one mail that leads its reader in.

    Above five an hour to an address none is sent: those before lead in as well.
    """
    if guessing.count_mail(request, "way_in", email):
        send(request, email, why)


def send_added(request: HttpRequest, adding: Any) -> None:
    """Ask whether an address that somebody added is theirs; `adding` is allauth's confirmation.

    Counted apart: these lead nobody in but who added it, and must not use up those that do.
    """
    email = adding.email_address.email
    if guessing.count_mail(request, "added", email):
        send(request, email, ADD, adding=adding)


def send(request: HttpRequest, email: str, why: Occasion, *, adding: Any = None) -> None:
    """The same, uncounted. `adding`: the confirmation of one more address for who is signed in.

    Who asks for many resets goes on reaching those who have an account, or one person could keep
    an office from theirs, and no longer those who have none: their mail is written all the same,
    or its time would tell, and not sent.
    """
    found = addresses.find(email)
    begin = _confirmation_url(request, adding or Link(email))
    reset = _reset_url(found.person or NOBODY)
    if not found.confirmed:
        reset = begin  # the address has to be proven first, so that other ways in end
    links = {"password_reset_url": reset, "signup_url": begin, "activate_url": begin}
    is_known = found.confirmed or (found.person is not None and why is RESET)
    made = {name: _made(request, name, email, links) for name in (why.known, why.unknown)}
    to_anyone = why is not RESET or guessing.count_letter(request)
    letter = made[why.known if is_known else why.unknown]
    if is_known or to_anyone:
        letter.send()
    else:
        write_for_nobody(letter)


def _made(request: HttpRequest, name: str, email: str, links: dict[str, str]) -> Any:
    context = {"request": request, "email": email, **links}
    return get_adapter().render_mail(f"account/email/{name}", email, context)


def _confirmation_url(request: HttpRequest, link: Any) -> str:
    url: str = get_adapter().get_email_confirmation_url(request, link)
    return url


def _reset_url(person: User) -> str:
    key = f"{user_pk_to_url_str(person)}-{ResetTokens().make_token(person)}"
    url: str = get_adapter().get_reset_password_from_key_url(key)
    return url
