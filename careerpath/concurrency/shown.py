"""What a page of admin showed, in a few letters a value."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField

SHOWN = "_shown"
"""The hidden field of a page: a row's key to its digests, as JSON."""
LETTERS = 6  # 36 bits: against chance, not against malice, which could save anyway

Shown = Mapping[str, str]
"""Field to digest, of one row. A field that is not in it was not shown."""


def canonical(field: forms.Field, value: Any) -> str:
    """One text for a value, whether it is stored or was sent by a browser."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return " ".join(sorted(str(field.prepare_value(one)) for one in value or ()))
    if isinstance(field, forms.ModelChoiceField):
        prepared = field.prepare_value(value)  # not to_python, which would ask the database
        return "" if prepared is None else str(prepared)
    with suppress(ValidationError):  # told beside the field; here only something else than before
        value = field.to_python(value)
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def digest(field: forms.Field, value: Any) -> str:
    """The value in a few letters."""
    hashed = hashlib.sha256(canonical(field, value).encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(hashed)[:LETTERS].decode()


def open_fields(form: forms.BaseForm) -> dict[str, forms.Field]:
    """What can be typed or chosen in it, by name; which row it is, and below which, can't."""
    return {
        name: field
        for name, field in form.fields.items()
        if not (field.disabled or name == "id" or isinstance(field, InlineForeignKeyField))
    }


def digests(form: forms.BaseForm) -> dict[str, str]:
    """What a form shows of the row as it is stored."""
    return {
        name: digest(field, form.get_initial_for_field(field, name))
        for name, field in open_fields(form).items()
    }


def write(rows: Mapping[str, Shown]) -> str:
    """The hidden field: all rows of a page by their keys."""
    return json.dumps(rows, separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=8)  # each row of a page looks into the same one
def read(text: str) -> dict[str, dict[str, str]]:
    """The rows of a page; what is no such text shows nothing, so that everything is asked."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):  # the second for brackets in brackets, thousands deep
        return {}
    if not isinstance(rows, dict):
        return {}
    return {key: row for key, row in rows.items() if isinstance(row, dict)}


def shown_of(data: Any, key: str) -> Shown:
    """What the page that was sent had shown of one row."""
    return read(str(data.get(SHOWN) or "")).get(key, {})
