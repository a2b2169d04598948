"""Translations into the rows: from a page of admin, or from a translator's file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.models import CareerPath
from careerpath.framework.models.translatable import Translation

from .catalogue import Catalogue, CatalogueRefused, Entry
from .texts import Row, Text, texts_of

REASON = "Translation"


@dataclass(frozen=True, slots=True)
class Change:
    """A text to be said so; `was` is its translation as it was looked at."""

    text: Text
    said: Translation
    was: Translation | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file did: how many texts it changed, and the places it names that are not there."""

    changed: int
    unknown: tuple[str, ...]


class Overtaken(Exception):
    """Somebody else has changed one of the texts meanwhile; nothing was changed."""


def catalogue_of(path: CareerPath, language: str) -> Catalogue:
    """A path's translation as a file has it, what is not translated yet included."""
    with override("en"):  # what a text is called: translators' tools show it
        entries = [_entry(text, language) for text in texts_of(path)]
    return Catalogue(language, tuple(entries))


def _entry(text: Text, language: str) -> Entry:
    outdated = text.is_outdated(language)
    before = text.of(language) if outdated else ""
    return Entry(text.place, text.original, text.said(language), outdated, before, note=text.label)


def bring_in(
    path: CareerPath, catalogue: Catalogue, *, by: AbstractBaseUser | None, now: dt.datetime
) -> Brought:
    """What a file says of the path's texts, all or nothing. What it leaves empty stays.

    Raises CatalogueRefused where a translation does not fit.
    """
    with transaction.atomic():
        there = {text.place: text for text in texts_of(path)}
        changes, unknown = [], []
        for entry in catalogue.entries:
            text = there.get(entry.place)
            if text is None:
                unknown.append(entry.place)
            elif entry.text and (change := _change(text, entry, catalogue.language)):
                changes.append(change)
        try:
            save(changes, catalogue.language, by=by, now=now)
        except ValidationError as error:
            raise CatalogueRefused(" ".join(error.messages)) from error
    return Brought(len(changes), tuple(unknown))


def _change(text: Text, entry: Entry, language: str) -> Change | None:
    was = text.row.translation(language, text.field)
    said = Translation(entry.text, entry.made_of)
    return None if said == was else Change(text, said, was)


def save(
    changes: Sequence[Change], language: str, *, by: AbstractBaseUser | None, now: dt.datetime
) -> None:
    """Store them with their history. Raises Overtaken, and ValidationError naming each place."""
    editing, by_model = Editing(by, now, {}, REASON), defaultdict[type[Row], list[Change]](list)
    for change in changes:
        by_model[type(change.text.row)].append(change)
    with transaction.atomic():
        for model, several in sorted(by_model.items(), key=lambda pair: pair[0].__name__):
            rows = _locked(model, several)
            for change in several:
                _say(rows[change.text.row.pk], change, language)
            _check(model, several)
            editing.update(model, rows.values(), ["translations"])


def _locked(model: type[Row], changes: Iterable[Change]) -> dict[int, Row]:
    """The rows as they are now, for us alone until it is done."""
    keys = {change.text.row.pk for change in changes}
    held = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys)
    rows = {row.pk: row for row in held.order_by("pk")}
    if rows.keys() != keys:
        raise Overtaken
    return rows


def _say(row: Row, change: Change, language: str) -> None:
    field = change.text.field
    if row.translation(language, field) != change.was:
        raise Overtaken
    row.translate(language, field, change.said.text, of=change.said.of)


def _check(model: type[Row], changes: Iterable[Change]) -> None:
    """Each beside its place, where it is longer than its field."""
    wrong: dict[str, list[str]] = {}
    for change in changes:
        field = model._meta.get_field(change.text.field)
        try:
            field.run_validators(change.said.text)
        except ValidationError as error:
            wrong[change.text.place] = [f"{change.text.label}: {one}" for one in error.messages]
    if wrong:
        raise ValidationError(wrong)
