"""What the pages of an assessment show.

- skill.py      one skill: what it asks, what was said, what went wrong
- conflicts.py  what waits to be saved, beside what is stored now
- settled.py    a settled level and what proves it
- sheet.py      everything one said in a finished assessment
"""
