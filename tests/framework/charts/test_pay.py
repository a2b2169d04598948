from __future__ import annotations

import pytest

from careerpath.framework.charts import PayAxis, PayRange, PayRow, pay_axis


def test_pay_axis_starts_at_nothing_and_ends_on_a_round_number() -> None:
    junior = PayRange("Junior", "$80K–$110K USD", 80_000, 110_000)
    top = PayRange("Principal", "$350K–$600K+ USD", 350_000, 600_000, open_ended=True)

    # The axis ends at 800,000: 80 of 800 is 10 %, 110 is 13.75 %; 350 is 43.75 %, 600 is 75 %.
    assert pay_axis([junior, top]) == PayAxis(
        (PayRow(junior, 10, 3.75), PayRow(top, 43.75, 31.25)), 400_000, 800_000
    )


def test_open_end_is_a_hint_that_stays_on_the_axis() -> None:
    row = PayRow(PayRange("a", "", 10, 95, open_ended=True), 10, 85)

    assert (row.end, row.open_to) == (95, 100)


def test_pay_of_a_single_figure_is_still_visible() -> None:
    (row,) = pay_axis([PayRange("a", "", 50_000, 50_000)]).rows

    assert row.width == 1


@pytest.mark.parametrize(
    ("most", "end"), [(0, 1), (99, 100), (100, 150), (110_000, 150_000), (600_000, 800_000)]
)
def test_axis_leaves_room_above_the_highest(most: int, end: int) -> None:
    assert pay_axis([PayRange("a", "", 0, most)]).end == end


def test_pay_axis_of_nothing_has_no_rows() -> None:
    assert pay_axis([]).rows == ()
