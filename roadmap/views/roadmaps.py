"""The roadmap of a completed assessment: what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import MUCH, Assessment, AssessmentQuerySet
from assessments.permissions import own_assessment, visible_to
from assessments.selectors import done_resources, project_marks
from assessments.services import keep_verdict
from careerpath.framework.caching import cached_page, read_once
from careerpath.framework.models import CareerPath
from careerpath.framework.specs import all_paths, levels_in_use
from careerpath.prepared import Prepared, Slot
from roadmap.builder import RoadmapBuilder
from roadmap.evidence import evidence_of, printed_once, words_of
from roadmap.forms import KeepForm, LearnForm, TakeForm
from roadmap.history import history
from roadmap.learning import Learning
from roadmap.marking import Marking, Refused, target_query
from roadmap.marks import marks_on
from roadmap.next_level import next_level
from roadmap.sections import Sections
from roadmap.since import since

from .trials import choices_form, trial_page


@require_safe
@read_once()
def latest(request: HttpRequest) -> HttpResponse:
    """The newest roadmap, or the way to a first one."""
    found = visible_to(request).completed().select_related("path").defer(*MUCH).first()
    if found:
        return roadmap_page(request, found)
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
    return roadmap_page(request, assessment)


@require_POST
@own_assessment
def keep(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Keep the verdict as it is, knowing what changed in the path since."""
    form = KeepForm(request.POST)
    if assessment.is_completed and form.is_valid():
        keep_verdict(assessment=assessment, seen=form.cleaned_data["seen"], now=timezone.now())
    return redirect("roadmap:detail", assessment.public_id)


def roadmap_page(
    request: HttpRequest, assessment: Assessment, refused: Refused | None = None
) -> HttpResponse:
    """The page follows from what is finished and the framework of now, so it is kept.

    `refused` is what was said of a project and is not saved: such a page is not.
    """
    completed = visible_to(request).completed()
    marking = Marking(assessment, project_marks(assessment, completed), refused)
    if "try" in request.GET or (request.method == "POST" and not refused):
        builder = RoadmapBuilder.of(assessment, marks_on(assessment, marking.rows))
        return trial_page(request, assessment, builder, choices_form(request, builder))
    # All that can differ between two pages of one assessment: a verdict kept, another finished.
    theirs = _theirs(request, completed)
    target = request.GET.get("target", "")
    evidence = evidence_of(assessment)
    marks = marks_on(assessment, marking.rows)
    learning = Learning(done_resources(assessment, completed))
    answer = cached_page(
        request,
        "roadmap/detail.html",
        lambda: _everything(
            *(request, assessment, completed),
            printed_once(evidence),
            marking=marking,
            learning=learning,
        ),
        about=(
            *(assessment.public_id, theirs, _whose(request), marks, marking.says, learning.says),
            *(one.without_words for one in evidence.values()),
        ),
        gaps={**words_of(evidence), **marking.words()},
        query=target_query(target)[1:],
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


def _everything(  # noqa: PLR0913  # all that a page is made of
    request: HttpRequest,
    assessment: Assessment,
    completed: AssessmentQuerySet,
    evidence: Mapping[str, SafeString],
    *,
    marking: Marking,
    learning: Learning,
) -> dict[str, Any]:
    assessment.path = all_paths()[assessment.path_id]
    builder = RoadmapBuilder.of(assessment, marks_on(assessment, marking.rows))
    form = choices_form(request, builder)
    rows = _finished_rows(request, completed)
    moments = history(assessment, rows)
    sections = Sections(assessment, builder, form.wanted, moments, evidence, marking, learning)
    roadmap = sections.roadmap
    ahead = next_level(assessment.path, focus=roadmap.focus, current=roadmap.current_id)
    return {
        "assessment": assessment,
        "whose": _whose(request),
        "roadmap": roadmap,
        "complaints": form.complaints(),
        "history": sections.history,
        "can_rate": sections.can_rate,
        "take": _take_form(assessment, form.wanted) if sections.can_take else None,
        "learn": _learn_form(assessment, form.wanted),
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


def _take_form(assessment: Assessment, target: str | None) -> TakeForm:
    to = reverse("roadmap:take", args=[assessment.public_id])
    return TakeForm(to=to, initial={"target": target})


def _learn_form(assessment: Assessment, target: str | None) -> LearnForm:
    to = reverse("roadmap:learn", args=[assessment.public_id])
    return LearnForm(to=to, initial={"target": target})


def _elsewhere(assessment: Assessment) -> list[CareerPath]:
    """The other paths one could look at from here."""
    return [
        path
        for path in all_paths().values()
        if path.published and not path.is_retired and path.pk != assessment.path_id
    ]
