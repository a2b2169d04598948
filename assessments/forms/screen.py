"""A screen as a form."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.layout import FootBar, Row, Scale, SetAll, Skills, Undo
from careerpath.framework.models import Proficiency
from careerpath.layout import Drawn, Send, posted

UNSEEN = {"css_class": "visually-hidden", "tabindex": "-1", "aria-hidden": "true"}
SAYS = {
    "failed": gettext_lazy("Not saved."),
    "again": gettext_lazy("Try again"),
    "typing": gettext_lazy("not saved yet"),
    "saving": gettext_lazy("Saving …"),
    "held": gettext_lazy(
        "You are offline. This page waits with what you chose; go on when you are back."
    ),
    "offline": gettext_lazy(
        "Not saved: you are offline. It is kept here and saved when you are back."
    ),
}
"""What the script of a screen says, by the name it knows that by."""


class ScreenForm(forms.Form):
    """A screen: its skills, one answer for all of them, and where to go on.

    `following` is what the next group is called, if there is one; from a level at a glance, and
    from a `chosen` set, the way on is found once it is pressed. What each skill is asked has a
    form of its own; those are drawn by fragments.py.
    """

    set_all = forms.ChoiceField(
        label=gettext_lazy("Set all skills here to"),
        choices=lambda: [(str(value), label) for value, label in Proficiency.choices],
        error_messages={"required": gettext_lazy("Choose an answer to set.")},
    )

    def __init__(
        self,
        *args: Any,
        to: str = "",
        following: str = "",
        at_a_glance: bool = False,
        chosen: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.to, self.following = to, following
        self.at_a_glance, self.chosen = at_a_glance, chosen

    @property
    def helper(self) -> FormHelper:
        """What stands on it, and what its script says."""
        return posted(
            Send(_("Save"), name="go", value="next", **UNSEEN),  # what Enter presses
            Undo(),
            *self._skills(),
            FootBar(*self._ways_on()),
            to=self.to,
            id="screen",
            enctype="multipart/form-data",
            autocomplete="off",
            novalidate=True,
            **{f"data-{name}": text for name, text in SAYS.items()},
        )

    def _skills(self) -> list[Drawn]:
        """What belongs together can be set together; what was chosen one by one can not."""
        if self.chosen:
            return [Skills(), Scale()]
        if self.at_a_glance:
            return [Row(Scale(), SetAll("set_all")), Skills()]
        return [Scale(), Skills(), SetAll("set_all")]

    def _ways_on(self) -> list[Send]:
        save = Send(_("Save"), "btn btn-secondary", name="go", value="stay")
        if self.at_a_glance:
            way_on = _("Go on")
        elif self.following:
            way_on = _("Next: %(group)s") % {"group": self.following}
        else:
            return [save, Send(_("Finish"), name="go", value="finish")]
        return [
            save,
            Send(_("Finish here"), "btn btn-secondary", name="go", value="finish"),
            Send(way_on, name="go", value="next"),
        ]
