"""What the progress page says of how long the level ahead may take."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Assessment
from careerpath.engine.forecast import Ahead, Forecast, Held, Last, Silence
from careerpath.framework.models import CareerPath, Level
from careerpath.framework.specs import path_spec
from roadmap.forecast import ForecastSection, forecast_section
from roadmap.phrases import forecast as phrases
from roadmap.progress import finished
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, level_skills

HERE = "/roadmap/progress/gardener/"

pytestmark = pytest.mark.django_db

EVEN = (
    "Between your assessments you came 2.9 steps a month nearer each time. It allows for twice "
    "and for half of that."
)
COUNTED = (
    "Only changed answers count as headway: not a skill rated for the first time, a mark of not "
    "relevant or a change of the path."
)
ASSUMED = (
    COUNTED,
    "That you go on as in that time is assumed; nothing but your own history is used.",
)
PROMISE = (
    "It is a range and no date. Of such ranges at least 80 in 100 are meant to hold; on simulated "
    "histories they did."
)


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def lived(owner: Any, path: CareerPath, *values: int, wait: int = 31) -> list[Assessment]:
    """An assessment every 31 days with all of level 1 at a value, the last of them now."""
    skills = level_skills(path, "level-1")
    last = len(values) - 1
    return [
        assessed(owner, path, dict.fromkeys(skills, value), now=ago(wait * (last - n)))
        for n, value in enumerate(values)
    ]


def section(path: CareerPath, now: dt.datetime = NOW) -> ForecastSection:
    those = finished(Assessment.objects.completed(), path)
    return forecast_section(those, path_spec(path), None, now)


def test_a_range_with_what_it_rests_on(alice: Any, path: CareerPath) -> None:
    """Nine steps missing, then six, then three: three in 31 days."""
    lived(alice, path, 0, 1, 2)
    assert section(path) == ForecastSection(
        "Level 1: anything up to 3 months, counted from 22 Nov 2026.",
        (
            PROMISE,
            "3 steps are still missing for Level 1, by the path as it is today.",
            EVEN,
            *ASSUMED,
        ),
        (),
    )


def test_how_the_time_befores_turned_out_stands_below(alice: Any, path: CareerPath) -> None:
    lived(alice, path, 0, 1, 2, 2)
    told = section(path)
    assert told.headline == (
        "Level 1: from less than a month on; how long at most can’t be told, counted from "
        "22 Nov 2026."
    )
    assert told.last == (
        "On 22 Oct 2026 it would have said of Level 1: anything up to 3 months.",
        "On 22 Nov 2026 it was still open.",
        "It allowed for 1 to 6 steps until then; you made 0.",
    )


def test_what_the_path_did_is_no_pace(alice: Any, path: CareerPath) -> None:
    """Three assessments, each by an easier path, with the same answers: not one step was made."""
    for n, threshold in enumerate((100, 70, 40)):
        Level.objects.filter(rank=1).update(threshold_percent=threshold)
        assessed(alice, path, dict.fromkeys(level_skills(path, "level-1"), 2), now=ago(80 - 40 * n))
    assert section(path) == ForecastSection(
        "Nothing is said of how long Level 1 may take: over no stretch of your assessments did "
        "you come nearer to it. That may as well be how you rate.",
        (),
        (),
    )


@pytest.mark.parametrize(
    ("days", "when"),
    [
        ([0], "That takes more than one further assessment."),
        ([40, 0], "One more assessment is enough if it is finished on 20 Dec 2026 or later."),
        ([70, 30], "One more assessment is enough, at any time from now on."),
    ],
)
def test_too_few_say_why_and_when(days: list[int], when: str, alice: Any, path: CareerPath) -> None:
    for n in days:
        assessed(alice, path, {}, now=ago(n))
    assert section(path) == ForecastSection(
        "How long Level 1 may take is said once there are three assessments, each four weeks "
        "from the next, over at least two months: fewer tell moods rather than paces.",
        (when,),
        (),
    )


def test_a_range_that_is_over_says_so(alice: Any, path: CareerPath) -> None:
    lived(alice, path, 0, 1, 2)
    assert section(path, NOW + dt.timedelta(days=90)).notes[0] == PROMISE
    assert section(path, NOW + dt.timedelta(days=93)).notes[:2] == (
        "That time is over. Rate yourself again, and it is counted from there.",
        PROMISE,
    )


def test_it_stands_on_the_page_in_both_languages(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    lived(alice, path, 0, 1, 2)
    told = re.sub(r"\s+", " ", text_of(as_alice.get(HERE)))
    headline = "Level 1: anything up to 3 months, counted from 22 Nov 2026."
    assert f"How long it may take {headline} {PROMISE}" in told
    german = text_of(as_alice.get(HERE, headers={"accept-language": "de"}))
    assert "höchstens 3 Monate" in german


def test_deleting_one_counts_it_no_more(alice: Any, path: CareerPath) -> None:
    _, mid, _ = lived(alice, path, 0, 1, 2)
    assert "anything up to" in section(path).headline
    mid.delete()
    assert section(path).headline.startswith("How long Level 1 may take is said once")


def test_a_day_is_that_of_the_persons_clock(alice: Any, path: CareerPath) -> None:
    lived(alice, path, 0, 1, 2)
    late = NOW.replace(hour=23, minute=30)
    Assessment.objects.filter(completed_at=NOW).update(completed_at=late)
    with timezone.override("Europe/Berlin"):
        assert "counted from 23 Nov 2026." in section(path).headline


# --- Sentences ------------------------------------------------------------------------------------


def said(least: int, most: int | None, ahead: Ahead | None = None) -> Forecast:
    return Forecast(NOW, ahead or Ahead(3, 9), least, most, -1.0, 2.5)


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (3, 9, "3 to 9 months"),
        (0, 1, "anything up to 1 month"),
        (0, 4, "anything up to 4 months"),
        (0, None, "from less than a month on; how long at most can’t be told"),
        (1, None, "1 month or longer; how long at most can’t be told"),
        (7, None, "7 months or longer; how long at most can’t be told"),
        (60, None, "more than 5 years, at every pace so far"),
    ],
)
def test_the_range_in_words(least: int, most: int | None, words: str) -> None:
    assert phrases.months(least, most) == words


def test_what_is_ahead_and_the_paces() -> None:
    assert phrases.ahead("Mid", Ahead(1, 1)) == (
        "1 step is still missing for Mid, by the path as it is today."
    )
    assert phrases.ahead("Mid", Ahead(3, 9)) == (
        "Between 3 and 9 steps are still missing for Mid, depending on skills you have not rated."
    )
    assert phrases.paces(replace(said(1, None), slowest=0.5)) == (
        "Between your assessments you came 0.5 to 2.5 steps a month nearer. It allows for twice "
        "the fastest and half the slowest."
    )
    assert phrases.paces(said(1, None)) == (
        "Between your assessments you came up to 2.5 steps a month nearer, and over some of that "
        "time no nearer at all: so it has no end. It allows for twice the fastest."
    )


def test_why_nothing_is_said() -> None:
    assert phrases.silent(Silence.TOP, "") == (
        "You stand at the top: nothing lies ahead that could be forecast."
    )
    assert phrases.silent(Silence.NO_WAY, "Mid") == (
        "Nothing is said of how long Mid may take: too much on the way to it is marked as not "
        "relevant, so no answer leads there."
    )


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held.SOONER, "That was wrong: by 22 Nov 2026 you were at Mid, sooner than it said."),
        (Held.REACHED, "By 22 Nov 2026 you were at Mid, and no sooner than it said."),
        (Held.LATE, "That was wrong: on 22 Nov 2026 it was over, and Mid not reached."),
        (Held.PENDING, "On 22 Nov 2026 it was still open."),
    ],
)
def test_what_became_of_it(held: Held, words: str) -> None:
    told = Last(said(1, 2), "mid", NOW, held, fewest=1, greatest=7, made=-2)
    assert phrases.held("Mid", told) == words
    assert phrases.made(told) == ("It allowed for 1 to 7 steps until then; you lost 2.")
