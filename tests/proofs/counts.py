"""How often a proof tries: a few times in `make test`, in full behind its own `make` target."""

from __future__ import annotations

import os

ASKED = os.environ.get("COUNT", "")
IN_FULL = bool(ASKED)
FIRST = int(os.environ.get("FIRST", "0"))  # the first seed, where tries have one


def count(*, few: int, full: int) -> int:
    """`few` unless COUNT is set; then that many, and `full` for the word "full"."""
    if not ASKED:
        return few
    return full if ASKED == "full" else int(ASKED)
