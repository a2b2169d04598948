"""What becomes of what was rated without an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.layout import AnsweredTwice, OneByOne, TwoAnswers
from careerpath.layout import Drawn, Send, posted


@dataclass(frozen=True)
class Choice:
    """A skill answered twice, ready to print: both answers with what stands beside them."""

    field: str
    guest: str
    skill_pk: int
    skill: str
    theirs: str
    guests: str
    their_words: list[tuple[str, str]]
    guest_words: list[tuple[str, str]]


class WhoseForm(forms.Form):
    """Whether what a guest left here is theirs, and which answers count where both gave one."""

    THEIRS, GUESTS, CHOSEN, NOT_MINE = "account", "browser", "chosen", "not-mine"
    whose = forms.ChoiceField(
        choices=[(one, one) for one in (THEIRS, GUESTS, CHOSEN, NOT_MINE)],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Say whether it is yours.")
        ),
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for choice in choices:
            self.fields[choice.field] = forms.ChoiceField(
                label=choice.skill,
                choices=[
                    (self.THEIRS, _("Your account: %(answer)s") % {"answer": choice.theirs}),
                    (self.GUESTS, _("This browser: %(answer)s") % {"answer": choice.guests}),
                ],
                widget=forms.RadioSelect,
                initial=self.THEIRS,
                required=False,
            )

    @property
    def helper(self) -> FormHelper:
        """One button, or which answers count."""
        asked = self._twice() if self.choices else self._once()
        return posted("next", "seen", asked, to=reverse_lazy("assessments:claim"))

    def _once(self) -> Drawn:
        return Div(
            self._send(self.THEIRS, _("Yes, put it into my account")),
            self._send(self.NOT_MINE, _("No, it is not mine"), "btn btn-secondary"),
            css_class="cp-actions",
        )

    def _twice(self) -> Drawn:
        browsers = _("It is mine; take this browser’s answers")
        return AnsweredTwice(
            Div(
                self._send(self.THEIRS, _("It is mine; keep my account’s answers")),
                self._send(self.GUESTS, browsers, "btn btn-secondary"),
                self._send(self.NOT_MINE, _("It is not mine"), "btn btn-secondary"),
                css_class="cp-actions",
            ),
            OneByOne(
                *(TwoAnswers(choice.field, choice=choice) for choice in self.choices),
                Div(
                    self._send(self.CHOSEN, _("It is mine; take what is chosen here")),
                    css_class="cp-actions",
                ),
            ),
        )

    def _send(self, value: str, text: str, css_class: str = "btn btn-primary") -> Send:
        return Send(text, css_class, name="whose", value=value)

    def guests_count(self) -> set[str]:
        """The fields whose guest's answer counts; only after is_valid()."""
        whose, fields = self.cleaned_data["whose"], {choice.field for choice in self.choices}
        if whose == self.GUESTS:
            return fields
        if whose != self.CHOSEN:
            return set()
        return {name for name in fields if self.cleaned_data[name] == self.GUESTS}


class ForgetForm(forms.Form):
    """Deleting what was rated in this browser without an account."""

    helper = posted(
        Send(gettext_lazy("Delete it and forget me"), "btn btn-danger"),
        to=reverse_lazy("assessments:forget"),
    )
