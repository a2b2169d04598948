from __future__ import annotations

from typing import Any

import pytest

from careerpath.operations import checks


@pytest.mark.parametrize(
    ("https", "sends", "said"),
    [(True, False, [checks.MAIL]), (True, True, []), (False, False, [])],
)
def test_mail_into_the_log_is_for_ones_own_machine(
    settings: Any, https: bool, sends: bool, said: list[Any]
) -> None:
    settings.HTTPS, settings.SENDS_MAIL = https, sends
    assert checks.mail_is_sent() == said


@pytest.mark.parametrize(
    ("behind", "count", "said"),
    [(True, 0, [checks.PROXIES]), (True, 1, []), (False, 0, [])],
)
def test_proxies_in_front_are_counted(
    settings: Any, behind: bool, count: int, said: list[Any]
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind else None
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    assert checks.proxies_are_counted() == said
