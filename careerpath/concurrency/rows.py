"""Many rows of one page: rows that somebody else added, deleted or moved meanwhile, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.models import BaseInlineFormSet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .shown import digest, digests, open_fields, shown_of


class ShownFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows below one parent, each as it is now.

    A row that is gone is let go where nothing was touched in it; else what was typed becomes a new
    row, said so, and saved only when it is sent again. A row that is ticked for deletion and was
    changed by somebody else is asked about. Rows that came meanwhile stay as they are.
    """

    model: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revived = 0
        if self.is_bound and self.management_form.is_valid() and self.initial_form_count():
            self._let_go_of_what_is_gone()

    def key_of(self, pk: Any) -> str:
        """What a row is called on its page."""
        return f"{self.prefix}:{pk}"

    def digests(self) -> dict[str, Mapping[str, str]]:
        """What a page shows of the rows that are there."""
        rows = [form for form in self.initial_forms if form.instance.pk]
        return {self.key_of(form.instance.pk): form.digests() for form in rows}

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let every row know what it is called."""
        super().add_fields(form, index)
        form.key = self.key_of(form.instance.pk)

    def get_queryset(self) -> Any:
        """The rows; while they are saved nobody else changes one on a page of its own."""
        rows: Any = self.queryset
        if not hasattr(self, "_queryset") and self.is_bound and connection.in_atomic_block:
            self.queryset = rows.select_for_update(of=("self",))
        return super().get_queryset()

    def clean(self) -> None:
        """Ask where a row is deleted that was changed, or what was typed has lost its row."""
        super().clean()
        told = [
            _(
                "%(row)s was changed since you opened the page. To delete it all the same, "
                "save again."
            )
            % {"row": form.instance}
            for form in self.initial_forms
            if self._should_delete_form(form) and dict(form.shown()) != digests(form)  # type: ignore[attr-defined]  # Django's own, unlisted in the stubs
        ]
        if self.revived:
            told.append(
                ngettext(
                    "Somebody else deleted or moved a row that you changed. What you typed is the "
                    "last row now: save again to add it, or empty it.",
                    "Somebody else deleted or moved %(count)d rows that you changed. What you "
                    "typed are the last rows now: save again to add them, or empty them.",
                    self.revived,
                )
                % {"count": self.revived}
            )
        if told:
            raise ValidationError(told)

    # --- Rows that are gone -------------------------------------------------------------------

    def _let_go_of_what_is_gone(self) -> None:
        """Number the rows anew: those there, the new ones, and what was typed into those gone."""
        initial, total = self.initial_form_count(), self.total_form_count()
        if initial > total:
            return  # a page that never was: Django refuses it, and reads no more than `total`
        there = {str(row.pk) for row in self.get_queryset()}
        sent = [str(self.data.get(f"{self.add_prefix(n)}-id", "")) for n in range(initial)]
        gone = {n for n, pk in enumerate(sent) if pk not in there}
        if not gone or any(not sent[n].isdecimal() for n in gone):
            return  # all there, or a page that never was: Django refuses it
        rows = [self._row(number) for number in range(total)]
        revived = [self._as_new(rows[n]) for n in sorted(gone) if self._was_touched(rows[n])]
        self.revived = len(revived)
        kept = [row for n, row in enumerate(rows[:initial]) if n not in gone]
        self._number(kept, [*rows[initial:], *revived])

    def _row(self, number: int) -> dict[str, list[str]]:
        """What was sent of one row, by field."""
        start = f"{self.add_prefix(number)}-"
        return {
            key.removeprefix(start): self.data.getlist(key)
            for key in self.data
            if key.startswith(start)
        }

    def _was_touched(self, row: Mapping[str, list[str]]) -> bool:
        """Whether it says anything else than the page had shown; a row ticked to go does not."""
        if "DELETE" in row:
            return False
        shown, data = shown_of(self.data, self.key_of(row["id"][0])), MultiValueDict(row)
        return not shown or any(
            digest(field, field.widget.value_from_datadict(data, MultiValueDict(), name))
            != shown[name]
            for name, field in open_fields(self.empty_form).items()
            if name in shown
        )

    def _as_new(self, row: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """The row as one to add, with what no form of it could send: its last record knows."""
        new = {name: row[name] for name in row if name != "id"}
        last = self.model.history.filter(id=int(row["id"][0])).order_by("-history_id").first()
        for field in self.model._meta.concrete_fields if last else ():
            if field.is_relation and field.name in self.empty_form.fields:
                new.setdefault(field.name, [str(getattr(last, field.attname))])
        return new

    def _number(self, kept: list[Any], extra: list[Any]) -> None:
        start = f"{self.prefix}-"
        rest = {k: self.data.getlist(k) for k in self.data if not k.startswith(start)}
        rest |= {
            f"{start}{name}": [str(value)]
            for name, value in self.management_form.cleaned_data.items()
            if value is not None
        }
        rest[f"{start}TOTAL_FORMS"] = [str(len(kept) + len(extra))]
        rest[f"{start}INITIAL_FORMS"] = [str(len(kept))]
        for number, row in enumerate([*kept, *extra]):
            rest |= {f"{start}{number}-{name}": values for name, values in row.items()}
        self.data = MultiValueDict(rest)
        self.__dict__.pop("management_form", None)
