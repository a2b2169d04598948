"""The roadmap: what follows from a completed assessment, and what would follow from others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url

from assessments.forms import ProjectForm
from assessments.models import MUCH, Assessment, AssessmentQuerySet
from assessments.permissions import own_assessment, visible_to
from assessments.selectors import project_marks
from assessments.services import keep_verdict, mark_project
from careerpath.bounds import LONGEST_ADDRESS
from careerpath.framework.caching import cached_page, read_once
from careerpath.framework.models import CareerPath, Project
from careerpath.framework.phrases import foreign
from careerpath.framework.selectors import paths
from careerpath.framework.specs import all_paths, levels_in_use
from careerpath.prepared import Prepared, Slot
from roadmap import trial
from roadmap.builder import RoadmapBuilder
from roadmap.evidence import evidence_of, places, printed
from roadmap.forms import ChoicesForm, KeepForm, TrialForm
from roadmap.history import history
from roadmap.marking import Marking, projects_url
from roadmap.marks import marks_on
from roadmap.next_level import next_level
from roadmap.path_switch import path_switch
from roadmap.presenters.proof import reading
from roadmap.presenters.staircase import staircase_of
from roadmap.proof import document, follows, proof_of
from roadmap.sections import Sections
from roadmap.since import since
from roadmap.types import Roadmap


@require_safe
@read_once()
def latest(request: HttpRequest) -> HttpResponse:
    """The newest roadmap, or the way to a first one."""
    found = visible_to(request).completed().select_related("path").defer(*MUCH).first()
    if found:
        return _roadmap(request, found)
    begun = visible_to(request).open().select_related("path").first()
    return render(request, "roadmap/none_yet.html", {"assessment": begun})


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
@own_assessment
def detail(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The roadmap of one assessment; an open one has none yet.

    A post tries other choices, of which there may be more than an address holds. It saves nothing.
    """
    if not assessment.is_completed:
        return render(request, "roadmap/none_yet.html", {"assessment": assessment})
    return _roadmap(request, assessment)


@require_safe
@read_once()
def switch_to(request: HttpRequest, path: str) -> HttpResponse:
    """A path as seen from what this person has finished on others."""
    # Editors look at what is not published yet, too.
    readable = paths(published=not getattr(request.user, "is_editor", False))
    found = get_object_or_404(readable, public_id=path)
    seen = path_switch(found, visible_to(request).completed())
    context = {"path": found, "switch": seen, "lang": foreign(found)}
    if seen:
        context |= {"roadmap": seen.roadmap, "stairs": staircase_of(seen.roadmap)}
        context["evidence"] = printed(seen.evidence)
    return render(request, "roadmap/switch.html", context)


@require_safe
@never_cache
@read_once()
@own_assessment
def proof(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The verdict to check with a pencil; an open assessment has none yet."""
    if not assessment.is_completed:
        return redirect("roadmap:detail", assessment.public_id)
    builder = RoadmapBuilder.of(assessment)
    told = reading(
        builder.path,
        builder.ratings,
        builder.placement,
        proof_of(assessment, builder),
        follows=follows(builder),
    )
    context = {"assessment": assessment, "proof": told, "lang": foreign(assessment.path)}
    return render(request, "roadmap/proof.html", context)


@require_safe
@never_cache
@read_once()
@own_assessment
def proof_json(request: HttpRequest, assessment: Assessment) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The same for programs, as docs/proofs.md has it."""
    if not assessment.is_completed:
        return redirect("roadmap:detail", assessment.public_id)
    builder = RoadmapBuilder.of(assessment)
    written = document(assessment, builder, proof_of(assessment, builder))
    answer = JsonResponse(written, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="careerpath-proof.json"'
    return answer


@require_POST
@own_assessment
def keep(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Keep the verdict as it is, knowing what changed in the path since."""
    form = KeepForm(request.POST)
    if assessment.is_completed and form.is_valid():
        keep_verdict(assessment=assessment, seen=form.cleaned_data["seen"], now=timezone.now())
    return redirect("roadmap:detail", assessment.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@own_assessment
def project(request: HttpRequest, assessment: Assessment, level: str, project: str) -> HttpResponse:
    """Say that a project is begun, done, or neither after all; on their newest roadmap alone."""
    if request.method != "POST" or not assessment.is_completed:
        return redirect(assessment)
    rows = Project.objects.filter(level__path=assessment.path_id, level__public_id=level)
    found = get_object_or_404(rows, public_id=project)
    completed = visible_to(request).completed()
    if completed.filter(path=assessment.path_id).defer(*MUCH).first() != assessment:
        messages.warning(request, _("This is an earlier assessment, kept as it was."))
        return redirect(assessment)
    spec_id = f"{level}/{project}"
    before = project_marks(assessment, completed).get(spec_id)
    form = ProjectForm(
        request.POST,
        to=request.path,
        now=before.state if before else "",
        name=found.anchor,
    )
    if not form.is_valid():
        return _roadmap(request, assessment, refused={spec_id: form})
    mark_project(
        assessment=assessment,
        project=found,
        state=form.cleaned_data["state"],
        link=form.cleaned_data["link"],
        before=before,
        now=timezone.now(),
    )
    return redirect(f"{assessment.get_absolute_url()}#{found.anchor}")


def _roadmap(
    request: HttpRequest, assessment: Assessment, refused: Mapping[str, ProjectForm] | None = None
) -> HttpResponse:
    """The page follows from what is finished and the framework of now, so it is kept.

    `refused`, by project, is a form that was not understood: such a page is not.
    """
    completed = visible_to(request).completed()
    marking = Marking(assessment, project_marks(assessment, completed), refused or {})
    if "try" in request.GET or (request.method == "POST" and not refused):
        builder = RoadmapBuilder.of(assessment, marks_on(assessment, marking.rows))
        return _trial(request, assessment, builder, _choices(request, builder))
    # All that can differ between two pages of one assessment: a verdict kept, another finished.
    theirs = _theirs(request, completed)
    target = request.GET.get("target", "")
    evidence = printed(evidence_of(assessment))
    holes = places(evidence)
    marks = marks_on(assessment, marking.rows)
    linked = tuple(marking.links), tuple(marking.rows)
    answer = cached_page(
        request,
        "roadmap/detail.html",
        lambda: _everything(request, assessment, completed, holes, marking),
        about=(assessment.public_id, theirs, _whose(request), tuple(evidence), marks, linked),
        gaps={**{holes[skill]: html for skill, html in evidence.items()}, **marking.words()},
        query=urlencode({"target": target}) if target else "",
        keep=not refused and (not target or _is_level(target, of=assessment)),
    )
    answer.status_code = 422 if refused else answer.status_code
    return answer


def _is_level(public_id: str, *, of: Assessment) -> bool:
    """Whether it is one of the path's levels: what else may stand there has no end."""
    levels = levels_in_use(all_paths()[of.path_id])
    return public_id in {level.public_id for level in levels}


def _finished_of(those: QuerySet[Assessment]) -> QuerySet[Assessment]:
    mine = those.filter(owner=Slot("owner", BigIntegerField()), completed_at__isnull=False)
    return mine.order_by("-completed_at", "-pk")


_finished = Prepared(Assessment, lambda those: _finished_of(those).defer(*MUCH))
_seen = Prepared(
    Assessment, lambda those: _finished_of(those).values_list("public_id", "kept__seen")
)


def _finished_rows(request: HttpRequest, completed: AssessmentQuerySet) -> list[Assessment]:
    """What this browser has finished, newest first, each with its path."""
    if request.user.is_authenticated:
        rows = _finished.objects(owner=request.user.pk)
    else:
        rows = list(completed.defer(*MUCH))
    for row in rows:
        row.path = all_paths()[row.path_id]
    return rows


def _theirs(request: HttpRequest, completed: AssessmentQuerySet) -> tuple[tuple[Any, ...], ...]:
    """Ids of the same, and which verdicts were kept."""
    if request.user.is_authenticated:
        return tuple(map(tuple, _seen.rows(owner=request.user.pk)))
    return tuple(completed.values_list("public_id", "kept__seen"))


def _whose(request: HttpRequest) -> str:
    """What a printed roadmap says of whose it is; nothing is known of a guest."""
    return getattr(request.user, "email", "")


def _everything(
    request: HttpRequest,
    assessment: Assessment,
    completed: AssessmentQuerySet,
    evidence: Mapping[str, SafeString],
    marking: Marking,
) -> dict[str, Any]:
    assessment.path = all_paths()[assessment.path_id]
    builder = RoadmapBuilder.of(assessment, marks_on(assessment, marking.rows))
    form = _choices(request, builder)
    rows = _finished_rows(request, completed)
    moments = history(assessment, rows)
    sections = Sections(assessment, builder, form.wanted, moments, evidence, marking)
    roadmap = sections.roadmap
    ahead = next_level(assessment.path, focus=roadmap.focus, current=roadmap.current_id)
    return {
        "assessment": assessment,
        "whose": _whose(request),
        "roadmap": roadmap,
        "complaints": form.complaints(),
        "history": sections.history,
        "can_rate": sections.can_rate,
        "keeps_projects": builder.keeps_projects,
        "since": since(assessment, builder) if sections.can_rate else None,
        "stairs": sections.stairs(),
        "reasons": sections.reasons(),
        "way": sections.way(),
        "projects": sections.projects(),
        "gaps": sections.gaps(),
        "next_level": sections.next_level(ahead),
        "movement": sections.movement(),
        "elsewhere": _elsewhere(assessment) if sections.history.is_newest else (),
    }


def _choices(request: HttpRequest, builder: RoadmapBuilder) -> ChoicesForm:
    sent = request.POST if request.method == "POST" else request.GET
    form = ChoicesForm(sent, path=builder.path, placement=builder.placement)
    form.is_valid()
    return form


def _elsewhere(assessment: Assessment) -> list[CareerPath]:
    """The other paths one could look at from here."""
    return [
        path
        for path in all_paths().values()
        if path.published and not path.is_retired and path.pk != assessment.path_id
    ]


def _trial(
    request: HttpRequest, assessment: Assessment, builder: RoadmapBuilder, form: ChoicesForm
) -> HttpResponse:
    """The same page in part, for ratings nobody gave; in place where htmx asks."""
    tries = trial.in_order(builder.path, form.tries)
    address = reverse("roadmap:detail", args=[assessment.public_id])
    canonical = f"{address}?{trial.query(form.wanted, tries)}"
    fits = len(canonical) <= LONGEST_ADDRESS
    real, complaints = builder.build(form.wanted), form.complaints()
    would_be = builder.build_trial(tries, form.wanted)
    context = {
        **_shown(assessment, would_be),
        "keeps_projects": builder.keeps_projects,
        "headline": trial.headline(would_be) if tries else real.headline,
        "complaints": complaints,
        "form": TrialForm(
            to=address,
            target=form.wanted,
            offered=trial.offered(builder.path, builder.ratings, real.gaps, tries),
            tries=tries,
        ),
        "tries": tries,
        "wanted": form.wanted,
        "real": real,
    }
    if request.headers.get("HX-Request"):
        answer = render(request, "roadmap/_trial_answer.html", context)
        return push_url(answer, canonical) if fits else answer
    if fits and not complaints and request.get_full_path() != canonical:
        return redirect(canonical)
    return render(request, "roadmap/trial.html", context)


def _shown(assessment: Assessment, roadmap: Roadmap) -> dict[str, Any]:
    """What both pages print."""
    lang = foreign(assessment.path)
    stairs = staircase_of(roadmap)
    return {
        "assessment": assessment,
        "roadmap": roadmap,
        "stairs": stairs,
        "lang": lang,
        "projects_url": projects_url(assessment),
    }
