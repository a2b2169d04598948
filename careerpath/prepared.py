"""Questions that every page asks: Django writes their SQL once, the values are put in each time.

Building a queryset and its SQL takes several times as long as asking it. A prepared question is an
ordinary queryset with a `Slot` wherever a value belongs:

    of_person = Prepared(Thing, lambda things: things.filter(owner=Slot("owner", IntegerField())))
    of_person.rows(owner=7)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections, router
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.sql import UpdateQuery

M = TypeVar("M", bound=Model)


class Slot(Value):
    """Where a value belongs that is only known when the question is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(name, output_field=output_field)

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, Any]:  # it needs neither
        """A placeholder, with the slot itself as what to put there."""
        return "%s", [self]

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """Its value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.value], connection)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What Django made of a question for one database."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Any, Any], ...]


class Prepared(Generic[M]):
    """A question about one model whose SQL is written when it is first asked of a database."""

    def __init__(self, model: type[M], question: Callable[[QuerySet[M]], QuerySet[M, Any]]) -> None:
        self._model, self._question = model, question
        self._statements: dict[str, _Statement] = {}

    def rows(self, **values: Any) -> list[list[Any]]:
        """The rows as lists, in the order of the columns that the question selects."""
        using = router.db_for_read(self._model)
        statement, connection = self._statement(using), connections[using]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, _filled(statement, values, connection))
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for at, convert, column in statement.converters:
                row[at] = convert(row[at], column, connection)
        return rows

    def objects(self, **values: Any) -> list[M]:
        """The rows as objects, of a question that selects columns of its own model alone."""
        rows = self.rows(**values)
        using = router.db_for_read(self._model)
        names = self._statement(using).names
        return [self._model.from_db(using, names, row) for row in rows]

    def first(self, **values: Any) -> M | None:
        """The first object; None where there is none."""
        return next(iter(self.objects(**values)), None)

    def _statement(self, using: str) -> _Statement:
        if using not in self._statements:
            self._statements[using] = self._written(using)
        return self._statements[using]

    def _written(self, using: str) -> _Statement:
        question = self._question(self._model._default_manager.all())
        compiler = question.query.get_compiler(using)
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        converters = [
            (at, convert, column)
            for at, (several, column) in compiler.get_converters(columns).items()
            for convert in several
        ]
        names = [getattr(getattr(column, "target", None), "attname", "") for column in columns]
        return _Statement(sql, tuple(params), tuple(names), tuple(converters))


class PreparedUpdate(Generic[M]):
    """A change of rows of one model, to what slots named after its columns are filled with."""

    def __init__(
        self, model: type[M], which: Callable[[QuerySet[M]], QuerySet[M]], *columns: str
    ) -> None:
        self._model, self._which, self._columns = model, which, columns
        self._statements: dict[str, _Statement] = {}

    def change(self, **values: Any) -> int:
        """Change them; returns how many there were."""
        using = router.db_for_write(self._model)
        if using not in self._statements:
            self._statements[using] = self._written(using)
        statement, connection = self._statements[using], connections[using]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, _filled(statement, values, connection))
            return int(cursor.rowcount)

    def _written(self, using: str) -> _Statement:
        rows = self._which(self._model._default_manager.all())
        query: Any = rows.query.chain(UpdateQuery)
        columns: Any = {name: self._model._meta.get_field(name) for name in self._columns}
        query.add_update_values({name: Slot(name, field) for name, field in columns.items()})
        sql, params = query.get_compiler(using).as_sql()
        return _Statement(sql, tuple(params), (), ())


def _filled(statement: _Statement, values: dict[str, Any], connection: Any) -> list[Any]:
    return [
        param.filled(values, connection) if isinstance(param, Slot) else param
        for param in statement.params
    ]
