"""Variables of one value: yes or no, a number, a folder, a zone, keys."""

from __future__ import annotations

import os
from email.utils import getaddresses
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

SHOWN = 20
"""So many letters of a value are shown, where it is no secret."""


def read(name: str) -> str | None:
    """What a variable says, nothing looked up in it; None where it is not set.

    Empty is refused: for half of them leaving out means something else than none.
    """
    value = os.environ.get(name)
    if value is None:
        return None
    if not value.strip():
        raise ImproperlyConfigured(f"{name} is empty: give it a value, or leave it out.")
    if not value.isprintable():
        raise ImproperlyConfigured(
            f"{name} holds a line break or another character that can't be seen."
        )
    return value


def text(name: str, *, default: str) -> str:
    """What a variable says, without blanks around it."""
    value = read(name)
    return default if value is None else value.strip()


def boolean(name: str, *, default: bool) -> bool:
    """An on/off variable; anything but a clear yes or no is refused."""
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    value = text(name, default=str(default)).lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {_shown(value)}.")
    return words[value]


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within bounds; anything else is refused."""
    value = text(name, default=str(default))
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not digits or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {_shown(value)}."
        )
    return int(value)


def folder(name: str, *, default: Path) -> Path:
    """A folder that is there; the default need not be yet."""
    value = text(name, default="")
    if not value:
        return default
    if not Path(value).is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder that is there, and {value} is none.")
    return Path(value).resolve()


def folder_to_make(name: str, *, default: Path) -> Path:
    """A folder that is there or can be made later."""
    chosen = Path(text(name, default=str(default)))
    if chosen.exists() and not chosen.is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder, and {chosen} is a file.")
    return chosen


def time_zone(name: str, *, default: str) -> str:
    """The name of a time zone."""
    value = text(name, default=default)
    try:
        ZoneInfo(value)
    except (ValueError, LookupError, OSError):  # a path, no such name, a folder of names
        raise ImproperlyConfigured(
            f"{name} must be a zone like Europe/Berlin, not {_shown(value)}."
        ) from None
    return value


def sender(name: str, *, default: str) -> str:
    """Who mail is from: an address, with a name before it if wanted."""
    value = read(name)
    if value is None:
        return default
    addresses = [address for _, address in getaddresses([value])]
    user, _, host = addresses[0].partition("@") if len(addresses) == 1 else ("", "", "")
    if not user or not host or "@" in host or " " in user + host:
        raise ImproperlyConfigured(
            f"{name} must be one address, like careerpath <careerpath@example.org>."
        )
    return value.strip()


def secret_key(data_dir: Path) -> str:
    """The key from CAREERPATH_SECRET_KEY, or the local one that `make run` generates."""
    name = "CAREERPATH_SECRET_KEY"
    key = read(name)
    if key is not None:
        return key  # every letter of it, a blank at an end too
    local = data_dir / "secret-key"
    if not local.exists():
        raise ImproperlyConfigured(
            f"Set {name}, or run `make run` once: it writes a local one to "
            f"{local} (never into git)."
        )
    if key := local.read_text(encoding="utf-8").strip():
        return key
    raise ImproperlyConfigured(f"{local} is empty: delete it, and run `make run` once.")


def old_secret_keys(name: str) -> list[str]:
    """Keys with commas between them; blanks beside a comma are none of their letters.

    One that stands alone is taken whole, as the key in use is.
    """
    value = read(name)
    keys = [key.strip() for key in (value or "").split(",")]
    if value is not None and not any(keys):
        raise ImproperlyConfigured(f"{name} holds no key: give it one, or leave it out.")
    return [value] if value and len(keys) == 1 else [key for key in keys if key]


def _shown(value: str) -> str:
    return repr(value if len(value) <= SHOWN else f"{value[:SHOWN]}…")
