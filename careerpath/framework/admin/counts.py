"""Counts for lists, as part of the list's own query."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count(rows: QuerySet[Any], by: str, of: str = "pk") -> Any:
    """How many different `of` the rows have for each listed one; `by` leads from a row to it."""
    counted = (
        rows.filter(**{by: OuterRef("pk")})
        .order_by()
        .values(by)
        .annotate(counted_=Count(of, distinct=True))
    )
    return Coalesce(Subquery(counted.values("counted_")), 0, output_field=IntegerField())
