from __future__ import annotations

from careerpath.framework.charts import Share, ShareBar, share_bar


def test_share_bar_lays_parts_side_by_side_darkest_first() -> None:
    bar = share_bar([("Building", 40), ("Reading", 25), ("Meeting", 35)])

    assert bar == ShareBar(
        (Share("Building", 40, 0, 5), Share("Reading", 25, 40, 4), Share("Meeting", 35, 65, 3)), 0
    )
    assert bar.drawn == bar.shares


def test_share_without_a_number_is_named_and_not_drawn() -> None:
    bar = share_bar([("Building", 40), ("Thinking", None), ("Nothing", 0)])

    assert [share.label for share in bar.shares] == ["Building", "Thinking", "Nothing"]
    assert [share.label for share in bar.drawn] == ["Building"]
    assert (bar.unsaid, bar.said, bar.shares[1].tone) == (60, 40, 0)


def test_more_than_five_shares_start_the_ramp_over() -> None:
    bar = share_bar([(str(n), 10) for n in range(7)])

    assert [share.tone for share in bar.shares] == [5, 4, 3, 2, 1, 5, 4]


def test_no_shares_leave_everything_unsaid() -> None:
    assert share_bar([]) == ShareBar((), 100)
