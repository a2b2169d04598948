"""What can be chosen on a roadmap: another target level, and other ratings to try."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import HIGHEST, LOWEST, PathSpec, Placement
from careerpath.framework.models import Proficiency
from careerpath.layout import Send, posted
from roadmap.layout import Moments, Trial, Tries
from roadmap.trial import query
from roadmap.types import SkillNote

NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Tried:
    """Skill id to the proficiency tried, and what could not be understood."""

    chosen: Mapping[str, int]
    refused: tuple[str, ...]


class TriesWidget(forms.Widget):
    """A select for each skill on offer, all of one name; what they send is taken together."""

    def __init__(self, offered: Sequence[SkillNote] = (), tries: Mapping[str, int] = NOTHING):
        super().__init__()
        self.offered, self.tries = offered, tries

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[str]:
        """Everything that was sent under the name."""
        sent: list[str] = data.getlist(name)
        return sent

    def subwidgets(self, name: str, *_value: Any, **_attrs: Any) -> Iterator[dict[str, Any]]:
        """What each select is drawn from, with its skill; each has its own value and id."""
        for number, skill in enumerate(self.offered, 1):
            choices = [("", _("Now: %(you)s") % {"you": skill.you})]
            choices += [(f"{skill.id}:{point.value}", str(point.label)) for point in Proficiency]
            chosen = f"{skill.id}:{self.tries[skill.id]}" if skill.id in self.tries else ""
            select = forms.Select(choices=choices)
            context = select.get_context(name, chosen, {"id": f"{name}-{number}"})
            yield {**context["widget"], "skill": skill}


class TriesField(forms.Field):
    """`<skill>:<0 to 4>`, any number of times; an empty one means "as it is", the last one wins."""

    widget = TriesWidget

    def __init__(self, skills: Collection[str]) -> None:
        super().__init__(required=False)
        self.skills = skills

    def clean(self, value: Any) -> Tried:
        """Keep what is understood, name the rest."""
        chosen, refused = {}, []
        for text in filter(None, value or ()):
            skill, _colon, number = text.rpartition(":")
            known = skill in self.skills and number in {str(n) for n in range(LOWEST, HIGHEST + 1)}
            if known:
                chosen[skill] = int(number)
            else:
                refused.append(text)
        return Tried(chosen, tuple(refused))


class KeepForm(forms.Form):
    """Which changes were read before a verdict was kept."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$")


class TakeForm(forms.Form):
    """What of a roadmap is taken into the plan. Its buttons stand all over the page."""

    NAME = "take"
    take = forms.CharField(max_length=300)
    target = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, to: str = "", **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "take-%s", **more})
        self.to = to

    @property
    def helper(self) -> FormHelper:
        """Nothing to see."""
        return posted("target", to=self.to, id=self.NAME)


class LearnForm(forms.Form):
    """What became of something to learn from. Its buttons stand beside every gap."""

    NAME = "learn"
    DONE, UNDONE, RATE = "done", "undone", "rate"
    learn = forms.RegexField(r"^(done|undone|rate):[-\w]+/[-\w]+\Z", max_length=200)
    target = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, to: str = "", **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "learn-%s", **more})
        self.to = to

    @property
    def verb(self) -> str:
        """What was said. Only after is_valid()."""
        return str(self.cleaned_data["learn"].partition(":")[0])

    @property
    def wanted(self) -> tuple[str, str]:
        """The skill's public id and the resource's. Only after is_valid()."""
        skill, _slash, own = self.cleaned_data["learn"].partition(":")[2].partition("/")
        return skill, own

    @property
    def helper(self) -> FormHelper:
        """Nothing to see."""
        return posted("target", to=self.to, id=self.NAME)


class FeedForm(forms.Form):
    """The private address of a plan's calendar: made, made anew, ended."""

    MAKE, STOP = "make", "stop"
    do = forms.ChoiceField(choices=[(MAKE, MAKE), (STOP, STOP)])

    def __init__(self, *args: Any, to: str, is_on: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.to, self.is_on = to, is_on

    @property
    def helper(self) -> FormHelper:
        """The buttons for what can come next."""
        quiet = "btn btn-secondary"
        make = Send(_("Make a private address"), quiet, name="do", value=self.MAKE)
        if not self.is_on:
            return posted(make, to=self.to)
        again = Send(_("Make a new address"), quiet, name="do", value=self.MAKE)
        stop = Send(_("End the address"), quiet, name="do", value=self.STOP)
        return posted(again, stop, to=self.to, class_="cp-actions")


class ReminderForm(forms.Form):
    """Mails that remind of a plan: asked for, ended."""

    ASK, STOP = "ask", "stop"
    do = forms.ChoiceField(choices=[(ASK, ASK), (STOP, STOP)])

    def __init__(self, *args: Any, to: str, is_on: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.to, self.is_on = to, is_on

    @property
    def helper(self) -> FormHelper:
        """The one button for what can come next."""
        words = _("No more reminders") if self.is_on else _("Remind me by mail")
        value = self.STOP if self.is_on else self.ASK
        return posted(Send(words, "btn btn-secondary", name="do", value=value), to=self.to)


class StopRemindersForm(forms.Form):
    """The button of the page that the mail leads to."""

    def __init__(self, *, to: str) -> None:
        super().__init__()
        self.to = to

    @property
    def helper(self) -> FormHelper:
        """It."""
        return posted(Send(_("No more reminders"), "btn btn-primary"), to=self.to)


class TrialForm(forms.Form):
    """The skills on offer, each with the scale. What it sends is read by ChoicesForm.

    It works as a plain form; with script it answers at each choice.
    """

    target = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *, to: str, target: str | None, offered: Sequence[SkillNote], tries: Mapping[str, int]
    ) -> None:
        super().__init__(initial={"target": target}, auto_id=False)
        self.to, self.wanted, self.offered = to, target, offered
        self.fields["try"] = forms.Field(required=False, widget=TriesWidget(offered, tries))

    @property
    def helper(self) -> FormHelper:
        """Sent whole, or at each choice."""
        return posted(
            *(["target"] if self.wanted else []),
            Trial(Tries("try")),
            to=self.to,
            class_="cp-card cp-trial-form",
            hx_post=self.to,
            hx_trigger="change, submit",
            hx_target="#trial-outcome",
            hx_sync="this:replace",
        )

    @property
    def start_over(self) -> str:
        """Where nothing is chosen."""
        return f"{self.to}?{query(self.wanted, {})}"


class ChoicesForm(forms.Form):
    """The choices in a roadmap's address. What is wrong is said, and the rest still counts."""

    target = forms.CharField(required=False)

    def __init__(self, data: Any, *, path: PathSpec, placement: Placement) -> None:
        super().__init__(data)
        self.above = {
            level.id for level in path.levels if level.rank > (placement.current_rank or 0)
        }
        self.names = {level.id: level.short_name for level in path.levels}
        self.fields["try"] = TriesField(
            {asked.skill for level in path.levels for asked in level.requirements}
        )

    def clean_target(self) -> str:
        """A level above the current one."""
        target: str = self.cleaned_data["target"]
        if target and target not in self.above:
            text = _("There is no level “%(level)s” above yours.")
            if self.above:
                text = _(
                    "There is no level “%(level)s” above yours. This is the way to the next one."
                )
            raise ValidationError(text % {"level": self.names.get(target, target[:60])})
        return target

    @property
    def wanted(self) -> str | None:
        """The level id aimed at; None for the next level."""
        return self.cleaned_data.get("target") or None

    @property
    def tries(self) -> Mapping[str, int]:
        """What to try."""
        chosen: Mapping[str, int] = self.cleaned_data["try"].chosen
        return chosen

    def complaints(self) -> list[str]:
        """Every sentence about what could not be taken as it was."""
        found = [str(text) for text in self.errors.get("target", ())]
        if refused := self.cleaned_data["try"].refused:
            text = ngettext(
                "%(count)d choice was not a skill of this path with a value from 0 to 4. It was "
                "left out.",
                "%(count)d choices were not skills of this path with a value from 0 to 4. They "
                "were left out.",
                len(refused),
            )
            found.append(text % {"count": len(refused)})
        return found


class CompareForm(forms.Form):
    """Which two finished assessments to compare, by their public ids."""

    before = forms.UUIDField(required=False)
    after = forms.UUIDField(required=False)
    level = forms.CharField(required=False)
    page = forms.CharField(required=False)

    def __init__(self, data: Any, *, to: str) -> None:
        super().__init__(data)
        self.to = to

    @property
    def helper(self) -> FormHelper:
        """The list itself; nothing is changed by it, so it is asked for by its address."""
        helper = posted(Moments(), to=self.to)
        helper.form_method, helper.disable_csrf = "get", True
        return helper

    @property
    def wanted(self) -> tuple[UUID | None, UUID | None]:
        """The two; None for what is not named. Only after is_valid()."""
        return self.cleaned_data["before"], self.cleaned_data["after"]
