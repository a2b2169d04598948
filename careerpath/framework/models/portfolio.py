"""Portfolio projects and the skills they exercise."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import FrameworkQuerySet, FrameworkRow, Ordered, Retirable, RetirableQuerySet, Tracked
from .levels import Level
from .skills import Skill
from .translatable import Translatable


class Project(Ordered, Retirable, FrameworkRow):
    """Something to build that shows a level's skills."""

    parent: ClassVar[str | None] = "level"
    texts = ("name", "description")

    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.CASCADE,
        related_name="projects",
        help_text=_("The level whose skills it shows."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("“Edge ML deployment platform”.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("What it is, in a sentence or two.")
    )
    skills = models.ManyToManyField(
        Skill,
        verbose_name=_("skills"),
        through="ProjectSkill",
        related_name="projects",
        help_text=_("The skills building it exercises."),
    )

    objects = RetirableQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [models.UniqueConstraint("level", "public_id", name="project_public_id")]

    def __str__(self) -> str:
        return self.name

    @property
    def spec_id(self) -> str:
        """The id it has among a path's projects (ProjectSpec)."""
        return f"{self.level.public_id}/{self.public_id}"

    @property
    def anchor(self) -> str:
        """Names its card on the page of the path's projects, which has read its level."""
        return f"project-{self.level.public_id}-{self.public_id}"


class ProjectSkill(Ordered, Tracked, Translatable):
    """A project exercises a skill, and why."""

    texts = ("why",)

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="exercises",
        help_text=_("The project."),
    )
    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.PROTECT,
        related_name="exercised_by",
        help_text=_("A skill that building it exercises."),
    )
    why = models.CharField(
        _("why"),
        max_length=300,
        blank=True,
        help_text=_("One line: how building it exercises the skill."),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("project skill")
        verbose_name_plural = _("project skills")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "skill"],
                name="project_skill_once",
                violation_error_message=_("This project names this skill already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.skill}"

    @classmethod
    def natural_lookup(cls, key: tuple[str, ...]) -> dict[str, Any]:
        """The filter that finds a natural key."""
        *project, skill = key
        lookup = {f"project__{k}": v for k, v in Project.natural_lookup(tuple(project)).items()}
        return lookup | {"skill__public_id": skill}

    def natural_key(self) -> tuple[str, ...]:
        """The project and the skill."""
        return (*self.project.natural_key(), self.skill.public_id)
