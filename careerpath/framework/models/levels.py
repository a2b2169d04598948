"""A level of a career path, and what the work there is like."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import FrameworkQuerySet, FrameworkRow, Ordered, Retirable, RetirableQuerySet
from .paths import THRESHOLD, CareerPath


class Level(Retirable, FrameworkRow):
    """A rung of the ladder."""

    parent: ClassVar[str | None] = "path"
    named_by: ClassVar[str] = "short_name"
    texts = ("name", "short_name", "pay_note", "pay_source")

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.PROTECT,
        related_name="levels",
        help_text=_("The path it is a rung of."),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), validators=[MinValueValidator(1)], help_text=_("1 is the lowest rung.")
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("In full: “Junior ML Engineer”.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        help_text=_("As in “You are at Mid-Level”: “Junior”, “Mid-Level”."),
    )
    years_from = models.PositiveSmallIntegerField(
        _("years from"),
        null=True,
        blank=True,
        help_text=_("Years of experience this level usually starts at."),
    )
    years_to = models.PositiveSmallIntegerField(
        _("years to"),
        null=True,
        blank=True,
        help_text=_("Where it usually ends; empty for an open end (“10+”)."),
    )
    threshold_percent = models.PositiveSmallIntegerField(
        _("threshold percent"),
        null=True,
        blank=True,
        validators=THRESHOLD,
        help_text=_(
            "The share of relevant requirements that must be met to hold this level, in "
            "percent; empty to use the path's."
        ),
    )
    pay_from = models.PositiveIntegerField(
        _("pay from"),
        null=True,
        blank=True,
        help_text=_("Yearly pay, lower end, in whole units: 80000."),
    )
    pay_to = models.PositiveIntegerField(
        _("pay to"), null=True, blank=True, help_text=_("Yearly pay, upper end, in whole units.")
    )
    pay_open_ended = models.BooleanField(
        _("pay open ended"),
        default=False,
        help_text=_("Whether it can go beyond the upper end (“$350K-$600K+”)."),
    )
    pay_currency = models.CharField(
        _("pay currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, like USD."))],
        help_text=_("Three capital letters: USD, EUR."),
    )
    pay_note = models.CharField(
        _("pay note"),
        max_length=300,
        blank=True,
        help_text=_("What comes on top or explains it: “plus equity”."),
    )
    pay_source = models.CharField(
        _("pay source"),
        max_length=300,
        blank=True,
        help_text=_("Where the figures are from, with the year."),
    )

    objects = RetirableQuerySet.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("path_id", "rank", "pk")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="level_public_id"),
            models.UniqueConstraint(
                fields=["path", "rank"],
                condition=Q(retired_at__isnull=True),
                name="level_rank_unique_in_use",
                violation_error_message=_("Another level of this path has this rank."),
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="level_rank_from_1"),
            models.CheckConstraint(
                condition=Q(threshold_percent__isnull=True) | Q(threshold_percent__range=(1, 100)),
                name="level_threshold_1_to_100",
            ),
            models.CheckConstraint(
                condition=Q(years_to__isnull=True)
                | Q(years_from__isnull=False, years_to__gte=F("years_from")),
                name="level_years_ordered",
                violation_error_message=_("The years must run from smaller to larger."),
            ),
            models.CheckConstraint(
                condition=Q(pay_to__isnull=True)
                | Q(pay_from__isnull=False, pay_to__gte=F("pay_from")),
                name="level_pay_ordered",
                violation_error_message=_("The pay must run from smaller to larger."),
            ),
            models.CheckConstraint(
                condition=Q(pay_from__isnull=True) | ~Q(pay_currency=""),
                name="level_pay_has_currency",
                violation_error_message=_("Say which currency the pay is in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path.name}: {self.name}"

    def get_absolute_url(self) -> str:
        """The level's own page."""
        return reverse("framework:level", args=[self.path.public_id, self.public_id])

    @property
    def threshold(self) -> int:
        """The threshold that counts here, in percent: its own, else the path's."""
        return self.threshold_percent or self.path.threshold_percent


class Responsibility(Ordered, FrameworkRow):
    """Something people at a level typically do."""

    parent: ClassVar[str | None] = "level"
    named_by: ClassVar[str] = "text"
    texts = ("text",)

    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.CASCADE,
        related_name="responsibilities",
        help_text=_("The level it belongs to."),
    )
    text = models.TextField(_("text"), help_text=_("One line, starting with a verb."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.UniqueConstraint("level", "public_id", name="responsibility_public_id")
        ]

    def __str__(self) -> str:
        return self.text


class DayShare(Ordered, FrameworkRow):
    """An activity of a level's day with its share of the time.

    A level's shares add to at most 100: a database trigger (migration 0002) refuses more, since
    no check constraint can look at several rows.
    """

    parent: ClassVar[str | None] = "level"
    named_by: ClassVar[str] = "activity"
    texts = ("activity",)

    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.CASCADE,
        related_name="day_shares",
        help_text=_("The level whose day it is part of."),
    )
    activity = models.CharField(
        _("activity"), max_length=300, help_text=_("What the time goes into.")
    )
    percent = models.PositiveSmallIntegerField(
        _("percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "Share of the time, in percent; empty where nobody says. A level's shares add "
            "to at most 100."
        ),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("day share")
        verbose_name_plural = _("day shares")
        constraints = [
            models.UniqueConstraint("level", "public_id", name="day_share_public_id"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="day_share_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return self.activity
