"""What documents brought in did, and what it takes to undo it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from .paths import CareerPath


class DocumentImport(models.Model):
    """One document brought in: who, when, what it did, and how everything was before.

    `before` holds every row of the path as it was (see imports/picture.py), so that the import can
    be reverted; it is empty for a path that the import made. `after` is the stamp of the path's
    state right after it: another one now means that somebody has edited since.
    """

    path = models.ForeignKey(
        CareerPath,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        help_text="The path it changed; empty once that path is gone.",
    )
    path_name = models.CharField(max_length=200, help_text="What the path was called then.")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who brought it in; empty on the command line.",
    )
    at = models.DateTimeField(help_text="When it was brought in.")
    text = models.TextField(help_text="The document as it was given.")
    touched = models.JSONField(default=dict, help_text="How many rows it touched, by what it did.")
    before = models.JSONField(default=dict, help_text="Every row as it was before.")
    after = models.CharField(max_length=64, help_text="The stamp of the state right after it.")
    reverted_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was reverted; empty while it stands."
    )
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who reverted it.",
    )

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        verbose_name = "document brought in"
        verbose_name_plural = "documents brought in"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.path_name}, {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Its page in admin, where it can be reverted."""
        return reverse("admin:framework_documentimport_change", args=[self.pk])
