"""A verdict to be checked: with a pencil, and by programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from assessments.permissions import own_assessment
from careerpath.framework.caching import read_once
from careerpath.framework.phrases import foreign
from roadmap.builder import RoadmapBuilder
from roadmap.presenters.proof import reading
from roadmap.proof import document, follows, proof_of


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
