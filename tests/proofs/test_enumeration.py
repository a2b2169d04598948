"""Nobody finds out by a clock who has an account: pairs of requests in turn, ranked.

A few pairs say only that the answers are alike; in full the times of the two kinds must be ones
that a test of ranks can't tell apart at 1 %.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from functools import partial
from math import erfc, sqrt
from statistics import median
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import confirmed, mailing  # noqa: F401  # a fixture
from tests.accounts.test_enumeration import blotted
from tests.proofs.counts import IN_FULL, count

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mailing")]

KNOWN, UNKNOWN, EVE = "ada@example.org", "bea@example.org", "eve@example.org"
PASSWORD = "a long enough password"
TYPED = {"password": "some other long words"}
WAYS = {
    "sign in": ("/accounts/login/", TYPED),
    "sign in, hashes of real life": ("/accounts/login/", TYPED),
    "sign up": ("/accounts/signup/", {}),
    "reset": ("/accounts/password/reset/", {}),
    "add": ("/accounts/email/", {"action_add": ""}),
}
# A hash of real life is most of what a sign-in takes: beside it a difference of anything else would
# drown. That there is one whatever is there, tests/accounts/test_enumeration.py counts; one more or
# less of a fiftieth of it would be seen here.
PAIRS = {"sign in, hashes of real life": 200}
QUICK = 20_000  # rounds
CHANCE = 0.01
ENOUGH = 200  # pairs, for ranks to say anything


def chance_of_ranks(one: list[int], other: list[int]) -> float:
    """Mann and Whitney's test, two-sided: how often chance alone orders two samples like this."""
    n, m = len(one), len(other)
    ranked = sorted((value, mine) for mine, values in ((1, one), (0, other)) for value in values)
    rank_sum = sum(rank for rank, (_, mine) in enumerate(ranked, 1) if mine)
    u = rank_sum - n * (n + 1) / 2
    return erfc(abs(u - n * m / 2) / sqrt(n * m * (n + m + 1) / 12) / sqrt(2))


def test_the_ranks_tell_what_differs_from_what_does_not() -> None:
    draw = random.Random(1)  # noqa: S311  # no secret
    one, same = ([round(draw.gauss(1000, 100)) for _ in range(2000)] for _ in range(2))
    assert chance_of_ranks(one, same) > CHANCE
    assert chance_of_ranks(one, [value + 15 for value in same]) < CHANCE


def timed(ask: Callable[[], Any]) -> tuple[int, Any]:
    cache.clear()  # no limit is meant here
    mail.outbox.clear()
    before = time.perf_counter_ns()
    answer = ask()
    return time.perf_counter_ns() - before, answer


def somebody(way: str) -> Client:
    """Who asks: anybody, in a new browser, or who is signed in and just proved who they are."""
    if way != "add":
        return Client()
    client = Client()
    client.force_login(User.objects.get(email=EVE))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_take_the_same_time(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    caplog.set_level(logging.CRITICAL, "careerpath.security")
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    if way not in PAIRS:
        monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", QUICK)
    for email in (KNOWN, EVE):
        confirmed(User.objects.create_user(email, PASSWORD))
    address, form = WAYS[way]
    took: dict[str, list[int]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(count(few=2, full=PAIRS.get(way, 2000))):
        said = {}
        for email in random.sample(sorted(took), 2):
            client, sent = somebody(way), {"email": email, "login": email, **form}
            nanoseconds, answer = timed(partial(client.post, address, sent))
            took[email].append(nanoseconds)
            said[email] = blotted(answer, email), len(mail.outbox)
            EmailAddress.objects.filter(user__email=EVE, primary=False).delete()
        assert said[KNOWN] == said[UNKNOWN]
        assert said[KNOWN][1] == (0 if "sign in" in way else 1)
    chance = chance_of_ranks(took[KNOWN], took[UNKNOWN])
    middle = [median(times) / 1e6 for times in took.values()]
    print(  # noqa: T201  # the figure of the proof
        f"\n{way}: {len(took[KNOWN])} pairs, median {middle[0]:.2f} ms known, "
        f"{middle[1]:.2f} ms unknown, chance of the ranks {chance:.3f}"
    )
    if IN_FULL and len(took[KNOWN]) >= ENOUGH:
        assert chance > CHANCE
