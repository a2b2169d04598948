"""Portfolio projects and the skills they exercise."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from .base import FrameworkQuerySet, FrameworkRow, Ordered, Retirable, RetirableQuerySet, Tracked
from .paths import Level
from .skills import Skill


class Project(Ordered, Retirable, FrameworkRow):
    """Something to build that shows a level's skills."""

    parent: ClassVar[str | None] = "level"

    level = models.ForeignKey(
        Level,
        on_delete=models.CASCADE,
        related_name="projects",
        help_text="The level whose skills it shows.",
    )
    name = models.CharField(max_length=200, help_text="“Edge ML deployment platform”.")
    description = models.TextField(blank=True, help_text="What it is, in a sentence or two.")
    skills = models.ManyToManyField(
        Skill,
        through="ProjectSkill",
        related_name="projects",
        help_text="The skills building it exercises.",
    )

    objects = RetirableQuerySet.as_manager()

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint("level", "public_id", name="project_public_id")]

    def __str__(self) -> str:
        return self.name


class ProjectSkill(Ordered, Tracked):
    """A project exercises a skill, and why."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="exercises", help_text="The project."
    )
    skill = models.ForeignKey(
        Skill,
        on_delete=models.PROTECT,
        related_name="exercised_by",
        help_text="A skill that building it exercises.",
    )
    why = models.CharField(
        max_length=300, blank=True, help_text="One line: how building it exercises the skill."
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "skill"],
                name="project_skill_once",
                violation_error_message="This project names this skill already.",
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
