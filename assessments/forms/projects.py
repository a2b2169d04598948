"""What a person says of a project on their roadmap."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _

from assessments.models import ProjectMark
from careerpath.layout import Send, posted

from .fields import link_field

BEGUN, DONE, NEITHER = ProjectMark.BEGUN, ProjectMark.DONE, "neither"
QUIET = "btn btn-secondary"


class ProjectForm(forms.Form):
    """Begun, done, or neither after all; a done one may say where it can be seen."""

    state = forms.ChoiceField(choices=[(one, one) for one in (BEGUN, DONE, NEITHER)])
    link = link_field()

    def __init__(self, *args: Any, to: str = "", now: str = "", name: str = "", **more: Any):
        super().__init__(*args, **{"auto_id": f"{name}-%s", **more})
        self.to, self.now = to, now

    def clean_link(self) -> str | None:
        """None where the form had no such field."""
        link: str = self.cleaned_data["link"]
        return link if "link" in self.data else None

    @property
    def helper(self) -> FormHelper:
        """The buttons for what comes next; the link once it is done."""
        done = Send(_("I have done it"), QUIET, name="state", value=DONE)
        if self.now == DONE:
            keep = Send(_("Save the link"), QUIET, name="state", value=DONE)
            undo = Send(_("Not done after all"), QUIET, name="state", value=NEITHER)
            parts: tuple[Any, ...] = ("link", keep, undo)
        elif self.now == BEGUN:
            undo = Send(_("Not begun after all"), QUIET, name="state", value=NEITHER)
            parts = (done, undo)
        else:
            parts = (Send(_("I have begun it"), QUIET, name="state", value=BEGUN), done)
        return posted(*parts, to=self.to, class_="cp-mark cp-screen-only")
