"""Each limit of the settings, and how somebody bursts over it: one try, let through or not.

A burst prepares its people once, keeps what they share where every worker finds it (the cache the
limits are counted in), and gives a try that takes a number, for as many workers as one likes. A
limit that has no burst here fails test_bursts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.app_settings import AppSettings as AccountSettings
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa.app_settings import AppSettings as FactorSettings
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careerpath.accounts.models import User

PASSWORD = "quiet harbour lantern"
WRONG_PASSWORD, WRONG_CODE = "belong together", "This is not right"
TOO_MANY = 429

Try = Callable[[int], bool]
Burst = tuple[Callable[[], object], Callable[[], Try]]


def limits() -> dict[str, int]:
    """Every limit that is in force, allauth's own defaults too, and how many tries are let in."""
    settings = {"account": AccountSettings("ACCOUNT_"), "mfa": FactorSettings("MFA_")}
    return {
        f"{app}.{action}.{rate.per}": rate.amount
        for app, said in settings.items()
        for action, rates in said.RATE_LIMITS.items()
        for rate in parse_rates(rates)
    }


def browser(n: int, network: str = "198.51.100", *, known: str = "") -> Client:
    """A new one, from the nth address of a network, or a known one."""
    said: dict[str, Any] = {"HTTP_HOST": "localhost", "REMOTE_ADDR": f"{network}.{n % 250}"}
    client = Client(**said)
    if known:
        client.cookies["known"] = known
    return client


def person(name: str) -> User:
    """Somebody with a confirmed address."""
    made = User.objects.create_user(address(name), PASSWORD)
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


def with_codes(name: str) -> None:
    """Somebody whose password is not enough."""
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=person(name), type="totp", data={"secret": secret})


def address(name: str) -> str:
    return f"{name}@example.org"


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": address(name), "password": password})


def remembered(name: str) -> None:
    """Somebody with a known browser; its cookie is kept for every worker."""
    person(name)
    client = browser(1, "203.0.113")
    sign_in(client, name)
    cache.set(f"burst-{name}", client.cookies["known"].value, 600)


def coded_and_known() -> None:
    """The browser is known from when there was no second factor yet."""
    remembered("coded-known")
    someone = User.objects.get(email=address("coded-known"))
    Authenticator.objects.create(user=someone, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})


def known(name: str) -> str:
    return str(cache.get(f"burst-{name}"))


def says(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


def passwords() -> Try:
    return lambda n: says(sign_in(browser(n), "guessed", f"guess {n}"), WRONG_PASSWORD)


def passwords_from_here() -> Try:
    here = "192.0.2"
    return lambda n: says(sign_in(browser(7, here), f"anyone{n}", "guess"), WRONG_PASSWORD)


def passwords_in_a_known_browser() -> Try:
    cookie = known("known")
    return lambda n: says(sign_in(browser(n, known=cookie), "known", "guess"), WRONG_PASSWORD)


def code(client: Client, name: str, n: int) -> bool:
    """Whether a wrong code was looked at, after the right password."""
    sign_in(client, name)
    answer = client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"})
    return says(answer, WRONG_CODE)


def codes() -> Try:
    return lambda n: code(browser(n), "coded", n)


def codes_in_a_known_browser() -> Try:
    cookie = known("coded-known")
    return lambda n: code(browser(n, known=cookie), "coded-known", n)


def is_sent(client: Client, email: str) -> bool:
    """Whether asking for a reset sends a mail."""
    before = len(mail.outbox)
    assert client.post("/accounts/password/reset/", {"email": email}).status_code == 302
    return len(mail.outbox) > before


def letters_to_one() -> Try:
    return lambda n: is_sent(browser(n), address("written-to"))


def adding() -> None:
    """Two who added one address: the limit of what one person may change is not met."""
    for name in ("adding-0", "adding-1"):
        EmailAddress.objects.create(user=person(name), email=address("added"))


def letters_to_who_was_added() -> Try:
    people = [User.objects.get(email=address(f"adding-{n}")) for n in (0, 1)]

    def one(n: int) -> bool:
        before, client = len(mail.outbox), browser(n)
        client.force_login(people[n % 2])
        client.post("/accounts/email/", {"action_send": "", "email": address("added")})
        return len(mail.outbox) > before

    return one


def letters_to_nobody() -> Try:
    return lambda n: is_sent(browser(8, "192.0.2"), address(f"nobody{n}"))


def posts(name: str, page: str, form: dict[str, str]) -> Callable[[], Try]:
    """Posts of somebody who is signed in, in another browser in each worker."""

    def tries() -> Try:
        client = browser(9, "203.0.113")
        client.force_login(User.objects.get(email=address(name)))
        return lambda _n: client.post(page, form).status_code != TOO_MANY

    return tries


def sign_ups() -> Try:
    def one(n: int) -> bool:
        form = {"email": "no address", "password1": PASSWORD}
        return browser(9, "192.0.2").post("/accounts/signup/", form).status_code != TOO_MANY

    return one


def nobody() -> None:
    """Nobody has to be there."""


WRONG = {"password": "wrong", "oldpassword": "wrong", "password1": "x", "password2": "x"}
BURSTS: dict[str, Burst] = {
    "account.login_failed.key": (lambda: person("guessed"), passwords),
    "account.login_failed_from.ip": (nobody, passwords_from_here),
    "account.login_failed_known.key": (lambda: remembered("known"), passwords_in_a_known_browser),
    "account.code_failed.key": (lambda: with_codes("coded"), codes),
    "account.code_failed_known.key": (coded_and_known, codes_in_a_known_browser),
    "account.way_in.key": (lambda: person("written-to"), letters_to_one),
    "account.added.key": (adding, letters_to_who_was_added),
    "account.reset_password_unknown.ip": (nobody, letters_to_nobody),
    "account.reauthenticate.user": (
        lambda: person("again"),
        posts("again", "/accounts/reauthenticate/", WRONG),
    ),
    "account.change_password.user": (
        lambda: person("changing"),
        posts("changing", "/accounts/password/change/", WRONG),
    ),
    "account.manage_email.user": (
        lambda: person("managing"),
        posts("managing", "/accounts/email/", {"action_primary": "", "email": "x@example.org"}),
    ),
    "account.signup.ip": (nobody, sign_ups),
}
