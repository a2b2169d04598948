from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries


def test_live_needs_no_database_and_no_known_host() -> None:
    response = Client(headers={"host": "10.0.0.9"}).get("/health/live/")
    assert (response.status_code, response.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated() -> None:
    response = Client().get("/health/ready/")
    assert (response.status_code, response.json()) == (200, {"ready": True, "trouble": ""})


def test_not_ready_without_a_database() -> None:
    with patch(
        "careerpath.operations.health.MigrationExecutor", side_effect=OperationalError("gone")
    ):
        response = Client().get("/health/ready/")
    assert (response.status_code, response.json()) == (503, {"ready": False, "trouble": "database"})


@pytest.mark.django_db
def test_not_ready_with_a_migration_due() -> None:
    with patch(
        "careerpath.operations.health.MigrationExecutor.migration_plan", return_value=["one"]
    ):
        response = Client().get("/health/ready/")
    assert (response.status_code, response.json()) == (
        503,
        {"ready": False, "trouble": "migrations"},
    )


@pytest.mark.django_db
def test_live_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        Client().get("/health/live/")
