"""A column's value as one reads it, for pages that show what was there before."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db.models import BooleanField, Field, IntegerField
from django.utils.translation import gettext as _

NONE = "–"


def in_words(field: Field[Any, Any], value: Any) -> str:
    """A choice by its name, a moment in the reader's form and zone, yes or no; – for nothing."""
    if field.is_relation:
        return NONE if value is None else str(value)
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, IntegerField) and value is not None and not field.flatchoices:
        return str(value)  # “2026” and “80000” as they are typed
    return str(display_for_field(value, field, NONE, avoid_link=True))
