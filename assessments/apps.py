from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Listen for people who sign in, and count people for whoever edits a path."""
        from assessments import signals  # noqa: F401  # connects itself
        from assessments.impact import count_people, finished
        from careerpath.framework.impact import count_with

        count_with(count_people, finished)
