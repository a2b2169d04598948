from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        """Listen for people who sign in."""
        from assessments import signals  # noqa: F401  # connects itself
