"""One way of comparing names: upper and lower case are the same, in every language.

SQLite's own LOWER, UPPER and LIKE know A to Z only, PostgreSQL's depend on how a database was
made. So both get a function of ours, `careerpath_folded`: PostgreSQL by a migration, SQLite with
each connection. Constraints are made of it, and Django's look-ups that ignore case ask it (iexact,
icontains, istartswith, iendswith), those of admin's search and of packages with them. Python's
`folded` gives the same text. Spellings of one letter ("Ü" as one character or two) are one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.signals import connection_created
from django.db.models import lookups
from django.db.models.functions import Lower

FUNCTION = "careerpath_folded"
ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT replace(normalize(
    lower(upper(replace(normalize($1, NFC), 'ẞ', 'ß') COLLATE "und-x-icu") COLLATE "und-x-icu"),
    NFC), 'ς', 'σ') $$
"""


def folded(text: str) -> str:
    """The text as it is compared. Up and down again makes one of "ß" and "SS"; a sigma is one.

    So is the capital "ẞ", which is its own upper case and would come down as "ß".
    """
    small = unicodedata.normalize("NFC", text).replace("ẞ", "ß").upper().lower()
    return unicodedata.normalize("NFC", small).replace("ς", "σ")


class Folded(models.Func):
    """The same in the database."""

    function = FUNCTION
    output_field = models.TextField()


class _Folds(lookups.Lookup[Any]):
    """A look-up that ignores case: the plain one, of both sides folded."""

    plain: type[lookups.Lookup[Any]]

    def get_prep_lookup(self) -> Any:
        """Fold what is looked for; columns are folded by the database."""
        if hasattr(self.rhs, "resolve_expression"):
            return Folded(self.rhs)
        return folded(str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002  # Django's signature
        """What the plain look-up makes of them."""
        return compiler.compile(self.plain(Folded(self.lhs), self.rhs))


class _Exact(_Folds):
    lookup_name, plain = "iexact", lookups.Exact


class _Contains(_Folds):
    lookup_name, plain = "icontains", lookups.Contains


class _StartsWith(_Folds):
    lookup_name, plain = "istartswith", lookups.StartsWith


class _EndsWith(_Folds):
    lookup_name, plain = "iendswith", lookups.EndsWith


def look_up_folded() -> None:
    """Let Django's look-ups that ignore case ignore it as `folded` does, and SQLite know how."""
    for lookup in (_Exact, _Contains, _StartsWith, _EndsWith):
        models.CharField.register_lookup(lookup)
        models.TextField.register_lookup(lookup)
    connection_created.connect(_teach_sqlite, dispatch_uid=FUNCTION)


def _teach_sqlite(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _of_column, deterministic=True)


def _of_column(value: str | None) -> str | None:
    return None if value is None else folded(str(value))


def clashes(model: Any, field: str, within: Iterable[str] = ()) -> list[tuple[str, ...]]:
    """Values of a column, below the same `within`, that differ in nothing that is compared."""
    alike: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    for value, *above in model._base_manager.order_by("pk").values_list(field, *within):
        alike[folded(value), *above].append(value)
    return [tuple(values) for values in alike.values() if len(values) > 1]


def all_clashes() -> Iterator[tuple[str, ...]]:
    """Those of every column whose values are to differ in more than case."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            expressions: list[Any] = list(getattr(constraint, "expressions", ()))
            plain = [each for each in expressions if not isinstance(each, models.Func)]
            within = [column.name for column in plain]
            for each in expressions:
                if isinstance(each, (Folded, Lower)):
                    yield from clashes(model, each.get_source_expressions()[0].name, within)


def told(found: Iterable[tuple[str, ...]]) -> str:
    """Which names clash, and what to do; empty where none do."""
    several = "; ".join(" and ".join(f"“{name}”" for name in names) for names in found)
    return several and (
        f"These names differ in upper and lower case or in how a letter is written alone: "
        f"{several}. Rename one of each in admin, or replace one skill by the other there, with "
        "the release that ran until now; then try again. Nothing was changed."
    )
