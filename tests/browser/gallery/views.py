"""Every component in every state, on one page, for whoever works on the look: `make gallery`.

Rows to rate need an assessment: tests/browser/scenes/assessing.py shows theirs.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from careerpath.framework.charts import PayRange, Rung, pay_axis, share_bar, staircase
from careerpath.layout import Send, posted
from roadmap.charts import Axis, Point, radar, timeline
from roadmap.history import Moment, Movement
from roadmap.learning import Offer
from roadmap.types import GroupProfile

TEMPLATE = Path(__file__).with_name("gallery.html")
LONG = "A name that goes on and on, " * 8
WORD = "Qualitätssicherungsverfahren"


class SampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField(label="Email", help_text="Only you see it.")
    level = forms.ChoiceField(label="Level", choices=[("1", "Junior"), ("2", "Mid-Level")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="I have read it")

    @property
    def helper(self) -> FormHelper:
        """How crispy draws it."""
        helper = FormHelper()
        helper.add_input(Submit("save", "Save"))
        return helper


class OwnForm(SampleForm):
    """The same in our own field template."""

    @property
    def helper(self) -> FormHelper:
        """How our layout draws it."""
        return posted("email", "note", Send("Save"), to="#")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    context: dict[str, Any] = {
        "stairs": _stairs(),
        "bars": _bars(),
        "axes": _axes(),
        "forms": _forms(),
    }
    context |= {"profiles": _profiles(), "movements": _movements(), "learning": _learning()}
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render({**context, "long": LONG, "none": None}, request))


def _learning() -> list[tuple[str, str, list[Offer], bool]]:
    """To be marked, done, of which the address can't be followed, and with nothing to press."""
    link = "https://example.org/"
    new = Offer("new", "The Book of Beds", link, "book · free · 12 hours", None)
    done = Offer("done", "Digging", link, "course · paid", timezone.now())
    lost = Offer("lost", LONG, "", "article · free", None)
    return [
        ("Of a gap", "Digging", [new, done, lost], True),
        ("Of a raise", "", [new, lost], False),
    ]


def _stairs() -> list[tuple[str, Any]]:
    names = ["Junior", "Mid-Level", "Senior", "Staff", "Principal"]

    def at(percents: list[int], here: int | None = None, held: int = 0) -> Any:
        rungs = enumerate(zip(names, percents, strict=False))
        return staircase(
            Rung(name, f"{percent}%", percent, 80, held=n < held, here=n == here)
            for n, (name, percent) in rungs
        )

    return [
        ("Somewhere on it", at([100, 86, 59, 13, 0], here=1, held=2)),
        ("On the way to the first", at([40, 5, 0, 0, 0])),
        ("Nothing rated", at([0, 0, 0, 0, 0])),
        ("At the top", at([100, 100, 100, 100, 100], here=4, held=5)),
        ("One level", at([50])),
        ("The ladder alone", staircase(Rung(name, "2–4 years", url="#") for name in names)),
        ("One level marked", staircase(Rung(n, marked=n == "Senior", url="#") for n in names)),
        (
            "Unrated skills",
            staircase(
                Rung(name, note, low, 80)
                for name, note, low in zip(
                    names,
                    ("100%", "33 to 67%", *["not rated yet"] * 3),
                    (100, 33, 0, 0, 0),
                    strict=True,
                )
            ),
        ),
        ("Ten levels", staircase(Rung(f"Level {n}", f"{n}0%", n * 10, 75) for n in range(1, 11))),
        ("Fourteen levels", staircase(Rung(f"{WORD} {n}", "5 %", n * 7, 80) for n in range(1, 15))),
        (
            "A long word",
            staircase(Rung(n, "50%", 50, 80, here=n == "Lead") for n in (WORD, "Lead")),
        ),
        (
            "A long word, before it",
            staircase(Rung(n, "9%", 9, 80) for n in (WORD, "Lead", "Chief")),
        ),
        ("Thirty levels", staircase(Rung(f"Level {n}") for n in range(1, 31))),
        ("Long names", staircase(Rung(LONG, "50%", 50, 80) for _ in range(3))),
    ]


def _bars() -> list[tuple[str, Any]]:
    day = [("Building", 40), ("Reading", 25), ("Writing", 20), ("Meeting", 10), ("Waiting", 5)]
    return [
        ("A whole day", share_bar(day)),
        ("Part of it", share_bar([("Building", 40), ("Something without a share", None)])),
        ("More than five", share_bar([(f"Part {n}", 14) for n in range(1, 8)])),
        ("No shares at all", share_bar([("Building", None), (LONG, None)])),
    ]


def _axes() -> list[tuple[str, Any]]:
    rows = [
        PayRange("Junior", "$80K–$110K USD", 80_000, 110_000),
        PayRange("Mid-Level", "$110K–$150K USD", 110_000, 150_000, here=True),
        PayRange("Principal", "$350K–$600K+ USD", 350_000, 600_000, open_ended=True),
    ]
    return [("Three levels, one open", pay_axis(rows)), ("One level", pay_axis(rows[:1]))]


def _forms() -> list[tuple[str, forms.Form]]:
    wrong = {"wrong-email": "nobody at example", "wrong-level": "9"}
    own_wrong = {"own-wrong-email": "nobody"}
    return [
        ("Empty", SampleForm(prefix="empty")),
        ("With errors", SampleForm(wrong, prefix="wrong")),
        ("As beside a rating", OwnForm(prefix="own")),
        (
            "As beside a rating, with errors",
            OwnForm(own_wrong, prefix="own-wrong"),
        ),
    ]


def _profiles() -> list[tuple[str, Any]]:
    """The group profile as the roadmap's template takes it."""

    def of(*groups: tuple[str, float | None, float]) -> dict[str, Any]:
        said = [
            GroupProfile(name, you, asked, f"You {you or '–'}, asked {asked}; 2 of 3 met")
            for name, you, asked in groups
        ]
        drawn = radar([Axis(group.name, group.you, group.asked) for group in said])
        return {"roadmap": {"target": "Senior", "current": None, "groups": said}, "radar": drawn}

    hyphened = ["Qualitäts-Sicherungs-Verfahren", "Mitarbeiterführung", "Test-Automatisierung"]
    five = [("Advanced ML", 2.5), ("Architecture", 3.4), ("Leadership", 1.0), ("Soft skills", 2.8)]
    return [
        ("A radar", of(*((name, you, 3.0) for name, you in five))),
        ("Long words that break at hyphens", of(*((name, 2.0, 3.0) for name in hyphened))),
        (
            "A word too long for a radar",
            of((WORD, 3.0, 3.0), ("Two", 1.0, 3.0), ("Three", 4.0, 2.0)),
        ),
        ("A group nobody rated", of(("One", 3.0, 3.0), ("Two", None, 3.0), ("Three", 4.0, 2.0))),
        ("One group", of(("Everything", 2.2, 3.0))),
        ("Two groups: bars alone", of(("One", 1.5, 3.0), ("Two", None, 3.0))),
        ("Eighteen groups", of(*((f"Group {n}", n % 5, 3.0) for n in range(1, 19)))),
        (
            "A name too long for a radar",
            of((LONG, 3.0, 3.0), ("Two", 1.0, 3.0), ("Three", 4.0, 2.0)),
        ),
    ]


def _movements() -> list[tuple[str, Movement]]:
    """Readiness over time, as the roadmap's template takes it."""
    start = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

    def of(*percents: int, then: tuple[int, ...] = ()) -> Movement:
        thresholds = then or (80,) * len(percents)
        days = [start + dt.timedelta(days=40 * n) for n in range(len(percents))]
        moments = [
            Moment(
                Assessment(completed_at=day),
                "Junior",
                is_name=True,
                percent=percent,
                readiness=f"{percent}%",
                threshold=threshold,
            )
            for day, percent, threshold in zip(days, percents, thresholds, strict=True)
        ]
        points = [
            Point(n, percent, threshold)
            for n, (percent, threshold) in enumerate(zip(percents, thresholds, strict=True))
        ]
        return Movement("Senior", thresholds[-1], tuple(reversed(moments)), timeline(points))

    return [
        ("Two assessments", of(12, 59)),
        ("Down and up, past the threshold", of(40, 35, 62, 88)),
        ("The threshold was moved", of(88, 88, 91, then=(80, 90, 90))),
        ("Twelve, all at once too many to label", of(*range(0, 96, 8))),
    ]
