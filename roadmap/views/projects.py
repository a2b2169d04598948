"""What a person says of the projects on their roadmap."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms import ProjectForm
from assessments.models import MUCH, Assessment, AssessmentQuerySet, ProjectMark
from assessments.permissions import own_assessment, visible_to
from assessments.selectors import project_marks
from assessments.services import MarkConflict, mark_project
from careerpath.framework.models import Project
from roadmap import marking
from roadmap.phrases.projects import overtaken

from .roadmaps import roadmap_page


@require_http_methods(["GET", "HEAD", "POST"])
@own_assessment
def project(request: HttpRequest, assessment: Assessment, level: str, project: str) -> HttpResponse:
    """Say that a project is begun, done, or neither after all.

    It is noted on their newest roadmap of the path: a page of an earlier one that can say it was
    opened before that one was finished.
    """
    if request.method != "POST" or not assessment.is_completed:
        return redirect(assessment)
    rows = Project.objects.select_related("level").filter(level__path=assessment.path_id)
    found = get_object_or_404(rows, level__public_id=level, public_id=project)
    completed = visible_to(request).completed()
    newest = completed.filter(path=assessment.path_id).defer(*MUCH).first() or assessment
    if newest != assessment:
        text = _("You have finished another assessment since: this is its roadmap.")
        messages.info(request, text)
    form = _form(request, newest, found)
    if not form.is_valid():
        form.show(project_marks(newest, completed).get(found.spec_id) or ProjectMark())
    elif _is_noted(form, newest, found, completed):
        target = marking.target_query(request.GET.get("target"))
        return redirect(f"{newest.get_absolute_url()}{target}#{found.anchor}")
    return roadmap_page(request, newest, refused=marking.Refused(found, form))


def _form(request: HttpRequest, newest: Assessment, project: Project) -> ProjectForm:
    target = request.GET.get("target")
    to = marking.address(newest, project.spec_id, target)
    return ProjectForm(request.POST, to=to, name=project.anchor)


def _is_noted(
    form: ProjectForm, newest: Assessment, project: Project, completed: AssessmentQuerySet
) -> bool:
    """Whether it is noted; the form tells why not."""
    said = form.cleaned_data
    try:
        mark_project(
            assessment=newest,
            project=project,
            completed=completed,
            state=said["state"],
            link=said["link"],
            seen=form.shown(),
            now=timezone.now(),
        )
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    except MarkConflict as conflict:
        form.tell(_told(form, conflict.stored), conflict.stored)
        return False
    return True


def _told(form: ProjectForm, stored: ProjectMark) -> str:
    state = form.cleaned_data["state"]
    form.show(stored)
    return overtaken(
        stored.state,
        is_link=bool(stored.state) and state == stored.state,
        has_link=bool(stored.link),
        button=form.label(state),
    )
