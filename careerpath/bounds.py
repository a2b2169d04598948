"""How much there may be of something, and what a request must be able to carry for it.

What is let in has to fit through every page that shows or saves it: the contents are bounded at
their doors (documents, admin, fixtures), and what a request may hold follows from them.
"""

from __future__ import annotations

MOST_SKILLS = 500
"""So many skills a level asks at most."""
NOTE_LENGTH, LINK_LENGTH = 10_000, 2_000
"""Letters of what a person says of one skill."""
MOST_PLAN_ITEMS = 1_000
"""So many things a plan takes."""

MOST_RESOURCES = 50
"""So many things to learn from a skill has, in use and retired."""

FIELDS_A_ROW = 8
"""What a page sends of one row at most: a requirement in admin has seven and a box to delete it."""
MOST_LINES = 6_000
"""Of a document; so many rows it can make."""
MOST_ROWS = MOST_LINES
"""Of one kind on one page of admin, in use and retired."""

MOST_FIELDS = MOST_ROWS * FIELDS_A_ROW
BYTES_A_LETTER = 4
"""The most UTF-8 takes; percent signs would make twelve of them: long words go in many parts."""
BYTES_A_FIELD = 400
"""A field's name, its marks and short values in a form of many parts."""
FIELDS_OF_A_RATING = 6

MOST_BYTES = MOST_SKILLS * (
    (NOTE_LENGTH + LINK_LENGTH) * BYTES_A_LETTER + FIELDS_OF_A_RATING * BYTES_A_FIELD
)
"""A whole screen, each note and link full, in any script: 25 million bytes."""

LONGEST_ADDRESS = 2_000
"""Longer selections travel by POST: gunicorn takes 4,094 letters, and a way back may double one."""
