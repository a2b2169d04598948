"""Before an edit that moves people is saved: how many, and which way.

A press saves what was looked at: the counts the page showed come back with it, are counted again,
and where they differ the page asks again, with the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from careerpath.engine.types import PathSpec
from careerpath.framework.impact import Trial, asked_everywhere, trial_between, trial_of

from .counting import Whom, page

ANYWAY, BACK = "_anyway", "_back"
"""The buttons of the page that asks, as the names they post."""
SEEN, WHATEVER = "_seen", "_whatever"
"""Which counts the page showed, and the box that says to save whatever they are by now."""
OWN = {ANYWAY, BACK, SEEN, WHATEVER, "csrfmiddlewaretoken"}

Asked = Mapping[int, PathSpec]
"""What every path asks, by primary key."""


def says_whatever(request: HttpRequest) -> bool:
    """Whether the editor, shown that counts change, said not to count again."""
    return SEEN in request.POST and WHATEVER in request.POST


def is_agreed(request: HttpRequest, whom: Whom) -> bool:
    """Whether nobody is moved, or the editor was shown just these counts before the press."""
    if whom.marker:
        return False
    return not whom.moves_anyone or request.POST.get(SEEN) == whom.stamp


def whom_it_moves(request: HttpRequest, trial: Trial) -> Whom:
    """Whom it moves; at the press they are counted before anything is answered."""
    return Whom(trial, now=SEEN in request.POST)


def is_recounted(request: HttpRequest) -> bool:
    """Whether a page that asks does so again, since other counts were shown before."""
    return SEEN in request.POST


@dataclass(frozen=True, slots=True)
class _Save:
    """A save that was tried: its answer if it was kept, and what was asked before and after."""

    answer: HttpResponse | None
    before: Asked
    after: Asked

    @property
    def trial(self) -> Trial:
        """Whom it moves can be counted from this."""
        return trial_between(self.before, self.after)

    def does_the_same(self, before: Asked, after: Asked) -> bool:
        """Whether another save changes what this one changed. A new path's number may differ."""
        return self.before == before and all(self.after[p] == after[p] for p in before)


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

        shows = request.method != "POST" or BACK in request.POST
        if shows or not self.previews or says_whatever(request):
            return save(request)
        return self._save_or_ask(request, save)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Back from being asked: the page shows what was typed, and saves nothing."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]  # the admin class beside us has it
        return _shown_only(form) if BACK in request.POST else form

    def save_related(self, request: HttpRequest, *args: Any) -> None:
        """Note that the page was right and is being saved, whatever it answers then."""
        super().save_related(request, *args)  # type: ignore[misc]  # the admin class beside us has it
        request.was_saved = True  # type: ignore[attr-defined]  # ours

    def whom_to_ask(self, request: HttpRequest, change: Callable[[], object]) -> Whom | None:
        """Whom an action would move, where the editor was not shown just that already."""
        if says_whatever(request):
            return None
        whom = whom_it_moves(request, trial_of(change))
        return None if is_agreed(request, whom) else whom

    def ask(self, request: HttpRequest, whom: Whom, *, back: str = "") -> HttpResponse:
        """The page that asks. `back` is where there is nothing typed to go back to."""
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]  # the admin class beside us has it
            "title": _("Whom this moves"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "effects": whom,
            "recounted": is_recounted(request),
            "posted": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in OWN
            ],
            "back": back,
            "is_popup": "_popup" in request.POST,
        }
        answer = TemplateResponse(request, "admin/framework/effects.html", context)
        return page(request, answer, whom)

    def _save_or_ask(
        self, request: HttpRequest, save: Callable[[HttpRequest], HttpResponse]
    ) -> HttpResponse:
        """Save what moves nobody or what was agreed to; another editor may save in between."""
        tried = _try(request, save, _moves_nobody)
        if tried.answer is not None:
            return tried.answer
        whom = whom_it_moves(request, tried.trial)
        if is_agreed(request, whom):
            tried = _try(request, save, tried.does_the_same)
            if tried.answer is not None:
                return tried.answer
            whom = whom_it_moves(request, tried.trial)
        return self.ask(request, whom)


def _try(
    request: HttpRequest,
    save: Callable[[HttpRequest], HttpResponse],
    may_stay: Callable[[Asked, Asked], bool],
) -> _Save:
    """Save, and take it back, messages too, unless that which is asked then may stay."""
    tried = copy(request)
    tried._messages = default_storage(tried)  # type: ignore[attr-defined]  # noqa: SLF001  # Django's own place for them
    with transaction.atomic():
        before = asked_everywhere()
        answer = save(tried)
        after = asked_everywhere() if hasattr(tried, "was_saved") else before
        stays = not hasattr(tried, "was_saved") or may_stay(before, after)
        transaction.set_rollback(not stays)
    if not stays:
        return _Save(None, before, after)
    request._messages = tried._messages  # type: ignore[attr-defined]  # noqa: SLF001
    return _Save(answer, before, after)


def _moves_nobody(before: Asked, after: Asked) -> bool:
    return not trial_between(before, after).might_move


def _shown_only(form: type[Any]) -> type[Any]:
    """The same form, which is never right and has nothing to complain of."""

    class ShownOnly(form):  # chosen at run time
        def is_valid(self) -> bool:
            super().is_valid()
            return False

    return ShownOnly
