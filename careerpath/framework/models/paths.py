"""A career path, and what everyone on it does."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import FrameworkQuerySet, FrameworkRow, Ordered, Retirable, RetirableQuerySet
from .translatable import LANGUAGE

DEFAULT_LANGUAGE = "en"
THRESHOLD = (MinValueValidator(1), MaxValueValidator(100))
"""What a share of requirements in percent may be."""


class CareerPathQuerySet(RetirableQuerySet):
    """Questions one can ask of paths."""

    def published(self) -> Self:
        """Those a visitor may see."""
        return self.current().filter(published=True)


class CareerPath(Ordered, Retirable, FrameworkRow):
    """One role's ladder."""

    texts = ("name", "overview", "system_design_focus", "transition_timeline", "flexibility")

    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("The role: “ML Engineer”.")
    )
    overview = models.TextField(
        _("overview"), blank=True, help_text=_("What people in this role do.")
    )
    threshold_percent = models.PositiveSmallIntegerField(
        _("threshold percent"),
        default=80,
        validators=THRESHOLD,
        help_text=_(
            "The share of a level's relevant requirements that must be met to hold it, in "
            "percent. A level can set its own."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=20,
        default=DEFAULT_LANGUAGE,
        db_default=DEFAULT_LANGUAGE,
        validators=[LANGUAGE],
        help_text=_(
            "The language it is written in, as a code: en, de, pt-BR. Pages in another language "
            "mark it, so that a screen reader speaks it right."
        ),
    )
    system_design_focus = models.TextField(
        _("system design focus"),
        blank=True,
        help_text=_("What system design interviews for this role look at."),
    )
    transition_timeline = models.TextField(
        _("transition timeline"),
        blank=True,
        help_text=_("How long a move into this role takes, and from where."),
    )
    flexibility = models.TextField(
        _("flexibility"), blank=True, help_text=_("Where this path can lead besides up.")
    )
    published = models.BooleanField(
        _("published"), default=True, help_text=_("Unpublished paths are seen by editors only.")
    )

    objects = CareerPathQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("career path")
        verbose_name_plural = _("career paths")
        constraints = [
            models.UniqueConstraint("public_id", name="path_public_id"),
            models.CheckConstraint(
                condition=Q(threshold_percent__range=(1, 100)), name="path_threshold_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The path's own page."""
        return reverse("framework:path", args=[self.public_id])


class CoreResponsibility(Ordered, FrameworkRow):
    """Something everyone on the path does, at any level."""

    parent: ClassVar[str | None] = "path"
    named_by: ClassVar[str] = "text"
    texts = ("text",)

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="core_responsibilities",
        help_text=_("The path it belongs to."),
    )
    text = models.TextField(_("text"), help_text=_("One line, starting with a verb."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("core responsibility")
        verbose_name_plural = _("core responsibilities")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="core_responsibility_public_id")
        ]

    def __str__(self) -> str:
        return self.text
