from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "careerpath.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Look at the settings of a server, when asked with --deploy."""
        from careerpath.operations import checks  # noqa: F401  # they register themselves
