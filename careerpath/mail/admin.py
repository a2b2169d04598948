"""Mail that waits and mail that was given up, for superusers to see and for nobody to change."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from careerpath.keys import ShortKeys
from careerpath.mail.models import OutgoingMail

SHOWN = ("recipient", "subject", "state", "trouble", "answer", "tries", "queued_at", "due")


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ShortKeys, admin.ModelAdmin[OutgoingMail]):
    """Never the text: its links let whoever has them in."""

    list_display = SHOWN
    list_filter = ("state", "trouble")
    search_fields = ("recipient",)
    fields = (*SHOWN, "expires")

    def has_view_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:  # noqa: ARG002  # Django's signature
        """Addresses of people, with or without an account, are for superusers alone."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same for the front page of admin."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """The app alone writes mail."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:  # noqa: ARG002  # Django's signature
        """What was written is sent or not."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:  # noqa: ARG002  # Django's signature
        """It goes by itself, or with the person."""
        return False
