"""What people's data rests on, so that deleting it can be refused with a way out.

Nothing here knows an app above this one: the rows of people are found by walking the relations
that lead from other apps into the framework, whoever adds one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.framework.models import CareerPath, Level, Requirement, Skill, SkillGroup
from careerpath.framework.models.base import Retirable

Model = type[models.Model]
FALLS_WITH = {models.CASCADE, models.PROTECT, models.RESTRICT}


@dataclass(frozen=True)
class Use:
    """Rows of another app that rest on framework rows.

    `lookup` leads from them back to those rows. `asked_by`, where set, leads to the requirement
    that asks the rated skill: it counts only for ratings given on the requirement's own path.
    """

    model: Model
    lookup: str
    asked_by: str = ""

    def of(self, rows: Any) -> QuerySet[Any]:
        """The resting rows, for a queryset of framework rows or an outer reference to one."""
        wanted: dict[str, Any] = {f"{self.lookup}__in": rows}
        if isinstance(rows, OuterRef):
            wanted = {self.lookup: rows}
        path = chain(self.model, CareerPath)
        if self.asked_by and path:
            wanted[path] = F(f"{self.asked_by}__level__path")
        return self.model._default_manager.filter(**wanted)


def uses(model: Model) -> tuple[Use, ...]:
    """Every way in which people's rows rest on rows of this model or on what falls with them."""
    return tuple(dict.fromkeys(_walk(model, "")))


def people(rows: QuerySet[Any]) -> int:
    """How many different people have data that rests on these rows; a guest is a person too."""
    persons = [_persons(use, rows) for use in uses(rows.model)]
    return persons[0].union(*persons[1:]).count() if persons else 0


def rested_on(rows: QuerySet[Any]) -> set[Any]:
    """The keys of those of these rows that people's data rests on."""
    found: set[Any] = set()
    for use in uses(rows.model):
        found |= set(use.of(rows).order_by().values_list(use.lookup, flat=True))
    return found & set(rows.values_list("pk", flat=True))


def refusal(row: models.Model) -> str | None:
    """Why the row can't be deleted and what to do instead; None when nobody's data rests on it."""
    count = people(type(row)._default_manager.filter(pk=row.pk))
    return f"{_who(row, count)} {_way_out(row)}" if count else None


def raters() -> Any:
    """An expression for a queryset of skills: how many people rated each."""
    rated = next(use for use in uses(Skill) if _is_rating(use))
    owner, holder = _owner(rated.model)
    counts = (
        rated.of(OuterRef("pk"))
        .order_by()
        .values(rated.lookup)
        .annotate(
            people=Count(owner, distinct=True)
            + Count(holder, filter=Q(**{f"{owner}__isnull": True}), distinct=True)
        )
    )
    return Coalesce(Subquery(counts.values("people")), 0, output_field=IntegerField())


def chain(model: Model, target: Model) -> str:
    """The shortest way along foreign keys from a row of people to `target`; "" if there is none."""
    ways: list[tuple[str, Any]] = [("", model)]
    seen = {model}
    for back, here in ways:
        for field in here._meta.concrete_fields:
            way = _join(back, field.name)
            if field.related_model == target:
                return way
            if field.is_relation and field.related_model not in seen:
                seen.add(field.related_model)
                if not _is_framework(field.related_model):
                    ways.append((way, field.related_model))
    return ""


def _walk(model: Model, back: str) -> Iterator[Use]:
    """The uses of a model and of what falls with its rows; `back` leads from it to the start."""
    for relation in _relations(model):
        child = relation.related_model
        lookup = _join(relation.field.name, back)
        if not _is_framework(child):
            yield Use(child, lookup)
        elif relation.on_delete in FALLS_WITH:
            yield from _walk(child, lookup)
    if model is Requirement and back != "skill":
        for use in filter(_is_rating, _walk(Skill, "")):
            asked_by = f"{use.lookup}__requirements"
            yield Use(use.model, _join(asked_by, back), asked_by)


def _relations(model: Model) -> list[Any]:
    """The foreign keys that point at the model, also those without a name for the way back."""
    found: list[Any] = model._meta.get_fields(include_hidden=True)
    return [f for f in found if f.auto_created and not f.concrete and not f.many_to_many]


def _persons(use: Use, rows: QuerySet[Any]) -> Any:
    """One pair a person: their id, or without an account the id of what they hold."""
    owner, holder = _owner(use.model)
    if not owner:
        return (
            use.of(rows)
            .order_by()
            .annotate(none_=Value(None, IntegerField()))
            .values_list("none_", "pk")
        )
    guest = Case(When(**{f"{owner}__isnull": True}, then=F(holder)))
    return use.of(rows).order_by().annotate(guest_=guest).values_list(owner, "guest_").distinct()


def _owner(model: Model) -> tuple[str, str]:
    """Where a row of people names its person, and the row that stands for one without an account.

    That is the row the name would stand on, or one that this hangs on as long as it has no name:
    a guest's plan and their ratings are then one person's.
    """
    owner = chain(model, get_user_model())
    holder = owner.rpartition("__")[0]
    return owner, _join(holder, _hangs_on(_at(model, holder), owner)) or "pk"


def _at(model: Model, lookup: str) -> Model:
    """The model that a chain of keys leads to."""
    for name in filter(None, lookup.split("__")):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a key's
    return model


def _hangs_on(model: Model, owner: str) -> str:
    """The key of a row of people to another one that has an owner of its own."""
    keys = (field for field in model._meta.concrete_fields if field.is_relation)
    names = [
        field.name
        for field in keys
        if field.name != owner.rpartition("__")[2]
        and not _is_framework(field.related_model)
        and chain(field.related_model, get_user_model())  # type: ignore[arg-type]  # a key's
    ]
    return names[0] if names else ""


def _who(row: models.Model, count: int) -> str:
    if isinstance(row, Skill | Requirement):
        text = ngettext(
            "%(count)d person has rated or planned it.",
            "%(count)d people have rated or planned it.",
            count,
        )
    elif isinstance(row, CareerPath | Level | SkillGroup):
        text = ngettext(
            "%(count)d person has rated themselves on it.",
            "%(count)d people have rated themselves on it.",
            count,
        )
    else:
        text = ngettext("%(count)d person uses it.", "%(count)d people use it.", count)
    return text % {"count": count}


def _way_out(row: models.Model) -> str:
    if isinstance(row, SkillGroup):
        return _("Give its requirements another group instead; once it is empty it can go.")
    if not isinstance(row, Retirable):
        return _("Change its words instead.")
    if row.is_retired:
        return _("It is retired already, and stays for the history of those people.")
    return _(
        "Retire it instead: it is left out of new assessments and pages, and what people said "
        "stays in their history."
    )


def _is_rating(use: Use) -> bool:
    """Whether the rows say how well somebody can do a skill, and not only mean to."""
    return use.model is Skill._meta.get_field("ratings").related_model


def _is_framework(model: Any) -> bool:
    return bool(model._meta.app_label == Skill._meta.app_label)


def _join(*steps: str) -> str:
    return "__".join(step for step in steps if step)
