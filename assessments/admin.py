"""What people rated, for superusers who help them: to look at, never to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from assessments.models import Assessment, SkillRating
from careerpath.keys import ShortKeys


class LookOnly:
    """Nobody adds, changes or deletes here; only superusers look."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the app is listed."""
        return request.user.is_active and bool(getattr(request.user, "is_superuser", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """Editors keep the framework; what people say of themselves is none of their business."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """A rating is made by the person."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """And changed by them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """It goes with the account, or with the guest's session."""
        return False


class SkillRatingInline(LookOnly, admin.TabularInline[SkillRating, Assessment]):
    model = SkillRating
    fields = (
        "skill",
        "answered",
        "note",
        "link_in_words",
        "last_used",
        "carried_over",
        "version",
        "updated_at",
    )
    readonly_fields = fields
    extra = 0
    template = "admin/framework/rows.html"  # its columns have names

    @admin.display(description=gettext_lazy("answer"))
    def answered(self, rating: SkillRating) -> str:
        """In a word."""
        return rating.answer

    @admin.display(description=gettext_lazy("link"))
    def link_in_words(self, rating: SkillRating) -> str:
        """To read, not to follow: admin would make a link of an ftp address, too."""
        return rating.link

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the skills' names, in one query."""
        return super().get_queryset(request).select_related("skill").order_by("skill__name")


@admin.register(Assessment)
class AssessmentAdmin(ShortKeys, LookOnly, admin.ModelAdmin[Assessment]):
    list_display = ("owner", "path", "started_at", "completed_at")
    list_filter = ("path", ("completed_at", admin.EmptyFieldListFilter))
    list_select_related = ("owner", "path")
    search_fields = ("owner__email",)
    date_hierarchy = "started_at"
    fields = ("owner", "path", "started_at", "completed_at", "result", "what_was_asked")
    readonly_fields = ("result", "what_was_asked")
    inlines = (SkillRatingInline,)

    @admin.display(description=gettext_lazy("result"))
    def result(self, assessment: Assessment) -> str | None:
        """Where the person stood, and each level's rule with its numbers."""
        if not assessment.is_completed:
            return None
        levels = assessment.asked_path().levels, assessment.stored_placement().levels
        context = {"levels": list(zip(*levels, strict=True)), "stood": assessment.level_then}
        return render_to_string("admin/assessments/_result.html", context)

    @admin.display(description=gettext_lazy("what was asked"))
    def what_was_asked(self, assessment: Assessment) -> str | None:
        """The path as it was on that day."""
        if not assessment.is_completed:
            return None
        return render_to_string("admin/assessments/_asked.html", {"path": assessment.asked_path()})
