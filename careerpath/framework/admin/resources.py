"""Where skills can be learned: beside each skill, and all of them in one list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from careerpath.bounds import MOST_RESOURCES
from careerpath.framework.models import LearningResource

from .base import TWO_LINES, FrameworkAdmin, Rows
from .forms import RetirableForm
from .retiring import InUseFilter, Retiring

AN_ADDRESS: Any = {models.URLField: {"assume_scheme": "https"}}
"""What is typed without http or https."""


class ResourceRows(Rows):
    """Those of one skill, on its page."""

    model = LearningResource
    form = RetirableForm
    fields = ("title", "url", "kind", "cost", "hours", "position", "retired")
    max_num = MOST_RESOURCES
    formfield_overrides = TWO_LINES | AN_ADDRESS


@admin.register(LearningResource)
class ResourceAdmin(Retiring):
    """All of them in one list, to find a link in; they are added on their skill's page."""

    form = RetirableForm
    fixed = ("skill",)
    previews = False  # nobody is asked a resource
    fields = ("title", "public_id", "skill", "url", "kind", "cost", "hours", "position", "retired")
    autocomplete_fields = ("skill",)
    list_display = ("title", "skill", "url", "kind", "cost", "hours", "in_use")
    list_filter = (InUseFilter, "kind", "cost")
    list_select_related = ("skill",)
    search_fields = ("title", "url", "skill__name")
    ordering = ("skill__name", "position", "pk")
    formfield_overrides = FrameworkAdmin.formfield_overrides | AN_ADDRESS

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Never from here."""
        return False
