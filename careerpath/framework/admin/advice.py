"""What a path tells besides its levels."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careerpath.framework.models import (
    GrowthPhase,
    InterviewQuestion,
    InterviewSection,
    NetworkingEntry,
    NetworkingGroup,
    PathNote,
)

from .base import FrameworkAdmin, Rows
from .counts import count
from .forms import OnPathForm


class QuestionRows(Rows):
    """The questions of a section."""

    model = InterviewQuestion
    fields = ("text", "position")


class EntryRows(Rows):
    """The entries of a networking group."""

    model = NetworkingEntry
    fields = ("text", "position")


class AdviceAdmin(FrameworkAdmin):
    """A part of a path that is shown on a page of its own."""

    fixed = ("path",)
    previews = False
    page = ""
    autocomplete_fields: tuple[str, ...] = ("path",)
    list_filter: tuple[Any, ...] = ("path",)
    list_select_related: tuple[str, ...] = ("path",)
    ordering = ("path", "position", "pk")
    search_fields: tuple[str, ...] = ("name", "path__name")

    def view_on_site(self, row: Any) -> str:
        """The page of the path it is shown on."""
        return reverse(f"framework:{self.page}", args=[row.path.public_id])


@admin.register(GrowthPhase)
class GrowthPhaseAdmin(AdviceAdmin):
    """A stretch of years."""

    page = "growth"
    fields = (
        "path",
        "name",
        "public_id",
        ("years_from", "years_to"),
        "focus",
        "key_skills",
        "mindset",
        "position",
    )
    list_display = ("name", "path", "years_from", "years_to", "position")


@admin.register(InterviewSection)
class InterviewSectionAdmin(AdviceAdmin):
    """A section with its questions."""

    form = OnPathForm
    page = "interview"
    fields = ("path", "name", "public_id", "level", "position")
    autocomplete_fields = ("path", "level")
    list_display = ("name", "path", "level", "questions", "position")
    list_select_related = ("path", "level__path")
    search_fields = ("name", "path__name", "questions__text")
    inlines = (QuestionRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of questions, for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.is_list(request):
            rows = rows.annotate(question_count=count(InterviewQuestion.objects.all(), "section"))
        return rows

    @admin.display(description=_("questions"), ordering="question_count")
    def questions(self, row: Any) -> int:
        """For the list."""
        return int(row.question_count)


@admin.register(NetworkingGroup)
class NetworkingGroupAdmin(AdviceAdmin):
    """A group with its entries."""

    page = "networking"
    fields = ("path", "name", "public_id", "position")
    list_display = ("title", "path", "entries", "position")
    search_fields = ("name", "path__name", "entries__text")
    inlines = (EntryRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of entries, for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.is_list(request):
            rows = rows.annotate(entry_count=count(NetworkingEntry.objects.all(), "group"))
        return rows

    @admin.display(description=_("name"), ordering="name")
    def title(self, row: Any) -> Any:
        """For the list, where an empty name could not be clicked."""
        return row.name or _("(no name)")

    @admin.display(description=_("entries"), ordering="entry_count")
    def entries(self, row: Any) -> int:
        """For the list."""
        return int(row.entry_count)


@admin.register(PathNote)
class PathNoteAdmin(AdviceAdmin):
    """Text of a path's document that has no place of its own."""

    form = OnPathForm
    page = "path"
    fields = ("path", "level", "heading", "public_id", "text", "position")
    autocomplete_fields = ("path", "level")
    list_display = ("heading", "path", "level", "position")
    list_select_related = ("path", "level__path")
    search_fields = ("heading", "text", "path__name")
