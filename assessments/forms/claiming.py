"""What becomes of what was rated without an account."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class WhoseForm(forms.Form):
    """Whether what a guest left here is theirs, and which answers count where both gave one.

    `clashes` names each skill answered twice: field name, primary key, and what is known of it.
    """

    THEIRS, GUESTS, CHOSEN, NOT_MINE = "account", "browser", "chosen", "not-mine"
    whose = forms.ChoiceField(
        choices=[(one, one) for one in (THEIRS, GUESTS, CHOSEN, NOT_MINE)],
        error_messages={"required": gettext_lazy("Say whether it is yours.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, clashes: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = clashes
        for name in clashes:
            self.fields[name] = forms.ChoiceField(
                choices=[(one, one) for one in (self.THEIRS, self.GUESTS)], required=False
            )

    def guests_count(self) -> set[str]:
        """The fields whose guest's answer counts; only after is_valid()."""
        whose = self.cleaned_data["whose"]
        if whose == self.GUESTS:
            return set(self.clashes)
        if whose != self.CHOSEN:
            return set()
        return {name for name in self.clashes if self.cleaned_data[name] == self.GUESTS}


class StartForm(forms.Form):
    """Beginning on a path: `bring` names what can't be opened and whose words come along."""

    bring = forms.UUIDField(required=False)
