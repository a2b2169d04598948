from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import override

from careerpath.framework.caching.fragments import cached_fragment, filled, gap
from careerpath.framework.models import CareerPath
from tests.pages import one_line

BAR = "components/_message.html"


def piece(text: str, says: Any) -> str:
    return one_line(cached_fragment(BAR, lambda: {"text": text, "level": "info"}, says=says))


def test_a_piece_is_printed_again_when_it_says_something_else_or_the_framework_changed(
    path: CareerPath,
) -> None:
    first = piece("one", "a")
    assert "one" in first
    assert piece("two", "a") == first
    assert "two" in piece("two", "b")
    CareerPath.objects.update(name="Forester")
    assert "three" in piece("three", "a")


def test_a_piece_is_printed_for_each_language(path: CareerPath) -> None:
    assert "one" in piece("one", "a")
    with override("de"):
        assert "eins" in piece("eins", "a")
    assert "one" in piece("two", "a")


def test_gaps_are_filled_with_what_belongs_there() -> None:
    here, there = gap("here"), gap("there")
    assert here != gap("here")
    page = format_html("<p>{}</p>{}{}", here, there, there)
    assert filled(page, {here: "one", there: "two"}) == "<p>one</p>twotwo"
