"""Ladders written as text: headings, labels, lists.

- spots.py     where levels may stand
- contents.py  what stands inside them and around them
- kinds.py     what a part can be, and which of it is guessed
- making.py    parts as rows
- reading.py   all of it, with what an editor chose
"""

from .reading import heading, ladder, names_levels, parts, reads_as_ladder, title

__all__ = ["heading", "ladder", "names_levels", "parts", "reads_as_ladder", "title"]
