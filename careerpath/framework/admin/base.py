"""What every page of the framework's admin does."""

from __future__ import annotations

from contextlib import nullcontext
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from simple_history.admin import SimpleHistoryAdmin

from careerpath.bounds import MOST_ROWS
from careerpath.concurrency.admin import ShownAdmin, hidden
from careerpath.folding import folded
from careerpath.framework.models.base import Retirable
from careerpath.framework.models.translatable import Translatable
from careerpath.keys import ShortKeys, is_key

from .changes import InWords, changes_below
from .deleting import Deleting
from .forms import RowForm, overtaken
from .formsets import RowFormSet
from .previews import Previewing
from .selects import KnownSelect

NEWEST = "_newest"
"""The newest record there was when a version was opened."""
TWO_LINES: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 60})}}


class Selects:
    """Foreign keys are looked up as one types, with the row's name already known."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use our select wherever Django would use its own."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]  # the admin class beside us has it
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A new row may be made from here; the rest is its own page's."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class Rows(Selects, admin.TabularInline[Any, Any]):
    """Rows edited on their parent's page."""

    form = RowForm
    formset: Any = RowFormSet
    extra = 1
    max_num: int | None = MOST_ROWS
    template = "admin/framework/rows.html"
    formfield_overrides = TWO_LINES

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """All rows there are, where Django reads no more than 2,000."""
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)


class Links(Rows):
    """Rows named on their parent's page and edited, or deleted, on their own."""

    show_change_link = True
    can_delete = False


class FrameworkAdmin(ShortKeys, ShownAdmin, Deleting, Previewing, Selects, SimpleHistoryAdmin):
    """Public ids stay, what people rated stays, and what moves people is asked about first.

    Two editors don't save at once.
    """

    form = RowForm
    fixed: tuple[str, ...] = ()
    """Fields that say where a row belongs: set once, like its public id."""
    save_on_top = True
    list_per_page = 50
    formfield_overrides: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What can't be changed once it is saved."""
        fixed = ("public_id", *self.fixed) if hasattr(self.model, "public_id") else self.fixed
        return (*super().get_readonly_fields(request, obj), *(fixed if obj else ()))

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Rows below a row can be written once it is there."""
        return super().get_inlines(request, obj) if obj else []

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Rows are found by their translations as well.

        Selects offer what is in use, best match first, and of a path where they name one.
        """
        if not _is_autocomplete(request):
            return self._search(request, queryset, search_term)
        if issubclass(self.model, Retirable):
            queryset = queryset.current()
        path = request.GET.get("of_path", "")
        if is_key(path):
            queryset = queryset.filter(path=int(path))
        found, doubled = self._search(request, queryset, search_term)
        return self._best_first(request, found, search_term), doubled

    def _search(self, request: HttpRequest, rows: QuerySet[Any], term: str) -> Any:
        found, doubled = super().get_search_results(request, rows, term)
        words = folded(term).split()
        if not words or not issubclass(self.model, Translatable):
            return found, doubled
        others = rows.exclude(translations=None).order_by().values_list("pk", "translations")
        keys = [key for key, said in others if all(word in _texts(said) for word in words)]
        if not keys:
            return found, doubled
        return rows.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=keys)), False

    def get_search_fields(self, request: HttpRequest) -> Any:
        """On one path its name says nothing: “ML Eng” is in it for every row."""
        fields = super().get_search_fields(request)
        if _is_autocomplete(request) and is_key(request.GET.get("of_path", "")):
            return [name for name in fields if not name.startswith("path__")]
        return fields

    def _best_first(self, request: HttpRequest, found: QuerySet[Any], term: str) -> QuerySet[Any]:
        """What is called so before what begins so before the rest: Enter takes the first."""
        if not term.strip():
            return found
        ranks = [
            When(pk__in=self._called(request, lookup, term.strip()), then=Value(rank))
            for rank, lookup in enumerate(("iexact", "istartswith"))
        ]
        found = found.alias(rank_=Case(*ranks, default=Value(len(ranks))))
        return found.order_by("rank_", *self.get_ordering(request))

    def _called(self, request: HttpRequest, lookup: str, term: str) -> QuerySet[Any]:
        """Keys of the rows one of whose names is or begins like the term."""
        fields = [name for name in self.get_search_fields(request) if name.endswith("name")]
        names = [Q(**{f"{name}__{lookup}": term}) for name in fields]
        rows: QuerySet[Any] = self.model._default_manager.filter(reduce(or_, names, Q()))
        return rows.order_by().values("pk")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The row's own history, and that of the rows edited on its page."""
        children = [inline.model for inline in self.inlines]
        if not is_key(object_id):
            raise Http404
        below = changes_below(self.model, object_id, children)
        context = (extra_context or {}) | {"changes_below": below, "has_rows_below": bool(children)}
        response: HttpResponse = super().history_view(request, object_id, context)
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """One version; an address that names none is not found."""
        if not (is_key(object_id) and is_key(version_id)):
            raise Http404
        versions = self.model.history.select_related("history_user")
        version = get_object_or_404(versions, id=object_id, history_id=version_id)
        context = (extra_context or {}) | {"version": version, "title": str(version.instance)}
        with transaction.atomic() if request.method == "POST" else nullcontext():
            if request.method == "POST":  # whoever only looks waits for nobody
                rows = self.model._base_manager.select_for_update()
                list(rows.filter(pk=object_id).values_list("pk"))
            newest = self.model.history.filter(id=object_id).latest().pk
            request.overtaken = request.POST.get(NEWEST, str(newest)) != str(newest)  # type: ignore[attr-defined]  # for get_form
            context["newest"] = (NEWEST, newest)
            response: HttpResponse = super().history_form_view(
                request, object_id, version_id, context
            )
        return response

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Going back to a version says so where somebody has changed the row meanwhile."""
        form = super().get_form(request, obj, **kwargs)
        return overtaken(form) if getattr(request, "overtaken", False) else form

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """A version's page says what it shows, too."""
        if "adminform" in context:
            context["shown"] = hidden(context["adminform"].form)
        answer: HttpResponse = super().render_history_view(request, template, context, **kwargs)
        return answer

    def get_historical_record_context_helper(self, request: HttpRequest, record: Any) -> InWords:  # noqa: ARG002  # the package's signature
        """What changed, as one reads it."""
        return InWords(self.model, record)

    def is_list(self, request: HttpRequest) -> bool:
        """Whether the list is asked for, which is where counts are shown."""
        match = request.resolver_match
        return bool(match and (match.url_name or "").endswith("_changelist"))


def _texts(translations: dict[str, dict[str, dict[str, str]]]) -> str:
    """All that a row says in other languages, as it is compared."""
    texts = [there["text"] for fields in translations.values() for there in fields.values()]
    return folded("\n".join(texts))


def _is_autocomplete(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "autocomplete")
