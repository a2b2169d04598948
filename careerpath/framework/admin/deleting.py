"""Deleting rows: never what people rated, and only what was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from careerpath.framework.deletion import people, refusal

from .counting import page
from .previews import is_recounted

WHAT_GOES = "_what_goes"
"""Which rows, as they were, a page that asks before deleting has shown."""


class Deleting:
    """Admin pages that delete one row or several."""

    model: Any
    whom_to_ask: Any

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Refuse where people's data rests on a row, without naming that data."""
        rows = self.model._default_manager.filter(pk__in=[row.pk for row in objs])
        if people(rows):
            return [], {}, set(), _refusals(rows)
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]  # the admin class beside us has it
        if protected:
            protected = [_("These rest on it. Delete them first, or retire it."), protected]
        else:
            self._ask_where_changed(request, rows, counts)
            self._ask_before_deleting(request, rows)
        return deleted, counts, needed, protected

    def _ask_where_changed(self, request: HttpRequest, rows: QuerySet[Any], counts: Any) -> None:
        """Have Django's page ask again where what goes is not what it was when it asked first."""
        what = [sorted(rows.values_list(), key=str), sorted((str(k), v) for k, v in counts.items())]
        request.what_goes = salted_hmac("what goes", repr(what)).hexdigest()[:16]  # type: ignore[attr-defined]  # for the page that asks
        if request.POST.get(WHAT_GOES, request.what_goes) != request.what_goes:  # type: ignore[attr-defined]
            text = _(
                "It was changed since you were asked: nothing was deleted. See it as it is now."
            )
            messages.warning(request, text)
            request.POST = QueryDict()  # what Django looks at next: not pressed yet

    def _ask_before_deleting(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Have Django's page ask with counts, and ask again where they are others at the press."""
        whom = self.whom_to_ask(request, lambda: [row.delete() for row in list(rows)])
        if whom:
            request.effects, request.recounted = whom, is_recounted(request)  # type: ignore[attr-defined]  # for the page that asks
            request.POST = QueryDict()  # what Django looks at next: not pressed yet

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Delete it; where someone rated it just now, ask again, which says why it must stay."""
        try:
            answer = super().delete_view(request, object_id, extra_context)  # type: ignore[misc]  # the admin class beside us has it
        except (ProtectedError, IntegrityError):
            return redirect(request.get_full_path())
        return page(request, answer, getattr(request, "effects", None))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; several rows are deleted all or not at all, and never under a rating."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)  # type: ignore[misc,no-any-return]  # as above
        try:
            with transaction.atomic():
                answer = super().changelist_view(request, extra_context)  # type: ignore[misc]  # the admin class beside us has it
        except (ProtectedError, IntegrityError):
            text = _("Someone rated one of them just now. Nothing was deleted; choose again.")
            messages.warning(request, text)
            return redirect(request.get_full_path())
        return page(request, answer, getattr(request, "effects", None))


def _refusals(rows: QuerySet[Any]) -> list[str]:
    """A sentence a row, named where there are several."""
    reasons = [(row, refusal(row)) for row in rows]
    name = len(reasons) > 1
    return [f"{row}: {reason}" if name else reason for row, reason in reasons if reason]
