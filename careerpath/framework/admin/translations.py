"""A path in other languages: every text beside its original, and files for translators."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from careerpath.concurrency.admin import typed
from careerpath.framework.importing.applying import log
from careerpath.framework.models import CareerPath
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.catalogue import CatalogueRefused
from careerpath.framework.translations.exchange import Overtaken, bring_in, catalogue_of, save
from careerpath.framework.translations.texts import Part, parts_of

from .translation_form import FileForm, PartForm

PLACE = 100
"""Letters of a place that a message names; a file may call it anything."""
RIGHTS = tuple(f"framework.change_{model}" for model in ("careerpath", "level", "skill"))


class Translating:
    """The pages for translations, for the admin class of paths."""

    def get_urls(self) -> list[Any]:
        """Ours before those that take any text for a row's number."""
        site: Any = self.admin_site  # type: ignore[attr-defined]  # the admin class beside us has it
        here, name = "<int:pk>/translation/<slug:language>", "framework_careerpath"
        return [
            path(f"{here}/", site.admin_view(self.translate_view), name=f"{name}_translate"),
            path(f"{here}/file/", site.admin_view(self.file_view), name=f"{name}_translation_in"),
            path(f"{here}.po", site.admin_view(self.out_view), name=f"{name}_translation_out"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """With the way to each language, for those who may."""
        found = CareerPath.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        may = found is not None and request.user.has_perms(RIGHTS)
        context = {"languages": languages_of(found) if found and may else ()}
        return super().change_view(  # type: ignore[misc,no-any-return]
            request, object_id, form_url, (extra_context or {}) | context
        )

    def translate_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """A part beside its translation; a post saves what was touched."""
        found = _path(request, pk, language)
        # Only who saves takes a turn to write; who looks waits for no writer.
        with transaction.atomic() if request.method == "POST" else nullcontext():
            parts = parts_of(found)
            part = _part(parts, request.GET.get("part", ""))
            if part is None:
                return self._gone(request)
            form = PartForm(
                request.POST if request.method == "POST" else None, part=part, language=language
            )
            if form.is_bound and form.is_valid() and self._save(request, found, form):
                return redirect(_next(request, found, language, parts, part))
        return self._translation_page(request, found, language, parts, form)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """A part that is not there (any more), with what was typed for it."""
        if request.method != "POST":
            raise Http404("No such part.")
        site: Any = self.admin_site  # type: ignore[attr-defined]
        context = {
            **site.each_context(request),
            "title": _("It is gone"),
            "opts": CareerPath._meta,
            "typed": typed(CareerPath, request.POST),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=404)

    def file_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """A translator's file comes in: all of it, or nothing."""
        found = _path(request, pk, language)
        if request.method != "POST":
            return redirect(_address(found, language))
        upload = FileForm(request.POST, request.FILES, language=language)
        if upload.is_valid() and self._bring_in(request, found, upload):
            return redirect(_address(found, language))
        parts = parts_of(found)
        form = PartForm(None, part=parts[0], language=language)
        return self._translation_page(request, found, language, parts, form, upload=upload)

    def out_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """The path's translation as a file."""
        found = _path(request, pk, language)
        text = catalogue.write(catalogue_of(found, language), name=found.public_id)
        answer = HttpResponse(text, content_type="text/x-gettext-translation; charset=utf-8")
        name = f"{found.public_id}.{language}.po"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _save(self, request: HttpRequest, found: CareerPath, form: PartForm) -> bool:
        by: Any = request.user
        try:
            save(form.changes, form.language, by=by, now=timezone.now())
        except Overtaken:
            form.add_error(None, _("Somebody else has changed one of these just now. Save again."))
            return False
        count = len(form.changes)
        if count:
            log(by, found, _("Changed its translation."))
        text = ngettext("%(count)d text saved.", "%(count)d texts saved.", count)
        messages.success(request, text % {"count": count})
        return True

    def _bring_in(self, request: HttpRequest, found: CareerPath, upload: FileForm) -> bool:
        by: Any = request.user
        try:
            brought = bring_in(found, upload.cleaned_data["file"], by=by, now=timezone.now())
        except (CatalogueRefused, Overtaken) as error:
            why = str(error) or _("Somebody else has changed one of these just now. Save again.")
            upload.add_error("file", why)
            return False
        log(by, found, _("Brought in a translation."))
        text = ngettext("%(count)d text changed.", "%(count)d texts changed.", brought.changed)
        messages.success(request, text % {"count": brought.changed})
        if brought.unknown:
            left = _("Left out, since the path has no such text: %(places)s")
            messages.warning(
                request,
                left % {"places": ", ".join(place[:PLACE] for place in brought.unknown[:20])},
            )
        return True

    def _translation_page(  # noqa: PLR0913  # what the page is made of
        self,
        request: HttpRequest,
        found: CareerPath,
        language: str,
        parts: list[Part],
        form: PartForm,
        *,
        upload: FileForm | None = None,
    ) -> HttpResponse:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        info = get_language_info(language)
        said = {"path": found.name, "language": info["name_translated"]}
        context = {
            **site.each_context(request),
            "opts": CareerPath._meta,
            "found": found,
            "language": language,
            "title": _("%(path)s in %(language)s") % said,
            "parts": [_counted(part, language, form.part) for part in parts],
            "form": form,
            "upload": upload or FileForm(language=language),
        }
        status = 422 if form.errors or (upload and upload.errors) else 200
        template = "admin/framework/careerpath/translation.html"
        return TemplateResponse(request, template, context, status=status)


def languages_of(found: CareerPath) -> list[dict[str, Any]]:
    """The languages of pages that the path is not written in."""
    own = found.language.split("-")[0]
    return [get_language_info(code) for code, _name in settings.LANGUAGES if code != own]


def _path(request: HttpRequest, pk: int, language: str) -> CareerPath:
    """The path an address names, for those who may; a 404 for a language it has no use for."""
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    found: CareerPath = get_object_or_404(CareerPath, pk=pk)
    if language not in {info["code"] for info in languages_of(found)}:
        raise Http404("Not a language of the pages besides the path's own.")
    return found


def _part(parts: list[Part], key: str) -> Part | None:
    """The part an address names, if there is one; without a name the first."""
    return next((part for part in parts if part.key == key or not key), None)


def _counted(part: Part, language: str, shown: Part) -> dict[str, Any]:
    """A part in the list of all: how much of it is said, and how much out of date."""
    return {
        "part": part,
        "is_shown": part.key == shown.key,
        "done": sum(bool(text.said(language)) for text in part.texts),
        "outdated": sum(text.is_outdated(language) for text in part.texts),
    }


def _next(
    request: HttpRequest, found: CareerPath, language: str, parts: list[Part], part: Part
) -> str:
    """The same part again, or the one that follows it."""
    at = parts.index(part) + ("next" in request.POST)
    return _address(found, language) + f"?part={parts[at % len(parts)].key}"


def _address(found: CareerPath, language: str) -> str:
    return reverse("admin:framework_careerpath_translate", args=[found.pk, language])
