"""What a path says, in other languages: every text of it, and the files translators work on.

- texts.py      a path's texts, part by part, each beside its translation
- catalogue.py  a gettext file (.po) read and written
- exchange.py   a path's translation as such a file, and back into the rows
"""

from __future__ import annotations
