"""Ladders in tables: sheets, CSV, tables of a page.

- columns.py  the shape of a table, and what its columns are
- cells.py    the lines of a cell, an amount
- scales.py   words and numbers of a scale as points from 0 to 4
- making.py   a table's lines as rows
- remarks.py  what an editor should look at
- reading.py  all of it, with what an editor chose
"""

from .reading import ladder, parts, reads_as_ladder

__all__ = ["ladder", "parts", "reads_as_ladder"]
