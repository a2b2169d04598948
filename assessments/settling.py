"""How far somebody's answers settle their level: what can still change it, and what can not."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.screens import answered
from careerpath.engine.placement import place, verdict
from careerpath.engine.settling import still_to_ask
from careerpath.engine.types import LevelSpec, PathSpec, Ratings


@dataclass(frozen=True, slots=True)
class Standing:
    """What is decided so far.

    `asked` is the lowest level that answers can still decide, and `can_decide` are its skills that
    can. Without one the level is settled: it is `current`, None below the first, and `following`
    is the next one that asks something, None at the top.
    """

    asked: LevelSpec | None
    can_decide: tuple[str, ...]
    current: LevelSpec | None
    following: LevelSpec | None

    @property
    def is_settled(self) -> bool:
        """Whether no answer still open can change the level."""
        return self.asked is None

    def left_out(self, level: LevelSpec, ratings: Ratings) -> tuple[str, ...]:
        """The skills of a level that are not answered and need not be: they decide nothing of it.

        None of a level above the one that is asked: what will matter there is not known yet.
        """
        top = self.asked or self.following or level
        if level.rank > top.rank:
            return ()
        matter = answered(ratings).union(self.can_decide if level == self.asked else ())
        return tuple(asks.skill for asks in level.requirements if asks.skill not in matter)

    def later(self, level: LevelSpec, ratings: Ratings) -> tuple[str, ...]:
        """What need not be answered if all that comes before it is met: that holds the level.

        None where only must-haves decide, or what could still be marked not relevant.
        """
        told = verdict(level, ratings)
        musts = {asks.skill for asks in level.requirements if asks.must_have}
        first = told.needed - told.met
        if level != self.asked or first <= len(musts.intersection(told.unrated)):
            return ()
        return self.can_decide[first:]


def standing(path: PathSpec, ratings: Ratings) -> Standing:
    """What a person's answers decide on a path."""
    question, rank = still_to_ask(path, ratings), place(path, ratings).current_rank or 0
    following = (one for one in path.levels if one.rank > rank and one.requirements)
    return Standing(
        asked=path.levels[question.rank - 1] if question else None,
        can_decide=question.skills if question else (),
        current=path.levels[rank - 1] if rank else None,
        following=next(following, None),
    )
