"""What an editor is asked about the parts that were found, and what was chosen.

A mapping is flat: for each part one choice. That is why it survives the next version of a source:
a part that is new is guessed, one that is gone is not missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django_stubs_ext import StrOrPromise

Choices = Mapping[str, str]
"""A part's key to the value that was chosen for it."""

LONGEST_KEY, LONGEST_CHOICE, MOST_CHOICES = 300, 200, 5_000


class MappingRefused(Exception):
    """A file that is no mapping; says where."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen for a part, and what it is called."""

    value: str
    label: StrOrPromise


@dataclass(frozen=True, slots=True)
class Part:
    """A repeated part of a source and the one choice an editor has about it.

    `title` is what was found in the source's words (“Craft”) or, where it is ours, translated;
    `told` how often and with what inside (“on 5 levels, 23 lines”), `example` a text from it.
    `guess` is the value of one of `options`; `chosen` the one that holds.
    """

    key: str
    title: StrOrPromise
    options: tuple[Option, ...]
    guess: str
    chosen: str
    told: str = ""
    example: str = ""
    of_source: bool = True  # whether `title` is the source's own text, to be marked as such


def chosen(choices: Choices, key: str, options: tuple[Option, ...], guess: str) -> str:
    """What holds for a part: what was chosen, if it is still one of the options; else the guess."""
    value = choices.get(key, guess)
    return value if any(option.value == value for option in options) else guess


def checked(value: object) -> dict[str, str]:
    """The choices in a JSON file's value, `{"choices": {"part": "value"}}`.

    Raises MappingRefused.
    """
    found = value.get("choices") if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise MappingRefused(gettext("A mapping is an object with an object “choices” in it."))
    if len(found) > MOST_CHOICES:
        raise MappingRefused(
            gettext("A mapping has at most %(most)d choices.") % {"most": MOST_CHOICES}
        )
    for key, choice in found.items():
        fits = isinstance(choice, str) and len(choice) <= LONGEST_CHOICE
        if not fits or len(key) > LONGEST_KEY:
            raise MappingRefused(
                gettext("The choice for “%(key)s” is no short text.") % {"key": key[:LONGEST_KEY]}
            )
    return found
