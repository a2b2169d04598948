"""Every sentence of the roadmap, from plain numbers and names; nothing here decides anything.

Each function makes one thought. Counts go through ngettext, small numbers are spelled where they
are read as words, names stay as the path has them.

- words.py     lists of names, numbers as words, shares in percent
- standing.py  the hero sentence and the lead
- notes.py     readiness, what the unrated could change, what was left out
- reasons.py   each level's rule, passed or failed
- way.py       the shortest way, and every gap
- projects.py  what to build
- profile.py   the profile by group, in numbers
- forecast.py  how long a level may take, and how the time before's turned out
- practice.py  interview practice
- advice.py    years, pay, a day, questions
"""

from __future__ import annotations
