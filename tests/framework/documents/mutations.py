"""Real documents after a few accidents."""

from __future__ import annotations

import random


def mutated(chance: random.Random, sources: list[str]) -> str:
    """A document after a few accidents: lines lost, doubled, moved, mixed, characters changed."""
    lines = chance.choice(sources).split("\n")
    other = chance.choice(sources).split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        accident = chance.randrange(6)
        if accident == 0:
            lines[at : at + chance.randint(1, 20)] = []
            lines = lines or [""]
        elif accident == 1:
            lines.insert(at, chance.choice(other))
        elif accident == 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif accident == 3:
            lines[at] = " " * chance.randint(0, 6) + lines[at]
        elif accident == 4:
            where = chance.randint(0, len(lines[at]))
            sign = chance.choice(list("*_`#-+:;,()[]{}<>%|\\/~ \t0129$€&Aé\u00a0\u2028\n\x00\x0c"))
            lines[at] = lines[at][:where] + sign + lines[at][where + chance.randint(0, 3) :]
        else:
            start = chance.randrange(len(other))
            lines[at:at] = other[start : start + chance.randint(1, 30)]
    return "\n".join(lines)
