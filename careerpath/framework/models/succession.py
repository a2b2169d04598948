"""Which skill takes the place of which."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import FrameworkQuerySet, Tracked
from .skills import Skill


class SkillSuccession(Tracked):
    """A retired skill and one that took its place: several rows where it was split or merged.

    What a person said of the old one is proposed to them for the new one, and counts once they
    take it over.
    """

    old = models.ForeignKey(
        Skill,
        verbose_name=_("old"),
        on_delete=models.CASCADE,
        related_name="successors",
        help_text=_("The skill that went out of use."),
    )
    new = models.ForeignKey(
        Skill,
        verbose_name=_("new"),
        on_delete=models.CASCADE,
        related_name="predecessors",
        help_text=_("A skill that took its place."),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill succession")
        verbose_name_plural = _("skill successions")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="skill_succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="skill_succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @classmethod
    def natural_lookup(cls, key: tuple[str, str]) -> dict[str, Any]:
        """The filter that finds a natural key."""
        old, new = key
        return {"old__public_id": old, "new__public_id": new}

    def natural_key(self) -> tuple[str, str]:
        """The two skills."""
        return (self.old.public_id, self.new.public_id)
