"""Fields that several forms have."""

from __future__ import annotations

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy

from careerpath.bounds import LINK_LENGTH


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
