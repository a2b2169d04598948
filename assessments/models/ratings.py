"""What was said of each skill in an assessment."""

from __future__ import annotations

import datetime as dt

from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.bounds import LINK_LENGTH, NOTE_LENGTH
from careerpath.engine.types import Rating, is_answer
from careerpath.framework.models import Proficiency, Skill

from .assessments import Assessment


class SkillRating(models.Model):
    """What was said of one skill in one assessment.

    Without a proficiency and not marked as irrelevant the skill is unrated: the row is there
    because evidence was typed before a choice was made. `version` counts the saves, so that a
    page that shows an older one can't overwrite a newer one unseen.
    """

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="ratings",
        help_text=_("The sitting it was said in."),
    )
    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.PROTECT,
        related_name="ratings",
        help_text=_("The skill rated."),
    )
    proficiency = models.PositiveSmallIntegerField(
        _("proficiency"),
        choices=Proficiency.choices,
        null=True,
        blank=True,
        help_text=_("0 to 4; empty is unrated."),
    )
    not_relevant = models.BooleanField(
        _("not relevant"),
        default=False,
        help_text=_("Leaves the skill out of this person's count."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        validators=[MaxLengthValidator(NOTE_LENGTH)],
        help_text=_("What was done, where, and how it went."),
    )
    link = models.URLField(
        _("link"),
        max_length=LINK_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it can be seen; http or https."),
    )
    last_used = models.DateField(
        _("last used"), null=True, blank=True, help_text=_("When it was last done.")
    )
    carried_over = models.BooleanField(
        _("carried over"),
        default=False,
        help_text=_("Copied from the last assessment and not looked at since."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, help_text=_("Counts the saves."))
    updated_at = models.DateTimeField(_("updated at"), help_text=_("When it was last saved."))

    class Meta:
        verbose_name = _("skill rating")
        verbose_name_plural = _("skill ratings")
        constraints = [
            models.UniqueConstraint("assessment", "skill", name="skill_rating_once"),
            models.CheckConstraint(
                condition=Q(proficiency__isnull=True) | Q(proficiency__range=(0, 4)),
                name="skill_rating_0_to_4",
            ),
            models.CheckConstraint(
                condition=Q(not_relevant=False) | Q(proficiency__isnull=True),
                name="skill_rating_number_or_not_relevant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.answer}"

    @property
    def answer(self) -> str:
        """The answer in a word."""
        if self.not_relevant:
            return gettext("not relevant")
        return gettext("unrated") if self.proficiency is None else self.get_proficiency_display()

    @property
    def has_evidence(self) -> bool:
        """Whether anything backs it: a note or a link. A date alone shows nothing."""
        return bool(self.note or self.link)

    def is_to_check(self, skill: Skill) -> bool:
        """Whether it answers what its skill no longer means; it counts all the same."""
        changed, answered = skill.meaning_changed_at, self.answered_at
        return bool(answered and changed and answered < changed)

    @property
    def answered_at(self) -> dt.datetime | None:
        """When it was answered last; None while it is unrated."""
        return self.updated_at if is_answer(self) else None

    def as_rating(self) -> Rating:
        """What the rules need to know of it."""
        return Rating(self.proficiency, self.not_relevant, self.has_evidence)
