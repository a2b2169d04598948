from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoadmapConfig(AppConfig):
    name = "roadmap"
    verbose_name = _("Roadmaps")

    def ready(self) -> None:
        """Offer a look at other paths to whoever has rated themselves on one."""
        from careerpath.framework.offers import offer_switch_with
        from roadmap.switching import has_rated_elsewhere

        offer_switch_with(has_rated_elsewhere)
