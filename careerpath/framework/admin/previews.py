"""Before an edit that moves people is saved: how many, and which way."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from careerpath.framework.effects import (
    Effects,
    asked_everywhere,
    effects_between,
    effects_of,
    might_move,
)

ANYWAY, BACK = "_anyway", "_back"
"""The buttons of the page that asks, as the names they post."""
OWN = {ANYWAY, BACK, "csrfmiddlewaretoken"}


class Previewing:
    """Admin pages that say what an edit does to people, and save it only when told to."""

    previews = True
    """False where nothing on the page is ever asked of anyone."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save at once what moves nobody, also where that shows only once it is saved."""

        def save(request: HttpRequest) -> HttpResponse:
            answer: HttpResponse = super(Previewing, self).changeform_view(  # type: ignore[misc]  # the admin class beside us has it
                request, object_id, form_url, extra_context
            )
            return answer

        decided = request.method != "POST" or {ANYWAY, BACK} & set(request.POST)
        if decided or not self.previews:
            return save(request)
        answer, effects = self._try(request, save)
        if answer is not None:
            return answer
        return self.ask(request, effects) if effects.moves_anyone else save(request)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Back from being asked: the page shows what was typed, and saves nothing."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]  # the admin class beside us has it
        return _shown_only(form) if BACK in request.POST else form

    def save_related(self, request: HttpRequest, *args: Any) -> None:
        """Note that the page was right and is being saved, whatever it answers then."""
        super().save_related(request, *args)  # type: ignore[misc]  # the admin class beside us has it
        request.was_saved = True  # type: ignore[attr-defined]  # ours

    def preview_of(self, request: HttpRequest, change: Callable[[], object]) -> Effects:
        """What an action would do to people; nothing once they said to do it anyway."""
        return Effects() if ANYWAY in request.POST else effects_of(change)

    def ask(self, request: HttpRequest, effects: Effects, *, back: str = "") -> HttpResponse:
        """The page that asks. `back` is where there is nothing typed to go back to."""
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]  # the admin class beside us has it
            "title": _("Whom this moves"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "effects": effects,
            "posted": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in OWN
            ],
            "back": back,
            "is_popup": "_popup" in request.POST,
        }
        return TemplateResponse(request, "admin/framework/effects.html", context)

    def _try(
        self, request: HttpRequest, save: Callable[[HttpRequest], HttpResponse]
    ) -> tuple[HttpResponse | None, Effects]:
        """Save, and take it back where people might be moved: then there is no answer yet."""
        trial = copy(request)
        trial._messages = default_storage(trial)  # type: ignore[attr-defined]  # noqa: SLF001  # Django's own place for them
        before = asked_everywhere()
        with transaction.atomic():
            answer = save(trial)
            after = asked_everywhere() if hasattr(trial, "was_saved") else before
            undecided = might_move(before, after)
            transaction.set_rollback(undecided)
        if undecided:
            return None, effects_between(before, after)
        request._messages = trial._messages  # type: ignore[attr-defined]  # noqa: SLF001
        return answer, Effects()


def _shown_only(form: type[Any]) -> type[Any]:
    """The same form, which is never right and has nothing to complain of."""

    class ShownOnly(form):  # chosen at run time
        def is_valid(self) -> bool:
            super().is_valid()
            return False

    return ShownOnly
