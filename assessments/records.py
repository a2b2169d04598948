"""Engine values as JSON and back, for what a completed assessment keeps for ever."""

from __future__ import annotations

from typing import Any, TypeVar

import cattrs

Value = TypeVar("Value")
_converter = cattrs.Converter(forbid_extra_keys=True)


def to_record(value: object) -> Any:
    """A frozen dataclass of the engine as plain lists and dicts, fit for JSON."""
    return _converter.unstructure(value)


def from_record(record: Any, kind: type[Value]) -> Value:
    """The engine value again; raises cattrs.ClassValidationError where the record does not fit."""
    return _converter.structure(record, kind)
