"""What an address or a field of a form names: a row's number, or nothing."""

from __future__ import annotations

DIGITS = 18
"""So many fit a big integer, whatever they are."""


def is_key(text: str) -> bool:
    """Whether it could be a row's number: 1 to 18 of the digits 0 to 9.

    str.isdigit() alone takes "²" for one, of which int() and the database can make nothing.
    """
    return text.isascii() and text.isdigit() and len(text) <= DIGITS
