"""What a person means to do, by when, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import PlanItem
from assessments.plan_data import PlanItemData, seen_in
from careerpath.layout import Send, posted

from .fields import link_field, note_field

FURTHEST = 10
"""Years ahead that a day may lie: what is further is a slip of the finger."""
STATES = (
    (PlanItem.TO_DO, gettext_lazy("To do")),
    (PlanItem.BEGUN, gettext_lazy("Begun")),
    (PlanItem.DONE, gettext_lazy("Done")),
    (PlanItem.DROPPED, gettext_lazy("Dropped")),
)
OPEN = {PlanItem.TO_DO, PlanItem.BEGUN}


class DatedForm(forms.Form):
    """By when; `today` is the server's day, `stored` the day that stands there already."""

    target_date = forms.DateField(
        label=gettext_lazy("By when"),
        help_text=gettext_lazy("A day, or nothing."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Enter a day that there is, like 2027-03-31.")},
    )

    def __init__(self, *args: Any, today: dt.date, stored: dt.date | None = None, **more: Any):
        super().__init__(*args, **more)
        self.today, self.stored = today, stored

    def clean(self) -> dict[str, Any]:
        """A day newly chosen for something open lies ahead; a day that has passed since stays."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, state = cleaned.get("target_date"), cleaned.get("state", PlanItem.TO_DO)
        if day is None or day == self.stored:
            return cleaned
        yesterday = self.today - dt.timedelta(days=1)  # it may be today where they are
        if state in OPEN and day < yesterday:
            self.add_error("target_date", _("This day has passed: choose one still to come."))
        elif day.year > self.today.year + FURTHEST:
            text = _("This day is more than %(years)d years away: choose a nearer one.")
            self.add_error("target_date", text % {"years": FURTHEST})
        return cleaned


def title_field() -> forms.CharField:
    """What something of one's own is called."""
    return forms.CharField(label=gettext_lazy("What you mean to do"), max_length=200)


class AddItemForm(DatedForm):
    """Something of the person's own."""

    title = title_field()

    def __init__(self, *args: Any, to: str, **more: Any):
        super().__init__(*args, **more)
        self.to = to

    def said(self) -> PlanItemData:
        """What was said; only after is_valid()."""
        return PlanItemData(
            title=self.cleaned_data["title"], target_date=self.cleaned_data["target_date"]
        )

    @property
    def helper(self) -> FormHelper:
        """Two fields and a button."""
        send = Send(_("Add to the plan"), "btn btn-secondary")
        return posted("title", "target_date", send, to=self.to, class_="cp-card cp-plan-add")


class PlanItemForm(DatedForm):
    """An item: what became of it, by when, and what is written beside it.

    `seen` names what the page showed (plan_data.seen_in), so that a page that has stood open
    overwrites nothing unseen.
    """

    title = title_field()
    state = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=STATES)
    note = note_field(
        gettext_lazy("Note"), gettext_lazy("How, with whom, and what came of it."), rows=4
    )
    link = link_field()
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, item: PlanItem, to: str, **more: Any):
        super().__init__(data, initial=initial_of(item), stored=item.target_date, **more)
        self.item, self.to = item, to
        if not item.title:
            del self.fields["title"]

    def show_what_is_stored(self, stored: PlanItem) -> None:
        """What was typed stays, and may be saved over what is said to be stored now."""
        self.data = {**self.data.dict(), "seen": seen_in(stored)}  # type: ignore[attr-defined]  # what was posted

    def said(self) -> PlanItemData:
        """What was said; only after is_valid()."""
        names = ("state", "target_date", "note", "link")
        said = {name: self.cleaned_data[name] for name in names}
        return PlanItemData(**said, title=self.cleaned_data.get("title", ""))

    @property
    def helper(self) -> FormHelper:
        """Everything below each other."""
        fields = [*(["title"] if self.item.title else []), "state", "target_date", "note", "link"]
        return posted(*fields, "seen", Send(_("Save")), to=self.to, class_="cp-form")


class RemoveItemForm(forms.Form):
    """Taking an item out: what of it was shown."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, to: str, **more: Any):
        super().__init__(*args, **more)
        self.to = to

    @property
    def helper(self) -> FormHelper:
        """One button."""
        return posted("seen", Send(_("Remove it"), "btn btn-danger"), to=self.to)


def initial_of(item: PlanItem) -> dict[str, Any]:
    """What a form shows of an item."""
    return {
        "title": item.title,
        "state": item.state,
        "target_date": item.target_date,
        "note": item.note,
        "link": item.seen_at,
        "seen": seen_in(item),
    }


def beside(stored: PlanItem, form: PlanItemForm) -> list[tuple[str, str]]:
    """What is stored of an item and differs from what a form says: label and words of each."""
    there, said = initial_of(stored), form.cleaned_data
    names = dict(STATES)
    return [
        (str(field.label), str(names.get(there[name], there[name])) or _("nothing"))
        for name, field in form.fields.items()
        if name != "seen" and (there[name] or "") != (said.get(name) or "")
    ]
