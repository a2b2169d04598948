"""The staircase: the sign of careerpath, drawn for one path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .lettering import lines, longest, width

WIDTH, FLOOR, TALLEST, HEAD = 360, 176, 140, 36
"""The drawing's width, where the rungs stand, the tallest rung, and the room above for the dot."""

GAP, WIDEST, LOWEST_SHARE = 4, 96, 0.15
LANDING = 36  # the room before the first rung, where someone stands who holds none; see .cp-rungs
MANY = 24  # more rungs than this stand without gaps
ACROSS_EM, GAP_EM, LINES, ROW_EM = 34.5, 0.33, 3, 13
"""How wide the drawing is and the gap between the names below it, in their em; a name's most lines
there; the room in a row of two columns. See .cp-rungs."""
NUMBER_SIZE, APART = 15, 3
"""How tall a rung's number is drawn on a phone, and the least room between two."""
EVERY = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Rung:
    """What is to be said of one level.

    `percent` is the readiness, 0 to 100; None draws the ladder alone, nobody on it. `threshold`
    is the whole percentage from which the level is held; None draws no line. `note` stands under
    the name: "86%", "2–4 years". `here` is where the person stands; `marked` is the level the page
    is about, where nobody stands on the ladder; `url` makes the name a link.
    """

    name: str
    note: str = ""
    percent: int | None = None
    threshold: int | None = None
    held: bool = False
    here: bool = False
    marked: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A rung with its place in the drawing; y counts from the top."""

    rung: Rung
    x: float
    y: float
    width: float
    height: float
    fill_y: float
    fill_height: float
    threshold_y: float | None
    reached: bool
    tone: int
    number: str = ""
    """What stands below the rung where its name does not; empty where it would touch another."""

    @property
    def middle(self) -> float:
        """Where the dot stands."""
        return round(self.x + self.width / 2, 2)

    @property
    def right(self) -> float:
        """Where the threshold's line ends."""
        return round(self.x + self.width, 2)

    @property
    def radius(self) -> float:
        """Rounded, but never more than a thin rung bears."""
        return min(4.0, round(self.width / 4, 2), round(self.height / 2, 2))


@dataclass(frozen=True, slots=True)
class Staircase:
    """A drawing of `width` by `height`; `numbered` when the names need rows of their own."""

    steps: tuple[Step, ...]
    width: int = WIDTH
    height: int = FLOOR

    @property
    def numbered(self) -> bool:
        """Whether a name or a note does not stand below its rung in few lines of whole words."""
        room = ACROSS_EM * self.width / self.across / max(len(self.steps), 1) - GAP_EM
        return any(longest(text) > room or len(lines(text, room)) > LINES for text in self._words)

    @property
    def brief(self) -> bool:
        """Whether the names stay whole in two columns of rows."""
        return all(longest(text) <= ROW_EM for text in self._words)

    @property
    def _words(self) -> list[str]:
        return [text for step in self.steps for text in (step.rung.name, step.rung.note)]

    @property
    def below(self) -> bool:
        """Whether someone is on it who has not reached the first rung."""
        rungs = [step.rung for step in self.steps]
        return any(r.percent is not None for r in rungs) and not any(r.here for r in rungs)

    @property
    def left(self) -> int:
        """Where the drawing begins: before the first rung for someone who stands there."""
        return -LANDING if self.below else 0

    @property
    def across(self) -> int:
        """How wide the drawing is with that room."""
        return self.width - self.left

    @property
    def numbers_y(self) -> int:
        """Where the rungs' numbers stand, below the drawing."""
        return self.height + NUMBER_SIZE + 1

    @property
    def before(self) -> int:
        """Where the dot of someone stands who holds no level."""
        return -LANDING // 2


def staircase(rungs: Iterable[Rung]) -> Staircase:
    """Place the rungs from the lowest up; no rungs give an empty drawing."""
    rungs = tuple(rungs)
    return Staircase(tuple(_step(rungs, n) for n in range(len(rungs))))


def _step(rungs: tuple[Rung, ...], n: int) -> Step:
    rung, count = rungs[n], len(rungs)
    gap = GAP if count <= MANY else 0
    column = (WIDTH - gap * (count - 1)) / count
    width = min(column, WIDEST)
    rise = n / (count - 1) if count > 1 else 0.5
    height = round(TALLEST * (LOWEST_SHARE + (1 - LOWEST_SHARE) * rise), 2)
    percent = min(max(rung.percent or 0, 0), 100)
    fill = round(height * percent / 100, 2)
    line = None if rung.threshold is None else round(FLOOR - height * rung.threshold / 100, 2)
    return Step(
        rung=rung,
        x=round(n * (column + gap) + (column - width) / 2, 2),
        y=round(FLOOR - height, 2),
        width=round(width, 2),
        height=height,
        fill_y=round(FLOOR - fill, 2),
        fill_height=fill,
        threshold_y=line,
        reached=rung.threshold is not None and percent >= rung.threshold,
        tone=_tone(rungs, n),
        number=_number(n + 1, column + gap, count),
    )


def _number(rank: int, column: float, count: int) -> str:
    """Each rung's, or each second, fifth, tenth ... one's where they would touch."""
    room = NUMBER_SIZE * width(str(count)) + APART
    every = next(n for n in EVERY if n * column >= room)
    return "" if rank % every else str(rank)


def _tone(rungs: tuple[Rung, ...], n: int) -> int:
    """The rung's place on the ramp, 0 for grey: up the ramp, or all grey but the marked one."""
    if rungs[n].percent is not None:
        return 0
    if any(rung.marked for rung in rungs):
        return 4 if rungs[n].marked else 0
    return 1 + round(4 * n / (len(rungs) - 1)) if len(rungs) > 1 else 4
