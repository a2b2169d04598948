"""How much there may be of something, and what a request must be able to carry for it.

What is let in has to fit through every page that shows or saves it: the contents are bounded at
their doors (documents, admin, fixtures), and what a request may hold follows from them.
"""

from __future__ import annotations

MOST_SKILLS = 500
"""So many skills a level asks at most."""
NOTE_LENGTH, LINK_LENGTH = 10_000, 2_000
"""Letters of what a person says of one skill."""

FIELDS_A_ROW = 8
"""What a page sends of one row at most: a requirement in admin has seven and a box to delete it."""
ROWS_A_PAGE = 8 * MOST_SKILLS
"""Rows of one page of admin: a level's in use and retired, with its other rows."""

MOST_FIELDS = ROWS_A_PAGE * FIELDS_A_ROW
MOST_BYTES = 8 * 1024 * 1024
"""A whole screen of 500 skills, each with a full note and link, and some room."""

LONGEST_ADDRESS = 2_000
"""Longer selections travel by POST: gunicorn takes 4,094 letters, and a way back may double one."""
