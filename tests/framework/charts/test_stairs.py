from __future__ import annotations

import pytest

from careerpath.framework.charts import Rung, Staircase, Step, staircase


def test_staircase_places_rungs_from_the_floor_up() -> None:
    drawn = staircase([Rung("Junior", percent=100, threshold=80), Rung("Senior", percent=50)])

    # Two columns of (360 - 4) / 2 = 178; rungs at most 96 wide, in the middle: (178 - 96) / 2 = 41.
    # Heights 140 x 0.15 = 21 and 140; the floor is at 176. Half of 140 is 70; 80 % of 21 is 16.8.
    assert drawn == Staircase(
        (
            Step(
                Rung("Junior", percent=100, threshold=80),
                *(41, 155, 96, 21, 155, 21, 159.2),
                reached=True,
                tone=0,
                number="1",
            ),
            Step(Rung("Senior", percent=50), 223, 36, 96, 140, 106, 70, None, False, 0, "2"),
        )
    )
    assert (drawn.width, drawn.height) == (360, 176)
    assert (drawn.steps[0].middle, drawn.steps[0].right, drawn.steps[0].radius) == (89, 137, 4)


def test_staircase_without_rungs_is_empty() -> None:
    assert staircase([]) == Staircase(())
    assert not staircase([]).below


def test_staircase_of_one_level_stands_in_the_middle_at_half_height() -> None:
    (step,) = staircase([Rung("Only")]).steps

    # 140 x (0.15 + 0.85 / 2) = 80.5
    assert (step.x, step.width, step.height, step.tone) == (132, 96, 80.5, 4)


@pytest.mark.parametrize(
    ("percent", "filled"), [(-5, 0), (0, 0), (100, 140), (250, 140), (None, 0)]
)
def test_fill_never_leaves_the_rung(percent: int | None, filled: float) -> None:
    assert staircase([Rung("a"), Rung("b", percent=percent)]).steps[1].fill_height == filled


@pytest.mark.parametrize(("percent", "reached"), [(79, False), (80, True), (81, True)])
def test_threshold_is_reached_exactly_at_it(percent: int, reached: bool) -> None:
    (step,) = staircase([Rung("a", percent=percent, threshold=80)]).steps

    assert step.reached is reached


def test_ladder_alone_climbs_the_ramp_and_marking_greys_the_rest() -> None:
    names = ["a", "b", "c", "d", "e"]

    assert [s.tone for s in staircase(Rung(n) for n in names).steps] == [1, 2, 3, 4, 5]
    marked = staircase(Rung(n, marked=n == "b") for n in names)
    assert [s.tone for s in marked.steps] == [0, 4, 0, 0, 0]


WORD = "Qualitätssicherungsverfahren"
FIVE = ["Junior", "Mid-Level", "Senior", "Staff", "Principal"]


@pytest.mark.parametrize(
    ("names", "numbered"),
    [
        ([], False),
        (FIVE, False),
        (["a"] * 14, False),
        (FIVE * 3, True),
        (["Anwendungsentwicklung"] * 2, False),
        (["Anwendungsentwicklung"] * 3, True),
        (["A longer one of few"] * 5, False),
        ([WORD] + ["a"] * 4, True),
        (["Qualitäts-Sicherungs-Verfahren"] + ["a"] * 2, False),
        (["One two three four five six seven"] * 5, True),
    ],
)
def test_names_that_would_not_stand_whole_are_numbered(names: list[str], numbered: bool) -> None:
    assert staircase(Rung(n) for n in names).numbered is numbered


@pytest.mark.parametrize(("word", "brief"), [("Anwendungsarchitek", True), (WORD, False)])
def test_names_of_short_words_stand_in_two_columns(word: str, brief: bool) -> None:
    assert staircase([Rung(f"{word} one two three four five", "5%")] * 9).brief is brief


def test_the_landing_takes_room_from_the_names() -> None:
    # 34.5 em for three names is 11.17 each without the gap; with the landing it is 10.12.
    name = "Anforderungenab"  # 10.28 em

    assert not staircase([Rung(name, percent=9, here=True)] * 3).numbered
    assert staircase([Rung(name, percent=9)] * 3).numbered


@pytest.mark.parametrize(
    ("count", "first", "every"), [(1, "1", 1), (14, "1", 1), (15, "2", 2), (100, "10", 10)]
)
def test_numbers_below_the_rungs_never_touch(count: int, first: str, every: int) -> None:
    numbers = [step.number for step in staircase([Rung("a")] * count).steps]

    assert numbers == [str(n) if n % every == 0 else "" for n in range(1, count + 1)]
    assert next(filter(None, numbers)) == first


def test_below_is_someone_who_has_not_reached_the_first_rung() -> None:
    below = staircase([Rung("a", percent=10)])
    assert (below.below, below.left, below.across, below.before) == (True, -36, 396, -18)
    held = staircase([Rung("a", percent=90, here=True)])
    assert (held.below, held.left, held.across) == (False, 0, 360)
    assert not staircase([Rung("a")]).below


def test_a_hundred_rungs_still_have_a_width() -> None:
    steps = staircase(Rung(str(n), percent=50) for n in range(100)).steps

    assert min(step.width for step in steps) == 3.6
    assert steps[-1].right == 360
