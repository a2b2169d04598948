"""Reminders of a plan by mail: asked for where its calendar is, ended there or from the mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.permissions import plans_visible_to
from careerpath.framework.phrases import foreign
from roadmap.forms import ReminderForm, StopRemindersForm
from roadmap.phrases import plan as phrases
from roadmap.reminders import plan_of_key

from .lost import lost


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, path: str) -> HttpResponse:
    """Ask for them, or end them; only where mail is sent, and to who has an account."""
    mine = plans_visible_to(request).filter(path__public_id=path).first()
    if mine is None:
        return lost(request)
    form = ReminderForm(request.POST, to=request.path, is_on=False)
    if request.method == "POST" and form.is_valid() and mine.owner and settings.SENDS_MAIL:
        if form.cleaned_data["do"] == ReminderForm.ASK:
            services.ask_reminders(plan=mine, language=get_language() or "")
            messages.success(request, phrases.reminders_on(mine.owner.email))
        else:
            services.stop_reminders(plan=mine)
            messages.success(request, phrases.reminders_off())
    return redirect("roadmap:plan_calendar", path)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop_reminders(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail, without signing in: one press ends them. Opening alone does not.

    Programs that look at every link of a mail open it too.
    """
    plan = plan_of_key(key)
    if plan is None:
        raise Http404("No such plan.")
    if request.method == "POST":
        services.stop_reminders(plan=plan)
        return redirect(request.path)
    context = {
        "path": plan.path,
        "is_on": bool(plan.reminders_in),
        "form": StopRemindersForm(to=request.path),
        "lang": foreign(plan.path),
    }
    return render(request, "roadmap/stop_reminders.html", context)
