"""Assessments: one row each time somebody rates themselves on a path."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.serializers import from_json
from careerpath.engine.types import PathSpec, Placement, ProjectSpec, Rating
from careerpath.framework.models import CareerPath
from careerpath.framework.names import todays

# What a finished one keeps is much to read, and most pages don't need it.
MUCH = ("asked", "placement", "projects", "answers")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Questions one can ask of assessments."""

    def open(self) -> Self:
        """Those still being filled in."""
        return self.filter(completed_at__isnull=True)

    def completed(self) -> Self:
        """Finished ones, newest first."""
        return self.filter(completed_at__isnull=False).order_by("-completed_at", "-pk")


class Assessment(models.Model):
    """One sitting on one path: open, then completed, and from then on never changed.

    Without an `owner` it belongs to the browser session that started it, until someone signs up
    or in and claims it. On completion `asked` keeps the path as it was asked (a PathSpec),
    `placement` the verdict (a Placement) and `projects` those there were (ProjectSpecs), so that
    later edits of the framework rewrite nothing. `answers` then holds all that was said in short
    (serializers.py), so that everybody can be counted without reading their ratings. Of what was
    completed before their columns were there, `projects` is None (nobody knows them), and
    `answers` may be.
    """

    public_id = models.UUIDField(
        _("public id"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Names it in links."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        help_text=_("Whose it is; empty while it belongs to a browser session."),
    )
    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.PROTECT,
        related_name="assessments",
        help_text=_("The path it is about."),
    )
    started_at = models.DateTimeField(
        _("started at"), help_text=_("When the first screen was opened.")
    )
    completed_at = models.DateTimeField(
        _("completed at"),
        null=True,
        blank=True,
        help_text=_("When it was finished; empty while it is open."),
    )
    asked = models.JSONField(
        _("asked"),
        null=True,
        blank=True,
        help_text=_("The path as it was asked, kept on completion."),
    )
    placement = models.JSONField(
        _("placement"), null=True, blank=True, help_text=_("The verdict, kept on completion.")
    )
    projects = models.JSONField(
        _("projects"),
        null=True,
        blank=True,
        help_text=_("The projects the path had, kept on completion; empty where that is unknown."),
    )
    answers = models.TextField(  # noqa: DJ001  # not written yet is not the same as nothing said
        _("answers"),
        null=True,
        blank=True,
        help_text=_("What was said of each skill, in short, kept on completion."),
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-started_at", "-pk")
        # Everybody on a path is counted person by person, by the newest of each.
        indexes = [models.Index(fields=["path", "owner", "completed_at"], name="assessment_people")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "path"],
                condition=Q(completed_at__isnull=True),
                name="assessment_one_open_a_path",
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, asked__isnull=True, placement__isnull=True)
                | Q(completed_at__isnull=False, asked__isnull=False, placement__isnull=False),
                name="assessment_completed_keeps_its_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}, {date_format(localtime(self.started_at))}"

    def get_absolute_url(self) -> str:
        """Where it is filled in, or read once it is completed."""
        name = "roadmap:detail" if self.is_completed else "assessments:resume"
        return reverse(name, args=[self.public_id])

    @property
    def is_completed(self) -> bool:
        """Whether it is finished and can't be changed any more."""
        return self.completed_at is not None

    @property
    def level_then(self) -> str:
        """The level of the stored verdict, in the words of that time; only when completed."""
        return self.stood_at({})

    def stood_at(self, names: Mapping[tuple[int, str], str]) -> str:
        """The same, translated where the level's name of today is; see specs.level_names."""
        rank = self.stored_placement().current_rank
        levels = self.asked_path().levels
        if not levels:
            return ""
        level = next((level for level in levels if level.rank == rank), levels[0])
        name = todays(level.short_name, names.get((self.path_id, level.id), ""))
        return name if rank is not None else gettext("on the way to %(level)s") % {"level": name}

    def ratings_by_skill(self) -> dict[str, Rating]:
        """Skill public id to what was said of it; one query."""
        return {
            row.skill.public_id: row.as_rating() for row in self.ratings.select_related("skill")
        }

    def asked_path(self) -> PathSpec:
        """The path as it was asked; only for a completed assessment."""
        return from_json(self.asked, PathSpec)

    def stored_placement(self) -> Placement:
        """The verdict as it was given; only for a completed assessment."""
        return from_json(self.placement, Placement)

    def kept_projects(self) -> tuple[ProjectSpec, ...] | None:
        """The projects there were; None where it was completed before they were kept."""
        kept = self.projects
        return None if kept is None else from_json(kept, tuple[ProjectSpec, ...])


class MergedAssessment(models.Model):
    """Where a guest's assessment went that became part of its owner's: its address leads there."""

    public_id = models.UUIDField(
        _("public id"), unique=True, editable=False, help_text=_("Named it in links.")
    )
    into = models.ForeignKey(
        Assessment,
        verbose_name=_("into"),
        on_delete=models.CASCADE,
        related_name="merged",
        help_text=_("The assessment it became a part of."),
    )

    def __str__(self) -> str:
        return f"{self.public_id}: {self.into}"


class KeptVerdict(models.Model):
    """The person read what changed in the path since, and keeps the verdict as it was.

    `seen` names what they read: when the path changes again, they are told again.
    """

    assessment = models.OneToOneField(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="kept",
        help_text=_("The completed assessment whose verdict is kept."),
    )
    seen = models.CharField(
        _("seen"), max_length=64, help_text=_("A digest of the changes that were shown.")
    )
    kept_at = models.DateTimeField(_("kept at"), help_text=_("When it was kept."))

    def __str__(self) -> str:
        return f"{self.assessment}: kept"
