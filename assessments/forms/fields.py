"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext_lazy

from careerpath.bounds import LINK_LENGTH, NOTE_LENGTH


def note_field(label: Any, help_text: Any, rows: int) -> forms.CharField:
    """Words of a person's own, or none; too many are refused and never cut."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
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


def link_field() -> forms.CharField:
    """Where one's work can be seen: http or https, or nothing."""
    return forms.CharField(
        label=gettext_lazy("Where it can be seen"),
        help_text=gettext_lazy("A link that starts with https:// or http://"),
        required=False,
        max_length=LINK_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=gettext_lazy("Enter a whole link, like https://example.org/work."),
            )
        ],
    )
