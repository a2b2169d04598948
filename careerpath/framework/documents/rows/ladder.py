"""The path itself and its levels, brought to what a document says."""

from __future__ import annotations

from typing import Any

from careerpath.engine.types import DEFAULT_THRESHOLD_PERCENT
from careerpath.framework.documents.model import PathDocument, Rung, Years
from careerpath.framework.models import CareerPath, Level
from careerpath.framework.models.base import stem_of
from careerpath.framework.models.paths import DEFAULT_LANGUAGE

from .matching import Named, named, pair
from .path_rows import the_path
from .sync import Editing, free_id, set_fields


def bring_path(editing: Editing, document: PathDocument) -> CareerPath:
    """The path's own row, made where there is none."""
    fields = {
        "name": document.title,
        "overview": document.overview,
        "threshold_percent": document.threshold_percent or DEFAULT_THRESHOLD_PERCENT,
        "language": document.language or DEFAULT_LANGUAGE,
        "system_design_focus": document.system_design_focus,
        "transition_timeline": document.transition_timeline,
        "flexibility": document.flexibility,
    }
    path = the_path(editing.rows)
    if path is None:
        ids = set(CareerPath.objects.values_list("public_id", flat=True))
        position = len(ids) + 1
        public_id = free_id(document.public_id or stem_of(document.title), ids)
        fields |= {"public_id": public_id, "position": position, "published": editing.publishes}
        path = CareerPath(**fields)
        editing.create(CareerPath, [path])
    elif names := set_fields(path, fields):
        editing.update(CareerPath, [path], names)
    return path


def bring_levels(editing: Editing, path: CareerPath, document: PathDocument) -> list[Level]:
    """Levels in their order; those the document lacks are retired."""
    rows = sorted(editing.rows[Level], key=lambda row: (row.is_retired, row.rank, row.pk))
    places = pair(
        [Named(row.name, row.public_id) for row in rows],
        [named(rung.name, rung.public_id, id_from=rung.short_name) for rung in document.levels],
    )
    kept = {rows[place].pk for place in places if place is not None}
    gone = [row for row in rows if row.pk not in kept and row.retired_at is None]
    for row in gone:
        row.retired_at = editing.now
    editing.update(Level, gone, ["retired_at"])
    taken = {row.public_id for row in rows}
    found = [
        _level(path, rung, None if place is None else rows[place], taken)
        for rung, place in zip(document.levels, places, strict=True)
    ]
    _save_levels(editing, document, found)
    return found


def _level(path: CareerPath, rung: Rung, row: Level | None, taken: set[str]) -> Level:
    """The row for a rung: the one that is there, or a new one without fields yet."""
    public_id = rung.public_id or stem_of(rung.short_name)
    return row or Level(path=path, public_id=free_id(public_id, taken))


def _save_levels(editing: Editing, document: PathDocument, levels: list[Level]) -> None:
    """Fill and save."""
    made, changed, names = [], [], set[str]()
    for rank, (rung, row) in enumerate(zip(document.levels, levels, strict=True), start=1):
        different = set_fields(row, _level_fields(rung) | {"rank": rank, "retired_at": None})
        if not row.pk:
            made.append(row)
        elif different:
            changed.append(row)
            names |= different
    editing.update(Level, changed, names)
    editing.create(Level, made)


def years_fields(years: Years | None) -> dict[str, int | None]:
    """Years as a row has them."""
    return {
        "years_from": years.start if years else None,
        "years_to": years.end if years else None,
    }


def _level_fields(rung: Rung) -> dict[str, Any]:
    return {
        "name": rung.name,
        "short_name": rung.short_name,
        "threshold_percent": rung.threshold_percent,
        "pay_from": rung.pay.lowest,
        "pay_to": rung.pay.highest,
        "pay_open_ended": rung.pay.open_ended,
        "pay_currency": rung.pay.currency,
        "pay_note": rung.pay.note,
        "pay_source": rung.pay.source,
        **years_fields(rung.years),
    }
