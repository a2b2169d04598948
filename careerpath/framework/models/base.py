"""What every row of the framework has."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .translatable import Translatable

SLUG_LENGTH = 80


def stem_of(name: str) -> str:
    """The public id a name would give, before a number is needed to tell it from others."""
    # slugify drops a slash without a trace: "CI/CD" would read "cicd".
    return slugify(name.replace("/", " "))[: SLUG_LENGTH - 4].strip("-") or "item"


class FrameworkQuerySet(models.QuerySet[Any]):
    """Questions one can ask of any kind of row."""

    def get_by_natural_key(self, *key: str) -> Any:
        """The row with this natural key; raises DoesNotExist."""
        return self.get(**self.model.natural_lookup(key))


class Records(HistoricalRecords):
    """A record says what the database has, not what one copy in memory remembers."""

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:  # noqa: FBT001  # Django's signature
        """Where only some columns were written, the others are read: they may have changed."""
        if kwargs.get("update_fields") and not created:
            stored = type(instance)._base_manager.using(using).get(pk=instance.pk)
            said = ("_history_user", "_history_date", "_change_reason", "skip_history_when_saving")
            for name in filter(lambda name: hasattr(instance, name), said):
                setattr(stored, name, getattr(instance, name))
            instance = stored
        super().post_save(instance, created, using, **kwargs)


class Tracked(models.Model):
    """A row whose every change is kept, with who made it and when."""

    history = Records(inherit=True)

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it as it is now, which is what its last record says."""
        with transaction.atomic():
            rows = type(self)._base_manager.select_for_update()
            try:
                self.refresh_from_db(from_queryset=rows)
            except type(self).DoesNotExist:
                return 0, {}  # somebody else did, and their record is there
            return super().delete(*args, **kwargs)


class FrameworkRow(Tracked, Translatable):
    """A row with a public id that never changes, unique below its `parent`.

    The natural key is the parent's natural key followed by the public id, so a fixture reads
    `["ml-engineer", "junior"]` and not a number. The id is made from `named_by` on the first save
    and stays when the name changes: it is what links, documents and stored placements hold on to.
    """

    parent: ClassVar[str | None] = None
    named_by: ClassVar[str] = "name"

    public_id = models.SlugField(
        _("public id"),
        max_length=SLUG_LENGTH,
        blank=True,
        help_text=_(
            "Names this in links, documents and people's history. Left empty it is made "
            "from the text; once saved it never changes."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new row its public id."""
        if not self.public_id:
            self.public_id = self._free_public_id()
        super().save(*args, **kwargs)

    def _free_public_id(self) -> str:
        """The slug of the name, numbered where a sibling has it already."""
        stem = stem_of(getattr(self, self.named_by))
        siblings = type(self)._default_manager.exclude(pk=self.pk)
        if self.parent:
            siblings = siblings.filter(**{self.parent: getattr(self, self.parent)})
        taken = set(siblings.filter(public_id__startswith=stem).values_list("public_id", flat=True))
        if stem not in taken:
            return stem
        return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)

    @classmethod
    def natural_lookup(cls, key: tuple[str, ...]) -> dict[str, str]:
        """The filter that finds a natural key."""
        *above, public_id = key
        lookup = {"public_id": public_id}
        if cls.parent:
            field = cls._meta.get_field(cls.parent)
            parent: Any = field.related_model
            for name, value in parent.natural_lookup(tuple(above)).items():
                lookup[f"{cls.parent}__{name}"] = value
        return lookup

    def natural_key(self) -> tuple[str, ...]:
        """The public ids from the path down to this row."""
        above: tuple[str, ...] = getattr(self, self.parent).natural_key() if self.parent else ()
        return (*above, self.public_id)


class Ordered(models.Model):
    """A row with a place among its siblings."""

    position = models.PositiveIntegerField(
        _("position"),
        default=0,
        help_text=_("Smaller comes first; rows with the same number keep their age order."),
    )

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class RetirableQuerySet(FrameworkQuerySet):
    """Rows that can be taken out of use without being deleted."""

    def current(self) -> Self:
        """Those still in use."""
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        """Those kept only for history."""
        return self.filter(retired_at__isnull=False)


class Retirable(models.Model):
    """Retired rows are asked no more; they stay in the history of whoever was asked."""

    retired_at = models.DateTimeField(
        _("retired at"),
        null=True,
        blank=True,
        help_text=_(
            "When this went out of use. Retired rows are left out of new assessments and "
            "pages; what people said about them stays in their history."
        ),
    )

    class Meta:
        abstract = True

    @property
    def is_retired(self) -> bool:
        """Whether it is out of use."""
        return self.retired_at is not None

    def retire(self, *, now: dt.datetime) -> None:
        """Take it out of use; a second time changes nothing."""
        self._use_until(now)

    def restore(self) -> None:
        """Bring it back into use; a second time changes nothing."""
        self._use_until(None)

    def _use_until(self, moment: dt.datetime | None) -> None:
        """Look at the row as it is now, whatever this copy remembers, and change that alone."""
        with transaction.atomic():
            rows = type(self)._base_manager.select_for_update()
            self.retired_at = rows.values_list("retired_at", flat=True).get(pk=self.pk)
            if self.is_retired != (moment is not None):
                self.retired_at = moment
                self.save(update_fields=["retired_at"])
