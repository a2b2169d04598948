from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from careerpath import settings


@pytest.mark.parametrize(
    ("word", "value"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("FALSE", False)]
)
def test_boolean_takes_clear_words(word: str, value: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERPATH_DEBUG", word)
    assert settings.boolean("CAREERPATH_DEBUG", default=not value) is value


def test_boolean_refuses_anything_else_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERPATH_DEBUG", "maybe")
    with pytest.raises(
        ImproperlyConfigured, match="CAREERPATH_DEBUG must be yes or no, not 'maybe'"
    ):
        settings.boolean("CAREERPATH_DEBUG", default=False)


def test_public_address_is_scheme_and_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERPATH_URL", "https://careers.example.org:8443/")
    address = settings.public_address("CAREERPATH_URL", default="http://127.0.0.1:8000")
    assert address == ("https", "careers.example.org:8443")


@pytest.mark.parametrize("address", ["careers.example.org", "ftp://x.org", "https://x.org/careers"])
def test_public_address_refuses_what_is_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERPATH_URL", address)
    with pytest.raises(ImproperlyConfigured, match="CAREERPATH_URL must look like"):
        settings.public_address("CAREERPATH_URL", default="http://127.0.0.1:8000")


def test_secret_key_is_the_environments_before_the_local_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret-key").write_text("local\n", encoding="utf-8")
    monkeypatch.delenv("CAREERPATH_SECRET_KEY", raising=False)
    assert settings.secret_key(tmp_path) == "local"
    monkeypatch.setenv("CAREERPATH_SECRET_KEY", "from outside")
    assert settings.secret_key(tmp_path) == "from outside"


def test_secret_key_missing_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAREERPATH_SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set CAREERPATH_SECRET_KEY, or run `make run`"):
        settings.secret_key(tmp_path)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_write_ahead_log_only_where_sqlite_is_mended(version: tuple[int, ...], safe: bool) -> None:
    assert settings.wal_is_safe(version) is safe


def test_postgresql_keeps_a_pool_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@db:5432/careerpath")
    monkeypatch.delenv("CAREERPATH_PGBOUNCER", raising=False)
    monkeypatch.setenv("CAREERPATH_DATABASE_CONNECTIONS", "3")
    config = settings.database()
    assert config["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 3, "timeout": 10}}
    assert config["HOST"] == "db"


def test_behind_pgbouncer_nothing_lives_on_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@bouncer:6432/careerpath")
    monkeypatch.setenv("CAREERPATH_PGBOUNCER", "yes")
    config = settings.database()
    assert config["OPTIONS"] == {"prepare_threshold": None}
    assert config["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_postgresql_keeps_no_connections_unless_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAREERPATH_DATABASE_CONNECTIONS", raising=False)
    assert settings.postgresql(pooled=True) == {}


def test_pool_of_less_than_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERPATH_DATABASE_CONNECTIONS", "-1")
    with pytest.raises(ImproperlyConfigured, match="CAREERPATH_DATABASE_CONNECTIONS must be 0"):
        settings.postgresql(pooled=True)


def test_one_variable_puts_cache_and_sessions_into_redis(tmp_path: Path) -> None:
    script = (
        "from careerpath import settings as s;"
        "print(s.CACHES['default']['LOCATION'], s.SESSION_ENGINE, sorted(s.DATABASES))"
    )
    environment = os.environ | {
        "CAREERPATH_SECRET_KEY": "x" * 50,
        "CAREERPATH_DATA_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://db/careerpath",
        "DATABASE_REPLICA_URL": "postgresql://replica/careerpath",
        "REDIS_URL": "redis://cache:6379/0",
    }
    done = subprocess.run(  # noqa: S603  # our own settings
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split(maxsplit=2) == [
        "redis://cache:6379/0",
        "django.contrib.sessions.backends.cached_db",
        "['default', 'replica']\n",
    ]
