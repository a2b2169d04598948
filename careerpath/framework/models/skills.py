"""What is asked: skills, their groups, and which level asks which."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.folding import Folded, folded

from .base import FrameworkQuerySet, FrameworkRow, Ordered, Retirable, RetirableQuerySet, Tracked
from .levels import Level
from .paths import CareerPath
from .translatable import Translatable


class Proficiency(models.IntegerChoices):
    """The rating scale."""

    NOT_YET = 0, _("Not yet")
    AWARE = 1, _("Aware")
    PRACTISING = 2, _("Practising")
    PROFICIENT = 3, _("Proficient")
    LEADING = 4, _("Leading")

    @property
    def meaning(self) -> str:
        """What a person at this point can say of themselves."""
        return {
            Proficiency.NOT_YET: gettext("I have not done this"),
            Proficiency.AWARE: gettext("I can explain it and follow someone else's work"),
            Proficiency.PRACTISING: gettext("I have done it with help or on a small scale"),
            Proficiency.PROFICIENT: gettext("I do it on my own in real work, and it holds"),
            Proficiency.LEADING: gettext("others come to me for it; I set how it is done"),
        }[self]


class Skill(Retirable, FrameworkRow):
    """One thing a person can rate. Shared between paths: “Git” is one skill everywhere."""

    texts = ("name", "description")

    name = models.CharField(
        _("name"), max_length=200, help_text=_("As people would say it: “Git”.")
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("Shown beside the rating where the name alone could mislead."),
    )
    meaning_changed_at = models.DateTimeField(
        _("meaning changed at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "When a rewording last changed what it means. Older ratings still count, and "
            "their people are asked to check them."
        ),
    )

    objects = RetirableQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint("public_id", name="skill_public_id"),
            models.UniqueConstraint(
                Folded("name"),
                name="skill_name_any_case",
                violation_error_message=_("There is a skill of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SkillAlias(Tracked):
    """Another name a skill goes by, so that documents and searches find it."""

    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.CASCADE,
        related_name="aliases",
        help_text=_("The skill it is another name of."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("Another name for the same skill.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill alias")
        verbose_name_plural = _("skill aliases")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                Folded("name"),
                name="skill_alias_any_case",
                violation_error_message=_("A skill goes by this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def natural_lookup(cls, key: tuple[str, ...]) -> dict[str, str]:
        """The filter that finds a natural key."""
        return {"name__iexact": key[0]}

    def natural_key(self) -> tuple[str, ...]:
        """The alias as it is compared: no two skills share one."""
        return (folded(self.name),)


class SkillAnchor(Tracked, Translatable):
    """A skill's own wording for one point of the scale, where it deserves one."""

    texts = ("text",)

    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.CASCADE,
        related_name="anchors",
        help_text=_("The skill it words."),
    )
    proficiency = models.PositiveSmallIntegerField(
        _("proficiency"),
        choices=Proficiency.choices,
        help_text=_("Which point of the scale this words."),
    )
    text = models.CharField(
        _("text"), max_length=300, help_text=_("What a person at this point can say.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill anchor")
        verbose_name_plural = _("skill anchors")
        ordering = ("proficiency",)
        constraints = [
            models.UniqueConstraint(
                "skill",
                "proficiency",
                name="skill_anchor_once",
                violation_error_message=_("This point of the scale has its own wording already."),
            ),
            models.CheckConstraint(
                condition=Q(proficiency__range=(0, 4)), name="skill_anchor_0_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proficiency}: {self.text}"

    @classmethod
    def natural_lookup(cls, key: tuple[str, int]) -> dict[str, Any]:
        """The filter that finds a natural key."""
        skill, proficiency = key
        return {"skill__public_id": skill, "proficiency": proficiency}

    def natural_key(self) -> tuple[str, int]:
        """The skill and the point."""
        return (self.skill.public_id, self.proficiency)


class SkillGroup(Ordered, FrameworkRow):
    """A path's cluster of skills."""

    class Kind(models.TextChoices):
        """Whether a group is about the craft or about working with people."""

        TECHNICAL = "technical", _("technical")
        SOFT = "soft", _("soft")

    parent: ClassVar[str | None] = "path"
    texts = ("name",)

    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.PROTECT,
        related_name="skill_groups",
        help_text=_("The path it clusters skills of."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("“MLOps”, “Soft skills”."))
    kind = models.CharField(
        _("kind"),
        max_length=9,
        choices=Kind.choices,
        default=Kind.TECHNICAL,
        help_text=_("Technical or soft: decides under which heading a level lists it."),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")
        constraints = [
            models.UniqueConstraint("path", "public_id", name="skill_group_public_id"),
            models.UniqueConstraint(
                "path",
                Folded("name"),
                name="skill_group_name_any_case",
                violation_error_message=_("This path has a group of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["technical", "soft"]), name="skill_group_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Requirement(Ordered, Retirable, Tracked):
    """A level asks a skill at a proficiency."""

    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        on_delete=models.PROTECT,
        related_name="requirements",
        help_text=_("The level that asks."),
    )
    group = models.ForeignKey(
        SkillGroup,
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        related_name="requirements",
        help_text=_("The group of the path it is listed in."),
    )
    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.PROTECT,
        related_name="requirements",
        help_text=_("The skill that is asked."),
    )
    proficiency = models.PositiveSmallIntegerField(
        _("proficiency"),
        choices=[choice for choice in Proficiency.choices if choice[0] > 0],
        default=Proficiency.PROFICIENT,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text=_("The rating that meets it."),
    )
    must_have = models.BooleanField(
        _("must have"),
        default=False,
        help_text=_("The level can't be held without it, whatever the share."),
    )

    objects = RetirableQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "skill"],
                name="requirement_once_a_level",
                violation_error_message=_("This level asks this skill already."),
            ),
            models.CheckConstraint(
                condition=Q(proficiency__range=(1, 4)), name="requirement_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        values = {"skill": self.skill, "proficiency": self.get_proficiency_display()}
        return gettext("%(skill)s at %(proficiency)s") % values

    @classmethod
    def natural_lookup(cls, key: tuple[str, ...]) -> dict[str, Any]:
        """The filter that finds a natural key."""
        *level, skill = key
        lookup = {f"level__{k}": v for k, v in Level.natural_lookup(tuple(level)).items()}
        return lookup | {"skill__public_id": skill}

    def natural_key(self) -> tuple[str, ...]:
        """The level and the skill."""
        return (*self.level.natural_key(), self.skill.public_id)
