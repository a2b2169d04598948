"""What is made of the framework's rows, kept in this process until one of them changes.

- replica.py where it is read
- stamp.py   a text in the database that every change of the framework replaces
- memory.py  bounded memories, and `kept`: made once a stamp
- pieces.py  pieces of pages, kept by everything that they say
- pages.py   whole pages, with nothing of a person in them but what their key names
- zipped.py  answers compressed before they are asked for
"""

from __future__ import annotations

from .memory import kept, kept_for_good
from .pages import kept_page
from .pieces import filled, gap, kept_piece
from .stamp import read_once

__all__ = ["filled", "gap", "kept", "kept_for_good", "kept_page", "kept_piece", "read_once"]
