"""Good, empty, senseless and hostile values of every variable, for test_environment.py.

Each with the setting it makes, or the sentence that refuses it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.environment_addresses import (
    EMPTY,
    LOCKS,
    MAIL_ROWS,
    REDIS_ROWS,
    ROOT,
    SECRET,
    UNSEEN,
    Row,
    database,
    replica,
)

KEY = "only for this test " * 3
HTTPS = {"CAREERPATH_URL": "https://careers.example.org"}
ADDRESS = (
    "{} must look like https://careers.example.org: no path, no user, no asterisk, "
    "other letters than English ones as xn--."
)
FROM = "{} must be one address, like careerpath <careerpath@example.org>."


def yes_or_no(setting: str) -> Row:
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


def number(setting: str, good: dict[str, Any], least: int, most: int) -> Row:
    said = f"{{}} must be a whole number from {least} to {most}, not "
    refused = {value: f"{said}{value!r}." for value in ("-1", "1.5", "many", "²", "1e3", "0x10")}
    refused |= {"": EMPTY, "9" * 5000: f"{said}'99999999999999999999…'.", "1\n": UNSEEN}
    return setting, good, refused | {str(most + 1): f"{said}'{most + 1}'."}


ROWS: dict[str, Row] = {
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
            "0": {"OPTIONS": LOCKS | {"connect_timeout": 5}},
            " 8 ": {
                "OPTIONS": LOCKS
                | {
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
    "DATABASE_URL": database(),
    "DATABASE_REPLICA_URL": replica(),
    "REDIS_URL": REDIS_ROWS,
    "EMAIL_URL": MAIL_ROWS,
}  # fmt: skip
# What has to be set besides, for a variable to be read.
BESIDES = {
    "CAREERPATH_REDIRECT_TO_HTTPS": HTTPS,
    "CAREERPATH_BEHIND_PROXY": HTTPS,
    "CAREERPATH_PGBOUNCER": {"DATABASE_URL": "postgresql://db/careerpath"},
    "CAREERPATH_DATABASE_CONNECTIONS": {"DATABASE_URL": "postgresql://db/careerpath"},
}
