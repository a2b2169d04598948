"""A column's value as one reads it, for pages that show what was there before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db.models import BooleanField, Field, IntegerField, JSONField
from django.utils.translation import gettext as _

NONE = "–"


def _translations(value: Any) -> Iterator[str]:
    """ "de, name: Bäckerei": each translation of a row."""
    for language, fields in (value or {}).items():
        for name, there in fields.items():
            yield f"{language}, {name}: {there['text']}"


def in_words(field: Field[Any, Any], value: Any) -> str:
    """A choice by its name, a moment in the reader's form and zone, yes or no; – for nothing."""
    if field.is_relation:
        return NONE if value is None else str(value)
    if isinstance(field, JSONField):
        return "; ".join(_translations(value)) or NONE
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, IntegerField) and value is not None and not field.flatchoices:
        return str(value)  # “2026” and “80000” as they are typed
    return str(display_for_field(value, field, NONE, avoid_link=True))
