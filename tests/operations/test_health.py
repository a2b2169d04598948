from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries


def test_live_needs_no_database_and_no_known_host() -> None:
    response = Client(headers={"host": "10.0.0.9"}).get("/health/live/")
    assert (response.status_code, response.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_live_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        Client().get("/health/live/")
