"""What the fields of a form are called on its page, for pages that can't ask the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import FieldDoesNotExist
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.text import capfirst

CALLED = "-called"
"""Ends the name of a field by which a page sends along what it calls a row: a skill's name."""
CARRIED = re.compile(
    r"password|^(csrfmiddlewaretoken|go|next|set_all|seen|state|skill|take|learn|target|question|confidence)$|-(seen|called|id|version)$|^(_|initial-)|_FORMS$"
)
"""Fields that forms count and name their rows with, press buttons by, or hide."""
# Pages that are no page of a row: what is on them.
FORMS = {
    "admin:framework_careerpath_bring": "careerpath.framework.admin.document_form.DocumentForm",
    "admin:framework_careerpath_update": "careerpath.framework.admin.document_form.DocumentForm",
    "admin:framework_skill_replace": "careerpath.framework.admin.replacing.ReplaceForm",
    "roadmap:plan": "assessments.forms.AddItemForm",
    "roadmap:plan_item": "assessments.forms.PlanItemForm",
    "roadmap:practice": "assessments.forms.PracticeForm",
    "roadmap:project": "assessments.forms.ProjectForm",
}
RATING = "assessments.forms.SkillRatingForm"
_ROW = re.compile(r"(?P<rows>.+)-(?P<number>\d+)-(?P<field>\w+)")


def is_typed(name: str, value: str) -> bool:
    """Whether somebody may have typed it; the rest is carried along by forms."""
    return bool(value.strip()) and not CARRIED.search(name)


class FieldLabels:
    """Of one request. A field that no form is known for keeps its name, without the dashes."""

    def __init__(self, request: HttpRequest, pairs: Iterable[Sequence[str]]) -> None:
        self.rows = {
            name.removesuffix(CALLED): value for name, value in pairs if name.endswith(CALLED)
        }
        try:
            match = request.resolver_match or resolve(request.path_info)
        except Resolver404:
            match = None
        self.admin: ModelAdmin[Any] | None = getattr(match and match.func, "model_admin", None)
        form = FORMS.get(match.view_name if match else "")
        self.known = labels_of(import_string(form)) if form else {}

    def __getitem__(self, name: str) -> str:
        row, _, field = name.rpartition("-")
        if row in self.rows:
            return f"{self.rows[row]}: {labels_of(import_string(RATING)).get(field, field)}"
        known = self.known.get(name) or (self._of_admin(name) if self.admin else "")
        return known or _of_accounts().get(name) or name.replace("-", " ")

    def _of_admin(self, name: str) -> str:
        """Of a row's own page: its fields, and those of the rows below it, by their number."""
        page: Any = self.admin
        found = _ROW.fullmatch(name)
        if not found:
            return _of_model(page, name)
        for inline in page.inlines:
            rows, label = inline.model._meta, _of_model(inline, found["field"])
            if label and found["rows"] in _accessors(rows, page.model):
                return f"{capfirst(rows.verbose_name)} {int(found['number']) + 1}: {label}"
        return ""


def _accessors(rows: Any, parent: Any) -> list[str]:
    """What a parent calls the rows that refer to it: the first part of their fields' names."""
    keys = (field for field in rows.fields if field.related_model is parent)
    return [key.remote_field.get_accessor_name() for key in keys]


def _of_model(page: Any, name: str) -> str:
    """As the form of an admin page or its rows says, or else the model."""
    declared = labels_of(page.form)
    try:
        return declared.get(name) or capfirst(page.model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return ""


def labels_of(form: type[BaseForm]) -> Mapping[str, str]:
    """The labels that a form declares, by field; those of allauth's that we word ourselves."""
    declared = {name: field.label for name, field in form.base_fields.items()}  # type: ignore[attr-defined]  # every form class has it
    declared |= getattr(form, "labels", {})
    return {name: str(label) for name, label in declared.items() if label}


def _of_accounts() -> Mapping[str, str]:
    forms = chain(settings.ACCOUNT_FORMS.values(), settings.MFA_FORMS.values())
    return {name: text for form in forms for name, text in labels_of(import_string(form)).items()}
