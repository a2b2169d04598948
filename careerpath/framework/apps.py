from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FrameworkConfig(AppConfig):
    name = "careerpath.framework"
    label = "framework"
    verbose_name = _("Career paths")

    def ready(self) -> None:
        """Compare names in one way; keep the editors' group and the stamp's triggers up to date."""
        from careerpath.folding import look_up_folded
        from careerpath.framework.caching.stamp import keep_stamp
        from careerpath.framework.editors import keep_editors

        look_up_folded()
        post_migrate.connect(keep_editors, sender=self, dispatch_uid="framework_editors")
        post_migrate.connect(keep_stamp, sender=self, dispatch_uid="framework_stamp")
