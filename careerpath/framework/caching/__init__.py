"""What is made of the framework's rows, kept in this process until one of them changes.

- replica.py where it is read
- stamp.py   a text in the database that every change of the framework replaces
- memory.py  bounded memories, and `cached`: made once a stamp
- fragments.py  pieces of pages, kept by everything that they say
- pages.py   whole pages, with nothing of a person in them but what their key names
"""

from __future__ import annotations

from .fragments import cached_fragment, filled, gap
from .memory import cached, cached_for_good
from .pages import cached_page
from .stamp import read_once

__all__ = [
    "cached",
    "cached_for_good",
    "cached_fragment",
    "cached_page",
    "filled",
    "gap",
    "read_once",
]
