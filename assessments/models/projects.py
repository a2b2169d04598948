"""Which projects a person has begun and done."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from careerpath.bounds import LINK_LENGTH
from careerpath.framework.models import Project

from .assessments import Assessment


class ProjectMark(models.Model):
    """What a person says of a project, on the roadmap of one completed assessment.

    It holds on their later ones until they say something else there; what an earlier one says
    stays. Without either day it was taken back.
    """

    BEGUN, DONE = "begun", "done"

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="project_marks",
        help_text=_("The completed assessment on whose roadmap it was said."),
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="marks",
        help_text=_("The project it is about."),
    )
    begun_at = models.DateTimeField(
        _("begun at"), null=True, blank=True, help_text=_("When it was begun.")
    )
    done_at = models.DateTimeField(
        _("done at"), null=True, blank=True, help_text=_("When it was done; empty until then.")
    )
    link = models.URLField(
        _("link"),
        max_length=LINK_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it can be seen; http or https."),
    )

    class Meta:
        verbose_name = _("project mark")
        verbose_name_plural = _("project marks")
        constraints = [models.UniqueConstraint("assessment", "project", name="project_mark_once")]

    def __str__(self) -> str:
        return f"{self.project}: {self.state or '-'}"

    @property
    def state(self) -> str:
        """BEGUN, DONE, or nothing."""
        if self.done_at:
            return self.DONE
        return self.BEGUN if self.begun_at else ""

    @property
    def spec_id(self) -> str:
        """The id its project has among a path's projects (ProjectSpec)."""
        return self.project.spec_id
