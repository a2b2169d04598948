"""What a person has gone through to close a gap, and from there to the rating it is about."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.models import Assessment
from assessments.permissions import own_assessment, visible_to
from assessments.selectors import done_resources
from careerpath.framework.models import LearningResource
from roadmap.forms import LearnForm
from roadmap.marking import target_query
from roadmap.phrases import learning as phrases
from roadmap.phrases.plan import nothing_to_rate

from .plan_ratings import open_update, to_rate


@require_http_methods(["GET", "HEAD", "POST"])
@own_assessment
def learn(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say that something to learn from is done, or not after all; or update the rating after it."""
    if request.method != "POST" or not assessment.is_completed:
        return redirect(assessment)
    form = LearnForm(request.POST)
    resource = _resource(form.wanted) if form.is_valid() else None
    back = f"{assessment.get_absolute_url()}{target_query(request.POST.get('target'))}"
    if resource is None:
        messages.warning(request, phrases.gone())
        return redirect(back)
    if form.verb == LearnForm.RATE:
        return _rate(request, assessment, resource) or redirect(back)
    is_done = form.verb == LearnForm.DONE
    try:
        services.mark_resource(
            assessment=assessment,
            resource=resource,
            completed=visible_to(request).completed(),
            done=is_done,
            now=timezone.now(),
        )
    except ObjectDoesNotExist:
        messages.warning(request, phrases.gone())
        return redirect(back)
    say = phrases.done if is_done else phrases.not_done
    messages.success(request, say(resource.title))
    return redirect(f"{back}#learn-from-{resource.skill.public_id}")


def _resource(wanted: tuple[str, str]) -> LearningResource | None:
    skill, public_id = wanted
    rows = LearningResource.objects.select_related("skill")
    return rows.filter(skill__public_id=skill, public_id=public_id).first()


def _rate(
    request: HttpRequest, assessment: Assessment, resource: LearningResource
) -> HttpResponse | None:
    """An update of the rating, with it as evidence; None where there is nothing to update."""
    done = done_resources(assessment, visible_to(request).completed())
    done_at = done.get("/".join(resource.natural_key()))
    skills = to_rate([resource.skill], assessment.path)
    if done_at is None or not skills:
        messages.warning(request, nothing_to_rate())
        return None
    note = phrases.went_through(resource.title, date_format(localtime(done_at)))
    back = reverse("roadmap:detail", args=[assessment.public_id])
    return open_update(request, assessment.path, skills, (note, resource.url), back=back)
