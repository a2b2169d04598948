"""The rules: pure functions from what a path asks and what a person said to a verdict.

Nothing in here imports Django or touches a database. The rules and their numbers are those of
docs/rules.md.

- types.py      the frozen dataclasses that go in and come out
- placement.py  which level a person stands at, with the reasons
- settling.py   when the level is settled, what to ask until then, and what proves it
- gaps.py       what a person aims at, and what is missing up to there
- way.py        the shortest way there
- portfolio.py  which projects to build for it
- changes.py    what was changed between two moments of a path
- forecast.py  how long the way may take, by the person's own history
- practice.py  which interview question is practised next, and when one comes again
- distance.py   how long the way to the next level is, without looking for it
- effects.py    what that does to people: where they stand before and after, and why
- counting.py   how many people a change moves, on the whole numbers of bits.py
- solver.py     the best choice under conditions, by HiGHS: what way.py and settling.py stand on
"""
