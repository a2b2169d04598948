"""What the pages of an assessment show.

- skill.py      one skill: what it asks, what was said, what went wrong
- conflicts.py  what waits to be saved, beside what is stored now
- sheet.py      everything one said in a finished assessment
"""
