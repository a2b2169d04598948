"""Variables that are addresses. A password may stand in one, so no sentence shows any of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import host_validation_re

from careerpath.environment.options import A_FILE, one_of, options, seconds, whole
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
TLS_PORT, STARTTLS_PORTS = 465, {25, 587}
MAIL_TIMEOUT, LONGEST_MAIL_TIMEOUT = 10, 60
"""Seconds that one answer of a mail server may take, unless EMAIL_URL says another."""
MAIL_OPTIONS = {"timeout": whole(1, LONGEST_MAIL_TIMEOUT)}


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
    if backend != OUTBOX:
        return _no_server(name, address, backend)
    _refuse_what_does_not_fit(name, address)
    timeout = options(name, address.query, MAIL_OPTIONS).get("timeout", MAIL_TIMEOUT)
    return MailServer(
        backend,
        host=address.hostname or "",
        port=address.port or port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=scheme == "smtp+tls",
        tls=scheme in TLS_SCHEMES,
        timeout=int(timeout),
    )


def _no_server(name: str, address: SplitResult, backend: str) -> MailServer:
    """Mail that stays on this machine: in a folder, or on the console, in memory or nowhere."""
    options(name, address.query, {})
    scheme, folder = address.scheme, unquote(address.path)
    if scheme != "filemail" and (address.netloc or folder):
        raise ImproperlyConfigured(f"{name}: {scheme}:// has nothing behind it.")
    if scheme == "filemail" and (address.netloc or not folder or Path(folder).is_file()):
        raise ImproperlyConfigured(
            f"{name} must name a folder after three slashes, as in filemail:///tmp/mail."
        )
    return MailServer(backend, folder=folder)


def _refuse_what_does_not_fit(name: str, address: SplitResult) -> None:
    """A mail server's address whose parts contradict each other, or are looked at by nobody."""
    scheme, port = address.scheme, address.port
    if not address.hostname or address.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} must name a mail server and nothing behind it; "
            f"for example smtp+tls://{MAIL_HOST}."
        )
    if bool(address.username) != bool(address.password):
        raise ImproperlyConfigured(f"{name} must name a user and a password, or neither.")
    if scheme in TLS_SCHEMES and port in STARTTLS_PORTS:
        raise ImproperlyConfigured(
            f"{name}: {scheme}:// is TLS from the start, which port {port} does not speak. "
            f"Write smtp+tls:// for STARTTLS, or leave the port out for {TLS_PORT}."
        )
    if scheme not in TLS_SCHEMES and port == TLS_PORT:
        raise ImproperlyConfigured(
            f"{name}: port {TLS_PORT} speaks TLS from the start, which {scheme}:// does not. "
            "Write smtps://, or name another port."
        )


# What redis-py understands after the question mark and makes sense here. No page may wait long for
# what only makes it faster.
REDIS_OPTIONS = {
    "db": whole(0, 9999),
    "health_check_interval": whole(0, 3600),
    "protocol": one_of("2", "3"),
    "socket_connect_timeout": seconds(2),
    "socket_timeout": seconds(2),
}
REDIS_TLS_OPTIONS = {
    "ssl_ca_certs": A_FILE,
    "ssl_cert_reqs": one_of("none", "optional", "required"),
    "ssl_certfile": A_FILE,
    "ssl_check_hostname": one_of("true", "false"),
    "ssl_keyfile": A_FILE,
}
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
    known = REDIS_OPTIONS | (REDIS_TLS_OPTIONS if address.scheme == "rediss" else {})
    given = options(name, address.query, known)
    if "db" in given and address.scheme != "unix" and address.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names its database twice.")
    return value


def split_address(
    name: str, *, default: str, schemes: Collection[str], example: str
) -> SplitResult:
    """A variable that holds an address, in its parts; refuses one that can't be taken apart."""
    value = text(name, default=default)
    refuse_cut_short(name, value, schemes=schemes, example=example)
    try:
        address = urlsplit(value)
        possible = address.port != 0 and not re.search(r"\s", address.hostname or "")
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
