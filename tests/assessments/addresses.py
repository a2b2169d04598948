"""Where an assessment is filled in."""

from __future__ import annotations

from django.urls import reverse

from assessments.models import Assessment


def screen_url(assessment: Assessment, level: int = 1, group: str = "craft") -> str:
    """A group of a level."""
    return reverse("assessments:screen", args=[assessment.public_id, f"level-{level}", group])


def level_url(assessment: Assessment, level: int = 1) -> str:
    """A level at a glance."""
    return reverse("assessments:level", args=[assessment.public_id, f"level-{level}"])
