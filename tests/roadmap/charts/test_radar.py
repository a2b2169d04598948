from __future__ import annotations

import pytest

from roadmap.charts import Axis, radar


def axes(*names: str, you: float | None = 2.0) -> list[Axis]:
    return [Axis(name, you, 3.0) for name in names]


def test_radar_of_four_groups_point_by_point() -> None:
    drawn = radar([Axis("Up", 4, 2), Axis("Right", 2, 2), Axis("Down", 1, 2), Axis("Left", 0, 2)])
    assert drawn is not None
    # The rim is 100 from the centre and stands for 4, so one point is 25.
    assert drawn.you == "0,-100 50,0 0,25 0,0"
    assert drawn.asked == "0,-50 50,0 0,50 -50,0"
    assert drawn.rings == (
        "0,-25 25,0 0,25 -25,0",
        "0,-50 50,0 0,50 -50,0",
        "0,-75 75,0 0,75 -75,0",
        "0,-100 100,0 0,100 -100,0",
    )
    assert [(label.anchor, label.lines) for label in drawn.labels] == [
        ("middle", ("Up",)),
        ("start", ("Right",)),
        ("middle", ("Down",)),
        ("end", ("Left",)),
    ]


def test_radar_leaves_an_unrated_group_without_a_point() -> None:
    drawn = radar([Axis("A", 4, 3), Axis("B", None, 3), Axis("C", 4, 3), Axis("D", 4, 3)])
    assert drawn is not None
    assert drawn.you == "0,-100 0,100 -100,0"
    assert len(drawn.dots) == 3


def test_radar_of_nothing_rated_draws_what_is_asked() -> None:
    drawn = radar(axes("A", "B", "C", you=None))
    assert drawn is not None
    assert (drawn.you, drawn.dots) == ("", ())
    assert drawn.asked


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_radar_is_left_to_the_bars_for_few_and_many(count: int) -> None:
    assert radar(axes(*"ABCDEFGHIJK"[:count])) is None


def test_radar_wraps_a_long_name_and_makes_room_for_it() -> None:
    drawn = radar(axes("A", "System Architecture and more", "C"))
    assert drawn is not None
    label = drawn.labels[1]
    assert label.lines == ("System", "Architecture and", "more")
    left, _top, width, _height = (int(number) for number in drawn.box.split())
    # The widest line is 10.2 em of 12.
    assert left + width >= label.x + 10.2 * 12


def test_radar_is_left_to_the_bars_for_a_name_of_200_characters() -> None:
    assert radar(axes("A", "long name " * 20, "C")) is None


@pytest.mark.parametrize(
    "name",
    ["Qualitätssicherungsverfahren", "Produktverantwortlichkeit, Q", "質質質質質質質質質質質"],
)
def test_radar_is_left_to_the_bars_for_a_word_too_long_to_stay_whole(name: str) -> None:
    assert radar(axes("A", name, "C")) is None


def test_radar_breaks_a_long_name_at_its_hyphens() -> None:
    drawn = radar(axes("A", "Qualitäts-Sicherungs-Verfahren", "C"))
    assert drawn is not None
    assert drawn.labels[1].lines == ("Qualitäts-", "Sicherungs-", "Verfahren")


def test_radar_is_left_to_the_bars_where_two_names_would_touch() -> None:
    """Ten names of three lines: the ones beside the top reach below it."""
    assert radar(axes(*["Aaaaaaaaaaaaaaai Bbbbbbbbbbbbbbbi Ccccccccccccccci"] * 10)) is None
    assert radar(axes(*["Aaaaaaaaaaaaaaai Bbbbbbbbbbbbbbbi Ccccccccccccccci"] * 4)) is not None
