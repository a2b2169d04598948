"""What the roadmap's template shows, a section each, from the facts.

- standing.py   the hero sentence, the lead, the notes
- reasons.py    the rungs with their reasons
- staircase.py  the rungs as the staircase everyone draws
- way.py        the shortest way, every gap, what to keep
- projects.py   what to build
- profile.py    the profile by group
"""
