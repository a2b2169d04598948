"""An answer to an interview question."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import PracticeAnswer
from assessments.practice_data import PracticeData, seen_of_answer
from careerpath.layout import Send, posted

from .fields import note_field


class PracticeForm(forms.Form):
    """What one would answer, and how sure one is; `seen` names what the page showed.

    Each button says how sure one was, and sends it.
    """

    question = forms.CharField(max_length=200, widget=forms.HiddenInput)
    note = note_field(
        gettext_lazy("Your answer, in notes"),
        gettext_lazy("Say it aloud first. What you write stays with the question."),
        rows=8,
    )
    confidence = forms.TypedChoiceField(choices=PracticeAnswer.Confidence.choices, coerce=int)
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        question: str,
        answer: PracticeAnswer | None,
        to: str,
    ):
        note, seen = (answer.note if answer else ""), seen_of_answer(answer)
        super().__init__(data, initial={"question": question, "note": note, "seen": seen})
        self.to = to

    def clean(self) -> dict[str, Any]:
        """How sure one was is said by the button that is pressed: there is no field to show it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors.pop("confidence", None):
            raise ValidationError(_("Choose one of the answers offered here."))
        return cleaned

    def show_what_is_stored(self, stored: PracticeAnswer) -> None:
        """What was typed stays, and may be saved over what is said to be stored now."""
        self.data = {**self.data.dict(), "seen": seen_of_answer(stored)}  # type: ignore[attr-defined]  # what was posted

    def said(self, asked: str) -> PracticeData:
        """What was said; only after is_valid()."""
        data = self.cleaned_data
        return PracticeData(data["question"], asked, data["note"], data["confidence"])

    @property
    def helper(self) -> FormHelper:
        """Everything below each other."""
        buttons = [
            Send(label, "btn btn-secondary", name="confidence", value=str(value))
            for value, label in PracticeAnswer.Confidence.choices
        ]
        how_sure = HTML(format_html("<p><b>{}</b></p>", _("How sure were you?")))
        answers = Div(*buttons, css_class="cp-actions")
        return posted("question", "note", "seen", how_sure, answers, to=self.to, class_="cp-form")
