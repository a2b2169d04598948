"""What a screen reader is told of each chart: the title once, then the numbers once."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings

from .heard import Heard, inside_pictures, pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(live_server: Any, page: Any, settings: LazySettings) -> Any:
    settings.DEBUG = True
    page.goto(f"{live_server.url}/roadmap/gallery/")
    return page


STAIRCASE = "The levels as a staircase"
RADAR = "Your average rating by group against what Senior asks, from 0 to 4"


TOLD = [
    Heard(
        STAIRCASE,
        "Junior: 100%, held from 80%; Mid-Level: 86%, held from 80% (you are here);"
        " Senior: 59%, held from 80%; Staff: 13%, held from 80%; Principal: 0%, held from 80%.",
    ),
    Heard(
        STAIRCASE,
        "You stand before the first level. Junior: 40%, held from 80%; Mid-Level: 5%, held"
        " from 80%; Senior: 0%, held from 80%; Staff: 0%, held from 80%; Principal: 0%, held"
        " from 80%.",
    ),
    Heard(STAIRCASE, "Junior; Mid-Level; Senior; Staff; Principal."),
    Heard(
        RADAR,
        "One: You 3.0, asked 3.0; 2 of 3 met. Two: You –, asked 3.0; 2 of 3 met."
        " Three: You 4.0, asked 2.0; 2 of 3 met.",
    ),
    Heard("Readiness for Senior over time", "1 Mar 2026: 12%. 10 Apr 2026: 59%."),
    Heard("A whole day", "Building 40%, Reading 25%, Writing 20%, Meeting 10%, Waiting 5%"),
    Heard("You: Practising. Asked: Proficient.", ""),
]


def test_a_chart_is_named_by_its_title_and_described_by_its_numbers(gallery: Any) -> None:
    heard = pictures(gallery)

    assert [told for told in TOLD if told not in heard] == []


def test_no_picture_says_anything_twice(gallery: Any) -> None:
    """Neither in its name and its description, nor by the words drawn in it."""
    heard = pictures(gallery)

    assert len(heard) > 20
    assert [one for one in heard if not one.name] == []
    assert [one for one in heard if one.description and one.description in one.name] == []
    assert inside_pictures(gallery) == []
