"""The cast, and how tests see the app.

Alice owns what the test is about, Bob is a stranger with an account, Edith edits the framework.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.factories import UserFactory, make_path

PASSWORD = "a long enough password"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--show-access", help="a file to write what every route answers to", type=Path)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in real life.

    In memory the threads of the live server would share one connection, and requests at the same
    time break each other's transactions. What a test writes need not outlive a power cut.
    CAREERPATH_TEST_START is a migrated database to begin with a copy of (`make breaks`).
    """
    database, start = connections["default"].settings_dict, os.environ.get("CAREERPATH_TEST_START")
    database.get("OPTIONS", {}).pop("pool", None)  # its threads would outlive the test's database
    if "sqlite3" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
        if start:
            shutil.copy(start, database["TEST"]["NAME"])
    elif start:
        database["TEST"]["TEMPLATE"] = start


@pytest.fixture(scope="session", autouse=True)
def _live_server_has_static_files() -> Iterator[None]:
    """pytest-django looks for staticfiles by its own name; ours is a config of another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases._StaticFilesHandler", StaticFilesHandler)
        yield


@pytest.fixture(autouse=True)
def _no_language_is_left() -> Iterator[None]:
    """A page in German leaves the thread in German; the next test begins in none."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Static files without hashed names: tests collect nothing."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_list_of_erased(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests erase is not noted beside anybody's data, and the next test reads none of it."""
    settings.ERASED_LIST = tmp_path_factory.getbasetemp() / "erased.txt"
    settings.ERASED_LIST.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Slow hashes are for attackers: tests make hundreds of people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(db: None) -> User:
    return UserFactory(email="alice@example.org")


@pytest.fixture
def bob(db: None) -> User:
    return UserFactory(email="bob@example.org")


@pytest.fixture
def edith(db: None) -> User:
    return UserFactory(email="edith@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def as_alice(alice: User) -> Client:
    return _signed_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return _signed_in(bob)


@pytest.fixture
def as_edith(edith: User) -> Client:
    return _signed_in(edith)


@pytest.fixture
def path(db: None) -> CareerPath:
    """A small path: two levels of three skills each, one technical group and one soft."""
    return make_path()


def _signed_in(user: Any) -> Client:
    """With the note that a real sign-in leaves."""
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1")
    return client
