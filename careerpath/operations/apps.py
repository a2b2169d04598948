from __future__ import annotations

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "careerpath.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Look at the settings of a server, when asked with --deploy."""
        from careerpath.operations import checks  # noqa: F401  # they register themselves


class StaticFilesInUse(StaticFilesConfig):
    """Collects what some page loads: packages bring four times as much, and each is packed."""

    ignore_patterns = [  # as Django declares it
        *StaticFilesConfig.ignore_patterns,
        # Of Bootstrap the reboot alone, with the map that its last line names.
        *("js-lib-bootstrap5/js/*", "*.rtl.*", "bootstrap.*", "bootstrap-reboot.css*"),
        *("bootstrap-grid.*", "bootstrap-utilities.*"),
        *("django_htmx/ext/*", "htmax-4*", "htmx-4*", "htmx-2.js", "django-htmx.js"),
        # What admin loads in development mode alone.
        *("jquery.js", "xregexp.js", "select2.full.js"),
    ]
