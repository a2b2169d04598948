"""Where an assessment begins, where it ends, and where it is deleted."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from careerpath.layout import Send, posted


class StartForm(forms.Form):
    """Beginning on a path: `bring` names what can't be opened and whose words come along.

    `project` is the id of the one whose skills come first (see ProjectSpec).
    """

    bring = forms.UUIDField(required=False)
    project = forms.RegexField(r"^[-a-zA-Z0-9_]+/[-a-zA-Z0-9_]+$", required=False)


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


class DeleteForm(forms.Form):
    """Deleting an assessment: what the page says of it, so that nothing else goes."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        """One button."""
        return posted("seen", Send(_("Delete it for good"), "btn btn-danger"), to="")
