"""Every variable the app reads: good, empty, senseless and hostile values.

Each row is tried on the settings themselves. A refused value ends in one sentence that names the
variable; no piece of a password is in it, nor in what Python prints around it.
"""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import runpy
import traceback
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
KEY = "only for this test " * 3
HTTPS = {"CAREERPATH_URL": "https://careers.example.org"}
SECRET = "s3cr3t"
"""Stands in every password below; none of its pieces may be shown."""
PIECES = (SECRET, "s3c", "r3t")

EMPTY = "{} is empty: give it a value, or leave it out."
UNSEEN = "{} holds a line break or another character that can't be seen."
WRITE = (
    "In user and password write % as %25, / as %2F, ? as %3F, # as %23, @ as %40, : as %3A, "
    "[ as %5B and ] as %5D."
)
POSTGRES = "postgresql://user:password@host:5432/careerpath"
DATABASE = f"{{}} must look like {POSTGRES}. {WRITE}"
DATABASE_BEGINS = (
    "{} must begin with one of: sqlite://, postgresql://, postgres://, psql://, pgsql://."
)
SQLITE = (
    "{} must name a file after three slashes, and no options: "
    "sqlite:////srv/careerpath/var/careerpath.sqlite3."
)
REDIS = (
    "{} must name one server, and a database by its number: redis://user:password@host:6379/0. "
    "In a password write , as %2C and ; as %3B."
)
REDIS_OPTIONS = (
    "db, health_check_interval, protocol, socket_connect_timeout, socket_timeout, ssl_ca_certs, "
    "ssl_cert_reqs, ssl_certfile, ssl_check_hostname, ssl_keyfile."
)
ADDRESS = (
    "{} must look like https://careers.example.org: no path, no user, no asterisk, "
    "other letters than English ones as xn--."
)
MAIL = f"{{}} must look like smtp+tls://user:password@mail.example.org:587. {WRITE}"
MAIL_BEGINS = (
    "{} must begin with one of: smtp://, smtp+tls://, smtp+ssl://, smtps://, consolemail://, "
    "filemail://, memorymail://, dummymail://."
)
TIMEOUT = "{}: timeout must be whole seconds from 1 to 60."
FROM = "{} must be one address, like careerpath <careerpath@example.org>."

# A variable: the setting it makes and what a value makes of it, and what is said of others.
Rows = dict[str, tuple[str, dict[str, Any], dict[str, str]]]


def yes_or_no(setting: str) -> tuple[str, dict[str, Any], dict[str, str]]:
    good = {"yes": True, "NO": False, " on ": True, "0": False}
    refused = {
        "": EMPTY,
        " ": EMPTY,
        "maybe": "{} must be yes or no, not 'maybe'.",
        "yes\nno": UNSEEN,
        "$HOME": "{} must be yes or no, not '$home'.",
        "y" * 5000: "{} must be yes or no, not 'yyyyyyyyyyyyyyyyyyyy…'.",
    }
    return setting, good, refused


def number(setting: str, good: dict[str, Any], least: int, most: int) -> Any:
    said = f"{{}} must be a whole number from {least} to {most}, not "
    refused = {value: f"{said}{value!r}." for value in ("-1", "1.5", "many", "²", "1e3", "0x10")}
    refused |= {"": EMPTY, "9" * 5000: f"{said}'99999999999999999999…'.", "1\n": UNSEEN}
    return setting, good, refused | {str(most + 1): f"{said}'{most + 1}'."}


def database(setting: str, *, patience: int = 5) -> tuple[str, dict[str, Any], dict[str, str]]:
    good: dict[str, Any] = {
        f"postgresql://app:{SECRET}@db.example.org:5432/careerpath": {
            "NAME": "careerpath", "USER": "app", "PASSWORD": SECRET,
            "HOST": "db.example.org", "PORT": 5432,
        },
        "postgres://app:a%2Fb%23c%40d@db/careerpath?sslmode=verify-full": {
            "PASSWORD": "a/b#c@d",
            "OPTIONS": {"connect_timeout": patience, "sslmode": "verify-full"},
        },
        # A plus is a plus, a dollar a dollar.
        "postgresql://app:$a+b@db/careerpath": {"PASSWORD": "$a+b", "USER": "app"},
        "postgresql:///careerpath": {"HOST": "", "NAME": "careerpath"},
        "postgresql://app@one:5432,two:5433/careerpath": {"HOST": "one,two", "PORT": "5432,5433"},
        "sqlite:////srv/careers.sqlite3": {"NAME": "/srv/careers.sqlite3", "HOST": ""},
    }  # fmt: skip
    refused = {
        "": EMPTY,
        "careerpath": DATABASE_BEGINS,
        "postgres": DATABASE_BEGINS,
        "sqlite": DATABASE_BEGINS,
        f"{SECRET}": DATABASE_BEGINS,
        f"mysql://app:{SECRET}@db/careerpath": DATABASE_BEGINS,
        "$OTHER": DATABASE_BEGINS,
        f"postgresql://app:s3c/r3t@db/{SECRET}": DATABASE,
        "postgresql://app:s3c#r3t@db/careerpath": DATABASE,
        "postgresql://app:s3c?r3t@db/careerpath": DATABASE,
        "postgresql://app:12/s3cr3t@db/careerpath": DATABASE,  # else: host app, port 12
        f"postgresql://app:{SECRET}@db:port/careerpath": DATABASE,
        f"postgresql://app:{SECRET}@db:99999/careerpath": DATABASE,
        f"postgresql://app:{SECRET}@db": f"{{}} names no database: {POSTGRES}.",
        f"postgresql://app:{SECRET}@db/": f"{{}} names no database: {POSTGRES}.",
        f"postgresql://app:{SECRET}@db/careerpath?colour=red": (
            "{} has no option 'colour' that PostgreSQL knows."
        ),
        f"postgresql://app:{SECRET}@db/careerpath?conn_max_age=abc": (
            "{} has no option 'conn_max_age'."
        ),
        f"postgresql://app:{SECRET}\n@db/careerpath": UNSEEN,
        "sqlite://careers.sqlite3": SQLITE,
        "sqlite:///": SQLITE,
        "sqlite:///careers.sqlite3?timeout=5": SQLITE,
    }
    return setting, good, refused


ROWS: Rows = {
    "CAREERPATH_DEBUG": yes_or_no("DEBUG"),
    "CAREERPATH_STAFF_SECOND_FACTOR": yes_or_no("STAFF_NEED_SECOND_FACTOR"),
    "CAREERPATH_REDIRECT_TO_HTTPS": yes_or_no("SECURE_SSL_REDIRECT"),
    "CAREERPATH_BEHIND_PROXY": (
        "SECURE_PROXY_SSL_HEADER",
        {"yes": ("HTTP_X_FORWARDED_PROTO", "https"), "no": None},
        yes_or_no("")[2],
    ),
    "CAREERPATH_PGBOUNCER": (
        "DATABASES",
        {"yes": {"DISABLE_SERVER_SIDE_CURSORS": True}, "no": {"NAME": "careerpath"}},
        yes_or_no("")[2],
    ),
    "CAREERPATH_DATABASE_CONNECTIONS": number(
        "DATABASES",
        {
            "0": {"OPTIONS": {"connect_timeout": 5}},
            " 8 ": {
                "OPTIONS": {
                    "connect_timeout": 5,
                    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
                }
            },
        },
        0, 1000,
    ),
    "CAREERPATH_TRUSTED_PROXIES": number(
        "ALLAUTH_TRUSTED_PROXY_COUNT", {"0": 0, " 2 ": 2, "20": 20}, 0, 20
    ),
    "CAREERPATH_SESSION_DAYS": number(
        "PERSON_SESSION", {"1": dt.timedelta(days=1), "400": dt.timedelta(days=400)}, 1, 400
    ),
    "CAREERPATH_EDITOR_SESSION_HOURS": number(
        "EDITOR_SESSION", {"8": dt.timedelta(hours=8), "9600": dt.timedelta(hours=9600)}, 1, 9600
    ),
    "CAREERPATH_URL": (
        "CSRF_TRUSTED_ORIGINS",
        {
            "https://careers.example.org": ["https://careers.example.org"],
            "https://Careers.Example.org:8443/": ["https://careers.example.org:8443"],
            "http://[::1]:8000": ["http://[::1]:8000"],
        },
        {
            "": EMPTY,
            "https://careers.example.org\n": UNSEEN,
            **dict.fromkeys(
                (
                    "careers.example.org", "ftp://careers.example.org", "https://", "https:///x",
                    "https://careers.example.org/path", "https://careers.example.org?a=b",
                    "https://careers.example.org#a", f"https://app:{SECRET}@careers.example.org",
                    "https://*", "https://*.example.org", "https://.example.org",
                    "https://careers.example.org:port", "https://careers.example.org:99999",
                    "https://careers.example.org:0", "https://two hosts", "https://bücher.example",
                    "https://[::1", "$CAREERPATH_SECRET_KEY",
                ),
                ADDRESS,
            ),
        },
    ),
    "CAREERPATH_SECRET_KEY": (
        "SECRET_KEY",
        {
            KEY: KEY,  # it ends with a blank, and another key would be one without
            "$CAREERPATH_URL" * 4: "$CAREERPATH_URL" * 4,  # a dollar is a letter like others
            "a,b#c%d{e}" * 5: "a,b#c%d{e}" * 5,
        },
        {
            "": EMPTY,
            "  ": EMPTY,
            f"{SECRET}\n": UNSEEN,
            f"{SECRET}\udcff": UNSEEN,
        },
    ),
    "CAREERPATH_OLD_SECRET_KEYS": (
        "SECRET_KEY_FALLBACKS",
        {"one": ["one"], KEY: [KEY], "a, b ,c": ["a", "b", "c"], "$1,,$2,": ["$1", "$2"]},
        {"": EMPTY, " , ": "{} holds no key: give it one, or leave it out.", f"{SECRET}\n": UNSEEN},
    ),
    "CAREERPATH_DATA_DIR": (
        "DATA_DIR",
        {str(ROOT / "tests"): ROOT / "tests", f" {ROOT}/tests/.. ": ROOT},
        {
            "": EMPTY,
            "/no/such/folder": (
                "{} must be a folder that is there, and /no/such/folder is none."
            ),
            str(ROOT / "Makefile"): (
                f"{{}} must be a folder that is there, and {ROOT / 'Makefile'} is none."
            ),
            "/srv\n": UNSEEN,
        },
    ),
    "CAREERPATH_STATIC_DIR": (
        "STATIC_ROOT",
        {"/srv/static": "/srv/static", str(ROOT / "docs"): str(ROOT / "docs")},
        {
            "": EMPTY,
            str(ROOT / "Makefile"): f"{{}} must be a folder, and {ROOT / 'Makefile'} is a file.",
            "/srv\t/x": UNSEEN,
        },
    ),
    "CAREERPATH_TIME_ZONE": (
        "TIME_ZONE",
        {"Europe/Berlin": "Europe/Berlin", " UTC ": "UTC"},
        {
            "": EMPTY,
            **{
                zone: f"{{}} must be a zone like Europe/Berlin, not {zone!r}."
                for zone in ("Berlin", "UTC+2", "../../etc/passwd", "/etc/passwd", "Europe", ".")
            },
        },
    ),
    "CAREERPATH_MAIL_FROM": (
        "DEFAULT_FROM_EMAIL",
        {
            "app@example.org": "app@example.org",
            "careerpath <app@example.org>": "careerpath <app@example.org>",
            "app@intranet": "app@intranet",
        },
        {
            "": EMPTY,
            "app@example.org\nBcc: all@example.org": UNSEEN,
            **dict.fromkeys(
                ("app", "@x.org", "app@", "a@x.org, b@x.org", "a@b@c", "a b@x.org", "<>"), FROM
            ),
        },
    ),
    "DATABASE_URL": database("DATABASES"),
    "DATABASE_REPLICA_URL": database("DATABASES", patience=2),
    "REDIS_URL": (
        "CACHES",
        {
            value: {"LOCATION": value}
            for value in (
                "redis://cache:6379/0", "redis://cache", f"rediss://app:{SECRET}@cache/15",
                "unix:///run/redis.sock", "redis://cache/0?socket_timeout=1",
                "redis://app:$a+b@cache",
            )
        },
        {
            "": EMPTY,
            "cache:6379": "{} must begin with one of: redis://, rediss://, unix://.",
            SECRET: "{} must begin with one of: redis://, rediss://, unix://.",
            "redis://cache/0?socket_timeout=-1": "{}: one of its options makes no sense.",
            "redis": "{} must begin with one of: redis://, rediss://, unix://.",
            "redis://": REDIS,
            "redis://cache/first": REDIS,
            f"redis://app:{SECRET},@cache": REDIS,
            f"redis://app:{SECRET};@cache": REDIS,
            "redis://one,two": REDIS,
            f"redis://app:{SECRET}@cache/0?colour=red": f"{{}} has no option 'colour'; it has "
            f"{REDIS_OPTIONS}",
            f"redis://app:{SECRET}@cache/0?db=first": "{}: one of its options makes no sense.",
            **dict.fromkeys(
                (
                    "redis://app:s3c/r3t@cache", "redis://app:s3c#r3t@cache",
                    "redis://app:s3c?r3t@cache", f"redis://app:{SECRET}@cache:port",
                    f"redis://app:{SECRET}@[cache",
                ),
                f"{{}} must look like redis://user:password@host:6379/0. {WRITE}",
            ),
        },
    ),
    "EMAIL_URL": (
        "EMAIL_HOST_PASSWORD",
        {
            f"smtp+tls://app:{SECRET}@mail.example.org:587": SECRET,
            "smtps://app:a%2Fb%23c@mail.example.org": "a/b#c",
            "smtp://app:$a+b@mail.example.org?timeout=60": "$a+b",
            "consolemail://": "",
        },
        {
            "": EMPTY,
            "mail.example.org": MAIL_BEGINS,
            f"imap://app:{SECRET}@mail.example.org": MAIL_BEGINS,
            SECRET: MAIL_BEGINS,
            "smtp": MAIL_BEGINS,
            "filemail://": "{} names no folder; for example filemail:///tmp/mail.",
            "smtp://": "{} names no mail server; for example smtp+tls://mail.example.org:587.",
            f"smtps://app:{SECRET}@mail.example.org:587": (
                "{}: smtps:// is TLS from the start, which port 587 does not speak. "
                "Write smtp+tls:// for STARTTLS, or leave the port out for 465."
            ),
            f"smtp://app:{SECRET}@mail.example.org?ssl=yes": (
                "{} has no option 'ssl'; it has timeout."
            ),
            "consolemail://?colour=red": "{} has no option 'colour'; it has timeout.",
            **dict.fromkeys(
                (
                    f"smtp://app:{SECRET}@mail.example.org?timeout={word}"
                    for word in ("", "0", "61", "soon", "-1", "5s", "²", "9" * 5000)
                ),
                TIMEOUT,
            ),
            **dict.fromkeys(
                (
                    "smtp://app:s3c/r3t@mail.example.org", "smtp://app:s3c#r3t@mail.example.org",
                    "smtp://app:s3c?r3t@mail.example.org", "smtp://app:25/s3cr3t@mail.example.org",
                    f"smtp://app:{SECRET}@mail.example.org:port",
                    f"smtp://app:{SECRET}@mail.example.org:0", f"smtp://app:{SECRET}@[mail",
                ),
                MAIL,
            ),
        },
    ),
}  # fmt: skip
# What has to be set besides, for a variable to be read.
BESIDES = {
    "CAREERPATH_REDIRECT_TO_HTTPS": HTTPS,
    "CAREERPATH_BEHIND_PROXY": HTTPS,
    "CAREERPATH_PGBOUNCER": {"DATABASE_URL": "postgresql://db/careerpath"},
    "CAREERPATH_DATABASE_CONNECTIONS": {"DATABASE_URL": "postgresql://db/careerpath"},
}
INSIDE = {"DATABASES": "default", "CACHES": "default"}


def settings_with(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> dict[str, Any]:
    """The settings in an environment that has this variable and no other of ours but a key."""
    for other in ROWS:
        monkeypatch.delenv(other, raising=False)
    ours = {"CAREERPATH_SECRET_KEY": KEY.strip(), "CAREERPATH_DATA_DIR": str(folder)}
    for other, said in {**ours, **BESIDES.get(name, {}), name: value}.items():
        monkeypatch.setenv(other, said)
    return runpy.run_path(str(ROOT / "careerpath" / "settings.py"))


GOOD = [(name, value, makes) for name, row in ROWS.items() for value, makes in row[1].items()]
REFUSED = [(name, value, said) for name, row in ROWS.items() for value, said in row[2].items()]


@pytest.mark.parametrize(("name", "value", "makes"), GOOD, ids=lambda it: repr(it)[:60])
def test_what_makes_sense_is_taken_as_it_is(
    name: str, value: str, makes: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = settings_with(name, value, monkeypatch, tmp_path)
    setting = ROWS[name][0]
    made: Any = settings.get(setting)
    if setting in INSIDE:
        inside = "replica" if "REPLICA" in name else INSIDE[setting]
        made = {key: made[inside].get(key) for key in makes}
        if made.get("ENGINE", "").endswith("sqlite3"):
            made.pop("OPTIONS", None)
    assert made == makes


@pytest.mark.parametrize(("name", "value", "said"), REFUSED, ids=lambda it: repr(it)[:60])
def test_what_makes_none_is_refused_by_name(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_with(name, value, monkeypatch, tmp_path)
    assert str(refused.value) == said.replace("{}", name)
    printed = "".join(traceback.format_exception(refused.value))
    assert [piece for piece in PIECES if piece in printed] == []
    assert printed.count("Traceback") == 1  # no other exception, with words of its own, below it


def test_none_of_them_set_is_ones_own_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = settings_with("CAREERPATH_DEBUG", "no", monkeypatch, tmp_path)
    names = ("SECRET_KEY_FALLBACKS", "ALLAUTH_TRUSTED_PROXY_COUNT", "LOCAL", "TIME_ZONE")
    assert [settings[name] for name in names] == [[], 0, True, "UTC"]
    assert settings["DEFAULT_FROM_EMAIL"] == "careerpath@localhost"
    assert set(settings["DATABASES"]) == {"default"}


def strings_given_to_functions(file: Path) -> set[str]:
    """Every constant text that a function is called with."""
    calls = [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Call)]
    given = [arg for call in calls for arg in (*call.args, *(k.value for k in call.keywords))]
    defaults = [
        default
        for n in ast.walk(ast.parse(file.read_text()))
        if isinstance(n, ast.FunctionDef)
        for default in (*n.args.defaults, *n.args.kw_defaults)
    ]
    assigned = [n.value for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Assign)]
    constants = (n for n in (*given, *defaults, *assigned) if isinstance(n, ast.Constant))
    return {c.value for c in constants if isinstance(c.value, str)}


def source_files() -> list[Path]:
    rooms = ("careerpath", "assessments", "roadmap")
    return [ROOT / "manage.py", *(f for room in rooms for f in sorted((ROOT / room).rglob("*.py")))]


VARIABLE = re.compile(r"^(CAREERPATH_[A-Z_]+|[A-Z_]+_URL)$")


def test_every_variable_that_is_read_has_its_rows() -> None:
    read = {
        text
        for file in source_files()
        for text in strings_given_to_functions(file)
        if VARIABLE.match(text)
    }
    assert read == set(ROWS)
    without = [name for name, row in ROWS.items() if not row[1] or "" not in row[2]]
    assert without == []


def test_nobody_else_reads_the_environment() -> None:
    """What reads it past careerpath/environment has no row, and no sentence."""
    reads = re.compile(r"os\.environ|getenv|\benviron\.")
    found = {
        str(file.relative_to(ROOT)): len(reads.findall(file.read_text(encoding="utf-8")))
        for file in source_files()
        if reads.search(file.read_text(encoding="utf-8"))
    }
    assert found == {
        "manage.py": 1,  # DJANGO_SETTINGS_MODULE, as Django writes it
        "careerpath/wsgi.py": 1,
        "careerpath/operations/serve.py": 1,
        "careerpath/environment/words.py": 1,
        "careerpath/environment/databases.py": 2,  # django-environ, which is given the text
        "careerpath/operations/management/commands/move_to.py": 1,  # handed on to its own command
    }


def test_the_documents_list_is_whole() -> None:
    deploy = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", deploy, re.M)) == set(ROWS)


def test_what_starts_the_app_sets_nothing_that_is_not_read() -> None:
    """The variables of ours that the Makefile and the container name."""
    of_tests = {"CAREERPATH_NO_SKIPS", "CAREERPATH_EDIT_STEPS"}
    for file in ("Makefile", "Containerfile", ".ci/run"):
        text = (ROOT / file).read_text(encoding="utf-8")
        named = set(re.findall(r"\b(CAREERPATH_[A-Z_]+|[A-Z]+_(?:[A-Z]+_)?URL)\b", text))
        assert named - of_tests <= set(ROWS), file


def test_a_variable_that_points_to_another_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "HOME" in os.environ
    settings = settings_with("CAREERPATH_SECRET_KEY", "$HOME" * 10, monkeypatch, tmp_path)
    assert settings["SECRET_KEY"] == "$HOME" * 10
