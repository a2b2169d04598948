"""Variables that are addresses. A password may stand in one, so no sentence shows any of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import host_validation_re

from careerpath.environment.words import text

HOW_TO_WRITE = (
    "In user and password write % as %25, / as %2F, ? as %3F, # as %23, @ as %40, : as %3A, "
    "[ as %5B and ] as %5D."
)


def public_address(name: str, *, default: str) -> tuple[str, str]:
    """The scheme and host[:port] people reach the app at."""
    try:
        address = urlsplit(text(name, default=default))
        good = address.scheme in {"http", "https"} and address.port != 0
    except ValueError:
        good = False
    host = address.netloc.lower() if good else ""
    rest = f"{address.path.strip('/')}{address.query}{address.fragment}" if good else ""
    # Django's own rule for hosts; a dot in front would allow every host below it.
    if rest or host.startswith(".") or not host_validation_re.fullmatch(host):
        raise ImproperlyConfigured(
            f"{name} must look like https://careers.example.org: no path, no user, no asterisk, "
            "other letters than English ones as xn--."
        )
    return address.scheme, host


OUTBOX = "careerpath.mail.outbox.Outbox"
# What EMAIL_URL may begin with: Django's backend, and the port where none is named.
MAIL_SCHEMES = {
    "smtp": (OUTBOX, 25),
    "smtp+tls": (OUTBOX, 25),
    "smtp+ssl": (OUTBOX, 465),
    "smtps": (OUTBOX, 465),
    "consolemail": ("django.core.mail.backends.console.EmailBackend", 0),
    "filemail": ("django.core.mail.backends.filebased.EmailBackend", 0),
    "memorymail": ("django.core.mail.backends.locmem.EmailBackend", 0),
    "dummymail": ("django.core.mail.backends.dummy.EmailBackend", 0),
}
MAIL_HOST = "mail.example.org:587"
TLS_SCHEMES = {"smtp+ssl", "smtps"}
STARTTLS_PORTS = {25, 587}
MAIL_TIMEOUT, LONGEST_MAIL_TIMEOUT = 10, 60
"""Seconds that one answer of a mail server may take, unless EMAIL_URL says another."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, as Django's settings want to know it; `timeout` in seconds."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    timeout: int = MAIL_TIMEOUT
    folder: str = ""


def mail_server(name: str, *, default: str) -> MailServer:
    """Where mail goes; refuses what it does not understand instead of leaving it out."""
    address = split_address(
        name, default=default, schemes=MAIL_SCHEMES, example=f"smtp+tls://user:password@{MAIL_HOST}"
    )
    scheme = address.scheme
    backend, port = MAIL_SCHEMES[scheme]
    timeout = _mail_timeout(name, address.query)
    if scheme == "filemail" and not address.path:
        raise ImproperlyConfigured(f"{name} names no folder; for example filemail:///tmp/mail.")
    if backend != OUTBOX:
        return MailServer(backend, folder=unquote(address.path))
    if not address.hostname:
        raise ImproperlyConfigured(
            f"{name} names no mail server; for example smtp+tls://{MAIL_HOST}."
        )
    if scheme == "smtps" and address.port in STARTTLS_PORTS:
        raise ImproperlyConfigured(
            f"{name}: smtps:// is TLS from the start, which port {address.port} does not speak. "
            "Write smtp+tls:// for STARTTLS, or leave the port out for 465."
        )
    return MailServer(
        backend,
        host=address.hostname,
        port=address.port or port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=scheme == "smtp+tls",
        tls=scheme in TLS_SCHEMES,
        timeout=timeout,
    )


def _mail_timeout(name: str, query: str) -> int:
    refuse_unknown_options(name, query, {"timeout"})
    seconds = parse_qs(query, keep_blank_values=True).get("timeout", [str(MAIL_TIMEOUT)])[-1]
    if not re.fullmatch(r"[0-9]{1,2}", seconds) or not (1 <= int(seconds) <= LONGEST_MAIL_TIMEOUT):
        raise ImproperlyConfigured(
            f"{name}: timeout must be whole seconds from 1 to {LONGEST_MAIL_TIMEOUT}."
        )
    return int(seconds)


# What redis-py understands after the question mark and makes sense here.
REDIS_OPTIONS = {
    "db",
    "health_check_interval",
    "protocol",
    "socket_connect_timeout",
    "socket_timeout",
    "ssl_ca_certs",
    "ssl_cert_reqs",
    "ssl_certfile",
    "ssl_check_hostname",
    "ssl_keyfile",
}
REDIS_SECONDS = ("socket_connect_timeout", "socket_timeout")
REDIS_SCHEMES = ("redis", "rediss", "unix")


def redis(name: str) -> str:
    """Where Redis is, "" where there is none; refuses what redis-py would take for something else.

    It would read an unknown database as the first, and Django several servers between commas.
    """
    if not (value := text(name, default="")):
        return ""
    example = "redis://user:password@host:6379/0"
    address = split_address(name, default="", schemes=REDIS_SCHEMES, example=example)
    is_place = address.path if address.scheme == "unix" else address.hostname
    database = address.scheme == "unix" or re.fullmatch(r"(/\d{0,4})?", address.path)
    if not is_place or not database or re.search("[,;]", value):
        raise ImproperlyConfigured(
            f"{name} must name one server, and a database by its number: {example}. "
            "In a password write , as %2C and ; as %3B."
        )
    refuse_unknown_options(name, address.query, REDIS_OPTIONS)
    from redis.connection import parse_url

    try:
        options = parse_url(value)  # type: ignore[no-untyped-call]
        possible = all(options.get(option, 1) > 0 for option in REDIS_SECONDS)
    except ValueError:
        possible = False
    if not possible:
        raise ImproperlyConfigured(f"{name}: one of its options makes no sense.")
    return value


def refuse_unknown_options(name: str, query: str, known: Collection[str]) -> None:
    """Options that nobody would look at are said by name; their values are not."""
    if unknown := sorted(set(parse_qs(query, keep_blank_values=True)) - set(known)):
        raise ImproperlyConfigured(
            f"{name} has no option {unknown[0][:20]!r}; it has {', '.join(sorted(known))}."
        )


def split_address(
    name: str, *, default: str, schemes: Collection[str], example: str
) -> SplitResult:
    """A variable that holds an address, in its parts; refuses one that can't be taken apart."""
    value = text(name, default=default)
    refuse_cut_short(name, value, schemes=schemes, example=example)
    try:
        address = urlsplit(value)
        possible = address.port != 0
    except ValueError:  # its own words show a piece of the address
        possible = False
    if not possible:
        raise ImproperlyConfigured(f"{name} must look like {example}. {HOW_TO_WRITE}")
    return address


def refuse_cut_short(name: str, value: str, *, schemes: Collection[str], example: str) -> None:
    """A / ? or # in a password ends the host for whoever takes the address apart."""
    scheme, separator, rest = value.partition("://")
    if not separator or scheme not in schemes:
        begin = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must begin with one of: {begin}.")
    user, _, host = rest.rpartition("@")
    if re.search("[/?#]", user) or "#" in host:
        raise ImproperlyConfigured(f"{name} must look like {example}. {HOW_TO_WRITE}")
