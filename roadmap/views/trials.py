"""What if: the roadmap as it would be with choices that nobody made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import push_url

from assessments.models import Assessment
from careerpath.bounds import LONGEST_ADDRESS
from careerpath.framework.phrases import foreign
from roadmap import trial
from roadmap.builder import RoadmapBuilder
from roadmap.forms import ChoicesForm, TrialForm
from roadmap.marking import projects_url
from roadmap.presenters.staircase import staircase_of
from roadmap.types import Roadmap


def choices_form(request: HttpRequest, builder: RoadmapBuilder) -> ChoicesForm:
    """The target and the tries that were asked for, checked; what is wrong is in its complaints."""
    sent = request.POST if request.method == "POST" else request.GET
    form = ChoicesForm(sent, path=builder.path, placement=builder.placement)
    form.is_valid()
    return form


def trial_page(
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
