"""What a person says of the projects on their roadmap."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms import ProjectForm
from assessments.models import MUCH, Assessment
from assessments.permissions import own_assessment, visible_to
from assessments.selectors import project_marks
from assessments.services import mark_project
from careerpath.framework.models import Project

from .roadmaps import roadmap_page


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
        return roadmap_page(request, assessment, refused={spec_id: form})
    mark_project(
        assessment=assessment,
        project=found,
        state=form.cleaned_data["state"],
        link=form.cleaned_data["link"],
        before=before,
        now=timezone.now(),
    )
    return redirect(f"{assessment.get_absolute_url()}#{found.anchor}")
