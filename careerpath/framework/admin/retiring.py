"""Retire and restore rows from lists, and tell the two apart in them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .base import FrameworkAdmin


class InUseFilter(admin.SimpleListFilter):
    """In use or retired."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002  # Django's signature
        """The two choices."""
        return [("current", _("In use")), ("retired", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002  # Django's signature
        """The rows of the choice."""
        return {"current": queryset.current, "retired": queryset.retired}.get(
            self.value() or "", queryset.all
        )()


class Retiring(FrameworkAdmin):
    """Rows that can be retired and restored."""

    actions: tuple[str, ...] = ("retire_selected", "restore_selected")

    @admin.display(description=gettext_lazy("in use"), boolean=True, ordering="retired_at")
    def in_use(self, row: Any) -> bool:
        """For the list."""
        return not row.is_retired

    @admin.action(
        description=gettext_lazy("Retire selected %(verbose_name_plural)s"), permissions=["change"]
    )
    def retire_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Take the chosen rows out of use, once told whom that moves."""
        now = timezone.now()

        def retire() -> list[Any]:
            rows = list(queryset.current())
            for row in rows:
                row.retire(now=now)
                self.log_change(request, row, _("Retired."))
            return rows

        if whom := self.whom_to_ask(request, retire):
            return self.ask(request, whom, back=request.get_full_path())
        with transaction.atomic():
            count = len(retire())
        text = ngettext("%(count)d retired.", "%(count)d retired.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return None

    @admin.action(
        description=gettext_lazy("Restore selected %(verbose_name_plural)s"), permissions=["change"]
    )
    def restore_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Bring the chosen rows back, once told whom that moves.

        One that clashes with a row in use stays retired.
        """
        if whom := self.whom_to_ask(request, lambda: self._restore_all(request, queryset)):
            return self.ask(request, whom, back=request.get_full_path())
        restored, clashes = self._restore_all(request, queryset)
        for clash in clashes:
            self.message_user(request, clash, messages.ERROR)
        text = ngettext("%(count)d restored.", "%(count)d restored.", restored)
        self.message_user(request, text % {"count": restored}, messages.SUCCESS)
        return None

    def _restore_all(self, request: HttpRequest, queryset: Any) -> tuple[int, list[str]]:
        """How many came back, and why the others did not."""
        restored, clashes = 0, []
        for row in queryset.retired():
            try:
                with transaction.atomic():
                    self._restore(request, row)
                restored += 1
            except ValidationError as error:
                clashes.append(f"{row}: {' '.join(error.messages)}")
        return restored, clashes

    def _restore(self, request: HttpRequest, row: Any) -> None:
        """Raises ValidationError where a row in use has taken its place."""
        row.retired_at = None
        row.validate_constraints()
        row.restore()
        self.log_change(request, row, _("Restored."))
