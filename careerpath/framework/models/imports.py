"""What documents brought in did, and what it takes to undo it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .paths import CareerPath


class DocumentImport(models.Model):
    """One document brought in: who, when, what it did, and how everything was before.

    `before` holds every row of the path as it was (see imports/picture.py), so that the import can
    be reverted; it is empty for a path that the import made. `after` is the stamp of the path's
    state right after it: another one now means that somebody has edited since.
    """

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        help_text=_("The path it changed; empty once that path is gone."),
    )
    path_name = models.CharField(
        _("path name"), max_length=200, help_text=_("What the path was called then.")
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who brought it in; empty on the command line."),
    )
    at = models.DateTimeField(_("at"), help_text=_("When it was brought in."))
    text = models.TextField(_("text"), help_text=_("The document as it was given."))
    touched = models.JSONField(
        _("touched"), default=dict, help_text=_("How many rows it touched, by what it did.")
    )
    before = models.JSONField(_("before"), default=dict, help_text=_("Every row as it was before."))
    after = models.CharField(
        _("after"), max_length=64, help_text=_("The stamp of the state right after it.")
    )
    reverted_at = models.DateTimeField(
        _("reverted at"),
        null=True,
        blank=True,
        help_text=_("When it was reverted; empty while it stands."),
    )
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reverted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who reverted it."),
    )

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        verbose_name = _("document brought in")
        verbose_name_plural = _("documents brought in")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.path_name}, {date_format(localtime(self.at), 'DATETIME_FORMAT')}"

    def get_absolute_url(self) -> str:
        """Its page in admin, where it can be reverted."""
        return reverse("admin:framework_documentimport_change", args=[self.pk])
