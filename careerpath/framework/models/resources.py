"""Where a skill can be learned."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import FrameworkRow, Ordered, Retirable, RetirableQuerySet
from .skills import Skill

MOST_HOURS = 2_000
"""A year of full days; what takes longer is not one thing to go through."""


class LearningResource(Ordered, Retirable, FrameworkRow):
    """Something to learn a skill from, somewhere else.

    It belongs to the skill on every path that asks it. Its title is a name that its makers gave it,
    so it is shown as it stands in every language.
    """

    class Kind(models.TextChoices):
        """What it is."""

        DOCUMENTATION = "documentation", _("documentation")
        TUTORIAL = "tutorial", _("tutorial")
        COURSE = "course", _("course")
        BOOK = "book", _("book")
        ARTICLE = "article", _("article")
        VIDEO = "video", _("video")
        EXERCISE = "exercise", _("exercise")

    class Cost(models.TextChoices):
        """What it takes besides time."""

        FREE = "free", _("free")
        FREE_WITH_ACCOUNT = "account", _("free with an account")
        PAID = "paid", _("paid")

    parent: ClassVar[str | None] = "skill"
    named_by: ClassVar[str] = "title"

    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.CASCADE,
        related_name="resources",
        help_text=_("The skill it teaches."),
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("As its makers call it: “Pro Git”.")
    )
    url = models.URLField(
        _("link"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it is; http or https."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=13,
        choices=Kind.choices,
        default=Kind.DOCUMENTATION,
        help_text=_("What it is."),
    )
    cost = models.CharField(
        _("cost"),
        max_length=7,
        choices=Cost.choices,
        default=Cost.FREE,
        help_text=_("Whether it is paid. What costs nothing is offered first."),
    )
    hours = models.PositiveSmallIntegerField(
        _("hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
        help_text=_("About how long it takes, in full hours; empty where nobody can say."),
    )

    objects = RetirableQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("learning resource")
        verbose_name_plural = _("learning resources")
        constraints = [
            models.UniqueConstraint("skill", "public_id", name="learning_resource_public_id"),
            models.UniqueConstraint(
                "skill",
                "url",
                name="learning_resource_link_once",
                violation_error_message=_("This skill has a resource with this link already."),
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__range=(1, MOST_HOURS)),
                name="learning_resource_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.title
