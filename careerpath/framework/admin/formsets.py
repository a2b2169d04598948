"""Many rows of one page at once."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerpath.concurrency.rows import ShownFormSet
from careerpath.folding import Folded, folded
from careerpath.framework.deletion import people, refusal

from .forms import RowForm, place_of


class RowFormSet(ShownFormSet):
    """Rows below one parent; those that people's data rests on are not deleted."""

    default_error_messages = {
        "too_many_forms": gettext_lazy(
            "This is more than is read of one page: it may have at most %(num)d of these rows. "
            "Those below are the first of them; nothing was saved."
        )
    }

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Name the fields, the box for deletion too."""
        super().add_fields(form, index)
        form.name_fields(self.total_form_count() if index is None else index + 1)

    def clean(self) -> None:
        """Refuse deletions with a way out, then look for rows that say the same twice."""
        self._refuse_deletions()
        self._tell_duplicates()
        super().clean()

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Make room for what changes, then save row by row."""
        changing = [form for form in self.initial_forms if form.has_changed()]
        if commit and changing:
            self.make_room(changing)
        return super().save(commit)

    def make_room(self, changing: list[RowForm]) -> None:
        """Called before the changing rows are saved one after the other."""

    def staying(self) -> list[RowForm]:
        """The forms whose rows will be there afterwards, as far as they can be read."""
        return [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and not self.goes(form)
            and (form.has_changed() or form.instance.pk)
        ]

    def goes(self, form: RowForm) -> bool:
        """Whether the row is ticked for deletion."""
        ticked: bool = self._should_delete_form(form)  # type: ignore[attr-defined]  # Django's own, unlisted in the stubs
        return ticked

    def unseen(self) -> Any:
        """Rows of this parent that came up since the page was opened."""
        seen = [form.instance.pk for form in self.initial_forms]
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance.pk})
        return rows.exclude(pk__in=seen)

    def _refuse_deletions(self) -> None:
        doomed = [form.instance for form in self.initial_forms if self.goes(form)]
        if not doomed or not people(
            self.model._default_manager.filter(pk__in=[r.pk for r in doomed])
        ):
            return
        reasons = [(row, refusal(row)) for row in doomed]
        raise ValidationError([f"{row}: {reason}" for row, reason in reasons if reason])

    def _tell_duplicates(self) -> None:
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            seen = set()
            for form in self.staying():
                key = _key(constraint, form.instance, self.fk.name)
                told = form.has_error(place_of(constraint))
                if key and key in seen and not told:
                    form.tell(constraint, constraint.get_violation_error_message())
                seen.add(key)


class LevelFormSet(RowFormSet):
    """The rungs of a path: ranks may be swapped, but no two in use are the same."""

    def clean(self) -> None:
        """Look at the ranks over all rows; a single row can't know that another one moves."""
        super().clean()
        elsewhere = set(self.unseen().current().values_list("rank", flat=True))
        for form in self.staying():
            if not form.instance.is_retired and form.instance.rank in elsewhere:
                form.add_error("rank", _("A level with this rank was added meanwhile."))

    def make_room(self, changing: list[RowForm]) -> None:
        """Move the rows to free ranks first, so that none is taken while they change places."""
        moving = [form for form in changing if "rank" in form.changed_data]
        rows = self.model._default_manager.filter(path=self.instance)
        taken = set(rows.values_list("rank", flat=True))
        taken |= {form.instance.rank for form in self.staying()}
        free = (rank for rank in count(1) if rank not in taken)
        for form, rank in zip(moving, free, strict=False):
            rows.filter(pk=form.instance.pk).update(rank=rank)


class DayShareFormSet(RowFormSet):
    """A level's day: its shares add to at most 100."""

    def clean(self) -> None:
        """Add up what would be there after saving."""
        super().clean()
        shares = [form.cleaned_data.get("percent") or 0 for form in self.staying()]
        shares += self.unseen().filter(percent__isnull=False).values_list("percent", flat=True)
        if sum(shares) > 100:  # noqa: PLR2004  # percent
            raise ValidationError(
                _(
                    "These shares add to %(sum)d %%, a day has only 100. Take away %(over)d, or "
                    "leave a share empty where nobody knows it."
                ),
                params={"sum": sum(shares), "over": sum(shares) - 100},
            )

    def make_room(self, changing: list[RowForm]) -> None:
        """Empty the changing shares first: the database adds up after every single row."""
        rows = self.model._default_manager.filter(pk__in=[form.instance.pk for form in changing])
        rows.update(percent=None)


def _key(constraint: UniqueConstraint, row: Any, parent: str) -> tuple[Any, ...] | None:
    """What must be unique below the parent; None where the constraint says nothing of the row."""
    if constraint.condition is not None and row.is_retired:
        return None
    columns = list(constraint.fields)
    expression: Any
    for expression in constraint.expressions:
        inside = isinstance(expression, Folded)
        column: Any = expression.get_source_expressions()[0] if inside else expression
        columns.append(column.name)
    fields = [row._meta.get_field(name) for name in columns if name != parent]
    values = [getattr(row, field.attname) for field in fields]
    if any(value in (None, "") for value in values):
        return None
    return tuple(folded(v) if isinstance(v, str) else v for v in values)
