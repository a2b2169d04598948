"""Nobody finds out by a clock who has an account: pairs of requests in turn, ranked.

With the hashes of real life. A few pairs say only that the answers are alike; in full the times of
the two kinds must be ones that a test of ranks can't tell apart at 1 %.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from math import erfc, sqrt
from statistics import median
from typing import Any

import pytest
from django.conf import global_settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import confirmed, mailing  # noqa: F401  # a fixture
from tests.accounts.test_enumeration import blotted
from tests.proofs.counts import IN_FULL, count

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mailing")]

KNOWN, UNKNOWN = "ada@example.org", "bea@example.org"
WAYS = {
    "sign in": ("/accounts/login/", {"password": "some other long words"}),
    "sign up": ("/accounts/signup/", {}),
    "reset": ("/accounts/password/reset/", {}),
}
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


@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_take_the_same_time(settings: Any, way: str) -> None:
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    confirmed(User.objects.create_user(KNOWN, "a long enough password"))
    address, form = WAYS[way]
    took: dict[str, list[int]] = {KNOWN: [], UNKNOWN: []}

    def ask(email: str) -> Any:
        return Client().post(address, {"email": email, "login": email, **form})

    for _ in range(count(few=2, full=2000)):
        said = {}
        for email in random.sample(sorted(took), 2):
            nanoseconds, answer = timed(lambda email=email: ask(email))  # type: ignore[misc]  # bound
            took[email].append(nanoseconds)
            said[email] = blotted(answer, email), len(mail.outbox)
        assert said[KNOWN] == said[UNKNOWN]
    chance = chance_of_ranks(took[KNOWN], took[UNKNOWN])
    middle = [median(times) / 1e6 for times in took.values()]
    print(  # noqa: T201  # the figure of the proof
        f"\n{way}: {len(took[KNOWN])} pairs, median {middle[0]:.2f} ms known, "
        f"{middle[1]:.2f} ms unknown, chance of the ranks {chance:.3f}"
    )
    if IN_FULL and len(took[KNOWN]) >= ENOUGH:
        assert chance > CHANCE
