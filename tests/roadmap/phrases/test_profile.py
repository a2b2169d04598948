from __future__ import annotations

from roadmap.phrases.profile import group_text


def test_group_text_rated_partly_and_not() -> None:
    assert group_text(2.3333, 3.0, 1, 0, 3) == "You 2.3, asked 3.0; 1 of 3 met"
    assert group_text(8 / 3, 2.25, 1, 0, 3) == "You 2.7, asked 2.3; 1 of 3 met"
    assert group_text(47 / 20, 2.04, 1, 0, 20) == "You 2.4, asked 2.0; 1 of 20 met"
    assert group_text(3.0, 3.0, 2, 1, 3) == "You 3.0, asked 3.0; 2 of 3 met, 1 unrated"
    assert group_text(None, 3.0, 0, 3, 3) == "Unrated, asked 3.0; 0 of 3 met"
