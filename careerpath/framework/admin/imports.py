"""Documents brought in: what each did, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.importing import RevertRefused, describing, look, revert
from careerpath.framework.models import DocumentImport
from careerpath.keys import ShortKeys, is_key

from .counting import page
from .document_form import RIGHTS, RevertForm
from .previews import is_agreed, is_recounted, says_whatever, whom_it_moves


@admin.register(DocumentImport)
class DocumentImportAdmin(ShortKeys, admin.ModelAdmin[DocumentImport]):
    """Read, and reverted; never edited."""

    fixed = ("path", "editor", "reverted_by")
    list_display = ("path_name", "at", "by", "did", "stands")
    list_display_links = ("path_name",)
    list_select_related = ("editor",)
    list_per_page = 50
    view_on_site = False  # its page is this one
    search_fields = ("path_name",)

    @admin.display(description=_("brought in by"), ordering="editor__email")
    def by(self, row: DocumentImport) -> str:
        """For the list."""
        return str(row.editor or _("the command line"))

    @admin.display(description=_("what it did"))
    def did(self, row: DocumentImport) -> str:
        """For the list."""
        return describing.touched(row.touched)

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, row: DocumentImport) -> bool:
        """For the list."""
        return row.reverted_at is None

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the texts, which no list needs."""
        return super().get_queryset(request).defer("text", "before")

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:  # noqa: ARG002  # Django's signature
        """They come by being brought in."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """They stay as they were."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """They stay."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: Any = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """What it did and what reverting it would do; a post reverts it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = DocumentImport.objects.select_related("path", "editor", "reverted_by")
        brought = rows.filter(pk=object_id).first() if is_key(object_id) else None
        if brought is None:
            raise Http404("No such document.")
        if request.method == "POST":
            return self._revert(request, brought)
        return self._page(request, self._said(request, brought))

    def _revert(self, request: HttpRequest, brought: DocumentImport) -> HttpResponse:
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        form = RevertForm(request.POST)
        form.is_valid()
        stamp = form.cleaned_data.get("stamp", "")
        if asking := self._asking_again(request, brought, stamp):
            return asking
        try:
            revert(brought=brought, stamp=stamp, by=request.user, now=timezone.now())  # type: ignore[arg-type]  # signed in: admin's own check
            messages.success(request, gettext("Reverted: the path is what it was before."))
        except RevertRefused as refused:
            messages.error(request, str(refused))
        return redirect(brought)

    def _asking_again(
        self, request: HttpRequest, brought: DocumentImport, stamp: str
    ) -> HttpResponse | None:
        """The page once more, where reverting moves other people than were shown."""
        if says_whatever(request):
            return None
        said = self._said(request, brought)
        undoing = said.get("undoing")
        if undoing is None or undoing.stamp != stamp or is_agreed(request, said["effects"]):
            return None
        return self._page(request, said | {"recounted": is_recounted(request)})

    def _page(self, request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
        answer = TemplateResponse(request, "admin/framework/documentimport/page.html", said)
        return page(request, answer, said.get("effects"))

    def _said(self, request: HttpRequest, brought: DocumentImport) -> dict[str, Any]:
        said = {
            **self.admin_site.each_context(request),
            "opts": DocumentImport._meta,
            "title": brought.path_name,
            "subtitle": None,
            "brought": brought,
            "did": describing.touched(brought.touched),
            "may_revert": request.user.has_perms(RIGHTS),
        }
        if brought.reverted_at is None:
            try:
                undoing = look(brought)
                said |= {
                    "undoing": undoing,
                    "parts": describing.parts(undoing.changes.changes),
                    "effects": whom_it_moves(request, undoing.trial),
                }
            except RevertRefused as refused:
                said["refused"] = str(refused)
        return said
