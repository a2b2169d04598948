"""What a path tells besides its levels: growth, interviews, networking, pay talks, transitions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import FrameworkQuerySet, FrameworkRow, Ordered
from .levels import Level
from .paths import CareerPath


class GrowthPhase(Ordered, FrameworkRow):
    """A stretch of years with its own focus."""

    parent: ClassVar[str | None] = "path"
    texts = ("name", "focus", "key_skills", "mindset")

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="growth_phases",
        help_text=_("The path it belongs to."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("“ML Foundations & Implementation”.")
    )
    years_from = models.PositiveSmallIntegerField(
        _("years from"), null=True, blank=True, help_text=_("The year it starts at.")
    )
    years_to = models.PositiveSmallIntegerField(
        _("years to"),
        null=True,
        blank=True,
        help_text=_("The year it ends at; empty for an open end (“7+”)."),
    )
    focus = models.TextField(_("focus"), blank=True, help_text=_("What these years are about."))
    key_skills = models.TextField(
        _("key skills"), blank=True, help_text=_("The skills that matter most in them.")
    )
    mindset = models.TextField(
        _("mindset"), blank=True, help_text=_("The attitude that carries through them.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("growth phase")
        verbose_name_plural = _("growth phases")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="growth_phase_public_id"),
            models.CheckConstraint(
                condition=Q(years_to__isnull=True)
                | Q(years_from__isnull=False, years_to__gte=F("years_from")),
                name="growth_phase_years_ordered",
                violation_error_message=_("The years must run from smaller to larger."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InterviewSection(Ordered, FrameworkRow):
    """Interview questions that belong together, by level or by topic."""

    parent: ClassVar[str | None] = "path"
    texts = ("name",)

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="interview_sections",
        help_text=_("The path it belongs to."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("“Junior Level Questions”."))
    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="interview_sections",
        help_text=_("The level the questions are asked at; empty for a topic of any level."),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("interview section")
        verbose_name_plural = _("interview sections")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="interview_section_public_id")
        ]

    def __str__(self) -> str:
        return self.name


class InterviewQuestion(Ordered, FrameworkRow):
    """One question to be ready for."""

    parent: ClassVar[str | None] = "section"
    named_by: ClassVar[str] = "text"
    texts = ("text",)

    section = models.ForeignKey(
        InterviewSection,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        related_name="questions",
        help_text=_("The section it stands in."),
    )
    text = models.TextField(_("text"), help_text=_("As it is asked."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("interview question")
        verbose_name_plural = _("interview questions")
        constraints = [
            models.UniqueConstraint("section", "public_id", name="interview_question_public_id")
        ]

    def __str__(self) -> str:
        return self.text


class NetworkingGroup(Ordered, FrameworkRow):
    """A kind of people to meet; an empty name holds the entries of an ungrouped list."""

    parent: ClassVar[str | None] = "path"
    texts = ("name",)

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="networking_groups",
        help_text=_("The path it belongs to."),
    )
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("“Industry Networks”.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("networking group")
        verbose_name_plural = _("networking groups")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="networking_group_public_id")
        ]

    def __str__(self) -> str:
        return self.name


class NetworkingEntry(Ordered, FrameworkRow):
    """A place or a way to meet them."""

    parent: ClassVar[str | None] = "group"
    named_by: ClassVar[str] = "text"
    texts = ("text",)

    group = models.ForeignKey(
        NetworkingGroup,
        verbose_name=_("group"),
        on_delete=models.CASCADE,
        related_name="entries",
        help_text=_("The group it stands in."),
    )
    text = models.TextField(_("text"), help_text=_("One line."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("networking entry")
        verbose_name_plural = _("networking entries")
        constraints = [
            models.UniqueConstraint("group", "public_id", name="networking_entry_public_id")
        ]

    def __str__(self) -> str:
        return self.text


class NegotiationTip(Ordered, FrameworkRow):
    """Advice for talking about pay."""

    parent: ClassVar[str | None] = "path"
    texts = ("name", "text")

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="negotiation_tips",
        help_text=_("The path it belongs to."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("“Demonstrate R&D Impact”."))
    text = models.TextField(_("text"), blank=True, help_text=_("How to do it."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("negotiation tip")
        verbose_name_plural = _("negotiation tips")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="negotiation_tip_public_id")
        ]

    def __str__(self) -> str:
        return self.name


class CareerTransition(Ordered, FrameworkRow):
    """A common move into, or along, the path."""

    parent: ClassVar[str | None] = "path"
    texts = ("name", "text")

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="transitions",
        help_text=_("The path it leads into or along."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("“From Data Scientist to ML Engineer”.")
    )
    text = models.TextField(_("text"), blank=True, help_text=_("What changes on the way."))

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("career transition")
        verbose_name_plural = _("career transitions")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="career_transition_public_id")
        ]

    def __str__(self) -> str:
        return self.name


class PathNote(Ordered, FrameworkRow):
    """Text of a path's document that has no place of its own, on the path or on one level."""

    parent: ClassVar[str | None] = "path"
    named_by: ClassVar[str] = "heading"
    texts = ("heading", "text")

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.CASCADE,
        related_name="notes",
        help_text=_("The path it belongs to."),
    )
    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notes",
        help_text=_("The level it is about; empty for the path as a whole."),
    )
    heading = models.CharField(_("heading"), max_length=200, help_text=_("“Recommended reading”."))
    text = models.TextField(
        _("text"), blank=True, help_text=_("Shown as it is, line by line, never as markup.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("path note")
        verbose_name_plural = _("path notes")
        constraints = [models.UniqueConstraint("path", "public_id", name="path_note_public_id")]

    def __str__(self) -> str:
        return self.heading
