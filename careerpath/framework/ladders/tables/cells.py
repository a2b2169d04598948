"""What a cell says: its lines, an amount."""

from __future__ import annotations

import re

_CODE = 3  # letters of a currency
_BULLET = re.compile(r"^\s*(?:[-•*–·]+|\d{1,2}[.)](?=\s))")


def paid(text: str, head: str) -> str:
    """An amount with the currency that its head ends in: “Salary in CZK”, “Pay (EUR)”."""
    code = head.rpartition(" ")[2].strip("()")
    known = len(code) == _CODE and code.isupper() and code not in text
    return f"{' '.join(text.split())} {code if known else ''}".strip()


def items(text: str) -> list[str]:
    """The lines of a cell, without the marks of a list."""
    found = (_BULLET.sub("", line, count=1).strip() for line in text.split("\n"))
    return [line for line in found if line]
