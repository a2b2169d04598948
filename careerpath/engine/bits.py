"""What a level asks, and what a person lacks there, as whole numbers with one bit a skill.

The same as placement.py and distance.py say, for counting many people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .placement import is_measured, number_needed
from .types import HIGHEST, LOWEST, LevelSpec, Rating

UNRATED, NOT_RELEVANT = "-", "n"
ANSWERS = "".join(map(str, range(LOWEST, HIGHEST + 1))) + UNRATED + NOT_RELEVANT
"""An answer is one of these: a proficiency, nothing said, or not relevant."""

_AT_LEAST = [
    str.maketrans({c: "1" if c.isdigit() and int(c) >= least else "0" for c in ANSWERS})
    for least in range(1, HIGHEST + 1)
]
_IRRELEVANT = str.maketrans({c: "1" if c == NOT_RELEVANT else "0" for c in ANSWERS})
_NUMBER = str.maketrans({c: "1" if c.isdigit() else "0" for c in ANSWERS})

Said = tuple[Sequence[int], int, int]
"""Who is at least at 1, 2, 3, 4, what is not relevant to them, and what has a number."""
Stand = tuple[int, int, int, bool | None]
"""Of a level: how many are relevant, how many met, how many missing, and is it held.

Held is None where nothing is asked.
"""


def said_in(answers: str) -> Said:
    """A person's answers as bits, the last one the lowest."""
    at_least = [int(answers.translate(table) or "0", 2) for table in _AT_LEAST]
    irrelevant, number = (int(answers.translate(t) or "0", 2) for t in (_IRRELEVANT, _NUMBER))
    return at_least, irrelevant, number


def answer_of(rating: Rating) -> str:
    """A rating as a character; not relevant wins, as in the rules."""
    if rating.not_relevant:
        return NOT_RELEVANT
    return UNRATED if rating.proficiency is None else str(rating.proficiency)


def rating_of(answer: str) -> Rating:
    """The rating again, without its evidence."""
    if answer == NOT_RELEVANT:
        return Rating(not_relevant=True)
    return Rating(None if answer == UNRATED else int(answer))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a level asks, as bits: skills by the proficiency asked, from 1 up."""

    threshold_percent: int
    asked: tuple[int, ...]
    all: int
    musts: int

    @classmethod
    def of(cls, level: LevelSpec, bit: Mapping[str, int]) -> Terms:
        """Each skill is the bit that the mapping names."""
        asked = [0] * HIGHEST
        musts = 0
        for asks in level.requirements:
            asked[asks.proficiency - 1] |= bit[asks.skill]
            musts |= bit[asks.skill] if asks.must_have else 0
        return cls(level.threshold_percent, tuple(asked), sum(asked), musts)

    def stand(self, said: Said) -> Stand:
        """The level's rule, as `placement.verdict` has it."""
        at_least, irrelevant, _ = said
        met = 0
        for asked, reached in zip(self.asked, at_least, strict=True):
            met |= asked & reached
        number, reached = (self.all & (~irrelevant | self.musts)).bit_count(), met.bit_count()
        if not self.all:
            return 0, 0, 0, None
        enough = reached >= number_needed(self.threshold_percent, number)
        measured = is_measured(relevant=number, asked=self.all.bit_count())
        return number, reached, number - reached, measured and enough and not self.musts & ~met

    def at_best(self, said: Said) -> Said:
        """The same answers, and all that is unrated of this level met."""
        at_least, irrelevant, number = said
        unknown = self.all & ~number & (~irrelevant | self.musts)
        return [reached | unknown for reached in at_least], irrelevant, number | unknown

    def distance(self, said: Said, stand: Stand) -> tuple[int, int] | None:
        """Steps and skills to hold the level, as `distance.distance` has them where it may count.

        `others` are how many miss at least 1, 2, 3, 4 steps. Of the cheapest `take` each costs one,
        and another for every one that there are not enough of with fewer steps.
        """
        number, met, _, _ = stand
        if not is_measured(relevant=number, asked=self.all.bit_count()):
            return None
        others, must_steps, musts = self._missing(said)
        take = max(0, number_needed(self.threshold_percent, number) - met - musts)
        steps = sum(max(0, take - (others[0] - missing)) for missing in others)
        return must_steps + steps, musts + take

    def _missing(self, said: Said) -> tuple[list[int], int, int]:
        """How many others miss so many steps at least; the steps and number of the must-haves."""
        at_least, irrelevant, _ = said
        others, must_steps, musts = [0] * HIGHEST, 0, 0
        for goal, asked in enumerate(self.asked):
            relevant = asked & ~irrelevant & ~self.musts
            insisted = asked & self.musts
            for steps in range(goal + 1) if asked else ():
                below = ~at_least[goal - steps]
                others[steps] += (relevant & below).bit_count()
                lacking = (insisted & below).bit_count() if insisted else 0
                must_steps += lacking
                musts += 0 if steps else lacking
        return others, must_steps, musts
