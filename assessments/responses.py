"""What a post is answered with where it can't simply be saved: nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import drafts, fragments
from assessments.form_handling import save_screen
from assessments.models import Assessment
from assessments.presenters import conflicts
from assessments.presenters.skill import Line
from assessments.screens import Screen
from assessments.wizard import EVERYTHING, Wizard


def page(
    request: HttpRequest, wizard: Wizard, shown: Screen, lines: list[Line], **more: Any
) -> HttpResponse:
    """The screen with something to say about what was posted; printed for this one answer."""
    status = more.pop("status", 200)
    out_of_use = fragments.lines_out_of_use(wizard, shown, more.pop("out_of_use", []))
    everything = EVERYTHING in request.GET
    context = {
        **fragments.frame(wizard.assessment, wizard, shown, everything=everything),
        "left_out": fragments.left_out(wizard, shown, lines),
        "lines": fragments.lines(wizard, shown, lines),
        "out_of_use": out_of_use,
        "explain": fragments.explains(request, wizard),
        "first": fragments.leads_to_update(request, wizard, shown),
        **_counts(wizard, shown),
        **more,
    }
    return render(request, "assessments/screen.html", context, status=status)


def _counts(wizard: Wizard, shown: Screen) -> dict[str, Any]:
    progress = fragments.progress(wizard, shown)
    return {"side": fragments.side(wizard, shown), "progress": progress}


def save_out_of_use(
    request: HttpRequest, wizard: Wizard, shown: Collection[str] = ()
) -> list[Line]:
    """Keep and name what was posted about skills not asked here (any more).

    Gives the lines that could not be saved.
    """
    strangers = set(drafts.posted(request)) - set(shown)
    if not strangers:
        return []
    lines = wizard.lines_out_of_use(strangers, data=request.POST)
    saved = save_screen(lines, assessment=wizard.assessment, now=wizard.now)
    if saved:
        text = ngettext(
            "%(skills)s is not asked here any more: it was changed while this page was open. "
            "What you said about it is kept.",
            "%(skills)s are not asked here any more: they were changed while this page was open. "
            "What you said about them is kept.",
            len(saved),
        )
        names = [line.skill.name for line in lines if line.id in saved]
        messages.warning(request, text % {"skills": ", ".join(names)})
    if len(lines) < len(strangers):
        messages.warning(request, _("An answer to something this path does not ask was left out."))
    return [line for line in lines if line.id not in saved]


def waiting_out_of_use(request: HttpRequest, wizard: Wizard, typed: drafts.Typed) -> list[Line]:
    """What waits for skills that went out of use meanwhile; they are on no screen any more.

    What the path never asked waits in vain and is let go.
    """
    strangers = {skill: row for skill, row in typed.items() if not wizard.asks(skill)}
    if not strangers:
        return []
    lines = wizard.lines_out_of_use(strangers, typed=strangers)
    conflicts.tell(request, lines, *keys(wizard))
    drafts.drop(request, set(strangers) - {line.id for line in lines}, *keys(wizard))
    return [line for line in lines if line.typed is not None]


def screens_waiting(request: HttpRequest, wizard: Wizard) -> list[Screen]:
    """The first screen of each skill of which something waits to be saved."""
    waits = drafts.waiting(request, *keys(wizard))
    found = [screen for skill in sorted(waits) if (screen := wizard.asking(skill, near=""))]
    return list({screen.key: screen for screen in found}.values())


def completed(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """It was finished: nothing changes it. What was posted, or waits, waits for an update."""
    keep_for_update(request, assessment)
    if request.method != "POST":
        return redirect(assessment)
    too_much = drafts.keep(request, drafts.path_key(assessment.path.public_id))
    in_place = bool(request.headers.get("HX-Request"))
    template = "assessments/_completed.html" if in_place else "assessments/completed.html"
    context = {"assessment": assessment, "too_much": too_much}
    return render(request, template, context, status=409)


def keep_for_update(request: HttpRequest, assessment: Assessment) -> None:
    """What still waits for an assessment that is finished waits for an update; say so."""
    key = drafts.path_key(assessment.path.public_id)
    if drafts.move(request, str(assessment.public_id), key):
        text = _(
            "This assessment is finished, and something you typed is not saved in it: update your "
            "ratings, and it waits there."
        )
        messages.warning(request, text)


def gone(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """The screen's group or level is not asked any more: say so and lead on; nothing is lost."""
    messages.warning(request, _("This group of skills is not asked any more. Go on here."))
    out_of_use = save_out_of_use(request, wizard) if request.method == "POST" else []
    shown = wizard.go_on()
    if not (out_of_use and shown):
        return redirect("assessments:resume", wizard.assessment.public_id)
    more = {"out_of_use": out_of_use, "wrong": len(out_of_use), "status": 422}
    return page(request, wizard, shown, wizard.lines(shown), **more)


def keys(wizard: Wizard) -> tuple[str, str]:
    """Where unsaved answers for this assessment may wait."""
    return (drafts.path_key(wizard.path.id), str(wizard.assessment.public_id))


def nothing_first(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """Nothing is worth another look before the rest: say so and lead on; nothing is lost."""
    if request.method == "POST":
        return gone(request, wizard)
    messages.info(request, _("Nothing needs another look first. Go on here."))
    shown = wizard.go_on()
    if shown is None:
        return redirect("assessments:finish", wizard.assessment.public_id)
    return redirect(shown.address(wizard.assessment.public_id))


def skill_screen(assessment: Assessment, skill: str) -> HttpResponse:
    """Where a skill is rated; where the path asks it no more, where it is best gone on."""
    shown = Wizard(assessment, now=timezone.now()).asking(skill, near="")
    if shown is None:
        return redirect("assessments:resume", assessment.public_id)
    return redirect(f"{shown.address(assessment.public_id)}#skill-{skill}")


def first_screen(assessment: Assessment, project: str) -> HttpResponse:
    """Where a project's skills are rated; where none is named, where it is best begun."""
    if project:
        there = [assessment.public_id, *project.split("/")]
        return redirect(reverse("assessments:project", args=there))
    return redirect("assessments:resume", assessment.public_id)
