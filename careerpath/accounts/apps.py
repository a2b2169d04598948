from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "careerpath.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Listen for what goes into the security log."""
        from careerpath.accounts import signals  # noqa: F401  # its receivers register themselves
