from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from careerpath import settings
from careerpath.environment import addresses, databases, words
from tests.environment_addresses import LOCKS


def test_secret_key_is_the_environments_before_the_local_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret-key").write_text("local\n", encoding="utf-8")
    monkeypatch.delenv("CAREERPATH_SECRET_KEY", raising=False)
    assert words.secret_key(tmp_path) == "local"
    monkeypatch.setenv("CAREERPATH_SECRET_KEY", "from outside")
    assert words.secret_key(tmp_path) == "from outside"


def test_secret_key_missing_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAREERPATH_SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set CAREERPATH_SECRET_KEY, or run `make run`"):
        words.secret_key(tmp_path)


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
    assert databases.wal_is_safe(version) is safe


def test_postgresql_keeps_a_pool_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@db:5432/careerpath")
    monkeypatch.delenv("CAREERPATH_PGBOUNCER", raising=False)
    monkeypatch.setenv("CAREERPATH_DATABASE_CONNECTIONS", "3")
    config = databases.database(Path())
    pool = {"min_size": 1, "max_size": 3, "timeout": 5}
    assert config["OPTIONS"] == LOCKS | {"connect_timeout": 5, "pool": pool}
    assert config["HOST"] == "db"


def test_behind_pgbouncer_nothing_lives_on_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@bouncer:6432/careerpath")
    monkeypatch.setenv("CAREERPATH_PGBOUNCER", "yes")
    config = databases.database(Path())
    assert config["OPTIONS"] == {"connect_timeout": 5, "prepare_threshold": None}
    assert config["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_postgresql_keeps_no_connections_unless_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAREERPATH_DATABASE_CONNECTIONS", raising=False)
    assert databases.postgresql(pooled=True) == {}


def test_options_in_the_address_of_postgresql_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAREERPATH_DATABASE_CONNECTIONS", raising=False)
    address = "postgresql://app@db/careerpath?sslmode=verify-full&connect_timeout=2"
    monkeypatch.setenv("DATABASE_URL", address)
    assert databases.database(Path())["OPTIONS"] == LOCKS | {
        "sslmode": "verify-full",
        "connect_timeout": "2",
    }


def test_one_variable_puts_the_cache_into_redis_and_sessions_stay_rows(tmp_path: Path) -> None:
    script = (
        "from careerpath import settings as s;"
        "print(s.CACHES['default']['LOCATION'], s.CACHES['database']['LOCATION'],"
        " s.SESSION_ENGINE, sorted(s.DATABASES))"
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
    assert done.stdout.split(maxsplit=3) == [
        "redis://cache:6379/0",
        "careerpath_cache",
        "careerpath.accounts.session_store",
        "['default', 'replica']\n",
    ]


MAIL = "EMAIL_URL"


def mail_server(address: str, monkeypatch: pytest.MonkeyPatch) -> addresses.MailServer:
    monkeypatch.setenv(MAIL, address)
    return addresses.mail_server(MAIL, default="consolemail://")


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org:587", 587, True, False),
        ("smtp+ssl://mail.example.org", 465, False, True),
        ("smtps://mail.example.org", 465, False, True),
        ("smtps://mail.example.org:2465", 2465, False, True),
    ],
)
def test_mail_server_means_what_it_says(
    address: str, port: int, starttls: bool, tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = mail_server(address, monkeypatch)
    assert (server.host, server.port, server.starttls, server.tls, server.timeout) == (
        "mail.example.org", port, starttls, tls, 10,
    )  # fmt: skip
    assert server.backend == "careerpath.mail.outbox.Outbox"


def test_mail_server_has_user_password_and_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    server = mail_server("smtp+tls://me%40x:a%2Fb%23c@mail.example.org:587?timeout=3", monkeypatch)
    assert (server.user, server.password, server.timeout) == ("me@x", "a/b#c", 3)


def test_other_mail_goes_nowhere_near_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_server("consolemail://", monkeypatch).backend.endswith("console.EmailBackend")
    assert mail_server("filemail:///srv/mail", monkeypatch).folder == "/srv/mail"


SIGN = """
import sys
from django.core import signing
what, value = sys.argv[1:]
print(signing.loads(value) if what == "read" else signing.dumps("ada"))
"""


def sign(what: str, value: str = "", **env: str) -> str:
    env |= {"DJANGO_SETTINGS_MODULE": "careerpath.settings", "PATH": os.environ["PATH"]}
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", SIGN, what, value],
        env=env, capture_output=True, text=True, check=False, cwd=Path(settings.BASE_DIR),
    )  # fmt: skip
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_old_secret_keys_keep_people_signed_in() -> None:
    """What an old key signed is read while it is listed, and not after."""
    old, new = "the-key-of-last-year-" * 3, "the-key-of-this-year-" * 3
    signed = sign("write", CAREERPATH_SECRET_KEY=old)
    both = {"CAREERPATH_SECRET_KEY": new, "CAREERPATH_OLD_SECRET_KEYS": old}
    assert sign("read", signed, **both) == "ada"
    assert "BadSignature" in sign("read", signed, CAREERPATH_SECRET_KEY=new)


def test_passwords_are_hashed_slowly() -> None:
    """Tests use a quick hash; what the app uses is Django's own choice, looked at here."""
    assert not hasattr(settings, "PASSWORD_HASHERS")
    hasher = import_string(global_settings.PASSWORD_HASHERS[0])()
    hashed = hasher.encode("quiet harbour lantern", hasher.salt())
    algorithm, rounds, salt, _ = hashed.split("$")
    assert (algorithm, int(rounds) >= 600_000, len(salt) >= 22) == ("pbkdf2_sha256", True, True)


@pytest.mark.parametrize(
    ("url", "said"),
    [("smtp+tls://u:p@mail.example.org:587", "mandatory True"), ("consolemail://", "none False")],
)
def test_addresses_are_confirmed_where_mail_is_sent(url: str, said: str) -> None:
    ask = (
        "from careerpath import settings as s; "
        "print(s.ACCOUNT_EMAIL_VERIFICATION, s.ACCOUNT_PREVENT_ENUMERATION)"
    )
    env = {**os.environ, "EMAIL_URL": url, "CAREERPATH_SECRET_KEY": "only for this test " * 3}
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True,
        cwd=settings.BASE_DIR,
    )  # fmt: skip
    assert done.stdout.split("\n")[-2] == said
