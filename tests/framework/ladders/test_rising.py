"""Texts of a skill, from level to level, become proficiencies."""

from __future__ import annotations

import pytest

from careerpath.framework.ladders.rising import rising


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        ("", None),
        ("a", (3,)),
        ("aa", (3, 3)),
        ("ab", (2, 3)),
        ("aab", (2, 2, 3)),
        ("aba", (2, 3, 2)),
        ("abc", (2, 3, 4)),
        ("abcd", (1, 2, 3, 4)),
        ("abccd", (1, 2, 3, 3, 4)),
        ("abcde", None),
    ],
)
def test_each_different_text_is_a_step(texts: str, asked: tuple[int, ...] | None) -> None:
    assert rising(texts) == asked
