from __future__ import annotations

import pytest

from careerpath.framework.charts.lettering import lines, longest, width


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("", 0),
        ("il", 0.72),
        ("Team", 0.86 + 0.72 + 0.72 + 1.15),
        ("80%", 0.72 + 0.72 + 1.15),
        ("Ü", 0.86),
        ("U\u0308", 0.86),  # the dots are a letter of their own and take no room
        ("質保", 2.3),
    ],
)
def test_letters_are_wide_narrow_or_neither(text: str, em: float) -> None:
    assert width(text) == round(em, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Communication", ("Communication",)),
        ("System Architecture and more", ("System", "Architecture", "and more")),
        ("Mid-Level Engineer", ("Mid-Level", "Engineer")),
        ("Test-Automatisierung", ("Test-", "Automatisierung")),
        ("Qualitätssicherungsverfahren", ("Qualitätssicherungsverfahren",)),
        ("ab cd abcd", ("ab cd abcd",)),
        ("COVID-19-Notfallplan", ("COVID-19-", "Notfallplan")),
        ("CI/CD", ("CI/CD",)),
    ],
)
def test_lines_break_at_spaces_and_hyphens_only(text: str, expected: tuple[str, ...]) -> None:
    assert lines(text, room=9) == expected


def test_a_word_is_as_wide_as_its_widest_piece() -> None:
    assert longest("") == 0
    assert longest("a Mid-Level") == width("Level") == 3.38
