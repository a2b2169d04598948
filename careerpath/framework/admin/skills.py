"""Skills, their groups, and what asks them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.deletion import raters
from careerpath.framework.documents.names import part_of
from careerpath.framework.fullness import none_too_full, refuse_more
from careerpath.framework.models import (
    Level,
    Requirement,
    Skill,
    SkillAlias,
    SkillAnchor,
    SkillGroup,
)

from .base import FrameworkAdmin, Rows
from .counts import count
from .forms import RetirableForm, RowForm
from .replacing import ReplaceForm, replace_form, replace_view
from .resources import ResourceRows
from .retiring import InUseFilter, Retiring
from .selects import known_selects


class SkillForm(RetirableForm):
    """A skill; a rewording can ask its people to check what they said."""

    meaning_changed = forms.BooleanField(
        required=False,
        label=_("The meaning changed: ask people to check"),
        help_text=_(
            "Ratings given until now still count; their people are asked to check them. Leave it "
            "for a typo or a clearer word."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Note when the meaning changed."""
        cleaned = super().clean()
        if cleaned.get("meaning_changed"):
            self.instance.meaning_changed_at = timezone.now()
        return cleaned

    def clean_name(self) -> str:
        """No skill is called what another one is also known as: a search must find one."""
        return _not_taken(self.cleaned_data["name"], SkillAlias, "skill", self.instance.pk)


class AliasForm(RowForm):
    """Another name of a skill."""

    def clean_name(self) -> str:
        """No alias is another skill's name."""
        return _not_taken(self.cleaned_data["name"], Skill, "pk", self.instance.skill_id)


class AliasRows(Rows):
    """The other names of a skill."""

    model = SkillAlias
    form = AliasForm
    fields = ("name",)


class AnchorRows(Rows):
    """The skill's own wording of the scale."""

    model = SkillAnchor
    fields = ("proficiency", "text")
    max_num = 5


@admin.register(Skill)
class SkillAdmin(Retiring):
    """A skill with its other names, its own wording of the scale and where it can be learned."""

    form = SkillForm
    fields = (
        "name",
        "public_id",
        "description",
        "meaning_changed",
        "meaning_changed_at",
        "retired",
        "became",
    )
    readonly_fields = ("meaning_changed_at", "became")
    actions = (*Retiring.actions, "replace_selected")
    list_display = ("name", "levels", "paths", "people", "in_use")
    list_filter = (InUseFilter, "requirements__level__path")
    search_fields = ("name", "aliases__name")
    ordering = ("name", "pk")
    inlines = (AliasRows, AnchorRows, ResourceRows)

    def get_urls(self) -> list[Any]:
        """With the page on which skills take the place of others."""
        here = path(
            "replace/",
            self.admin_site.admin_view(partial(replace_view, self)),
            name="framework_skill_replace",
        )
        return [here, *super().get_urls()]

    @admin.action(description=_("Replace, split or merge selected skills"), permissions=["change"])
    def replace_selected(
        self, request: HttpRequest, queryset: Any
    ) -> HttpResponse:  # Django's signature
        """The page that asks what becomes of them; in an address there is no room for many."""
        return replace_form(self, request, ReplaceForm(initial={"olds": list(queryset.current())}))

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the numbers for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if not self.is_list(request):
            return rows
        asking = Requirement.objects.current().filter(level__retired_at=None)
        return rows.annotate(
            level_count=count(asking, "skill", "level"),
            path_count=count(asking, "skill", "level__path"),
            people_count=raters(),
        )

    @admin.display(description=_("became"))
    def became(self, row: Any) -> str:
        """Which skills took its place."""
        return ", ".join(step.new.name for step in row.successors.select_related("new")) or "–"

    @admin.display(description=_("levels that ask it"), ordering="level_count")
    def levels(self, row: Any) -> int:
        """For the list."""
        return int(row.level_count)

    @admin.display(description=_("paths that ask it"), ordering="path_count")
    def paths(self, row: Any) -> int:
        """For the list."""
        return int(row.path_count)

    @admin.display(description=_("people who rated it"), ordering="people_count")
    def people(self, row: Any) -> int:
        """For the list."""
        return int(row.people_count)


class SkillGroupForm(RowForm):
    """A group; documents say by some names alone that it is a soft one."""

    def clean(self) -> dict[str, Any]:
        """It comes back from its document as it is here."""
        cleaned = super().clean() or self.cleaned_data
        row = self.instance
        name, kind = cleaned.get("name", row.name), cleaned.get("kind", row.kind)
        if kind == SkillGroup.Kind.TECHNICAL and part_of(name or "") == "soft":
            text = gettext("In a document a group of this name is a soft one. Choose soft here.")
            self.add_error("kind", text)
        return cleaned


@admin.register(SkillGroup)
class SkillGroupAdmin(FrameworkAdmin):
    """A path's cluster of skills."""

    form = SkillGroupForm
    fixed = ("path",)
    fields = ("path", "name", "public_id", "kind", "position")
    autocomplete_fields = ("path",)
    list_display = ("name", "path", "kind", "requirements", "position")
    list_filter = ("kind", "path")
    list_select_related = ("path",)
    search_fields = ("name", "path__name")
    ordering = ("path", "position", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of requirements in use, for the list."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.is_list(request):
            rows = rows.annotate(asked=count(Requirement.objects.current(), "group"))
        return rows

    def view_on_site(self, row: SkillGroup) -> str:
        """Its path."""
        return row.path.get_absolute_url()

    @admin.display(description=_("requirements"), ordering="asked")
    def requirements(self, row: Any) -> int:
        """For the list."""
        return int(row.asked)


class RequirementForm(RetirableForm):
    """What a level asks; the skill stays, since people's ratings follow it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "skill" in self.fields:
            self.fields["skill"].disabled = True
            self.fields["skill"].widget.can_add_related = False
        if self.instance.level_id:
            self.look_in(self.instance.level.path_id)

        if "group" in self.fields:
            self.fields["group"].widget.can_add_related = False

    def look_in(self, path_id: int) -> None:
        """Groups, and the level on the requirement's own page, are those of the path."""
        self.path_id = path_id
        selects = known_selects(self)
        for name in {"group", "level"} & set(selects):
            selects[name].narrowed_by = {"of_path": path_id}

    def clean_level(self) -> Level:
        """People are assessed on a path: what it asks stays on it."""
        level: Level = self.cleaned_data["level"]
        if level.path_id != self.path_id:
            raise ValidationError(gettext("Choose a level of this path."))
        return level

    def clean_group(self) -> SkillGroup:
        """A group of another path would be nowhere on this one."""
        group: SkillGroup = self.cleaned_data["group"]
        if group.path_id != self.path_id:
            raise ValidationError(gettext("Choose a group of this path."))
        return group


class LoneRequirementForm(RequirementForm):
    """On a page of its own, which knows nothing of the others; a level's page counts its rows."""

    def clean(self) -> dict[str, Any]:
        """A level asks no more than its pages can show and save."""
        cleaned = super().clean()
        level, row = cleaned.get("level"), self.instance
        comes = not row.is_retired and {"level", "retired"} & set(self.changed_data)
        if comes and level:
            others = Requirement.objects.current().filter(level=level).exclude(pk=row.pk)
            refuse_more(others.count() + 1)
        return cleaned


@admin.register(Requirement)
class RequirementAdmin(Retiring):
    """All requirements in one list; they are added on their level's page."""

    form = LoneRequirementForm
    fixed = ("skill",)
    fields = ("level", "skill", "group", "proficiency", "must_have", "position", "retired")
    autocomplete_fields = ("level", "group")
    list_display = ("skill", "level", "group", "proficiency", "must_have", "in_use")
    list_filter = (InUseFilter, "must_have", "proficiency", "level__path")
    list_select_related = ("skill", "level__path", "group")
    search_fields = ("skill__name", "skill__aliases__name", "level__name", "group__name")
    ordering = ("level__path", "level__rank", "group__position", "position", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Never from here."""
        return False

    def _restore(self, request: HttpRequest, row: Any) -> None:
        with none_too_full(row.level_id):
            super()._restore(request, row)

    def view_on_site(self, row: Requirement) -> str:
        """Its level."""
        return row.level.get_absolute_url()


def _not_taken(name: str, model: Any, way: str, skill_id: int | None) -> str:
    """The name, unless another skill goes by it."""
    if model.objects.filter(name__iexact=name).exclude(**{way: skill_id}).exists():
        raise ValidationError(gettext("Another skill goes by this name already."))
    return name
