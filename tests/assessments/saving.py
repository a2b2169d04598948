"""Saying something of a skill, as a page would that shows what is stored."""

from __future__ import annotations

from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from careerpath.framework.models import Skill


def save(assessment: Assessment, skill: str, said: RatingData) -> None:
    """Save it for a skill's public id; whatever is stored was seen."""
    row = assessment.ratings.filter(skill__public_id=skill).first()
    services.save_rating(
        assessment=assessment,
        skill=Skill.objects.get(public_id=skill),
        said=said,
        seen=seen_in(row),
        now=timezone.now(),
    )
