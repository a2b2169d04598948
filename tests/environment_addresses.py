"""What the environment's addresses may say, for test_environment.py: databases, Redis and mail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg.pq import Conninfo

ROOT = Path(__file__).resolve().parent.parent
SECRET = "s3cr3t"
"""Stands in every password below; none of its pieces may be shown."""

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
REPLICA_BEGINS = "{} must begin with one of: postgresql://, postgres://, psql://, pgsql://."
FOLDER = "{} must name a file, in a folder that is there."
SQLITE = (
    "{} must name a file after three slashes, and no options: "
    "sqlite:////srv/careerpath/var/careerpath.sqlite3."
)
REDIS = (
    "{} must name one server, and a database by its number: redis://user:password@host:6379/0. "
    "In a password write , as %2C and ; as %3B."
)
REDIS_OPTIONS = "db, health_check_interval, protocol, socket_connect_timeout, socket_timeout"
REDIS_TLS_OPTIONS = "ssl_ca_certs, ssl_cert_reqs, ssl_certfile, ssl_check_hostname, ssl_keyfile"
SOON = "be seconds above 0 and up to 2, as in 0.5"
SSL_MODES = "be one of: disable, allow, prefer, require, verify-ca, verify-full"
MAIL = f"{{}} must look like smtp+tls://user:password@mail.example.org:587. {WRITE}"
MAIL_BEGINS = (
    "{} must begin with one of: smtp://, smtp+tls://, smtp+ssl://, smtps://, consolemail://, "
    "filemail://, memorymail://, dummymail://."
)
TIMEOUT = "{}: timeout must be a whole number from 1 to 60."
NO_SERVER = (
    "{} must name a mail server and nothing behind it; for example smtp+tls://mail.example.org:587."
)
NO_FOLDER = "{} must name a folder after three slashes, as in filemail:///tmp/mail."
NO_PAIR = "{} must name a user and a password, or neither."

# The setting it makes and what a value makes of it, and what is said of others.
Row = tuple[str, dict[str, Any], dict[str, str]]

# What an address of PostgreSQL may say behind its question mark, and what it may not: each value
# with what is said of the option.
OPTIONS_OF_POSTGRESQL = {
    "sslmode=bogus": SSL_MODES,
    "sslmode=": SSL_MODES,
    "sslmode": SSL_MODES,
    f"sslmode={SECRET}": SSL_MODES,
    "connect_timeout=abc": "be a whole number from 1 to 60",
    "connect_timeout=-3": "be a whole number from 1 to 60",
    "connect_timeout=0": "be a whole number from 1 to 60",  # for ever
    "connect_timeout=5s": "be a whole number from 1 to 60",
    "connect_timeout=²": "be a whole number from 1 to 60",
    "tcp_user_timeout=soon": "be a whole number from 0 to 3600000",
    "keepalives=yes": "be one of: 0, 1",
    "port=abc": "be a whole number from 1 to 65535",
    "gssencmode=no": "be one of: disable, prefer, require",
    "channel_binding=yes": "be one of: disable, prefer, require",
    "load_balance_hosts=yes": "be one of: disable, random",
    "target_session_attrs=master": (
        "be one of: any, read-write, read-only, primary, standby, prefer-standby"
    ),
    "ssl_min_protocol_version=TLSv9": "be one of: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3",
    f"sslrootcert=/{SECRET}": "be a file that is there, or system",
    f"sslkey=/{SECRET}": "be a file that is there",
    "sslcert=/tmp": "be a file that is there",
    "passfile=/no/such/file": "be a file that is there",
    "application_name=": "have a value, without characters that can't be seen",
    "application_name=a%00b": "have a value, without characters that can't be seen",
}


def postgresql_options() -> str:
    """All that the library of this machine knows, but for what the address or Django says."""
    names = {option.keyword.decode() for option in Conninfo.get_defaults()}
    ours = {"client_encoding", "dbname", "password", "replication", "user"}
    return ", ".join(sorted(names - ours))


LOCKS = {"options": "-c lock_timeout=10s"}


def server(*, patience: int) -> tuple[dict[str, Any], dict[str, str]]:
    at = f"postgresql://app:{SECRET}@db/careerpath"
    good: dict[str, Any] = {
        f"postgresql://app:{SECRET}@db.example.org:5432/careerpath": {
            "NAME": "careerpath", "USER": "app", "PASSWORD": SECRET,
            "HOST": "db.example.org", "PORT": 5432,
            "OPTIONS": LOCKS | {"connect_timeout": patience},
        },
        "postgres://app:a%2Fb%23c%40d@db/careerpath?sslmode=verify-full": {
            "PASSWORD": "a/b#c@d",
            "OPTIONS": LOCKS | {"connect_timeout": patience, "sslmode": "verify-full"},
        },
        f"{at}?connect_timeout=9&sslrootcert={ROOT}/Makefile&keepalives=0": {
            "OPTIONS": LOCKS | {
                "connect_timeout": "9", "sslrootcert": f"{ROOT}/Makefile", "keepalives": "0",
            },
        },
        f"{at}?sslrootcert=system&application_name=careers": {
            "OPTIONS": LOCKS | {
                "connect_timeout": patience, "sslrootcert": "system",
                "application_name": "careers",
            },
        },
        # Theirs stands behind ours, and the last counts.
        f"{at}?options=-c%20lock_timeout%3D1s": {
            "OPTIONS": {
                "connect_timeout": patience, "options": "-c lock_timeout=10s -c lock_timeout=1s",
            },
        },
        # A plus is a plus, a dollar a dollar.
        "postgresql://app:$a+b@db/careerpath": {"PASSWORD": "$a+b", "USER": "app"},
        "postgresql:///careerpath": {"HOST": "", "NAME": "careerpath"},
        "postgresql://%2Frun%2FPostgres/careerpath": {"HOST": "/run/Postgres"},
        "postgresql:///careerpath?host=/run&port=5433": {
            "HOST": "",
            "OPTIONS": LOCKS | {"connect_timeout": patience, "host": "/run", "port": "5433"},
        },
        "postgresql://app@one:5432,two:5433/careerpath": {"HOST": "one,two", "PORT": "5432,5433"},
    }  # fmt: skip
    refused = {
        "": EMPTY,
        f"postgresql://app:s3c/r3t@db/{SECRET}": DATABASE,
        "postgresql://app:s3c#r3t@db/careerpath": DATABASE,
        "postgresql://app:s3c?r3t@db/careerpath": DATABASE,
        "postgresql://app:12/s3cr3t@db/careerpath": DATABASE,  # else: host app, port 12
        f"postgresql://app:{SECRET}@db:port/careerpath": DATABASE,
        f"postgresql://app:{SECRET}@db:99999/careerpath": DATABASE,
        f"postgresql://app:{SECRET}@db": f"{{}} names no database: {POSTGRES}.",
        f"postgresql://app:{SECRET}@db/": f"{{}} names no database: {POSTGRES}.",
        f"postgresql://app:{SECRET}\n@db/careerpath": UNSEEN,
        f"{at}?host={SECRET}": "{} names its host twice.",
        f"postgresql://app:{SECRET}@db:5432/careerpath?port=5433": "{} names its port twice.",
        f"{at}?sslmode=require&sslmode=disable": "{} says sslmode twice.",
    }
    refused |= {
        f"{at}?{option}={SECRET}": f"{{}} has no option '{option}'; it has {postgresql_options()}."
        # The last six are Django's or django-environ's own.
        for option in (
            "colour", "password", "dbname", "conn_max_age", "engine", "pool", "isolation_level",
            "client_encoding", "assume_role",
        )
    }  # fmt: skip
    refused |= {
        f"{at}?{option}": f"{{}}: {option.partition('=')[0]} must {must}."
        for option, must in OPTIONS_OF_POSTGRESQL.items()
    }
    return good, refused


def database() -> Row:
    good, refused = server(patience=5)
    good["sqlite:////srv/careers.sqlite3"] = {"NAME": "/srv/careers.sqlite3", "HOST": ""}
    others = ("careerpath", "postgres", "sqlite", SECRET, f"mysql://app:{SECRET}@db/x", "$OTHER")
    return (
        "DATABASES",
        good,
        refused
        | dict.fromkeys(others, DATABASE_BEGINS)
        | {
            "sqlite://careers.sqlite3": SQLITE,
            "sqlite:///": SQLITE,
            "sqlite:///careers.sqlite3?timeout=5": SQLITE,
            "sqlite:////tmp": FOLDER,
            "sqlite:////tmp/": FOLDER,
            "sqlite:////no/such/folder/careers.sqlite3": FOLDER,
            f"sqlite:///{ROOT}/Makefile/careers.sqlite3": FOLDER,
        },
    )


def replica() -> Row:
    good, refused = server(patience=2)
    others = ("careerpath", SECRET, "sqlite:////srv/careers.sqlite3")
    return "DATABASES", good, refused | dict.fromkeys(others, REPLICA_BEGINS)


REDIS_ROWS: Row = (
    "CACHES",
    {
        value: {"LOCATION": value}
        for value in (
            "redis://cache:6379/0", "redis://cache", f"rediss://app:{SECRET}@cache/15",
            "unix:///run/redis.sock", "redis://cache/0?socket_timeout=1",
            "unix:///run/redis.sock?db=2", "redis://cache?db=2&protocol=3",
            f"rediss://cache?ssl_cert_reqs=none&ssl_ca_certs={ROOT}/Makefile",
            "redis://cache/0?socket_connect_timeout=0.05&health_check_interval=30",
            "redis://app:$a+b@cache",
        )
    },
    {
        "": EMPTY,
        "cache:6379": "{} must begin with one of: redis://, rediss://, unix://.",
        SECRET: "{} must begin with one of: redis://, rediss://, unix://.",
        "redis": "{} must begin with one of: redis://, rediss://, unix://.",
        "redis://": REDIS,
        "redis://cache/first": REDIS,
        f"redis://app:{SECRET},@cache": REDIS,
        f"redis://app:{SECRET};@cache": REDIS,
        "redis://one,two": REDIS,
        f"redis://app:{SECRET}@cache/0?db=2": "{} names its database twice.",
        f"redis://app:{SECRET}@cache?db=1&db=2": "{} says db twice.",
        **{
            f"{scheme}://app:{SECRET}@cache/0?{option}={SECRET}": (
                f"{{}} has no option '{option}'; it has {known}."
            )
            for scheme, option, known in (
                ("redis", "colour", REDIS_OPTIONS),
                ("redis", "ssl_cert_reqs", REDIS_OPTIONS),  # nothing is encrypted there
                ("rediss", "colour", f"{REDIS_OPTIONS}, {REDIS_TLS_OPTIONS}"),
                ("rediss", "password", f"{REDIS_OPTIONS}, {REDIS_TLS_OPTIONS}"),
            )
        },
        **{
            f"rediss://app:{SECRET}@cache?{option}": (
                f"{{}}: {option.partition('=')[0]} must {must}."
            )
            for option, must in {
                "db=first": "be a whole number from 0 to 9999",
                "db=-1": "be a whole number from 0 to 9999",
                "protocol=9": "be one of: 2, 3",
                "health_check_interval=often": "be a whole number from 0 to 3600",
                "ssl_cert_reqs=bogus": "be one of: none, optional, required",
                "ssl_check_hostname=maybe": "be one of: true, false",
                f"ssl_ca_certs=/{SECRET}": "be a file that is there",
                "ssl_keyfile=/tmp": "be a file that is there",
                "ssl_certfile=": "be a file that is there",
                **{f"socket_timeout={it}": SOON for it in ("", "-1", "0", "nan", "inf", "60")},
                "socket_connect_timeout=soon": SOON,
            }.items()
        },
        **dict.fromkeys(
            (
                "redis://app:s3c/r3t@cache", "redis://app:s3c#r3t@cache",
                "redis://app:s3c?r3t@cache", f"redis://app:{SECRET}@cache:port",
                f"redis://app:{SECRET}@[cache", f"redis://app:{SECRET}@two hosts",
            ),
            f"{{}} must look like redis://user:password@host:6379/0. {WRITE}",
        ),
    },
)  # fmt: skip

MAIL_ROWS: Row = (
    "EMAIL_HOST_PASSWORD",
    {
        f"smtp+tls://app:{SECRET}@mail.example.org:587": SECRET,
        "smtps://app:a%2Fb%23c@mail.example.org": "a/b#c",
        "smtp://app:$a+b@mail.example.org?timeout=60": "$a+b",
        "consolemail://": "",
        "filemail:///tmp/mail": "",
        f"smtp+ssl://app:{SECRET}@mail.example.org:2465": SECRET,
    },
    {
        "": EMPTY,
        "mail.example.org": MAIL_BEGINS,
        f"imap://app:{SECRET}@mail.example.org": MAIL_BEGINS,
        SECRET: MAIL_BEGINS,
        "smtp": MAIL_BEGINS,
        **dict.fromkeys(
            ("filemail://", "filemail://tmp/mail", f"filemail://{ROOT}/Makefile"), NO_FOLDER
        ),
        **dict.fromkeys(
            ("smtp://", f"smtp://app:{SECRET}@mail.example.org/{SECRET}"), NO_SERVER
        ),
        **dict.fromkeys(
            ("smtp://app@mail.example.org", f"smtp+tls://:{SECRET}@mail.example.org"), NO_PAIR
        ),
        **{
            f"{scheme}://app:{SECRET}@mail.example.org:{port}": (
                f"{{}}: {scheme}:// is TLS from the start, which port {port} does not speak. "
                "Write smtp+tls:// for STARTTLS, or leave the port out for 465."
            )
            for scheme in ("smtps", "smtp+ssl")
            for port in (25, 587)
        },
        **{
            f"{scheme}://app:{SECRET}@mail.example.org:465": (
                f"{{}}: port 465 speaks TLS from the start, which {scheme}:// does not. "
                "Write smtps://, or name another port."
            )
            for scheme in ("smtp", "smtp+tls")
        },
        f"smtp://app:{SECRET}@mail.example.org?ssl=yes": (
            "{} has no option 'ssl'; it has timeout."
        ),
        "smtp://mail.example.org?timeout=5&timeout=6": "{} says timeout twice.",
        "consolemail://?timeout=5": "{} has no option 'timeout'; it has none.",
        "filemail:///tmp?colour=red": "{} has no option 'colour'; it has none.",
        f"consolemail://{SECRET}": "{}: consolemail:// has nothing behind it.",
        f"dummymail:///{SECRET}": "{}: dummymail:// has nothing behind it.",
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
                f"smtp://app:{SECRET}@two hosts",
            ),
            MAIL,
        ),
    },
)  # fmt: skip
