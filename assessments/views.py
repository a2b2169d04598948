"""The pages on which a person rates themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import drafts, fragments, posting, responses, services, set_all
from assessments.chosen import project_screen, update_screen
from assessments.form_handling import save_line
from assessments.forms import DeleteForm, FinishForm, StartForm
from assessments.guest_session import guest_ids, remember_as_guest
from assessments.models import MUCH, Assessment
from assessments.permissions import last_completed, own_assessment, visible_to
from assessments.presenters import conflicts
from assessments.presenters.settled import settled
from assessments.presenters.sheet import sheet
from assessments.screens import UPDATE, Screen
from assessments.selectors import contents
from assessments.wizard import EVERYTHING, Wizard
from careerpath.framework.caching import read_once
from careerpath.framework.models import CareerPath
from careerpath.framework.phrases import foreign
from careerpath.framework.specs import level_names, path_spec


@require_safe
@read_once()
def assessment_list(request: HttpRequest) -> HttpResponse:
    """What this person has begun and finished, and which paths they could start on."""
    mine = list(visible_to(request).select_related("path"))
    completed = sorted(
        (a for a in mine if a.completed_at), key=lambda a: (a.completed_at, a.pk), reverse=True
    )
    names = level_names() if completed else {}
    context = {
        "open": [a for a in mine if not a.is_completed],
        "completed": [(a, a.stood_at(names)) for a in completed],
        "paths": CareerPath.objects.published(),
        "open_paths": {a.path_id for a in mine if not a.is_completed},
        "done_paths": {a.path_id for a in mine if a.is_completed},
        "finished_paths": list(dict.fromkeys(a.path for a in completed)),
    }
    return render(request, "assessments/list.html", context)


@require_POST
def start(request: HttpRequest, path: str) -> HttpResponse:
    """Begin on a path, or go on where it was left."""
    found = get_object_or_404(CareerPath.objects.published(), public_id=path)
    owner = request.user if request.user.is_authenticated else None
    try:
        assessment = services.start(
            owner=owner, path=found, now=timezone.now(), guest_ids=guest_ids(request)
        )
    except services.NothingAsked:
        text = _("“%(path)s” asks no skills yet, so there is nothing to rate.") % {"path": found}
        messages.warning(request, text)
        return redirect(found)
    if owner is None:
        remember_as_guest(request, assessment)
    form = StartForm(request.POST)
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("bring"):
        drafts.move(request, str(wanted["bring"]), str(assessment.public_id))
    return responses.first_screen(assessment, wanted.get("project", ""))


@require_safe
@read_once()
@own_assessment
def resume(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Lead to what matters first in an update, or to the lowest level answers can still decide."""
    if assessment.is_completed:
        return redirect(assessment)
    wizard = Wizard(assessment, now=timezone.now())
    screen = _first(request, wizard) or wizard.go_on()
    if screen is None:
        messages.warning(request, _("This path asks no skills any more."))
        return redirect("assessments:finish", assessment.public_id)
    return redirect(screen.address(assessment.public_id))


def _first(request: HttpRequest, wizard: Wizard) -> Screen | None:
    """What matters first in an update, until all of it was looked at."""
    if not wizard.carried:
        return None
    shown = update_screen(wizard, last_completed(request, wizard.assessment))
    return shown if shown and not wizard.looked_at(shown).is_done else None


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
@own_assessment
def screen(
    request: HttpRequest, assessment: Assessment, level: str, group: str = ""
) -> HttpResponse:
    """Rate the skills of one group, or of a whole level; a post saves the whole screen."""
    if assessment.is_completed:
        return responses.completed(request, assessment)
    wizard = Wizard(assessment, now=timezone.now())
    shown = wizard.find(level, group)
    return _answer_or_show(request, wizard, shown) if shown else responses.gone(request, wizard)


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
@own_assessment
def update(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Rate what matters first when somebody who has finished before rates themselves again."""
    if assessment.is_completed:
        return responses.completed(request, assessment)
    wizard = Wizard(assessment, now=timezone.now())
    shown = update_screen(wizard, last_completed(request, assessment))
    if shown is None:
        return responses.nothing_first(request, wizard)
    return _answer_or_show(request, wizard, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
@own_assessment
def project(request: HttpRequest, assessment: Assessment, level: str, project: str) -> HttpResponse:
    """Rate what a project exercises."""
    if assessment.is_completed:
        return responses.completed(request, assessment)
    wizard = Wizard(assessment, now=timezone.now())
    shown = project_screen(wizard, f"{level}/{project}")
    return _answer_or_show(request, wizard, shown) if shown else responses.gone(request, wizard)


def _answer_or_show(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    try:
        if request.method == "POST":
            return posting.answer(request, wizard, shown)
        return _show(request, wizard, shown)
    except services.AssessmentCompleted:
        return responses.completed(request, wizard.assessment)


def _show(request: HttpRequest, wizard: Wizard, shown: Screen) -> HttpResponse:
    keys = responses.keys(wizard)
    typed = drafts.waiting(request, *keys)
    lines = wizard.to_show(shown, typed, everything=EVERYTHING in request.GET)
    conflicts.tell(request, lines, *keys)
    strangers = responses.waiting_out_of_use(request, wizard, typed)
    undo = len(set_all.to_take_back(request, wizard, lines))
    if strangers or undo:
        return responses.page(request, wizard, shown, lines, out_of_use=strangers, undo=undo)
    return fragments.screen_page(request, wizard, shown, lines)


@require_POST
@read_once()
@own_assessment
def rate(request: HttpRequest, assessment: Assessment, skill: str) -> HttpResponse:
    """Save one skill in place; answers with its saved state and the new counts."""
    if assessment.is_completed:
        return responses.completed(request, assessment)
    wizard = Wizard(assessment, now=timezone.now())
    shown = _screen_of(request, wizard, skill)
    try:
        if shown is None:
            return _rate_out_of_use(request, wizard, skill)
        return _rate(request, wizard, shown, skill)
    except services.AssessmentCompleted:
        return responses.completed(request, assessment)


def _screen_of(request: HttpRequest, wizard: Wizard, skill: str) -> Screen | None:
    """The screen that its address names (see Screen.query), or one that asks the skill."""
    shown = None
    if UPDATE in request.GET:
        shown = update_screen(wizard, last_completed(request, wizard.assessment))
    elif "project" in request.GET:
        shown = project_screen(wizard, request.GET["project"])
    if shown and skill in shown.skills:
        return shown
    near, at_a_glance = request.GET.get("on", ""), "glance" in request.GET
    return wizard.asking(skill, near=near, at_a_glance=at_a_glance)


def _rate(request: HttpRequest, wizard: Wizard, shown: Screen, skill: str) -> HttpResponse:
    line = wizard.line(shown, skill, data=request.POST)
    saved = save_line(line, assessment=wizard.assessment, now=wizard.now)
    if saved:
        drafts.forget(request, {skill}, *responses.keys(wizard))
        wizard.saved(skill, saved)
    html = fragments.rated(wizard, shown, line)
    return HttpResponse(html, status=200 if saved else 422)


def _rate_out_of_use(request: HttpRequest, wizard: Wizard, skill: str) -> HttpResponse:
    """The path does not ask it: it did until a moment ago, or it is none of its business."""
    lines = wizard.lines_out_of_use({skill}, data=request.POST)
    if not lines:
        raise Http404("Not a skill of this path.")
    if save_line(lines[0], assessment=wizard.assessment, now=wizard.now):
        return render(request, "assessments/_out_of_use.html", {"skill": lines[0].skill})
    return render(request, "assessments/_saved.html", {"line": lines[0]}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
@own_assessment
def finish(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say what finishing means, then do it. A second time leads to the same roadmap."""
    if request.method == "POST":
        done = services.complete(assessment=assessment, now=timezone.now())
        responses.keep_for_update(request, done)
        return redirect("roadmap:detail", done.public_id)
    if assessment.is_completed:
        return redirect(assessment)
    wizard = Wizard(assessment, now=timezone.now())
    progress = wizard.progress()
    context = {
        "assessment": assessment,
        "form": FinishForm(assessment.public_id),
        "progress": progress,
        "left": progress.of - progress.done,
        "waiting": responses.screens_waiting(request, wizard),
        "path": wizard.path,
        "settled": settled(wizard.path, wizard.ratings),
        "lang": wizard.lang,
    }
    return render(request, "assessments/finish.html", context)


@require_safe
@read_once()
@own_assessment
def answers(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """All that was said, with its evidence, to read and to print; an open one is filled in."""
    if not assessment.is_completed:
        return redirect(assessment)
    lang, names = foreign(assessment.path), path_spec(assessment.path)
    context = {"assessment": assessment, "sheet": sheet(assessment, names), "lang": lang}
    return render(request, "assessments/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_assessment
def delete(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say what goes with it, then delete it."""
    changed = False
    if request.method == "POST":
        form = DeleteForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        try:
            services.delete_assessment(assessment=assessment, theirs=visible_to(request), seen=seen)
        except services.ChangedMeanwhile:
            changed = True
        except Assessment.DoesNotExist:
            return redirect("assessments:list")
        else:
            key = str(assessment.public_id)
            drafts.drop(request, set(drafts.waiting(request, key)), key)
            messages.success(request, _("The assessment is deleted."))
            return redirect("assessments:list")
    holds = contents(assessment)
    others = visible_to(request).completed().exclude(pk=assessment.pk)
    context = {
        "assessment": assessment,
        "holds": holds,
        "any_other": holds.learned and others.exists(),
        "changed": changed,
        "newest": others.filter(path=assessment.path_id).defer(*MUCH).first(),
        "form": DeleteForm(initial={"seen": holds.seen}),
    }
    return render(request, "assessments/delete.html", context, status=409 if changed else 200)
