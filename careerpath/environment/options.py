"""What an address says behind its question mark: known by name, and a value that makes sense."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Option:
    """What a value must be, in words, and whether one is."""

    must: str
    allows: Callable[[str], bool]


def one_of(*words: str) -> Option:
    """Exactly one of these words."""
    return Option(f"be one of: {', '.join(words)}", words.__contains__)


def whole(least: int, most: int) -> Option:
    """A whole number within bounds."""
    number = re.compile(r"[0-9]{1,9}")
    return Option(
        f"be a whole number from {least} to {most}",
        lambda value: bool(number.fullmatch(value)) and least <= int(value) <= most,
    )


def seconds(most: int) -> Option:
    """Seconds, and parts of one."""
    number = re.compile(r"[0-9]{1,2}(\.[0-9]{1,3})?")
    return Option(
        f"be seconds above 0 and up to {most}, as in 0.5",
        lambda value: bool(number.fullmatch(value)) and 0 < float(value) <= most,
    )


A_FILE = Option("be a file that is there", os.path.isfile)
ANYTHING = Option(
    "have a value, without characters that can't be seen",
    lambda value: bool(value) and value.isprintable(),
)


def options(name: str, query: str, known: Mapping[str, Option]) -> dict[str, str]:
    """What stands there; refuses what nobody would look at, and what makes no sense.

    Names of options are said, values never: one may be a secret.
    """
    given = parse_qs(query, keep_blank_values=True)
    if unknown := sorted(set(given) - set(known)):
        it_has = f"it has {', '.join(sorted(known))}" if known else "it has none"
        raise ImproperlyConfigured(f"{name} has no option {unknown[0][:20]!r}; {it_has}.")
    for option, values in given.items():
        if len(values) > 1:
            raise ImproperlyConfigured(f"{name} says {option} twice.")
        if not known[option].allows(values[0]):
            raise ImproperlyConfigured(f"{name}: {option} must {known[option].must}.")
    return {option: values[0] for option, values in given.items()}
