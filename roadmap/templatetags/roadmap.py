"""What the roadmap's templates look up: `{% load roadmap %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(those: Mapping[str, Any], name: str) -> Any:
    """What a mapping has under a name; nothing where there is none, or no mapping."""
    return those.get(name, "") if those else ""
