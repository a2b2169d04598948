"""A path and a level, each with its rows on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careerpath.framework.fullness import refuse_more
from careerpath.framework.models import (
    CareerPath,
    CareerTransition,
    CoreResponsibility,
    DayShare,
    GrowthPhase,
    InterviewSection,
    Level,
    NegotiationTip,
    NetworkingGroup,
    PathNote,
    Project,
    Requirement,
    Responsibility,
    SkillGroup,
)

from .base import Links, Rows
from .counts import count
from .documents import Documents
from .forms import RetirableForm, RowForm
from .formsets import DayShareFormSet, LevelFormSet, RowFormSet
from .retiring import InUseFilter, Retiring
from .skills import RequirementForm, SkillGroupForm
from .translations import Translating

# --- A path -----------------------------------------------------------------------------------


class LevelLinkForm(RetirableForm):
    """A rung among the others: its rank is looked at by the formset, over all of them."""

    skip = frozenset({"level_rank_unique_in_use"})


class LevelLinks(Links):
    """The rungs, lowest first."""

    model = Level
    form = LevelLinkForm
    formset = LevelFormSet
    fields = ("rank", "short_name", "name", "retired")
    ordering = ("rank", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows are called."""
        return super().get_queryset(request).select_related("path")


class SkillGroupLinks(Links):
    """The groups a level lists its skills in."""

    model = SkillGroup
    form = SkillGroupForm
    fields = ("name", "kind", "position")
    classes = ("collapse",)


class CoreResponsibilityRows(Rows):
    """What everyone on the path does."""

    model = CoreResponsibility
    fields = ("text", "position")
    classes = ("collapse",)


class GrowthPhaseLinks(Links):
    """The stretches of years."""

    model = GrowthPhase
    fields = ("name", "years_from", "years_to", "position")
    classes = ("collapse",)


class InterviewSectionLinks(Links):
    """The sections of interview questions."""

    model = InterviewSection
    fields = ("name", "position")
    classes = ("collapse",)


class NetworkingGroupLinks(Links):
    """The kinds of people to meet."""

    model = NetworkingGroup
    fields = ("name", "position")
    classes = ("collapse",)


class PathNoteLinks(Links):
    """What else the path's document says."""

    model = PathNote
    fields = ("heading", "position")
    classes = ("collapse",)


class NegotiationTipRows(Rows):
    """Advice for talking about pay."""

    model = NegotiationTip
    fields = ("name", "text", "position")
    classes = ("collapse",)


class TransitionRows(Rows):
    """The common moves."""

    model = CareerTransition
    fields = ("name", "text", "position")
    classes = ("collapse",)


@admin.register(CareerPath)
class CareerPathAdmin(Documents, Translating, Retiring):
    """A path with its rungs and its advice."""

    form = RetirableForm
    fieldsets = (
        (None, {"fields": ("name", "public_id", "language", "overview", "threshold_percent")}),
        (_("Where it is shown"), {"fields": ("published", "position", "retired")}),
        (
            _("Interviews and moves"),
            {
                "classes": ("collapse",),
                "fields": ("system_design_focus", "transition_timeline", "flexibility"),
            },
        ),
    )
    list_display = ("name", "levels", "skills", "published", "in_use", "position")
    list_filter = (InUseFilter, "published")
    search_fields = ("name", "overview")
    inlines = (
        LevelLinks,
        CoreResponsibilityRows,
        SkillGroupLinks,
        GrowthPhaseLinks,
        InterviewSectionLinks,
        NetworkingGroupLinks,
        NegotiationTipRows,
        TransitionRows,
        PathNoteLinks,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the numbers for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if not self.is_list(request):
            return rows
        asking = Requirement.objects.current().filter(level__retired_at=None)
        return rows.annotate(
            level_count=count(Level.objects.current(), "path"),
            skill_count=count(asking, "level__path", "skill"),
        )

    @admin.display(description=_("levels"), ordering="level_count")
    def levels(self, row: Any) -> int:
        """For the list."""
        return int(row.level_count)

    @admin.display(description=_("skills"), ordering="skill_count")
    def skills(self, row: Any) -> int:
        """For the list."""
        return int(row.skill_count)


# --- A level ----------------------------------------------------------------------------------


class LevelForm(RetirableForm):
    """A rung on its own page."""

    def clean_pay_currency(self) -> str:
        """Currencies are written in capitals."""
        return str(self.cleaned_data["pay_currency"]).upper()


class RequirementFormSet(RowFormSet):
    """What one level asks."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let every row know the path, so that it offers its groups only."""
        super().add_fields(form, index)
        form.look_in(self.instance.path_id)

    def clean(self) -> None:
        """A level asks no more than its pages can show and save."""
        super().clean()
        rows = [form.instance for form in self.staying()] + list(self.unseen())
        refuse_more(sum(not row.is_retired for row in rows))


class RequirementRows(Rows):
    """What the level asks."""

    model = Requirement
    form = RequirementForm
    formset = RequirementFormSet
    fields = ("skill", "group", "proficiency", "must_have", "position", "retired")
    autocomplete_fields = ("skill", "group")
    ordering = ("group__position", "group", "position", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows are called."""
        return super().get_queryset(request).select_related("skill", "group", "level")


class ResponsibilityRows(Rows):
    """What people at the level typically do."""

    model = Responsibility
    fields = ("text", "position")


class DayShareRows(Rows):
    """What a day goes into."""

    model = DayShare
    form = RowForm
    formset = DayShareFormSet
    fields = ("activity", "percent", "position")
    verbose_name_plural = _("day in the life")


class ProjectLinks(Links):
    """The level's portfolio projects."""

    model = Project
    form = RetirableForm
    fields = ("name", "position", "retired")


@admin.register(Level)
class LevelAdmin(Retiring):
    """A level with everything it asks, on one page."""

    form = LevelForm
    fixed = ("path",)
    fieldsets = (
        (None, {"fields": ("path", "rank", "name", "short_name", "public_id", "retired")}),
        (_("Who it is for"), {"fields": (("years_from", "years_to"), "threshold_percent")}),
        (
            _("Pay"),
            {
                "fields": (
                    ("pay_from", "pay_to", "pay_currency"),
                    "pay_open_ended",
                    "pay_note",
                    "pay_source",
                )
            },
        ),
    )
    autocomplete_fields = ("path",)
    list_display = ("name", "path", "rank", "requirements", "must_haves", "in_use")
    list_filter = (InUseFilter, "path")
    list_select_related = ("path",)
    search_fields = ("name", "short_name", "path__name")
    ordering = ("path", "rank", "pk")
    inlines = (RequirementRows, ResponsibilityRows, DayShareRows, ProjectLinks)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the numbers for the list; elsewhere with the path, which is part of the name."""
        rows: QuerySet[Any] = super().get_queryset(request).select_related("path")
        if not self.is_list(request):
            return rows
        asked = Requirement.objects.current().filter(skill__retired_at=None)
        return rows.annotate(
            asked=count(asked, "level"), must=count(asked.filter(must_have=True), "level")
        )

    @admin.display(description=_("requirements"), ordering="asked")
    def requirements(self, row: Any) -> int:
        """For the list."""
        return int(row.asked)

    @admin.display(description=_("must-haves"), ordering="must")
    def must_haves(self, row: Any) -> int:
        """For the list."""
        return int(row.must)
