"""Choices of yes or no under conditions, made exactly by HiGHS (https://highs.dev).

Which is the shortest way, the smallest set of projects, the smallest proof: each is a program of
whole numbers, and a well-kept solver answers it without a limit on its search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Weights = Mapping[int, int]
"""Position of a choice to its weight; a choice that is not in it weighs nothing."""


HALF = 0.5  # the solver calls 0.9999999 a yes
MOST_BRANCHES = 10_000
"""Looked at for one goal before what was found is taken; counted, so answers never vary."""


class NoChoiceError(Exception):
    """No choice meets all conditions."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The positions to say yes to; `proven` that none is better by the first goal."""

    chosen: frozenset[int]
    proven: bool


def choose(
    size: int, conditions: Sequence[tuple[Weights, int]], goals: Sequence[Weights]
) -> Choice:
    """Which of the positions 0 to `size` - 1 to say yes to.

    Every condition holds: the weights of what is chosen add up to at least its number. Of all
    choices that meet them, one with the least weight by the first goal, among equals the least by
    the second, and so on. The same question always has the same answer. Raises NoChoiceError.
    """
    solver = _solver(size)
    for weights, least in conditions:
        _add(solver, weights, least=least)
    found = []
    for weights in goals:
        best = _least(solver, size, weights)
        found.append(best)
        _add(solver, weights, most=sum(weights.get(position, 0) for position in best.chosen))
    return Choice(found[-1].chosen, found[0].proven)


def _solver(size: int) -> Any:
    """A model with `size` choices. Imported here: most processes never solve anything."""
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs lack the constructor
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS has no keywords
    solver.setOptionValue("threads", 1)  # several threads of ours solve at the same time
    solver.setOptionValue("presolve", "off")  # takes longer than these small models do
    solver.setOptionValue("mip_max_nodes", MOST_BRANCHES)
    solver.setOptionValue("mip_rel_gap", 0.0)  # the best, not one nearly as good
    for position in range(size):
        solver.addVar(0, 1)
        solver.changeColIntegrality(position, highspy.HighsVarType.kInteger)
    return solver


def _add(
    solver: Any, weights: Weights, *, least: float | None = None, most: float | None = None
) -> None:
    """Another condition: the weights of what is chosen are within these bounds."""
    low = -solver.getInfinity() if least is None else least
    high = solver.getInfinity() if most is None else most
    solver.addRow(low, high, len(weights), list(weights), list(weights.values()))


def _least(solver: Any, size: int, weights: Weights) -> Choice:
    """The choice with the least weight."""
    from highspy import HighsModelStatus as Status

    solver.changeColsCost(size, list(range(size)), [weights.get(i, 0) for i in range(size)])
    solver.run()
    status, values = solver.getModelStatus(), solver.getSolution().col_value
    if status == Status.kInfeasible:
        raise NoChoiceError
    if status not in {Status.kOptimal, Status.kSolutionLimit}:
        raise RuntimeError(f"HiGHS ended with {status}")
    chosen = (position for position, value in enumerate(values) if value > HALF)
    return Choice(frozenset(chosen), status == Status.kOptimal)
