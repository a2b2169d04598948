"""Where an assessment begins, and where it ends."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from careerpath.layout import Send, posted


class StartForm(forms.Form):
    """Beginning on a path: `bring` names what can't be opened and whose words come along.

    `skill` is the one to begin with.
    """

    bring = forms.UUIDField(required=False)
    skill = forms.SlugField(required=False)


class FinishForm(forms.Form):
    """Finishing an assessment, by its id."""

    def __init__(self, assessment: Any) -> None:
        super().__init__()
        self.assessment = assessment

    @property
    def helper(self) -> FormHelper:
        """One button."""
        to = reverse("assessments:finish", args=[self.assessment])
        return posted(Send(_("Finish and see my roadmap")), to=to)
