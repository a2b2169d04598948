"""Ladders handed in that a mapping reads, with what an editor chose."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .paths import CareerPath


class LadderSource(models.Model):
    """A file, or several as one archive, with the choices that make a ladder of it.

    What was applied stays with its path, so that the next version of the same file is read the
    same way; what has no path, or was never applied, goes after a while.
    """

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        help_text=_("The path it is for; empty for one that is not there."),
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who handed it in."),
    )
    at = models.DateTimeField(_("at"), help_text=_("When it was handed in."))
    applied_at = models.DateTimeField(
        _("applied at"),
        null=True,
        blank=True,
        help_text=_("When it was applied; empty before."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("What the file is called."))
    data = models.BinaryField(_("data"), help_text=_("The file, or several in one archive."))
    choices = models.JSONField(
        _("choices"), default=dict, help_text=_("What was chosen for each part of it.")
    )

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        verbose_name = _("ladder handed in")
        verbose_name_plural = _("ladders handed in")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name
