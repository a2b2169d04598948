"""What a person says of a project on their roadmap."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.layout import MarkProblem
from assessments.models import ProjectMark
from assessments.selectors import seen_of_mark
from careerpath.layout import Send, posted

from .fields import link_field

BEGUN, DONE, NEITHER = ProjectMark.BEGUN, ProjectMark.DONE, "neither"
QUIET = "btn btn-secondary"


class ProjectForm(forms.Form):
    """Begun, done, or neither after all; a done one may say where it can be seen.

    `seen` names what the page showed (see selectors.seen_of_mark). `conflict` is what to say where
    something else is stored by now.
    """

    state = forms.ChoiceField(
        choices=[(one, one) for one in (BEGUN, DONE, NEITHER)],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose one of the answers offered here.")
        ),
    )
    link = link_field()
    # Compared, not understood: whatever else stands here was not seen.
    seen = forms.Field(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, to: str = "", now: str = "", name: str = "", **more: Any):
        super().__init__(*args, **{"auto_id": f"{name}-%s", **more})
        self.to, self.now, self.name, self.conflict = to, now, name, ""

    def clean_link(self) -> str | None:
        """None where the form had no such field."""
        link: str = self.cleaned_data["link"]
        return link if "link" in self.data else None

    def shown(self) -> str:
        """What the page showed; of no mark where it does not say. Only after is_valid()."""
        return str(self.cleaned_data["seen"] or seen_of_mark(None))

    def show(self, stored: ProjectMark) -> None:
        """Offer what comes after what is stored; a link that nobody typed over stays."""
        self.now = stored.state
        link = {"link": stored.link} if stored.state == DONE else {}
        self.data = {**link, **dict(self.data.items())}

    def tell(self, conflict: str, stored: ProjectMark) -> None:
        """Say that something else is stored; it is seen now, so sending it again decides."""
        self.show(stored)
        self.conflict, self.data = conflict, {**self.data, "seen": seen_of_mark(stored)}

    def label(self, state: str) -> str:
        """What the button says that says this, as long as `now` holds."""
        if state == DONE:
            return _("Save the link") if self.now == DONE else _("I have done it")
        if state == BEGUN:
            return _("I have begun it")
        return _("Not done after all") if self.now == DONE else _("Not begun after all")

    @property
    def tried(self) -> str:
        """What was pressed and not saved."""
        return str(self.data.get("state", "")) if self.conflict else ""

    @property
    def helper(self) -> FormHelper:
        """The buttons for what comes next; the link once it is done, or where one was typed."""
        offered = {DONE: (DONE, NEITHER), BEGUN: (DONE, NEITHER)}.get(self.now, (BEGUN, DONE))
        states = dict.fromkeys((self.tried, *offered) if self.tried else offered)
        link = ["link"] if self.now == DONE or self.data.get("link") else []
        problem = [MarkProblem()] if self.conflict or "state" in self.errors else []
        buttons = [self._button(state) for state in states]
        return posted(
            *problem, *link, *buttons, "seen", to=self.to, class_="cp-mark cp-screen-only"
        )

    def _button(self, state: str) -> Send:
        told = {"autofocus": "", "aria-describedby": self.problem_id} if state == self.tried else {}
        return Send(self.label(state), QUIET, name="state", value=state, **told)

    @property
    def problem_id(self) -> str:
        """Names what is said of it on the page."""
        return f"{self.name}-problem"
