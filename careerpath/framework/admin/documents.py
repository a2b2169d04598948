"""Career-path documents in admin: bring one in, look at what it would do, take one out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careerpath.framework.documents.rows import ApplyError, document_of
from careerpath.framework.documents.write import write
from careerpath.framework.exporting import sheets
from careerpath.framework.impact import Trial
from careerpath.framework.importing import (
    Preview,
    Stale,
    bring_in,
    describing,
    key_of,
    preview,
    trial_of_document,
)
from careerpath.framework.importing.sources import applied as note_applied
from careerpath.framework.importing.sources import keep, mapped, read
from careerpath.framework.models import CareerPath

from .counting import Whom, page
from .document_form import RIGHTS, DocumentForm
from .mapping import MappingPage, source_of
from .previews import is_agreed, is_recounted, says_whatever, whom_it_moves

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _MovesOthers(Exception):  # no error: the page asks again
    """A document that moves other people than the editor was shown; it was taken back."""

    def __init__(self, seen: Preview, whom: Whom) -> None:
        super().__init__("It moves other people than were shown.")
        self.seen = seen
        self.whom = whom


class Documents(MappingPage):
    """The pages for documents, for the admin class of paths."""

    def get_urls(self) -> list[Any]:
        """Ours before those that take any text for a row's number."""
        site: Any = self.admin_site  # type: ignore[attr-defined]  # the admin class beside us has it
        name = "framework_careerpath"
        return [
            path("document/", site.admin_view(self.bring_view), name=f"{name}_bring"),
            path("mapping/<int:pk>/", site.admin_view(self.mapping_view), name=f"{name}_mapping"),
            path("<int:pk>/document/", site.admin_view(self.bring_view), name=f"{name}_update"),
            path("<int:pk>/document.md", site.admin_view(self.take_view), name=f"{name}_take"),
            path("<int:pk>/rows.csv", site.admin_view(self.rows_view), name=f"{name}_rows"),
            path("<int:pk>/matrix.xlsx", site.admin_view(self.matrix_view), name=f"{name}_matrix"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With the way to documents, for those who may."""
        return super().changelist_view(request, _may(request, extra_context))  # type: ignore[misc,no-any-return]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """With the way to documents, for those who may."""
        context = _may(request, extra_context)
        return super().change_view(request, object_id, form_url, context)  # type: ignore[misc,no-any-return]

    def bring_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form, the preview, and applying what was previewed."""
        found = _path(pk)
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        if request.method != "POST":
            return self._form(request, DocumentForm(), found)
        form = DocumentForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form(request, form, found)
        if files := form.cleaned_data.get("files"):
            kept = keep(files, path=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]  # signed in
            return redirect("admin:framework_careerpath_mapping", kept.pk)
        if form.cleaned_data["do"] == "apply":
            return self._apply(request, form, found)
        return self._preview(request, preview(form.handed_in(found)), found)

    def take_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The path as its canonical document."""
        found = self._seen(request, pk)
        return _file(
            found, ".md", write(document_of(found)).encode(), "text/markdown; charset=utf-8"
        )

    def rows_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The path as a line for each skill of each level."""
        found = self._seen(request, pk)
        text = sheets.as_csv(sheets.long_rows(document_of(found)))
        return _file(found, ".csv", text.encode(), "text/csv; charset=utf-8")

    def matrix_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The path as a workbook with a level a column."""
        found = self._seen(request, pk)
        return _file(found, ".xlsx", sheets.as_workbook(sheets.matrix(document_of(found))), XLSX)

    def _seen(self, request: HttpRequest, pk: int) -> CareerPath:
        """A path for those who may see it."""
        found = _path(pk)
        if found is None or not self.has_view_permission(request, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found

    def _apply(
        self, request: HttpRequest, form: DocumentForm, found: CareerPath | None
    ) -> HttpResponse:
        def agree(seen: Preview, trial: Trial) -> None:
            whom = whom_it_moves(request, trial)
            if not is_agreed(request, whom):
                raise _MovesOthers(seen, whom)

        handed, source = form.handed_in(found), form.cleaned_data["source"]
        kept = source_of(source) if source else None
        if kept:
            handed = replace(handed, wordings=mapped(read(kept), kept.choices).assembled.wordings)
        try:
            brought = bring_in(
                handed,
                stamp=form.cleaned_data["stamp"],
                by=request.user,  # type: ignore[arg-type]  # signed in: admin's own check
                now=timezone.now(),
                agree=None if says_whatever(request) else agree,
            )
        except Stale as stale:
            return self._preview(request, stale.now, found, stale=True, source=kept)
        except _MovesOthers as other:
            again = {"effects": other.whom, "recounted": is_recounted(request), "source": kept}
            return self._preview(request, other.seen, found, **again)
        except ApplyError as error:
            return self._preview(request, preview(handed), found, error=str(error), source=kept)
        if kept:
            note_applied(kept, brought)
        messages.success(request, _("Applied. If it is not what you wanted, revert it here."))
        return redirect(brought)

    def _form(
        self, request: HttpRequest, form: DocumentForm, found: CareerPath | None
    ) -> HttpResponse:
        context = {"form": form, "title": self._title(found)}
        return self._page(request, "document", found, context)

    def _preview(
        self,
        request: HttpRequest,
        seen: Preview,
        found: CareerPath | None,
        **context: Any,
    ) -> HttpResponse:
        """What it would do; and whom it moves, unless that is in the context, or an error is."""
        name = "admin:framework_careerpath_" + ("update" if found else "bring")
        context |= {
            "action": reverse(name, args=[found.pk] if found else []),
            "seen": seen,
            "parts": describing.parts(seen.changes.changes),
            "followed": describing.followed(seen.changes),
            "candidates": [(key_of(c), c, key_of(c) in seen.renames) for c in seen.candidates],
            "title": _("What this document would do"),
        }
        if not {"effects", "error"} & set(context):
            try:
                trial = trial_of_document(seen, now=timezone.now())
                context["effects"] = whom_it_moves(request, trial)
            except ApplyError as error:
                context["error"] = str(error)
        return self._page(request, "preview", found, context)

    def _title(self, found: CareerPath | None) -> str:
        if found is None:
            return _("Bring in a document")
        return _("Update %(path)s from a document") % {"path": found.name}

    def _page(
        self, request: HttpRequest, name: str, found: CareerPath | None, context: dict[str, Any]
    ) -> HttpResponse:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        common = {"opts": CareerPath._meta, "found": found, **site.each_context(request)}
        template = f"admin/framework/careerpath/{name}.html"
        answer = TemplateResponse(request, template, common | context)
        return page(request, answer, context.get("effects"))


def _file(path: CareerPath, ending: str, data: bytes, kind: str) -> HttpResponse:
    """A file to keep, called after its path."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{path.public_id}{ending}"'
    return answer


def _path(pk: int | None) -> CareerPath | None:
    """The path an address names; a 404 for one that is not there."""
    if pk is None:
        return None
    found: CareerPath | None = CareerPath.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("No such path.")
    return found


def _may(request: HttpRequest, context: Any) -> dict[str, Any]:
    return (context or {}) | {"may_bring_in": request.user.has_perms(RIGHTS)}
