"""A page of admin that says what it has seen, and the lock around saving it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import shown

TOTAL = "-TOTAL_FORMS"
ROW = re.compile(r"(.+)-(\d+)-")
DIGITS = 9  # more than there can be rows, and few enough to be read
HIDDEN = re.compile(r"^_|_FORMS$|-id$|^csrfmiddlewaretoken$")


def hidden(form: Any, *formsets: Any) -> tuple[str, str]:
    """Name and value of the hidden field that says what a page shows."""
    rows = {"": form.digests()}
    for formset in formsets:
        rows |= formset.digests()
    return shown.SHOWN, shown.write(rows)


def counts_too_many(data: QueryDict) -> bool:
    """Whether a page says that it has more rows of a kind than it sent.

    No browser does; but each row that is counted would be made and looked at, under the lock.
    """
    sent = {found.groups() for name in data if (found := ROW.match(name))}
    rows = Counter(kind for kind, _number in sent)
    totals = ((name.removesuffix(TOTAL), str(data[name])) for name in data if name.endswith(TOTAL))
    return any(
        total.isdecimal() and int(total[:DIGITS]) > rows[kind]  # what is no number Django refuses
        for kind, total in totals
    )


def typed(model: Any, data: QueryDict) -> list[tuple[str, str]]:
    """What a page said in words: names and values, without keys, boxes and what was hidden."""
    names = {field.name: capfirst(field.verbose_name) for field in model._meta.fields}
    return [
        (names.get(name, name), value)
        for name, values in data.lists()
        for value in values
        if value.strip() and not value.isdecimal() and value != "on" and not HIDDEN.search(name)
    ]


class ShownAdmin:
    """For an admin class whose forms are ShownForms, and its inlines' formsets ShownFormSets."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Refuse a page that counts rows it did not send, before anything is locked for it."""
        if request.method == "POST" and counts_too_many(request.POST):
            raise BadRequest("More rows are counted than were sent.")
        answer: HttpResponse = super().changeform_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )
        return answer

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Lock the row while it is saved: a second editor waits, then meets what is there."""
        # An empty “_to_field” in an address names no field; Django's would look for it, and fail.
        found = super().get_object(request, object_id, from_field or None)  # type: ignore[misc]  # the admin class beside us has it
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        locked = type(found)._base_manager.select_for_update().order_by()
        list(locked.filter(pk=found.pk).values_list("pk"))
        return super().get_object(request, object_id, from_field or None)  # type: ignore[misc]

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """A row that somebody deleted while its page was open: what was typed is shown."""
        if request.method != "POST":
            answer: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
                request, opts, object_id
            )
            return answer
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]  # the admin class beside us has it
            "title": _("It is gone"),
            "opts": opts,
            "typed": typed(opts.model, request.POST),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=404)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what the page shows of the rows on it."""
        formsets = [inline.formset for inline in context.get("inline_admin_formsets", ())]
        context["shown"] = hidden(context["adminform"].form, *formsets)
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return answer
