"""A plan as a calendar: to download, and under a private address that programs ask again."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import services
from assessments.models import DevelopmentPlan
from assessments.permissions import plans_visible_to
from assessments.selectors import completed_of, newest_completed, plan_items, plan_of_feed
from careerpath.framework.models import CareerPath
from careerpath.framework.models.translatable import texts_in
from careerpath.framework.phrases import foreign
from careerpath.framework.templatetags.careerpath import public_address
from roadmap import ical
from roadmap.forms import FeedForm, ReminderForm
from roadmap.phrases import plan as phrases

from .lost import lost

TYPE = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar_page(request: HttpRequest, path: str) -> HttpResponse:
    """Where the plan can be had as a calendar. A post makes its address anew, or ends it.

    The address is shown this once: only its digest is kept.
    """
    mine = _mine(request, path)
    if mine is None:
        return lost(request)
    form, address = (
        FeedForm(request.POST or None, to=request.path, is_on=bool(mine.feed_digest)),
        "",
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["do"] == FeedForm.STOP:
            services.stop_feed(plan=mine)
            return redirect(request.path)
        secret = services.make_feed(plan=mine, language=get_language() or "")
        address = public_address() + reverse("roadmap:feed", args=[secret])
        form = FeedForm(to=request.path, is_on=True)
    context = {
        "path": mine.path,
        "form": form,
        "address": address,
        "lang": foreign(mine.path),
        "sends_mail": settings.SENDS_MAIL,
        "reminders": _reminders(mine) if mine.owner else None,
        "told_at": mine.owner and phrases.reminders_on(mine.owner.email),
    }
    return render(request, "roadmap/calendar.html", context)


@require_safe
@never_cache
def calendar_file(request: HttpRequest, path: str) -> HttpResponse:
    """The same as a file."""
    mine = _mine(request, path)
    if mine is None:
        return lost(request)
    name, those = _read(mine)
    answer = HttpResponse(ical.calendar(name, those), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{mine.path.public_id}-plan.ics"'
    return answer


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What whoever has the address may read; 304 where they have it as it is. Asks no session."""
    plan = plan_of_feed(services.digest(secret))
    if plan is None or (plan.owner and not plan.owner.is_active):
        raise Http404("No such calendar.")
    language = plan.feed_language
    with translation.override(language), texts_in(language):
        name, those = _read(plan)
        etag = ical.etag(name, those)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        answer: HttpResponse = HttpResponseNotModified()
        if not {etag, f"W/{etag}", "*"} & set(known):
            answer = HttpResponse(ical.calendar(name, those), content_type=TYPE)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _reminders(plan: DevelopmentPlan) -> ReminderForm:
    to = reverse("roadmap:reminders", args=[plan.path.public_id])
    return ReminderForm(to=to, is_on=bool(plan.reminders_in))


def _mine(request: HttpRequest, path: str) -> DevelopmentPlan | None:
    plans = plans_visible_to(request).filter(path__public_id=path)
    return plans.select_related("path", "owner").first()


def _read(plan: DevelopmentPlan) -> tuple[str, list[ical.Entry]]:
    """The calendar's name and entries. Three queries."""
    completed = completed_of(plan)
    items = plan_items(plan, newest_completed(completed, plan.path_id), completed)
    # Read again for its name in the language that holds now.
    path_name = CareerPath.objects.get(pk=plan.path_id).name
    return phrases.calendar_name(path_name), ical.entries(items, plan.path.public_id, path_name)
