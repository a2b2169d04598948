"""Projects and the skills they exercise."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careerpath.framework.models import Project, ProjectSkill

from .base import Rows
from .counts import count
from .forms import RetirableForm
from .retiring import InUseFilter, Retiring


class ExerciseRows(Rows):
    """The skills that building it exercises, and why."""

    model = ProjectSkill
    fields = ("skill", "why", "position")
    autocomplete_fields = ("skill",)
    verbose_name = _("skill it exercises")
    verbose_name_plural = _("skills it exercises")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows are called."""
        return super().get_queryset(request).select_related("skill", "project")


@admin.register(Project)
class ProjectAdmin(Retiring):
    """A project with its skills."""

    form = RetirableForm
    fixed = ("level",)
    fields = ("level", "name", "public_id", "description", "position", "retired")
    autocomplete_fields = ("level",)
    list_display = ("name", "level", "exercised", "in_use", "position")
    list_filter = (InUseFilter, "level__path")
    list_select_related = ("level__path",)
    search_fields = ("name", "description", "level__name", "exercises__skill__name")
    ordering = ("level__path", "level__rank", "position", "pk")
    inlines = (ExerciseRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of skills, for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.is_list(request):
            rows = rows.annotate(skill_count=count(ProjectSkill.objects.all(), "project"))
        return rows

    def view_on_site(self, row: Project) -> str:
        """The projects of its path."""
        return reverse("framework:projects", args=[row.level.path.public_id])

    @admin.display(description=_("skills"), ordering="skill_count")
    def exercised(self, row: Any) -> int:
        """For the list; `skills` would be the rows themselves."""
        return int(row.skill_count)
