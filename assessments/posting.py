"""A posted screen: what is said is saved, then the pressed button does what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import drafts, fragments, responses, services, set_all
from assessments.form_handling import save_line, save_screen
from assessments.presenters.skill import Line
from assessments.proposals import taken_over
from assessments.screens import Screen
from assessments.wizard import EVERYTHING, Wizard
from careerpath.preferences import close_scale

CALLED = "-called"
"""Ends the name of a field that every skill of a posted screen has."""


def answer(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """What the pressed button asks for; the screen's answers are saved by each."""
    if "take" in request.POST:
        return _take_over(request, wizard, shown)
    if "check" in request.POST:
        return _confirm(request, wizard, shown)
    if "drop" in request.POST:
        return _drop(request, wizard, shown)
    pressed = {"set-all": _set_all, "undo": _take_back, "close-scale": _close_scale}
    return pressed.get(request.POST.get("go", ""), _save)(request, wizard, shown)


def _take_over(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """Answer a skill with what was said of one whose place it took; a stale one changes nothing."""
    skill, _colon, old = request.POST["take"].partition(":")
    found = [offer for offer in wizard.proposals(skill) if offer.old == old]
    data = taken_over(request.POST, skill, found[0]) if found else request.POST
    refused = _save_lines(request, wizard, shown, _lines(request, wizard, shown, data))
    if refused:
        return refused
    messages.success(request, _("Taken over and saved.") if found else _("Saved."))
    return _again(request, wizard, shown)


def _confirm(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """What was said of a skill still holds, though its meaning changed."""
    lines = _lines(request, wizard, shown)
    refused = _save_lines(request, wizard, shown, lines)
    if refused:
        return refused
    for line in lines:
        if line.id == request.POST["check"]:
            # What came since the page was opened is told, not confirmed unseen.
            if not save_line(line, assessment=wizard.assessment, now=wizard.now):
                return responses.page(request, wizard, shown, lines, wrong=1, status=422)
            services.confirm_rating(assessment=wizard.assessment, skill=line.skill, now=wizard.now)
    messages.success(request, _("Saved."))
    return _again(request, wizard, shown)


def _drop(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """Let what is stored of a skill stand, and save the others."""
    skill = request.POST["drop"]
    drafts.let_go(request, skill, *responses.keys(wizard))
    lines = [line for line in _lines(request, wizard, shown) if line.id != skill]
    refused = _save_lines(request, wizard, shown, lines)
    return refused or _again(request, wizard, shown)


def _save(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """Save the posted screen and go where its button says."""
    lines = _lines(request, wizard, shown)
    refused = _save_lines(request, wizard, shown, lines)
    if refused:
        return refused
    if request.POST.get("go") == "stay":
        messages.success(request, _("Saved."))
        return _again(request, wizard, shown)
    following = _following(wizard, shown)
    if request.POST.get("go") == "finish" or following is None:
        return redirect("assessments:finish", wizard.assessment.public_id)
    if following == shown:
        text = _not_rated_yet(wizard, shown) if shown.chosen else _still_open(wizard)
        messages.info(request, text)
    return redirect(following.address(wizard.assessment.public_id))


def _following(wizard: Wizard, shown: Screen) -> Screen | None:
    """The next group; of a level at a glance the lowest that answers can still decide.

    A chosen set itself, until all of it was looked at. None where the way leads to the end.
    """
    if shown.chosen:
        return None if wizard.looked_at(shown).is_done else shown
    if not shown.is_level:
        return wizard.after(shown)
    asked = wizard.standing.asked
    return wizard.find(asked.id) if asked else None


def _not_rated_yet(wizard: Wizard, shown: Screen) -> str:
    """Why the way on leads to the same chosen set."""
    told = wizard.looked_at(shown)
    text = ngettext(
        "%(count)d skill below is not rated yet. Rate it, or finish here.",
        "%(count)d skills below are not rated yet. Rate them, or finish here.",
        told.of - told.done,
    )
    return text % {"count": told.of - told.done}


def _still_open(wizard: Wizard) -> str:
    """Why the way on leads to the same level."""
    told = wizard.standing
    text = ngettext(
        "%(level)s is still open: %(count)d answer below can decide it.",
        "%(level)s is still open: %(count)d answers below can decide it.",
        len(told.can_decide),
    )
    level = told.asked.short_name if told.asked else ""
    return text % {"level": level, "count": len(told.can_decide)}


def _set_all(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """Give every skill of the screen one answer; what was posted is saved before.

    So it is what can be taken back to.
    """
    chosen = fragments.screen_form(
        wizard.assessment, wizard, shown, request.POST, everything=EVERYTHING in request.GET
    )
    lines = _lines(request, wizard, shown)
    if not chosen.is_valid():
        return responses.page(request, wizard, shown, lines, form=chosen, status=422)
    refused = _save_lines(request, wizard, shown, lines)
    if refused:
        return refused
    seen = {line.id: line.seen for line in lines}
    wrong = set_all.set_all(request, wizard, shown, chosen.cleaned_data["set_all"], seen)
    if wrong:
        return responses.page(request, wizard, shown, wrong, wrong=len(wrong), status=422)
    messages.success(request, _("All skills here are set and saved. Correct those that differ."))
    return _again(request, wizard, shown)


def _take_back(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """Undo “Set all”, but for what has been said since, on this page or elsewhere."""
    refused = _save_lines(request, wizard, shown, _lines(request, wizard, shown))
    if refused:
        return refused
    count = set_all.take_back(request, wizard, shown)
    text = ngettext(
        "%(count)d skill is as it was before.", "%(count)d skills are as they were before.", count
    )
    messages.success(request, text % {"count": count})
    return _again(request, wizard, shown)


def _close_scale(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """What the five points mean was read; what is said already is saved with it."""
    lines = _lines(request, wizard, shown)
    refused = _save_lines(request, wizard, shown, lines, explain=False)
    answered = refused or _again(request, wizard, shown)
    close_scale(answered)
    return answered


def _again(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    """The same screen, with as much of its level as before."""
    everything = EVERYTHING in request.GET
    return redirect(fragments.address(wizard.assessment, shown, everything=everything))


def _lines(
    request: HttpRequest,
    wizard: Wizard,
    shown: Screen,
    data: Mapping[str, Any] | None = None,
) -> list[Line]:
    """The posted skills of the screen; of a level at a glance only those that were shown."""
    data = request.POST if data is None else data
    if not shown.at_a_glance:
        return wizard.lines(shown, data=data)
    named = {name.removesuffix(CALLED) for name in data if name.endswith(CALLED)}
    return wizard.lines(shown, data=data, only=named.union(drafts.posted(request)))


def _save_lines(
    request: HttpRequest, wizard: Wizard, shown: Screen, lines: list[Line], **more: Any
) -> HttpResponse | None:
    """Save what can be; the page again where something could not, None where all went well."""
    saved = save_screen(lines, assessment=wizard.assessment, now=wizard.now)
    drafts.forget(request, saved, *responses.keys(wizard))
    for line in lines:
        if line.id in saved and line.stored is not None:
            wizard.saved(line.id, line.stored)
    out_of_use = responses.save_out_of_use(request, wizard, shown.skills)
    wrong = len(lines) - len(saved) + len(out_of_use)
    if not wrong:
        return None
    return responses.page(
        request, wizard, shown, lines, out_of_use=out_of_use, wrong=wrong, status=422, **more
    )
