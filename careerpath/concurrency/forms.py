"""One row's form, which changes what was touched in it and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .shown import Shown, canonical, digest, digests, open_fields, shown_of


class ShownForm(forms.ModelForm[Any]):
    """A row as it is now, with what was touched on a page that may have shown it as it was.

    `key` names the row on its page; "" is the page's own. Before anything is checked, what was not
    touched becomes what is stored, so Django's own has_changed() and saving see only what was.
    What somebody else changed as well is an error that says both values; the page then shows what
    is stored as seen, so saving again decides.
    """

    key = ""
    data: Any

    def shown(self) -> Shown:
        """What the page had shown of this row."""
        return shown_of(self.data, self.key)

    def digests(self) -> dict[str, str]:
        """What a page shows of it now; {} for a new one."""
        return digests(self) if self.instance.pk else {}

    def full_clean(self) -> None:
        """Look at the row as it is now before looking at what was typed."""
        self.overtaken: list[str] = []
        if self.is_bound and self.instance.pk:
            self._meet_what_is_stored()
        super().full_clean()

    def _clean_form(self) -> None:
        """Tell what two have changed, unless it is wrong anyway."""
        super()._clean_form()  # type: ignore[misc]  # Django's own, unlisted in the stubs
        for name in self.overtaken:
            if not self.has_error(name):
                self.add_error(name, self._both(name))

    def _meet_what_is_stored(self) -> None:
        shown, untouched = self.shown(), []
        for name, field in open_fields(self).items():
            sent, stored = self[name].data, self.get_initial_for_field(field, name)
            if canonical(field, sent) == canonical(field, stored):
                continue
            if digest(field, sent) == shown.get(name):
                untouched.append(name)
            elif digest(field, stored) != shown.get(name):
                self.overtaken.append(name)
        if untouched:
            self.data = self._with_stored(untouched)

    def _with_stored(self, names: list[str]) -> Any:
        """What was sent, with what is stored in these fields."""
        data: Any = MultiValueDict({key: self.data.getlist(key) for key in self.data})
        for name in names:
            field, html_name = self.fields[name], self.add_prefix(name)
            value = field.prepare_value(self.get_initial_for_field(field, name))
            if isinstance(field, forms.ModelMultipleChoiceField):
                data.setlist(html_name, [str(one) for one in value or ()])
            elif not isinstance(field, forms.BooleanField):
                data[html_name] = "" if value is None else str(value)
            elif value:
                data[html_name] = "on"
            else:
                data.pop(html_name, None)
        return data

    def _both(self, name: str) -> str:
        field = self.fields[name]
        values = {
            "there": self._in_words(name, self.get_initial_for_field(field, name)),
            "here": self._in_words(name, self[name].data),
        }
        return (
            _(
                "Somebody else has set this to “%(there)s” since you opened the page; here it is "
                "“%(here)s”, which is not saved yet. Save again to keep “%(here)s”."
            )
            % values
        )

    def _in_words(self, name: str, value: Any) -> str:
        """As the page words it: a choice by its name."""
        field: Any = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            keys = [str(field.prepare_value(one)) for one in value or ()]
            rows: Any = field.queryset
            return ", ".join(str(row) for row in rows.filter(pk__in=keys)) or "–"
        if isinstance(field, forms.ModelChoiceField):
            try:
                return str(field.to_python(field.prepare_value(value)) or "–")
            except forms.ValidationError:
                return "–"
        if isinstance(field, forms.BooleanField):
            return _("yes") if field.to_python(value) else _("no")
        text = canonical(field, value)
        names = {str(choice): name for choice, name in getattr(field, "choices", ())}
        return str(names.get(text, text)) or "–"
