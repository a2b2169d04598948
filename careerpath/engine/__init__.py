"""The rules: pure functions from what a path asks and what a person said to a verdict.

Nothing in here imports Django or touches a database. The rules and their numbers are those of
docs/rules.md.

- types.py      the frozen dataclasses that go in and come out
- placement.py  which level a person stands at, with the reasons
- gaps.py       what is missing, and the shortest way to a level
- portfolio.py  which projects cover the most of what is missing
- changes.py    what was changed between two moments of a path
- effects.py    what that does to people: where they stand before and after, and why
- cover.py      the smallest choice of sets, as bits: what portfolio.py stands on
"""
