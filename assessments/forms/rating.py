"""What a person may say of a skill, checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.layout import (
    Described,
    Evidence,
    More,
    OtherAnswers,
    Points,
    Row,
    Skill,
    Words,
)
from assessments.models import SkillRating
from assessments.rating_data import RatingData, data_in, seen_in, seen_of
from careerpath.bounds import NOTE_LENGTH
from careerpath.framework.models import Proficiency
from careerpath.layout import inside

from .fields import link_field

NOT_RELEVANT = "not-relevant"
UNRATED = ""


class SkillRatingForm(forms.Form):
    """One skill: the five points, the two answers that are no number, and evidence.

    The prefix is the skill's public id. `seen` names what the page showed (see rating_data.py), so
    that a screen sent from a stale tab changes only what was touched in it.
    """

    answer = forms.ChoiceField(
        label=gettext_lazy("Your rating"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers offered here.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What you did"),
        help_text=gettext_lazy("What was it, where, and how did it go?"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[
            MaxLengthValidator(
                NOTE_LENGTH,
                gettext_lazy(
                    "This note has %(show_value)s characters; at most %(limit_value)s fit. "
                    "Nothing is cut: shorten it and save again."
                ),
            )
        ],
    )
    link = link_field()
    last_used = forms.DateField(
        label=gettext_lazy("Last done"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    seen = forms.RegexField(r"^\d{1,9}\.[0-9a-f]{16}$", required=False, widget=forms.HiddenInput)

    helper = inside(
        Skill(
            Described(),
            Points("answer"),
            Words(),
            Row(OtherAnswers("answer"), Evidence("note", "link", "last_used")),
        )
    )
    at_a_glance = inside(
        Skill(
            Points("answer"),
            More(Described(), Words(), OtherAnswers("answer"), "note", "link", "last_used"),
        )
    )

    def __init__(self, *args: Any, today: dt.date, must_have: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.must_have = must_have
        self.fields["answer"].choices = answers(must_have=must_have)  # type: ignore[attr-defined]  # a choice field

    def clean_last_used(self) -> dt.date | None:
        """No skill was last used tomorrow."""
        day: dt.date | None = self.cleaned_data["last_used"]
        if day and day > self.today + dt.timedelta(days=1):  # it may be tomorrow where they are
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def said(self) -> RatingData:
        """What was said; only after is_valid()."""
        answer = self.cleaned_data["answer"]
        return RatingData(
            proficiency=int(answer) if answer.isdigit() else None,
            not_relevant=answer == NOT_RELEVANT,
            note=self.cleaned_data["note"],
            link=self.cleaned_data["link"],
            last_used=self.cleaned_data["last_used"],
        )

    def shown(self) -> str:
        """What the page showed; of no rating where it does not say."""
        return self.cleaned_data.get("seen") or seen_in(None)

    def was_touched(self) -> bool:
        """Whether this says anything else than the page showed."""
        version = int(self.shown().partition(".")[0])
        return self.cleaned_data.get("seen") != seen_of(version, self.said())


def answers(*, must_have: bool) -> list[tuple[str, str]]:
    """Every answer offered: not relevant is none for a must-have."""
    points = [(str(value), str(label)) for value, label in Proficiency.choices]
    if must_have:
        return [*points, (UNRATED, _("Not rated yet"))]
    return [*points, (UNRATED, _("Not rated yet")), (NOT_RELEVANT, _("Not relevant to me"))]


def initial_of(row: SkillRating | None) -> dict[str, Any]:
    """The form's starting values for a stored rating, or for none."""
    said = data_in(row) if row else RatingData()
    return {
        "answer": answer_of(said),
        "note": said.note,
        "link": said.link,
        "last_used": said.last_used,
        "seen": seen_in(row),
    }


def answer_of(said: RatingData) -> str:
    """The choice that stands for it."""
    if said.not_relevant:
        return NOT_RELEVANT
    return UNRATED if said.proficiency is None else str(said.proficiency)


def answer_name(said: RatingData) -> str:
    """The answer as the page words it."""
    return dict(answers(must_have=False))[answer_of(said)]


def typed_over(initial: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """The starting values with what was typed before and could not be saved.

    What has been seen is what is stored now: whoever shows this tells that as well.
    """
    fields = initial.keys() - {"seen"}
    return {**initial, **{name: value for name, value in typed.items() if name in fields}}


def has_seen(seen: str, row: SkillRating) -> bool:
    """Whether a page that showed `seen` (see rating_data.seen_in) showed what this row says."""
    return seen.rpartition(".")[2] == seen_in(row).rpartition(".")[2]
