"""A select that looks its options up as one types, and costs no query for what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseForm, Media
from django.utils.translation import gettext as _


class LookedUp:
    """What Django's own lack: a script of ours, and calm about what was never an option."""

    field: Any

    @property
    def media(self) -> Media:
        """Django's scripts, then ours, which names what they draw."""
        return super().media + Media(js=("careerpath/js/admin.js",))  # type: ignore[misc,no-any-return]  # a widget's

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Without what can be no row's key: Django's would look it up, and fail."""
        keys = [one for one in value if one and self._may_be_key(one)]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]  # a widget's

    def _may_be_key(self, value: str) -> bool:
        try:
            self.field.remote_field.get_related_field().clean(value, None)
        except ValidationError:
            return False
        return True


class KnownSelect(LookedUp, AutocompleteSelect):
    """Django's own, told which row is chosen and what narrows the search.

    Django's asks the database for the chosen row's name, once for each row of a page.
    """

    known: models.Model | None = None
    narrowed_by: dict[str, Any] | None = None

    def get_url(self) -> str:
        """Where the options come from."""
        url = super().get_url()
        return f"{url}?{urlencode(self.narrowed_by)}" if self.narrowed_by else url

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """An empty one says what to look for, to the eye and to a screen reader."""
        what = {"name": self.field.verbose_name}
        return super().build_attrs(base_attrs, extra_attrs) | {
            "data-placeholder": _("Look up: %(name)s") % what
        }

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """The chosen option alone; the others are fetched as one types."""
        if self.known is None or [str(v) for v in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        empty = (
            [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        )
        chosen = self.create_option(name, self.known.pk, str(self.known), selected=True, index=1)
        return [(None, [*empty, chosen], 0)]


def known_selects(form: BaseForm) -> dict[str, KnownSelect]:
    """The form's selects of this kind, by field."""
    widgets = {name: getattr(f.widget, "widget", f.widget) for name, f in form.fields.items()}
    return {name: widget for name, widget in widgets.items() if isinstance(widget, KnownSelect)}
