"""What is made of the framework's rows, kept in this process until one of them changes.

- replica.py where it is read
- stamp.py   a text in the database that every change of the framework replaces
- memory.py  a bounded memory, and `kept`: made once a stamp
- pages.py   whole pages, with nothing of a person in them but what their key names
"""

from __future__ import annotations

from .memory import kept
from .pages import kept_page

__all__ = ["kept", "kept_page"]
