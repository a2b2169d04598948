"""What a person practised for interviews: their own answers, and how sure they were."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from careerpath.bounds import NOTE_LENGTH
from careerpath.engine.practice import Memory

from .plans import DevelopmentPlan


class PracticeAnswer(models.Model):
    """A person's answer to one interview question, and when it comes again (engine/practice.py).

    It names its question by the public ids it has on the path and keeps the words it was asked in,
    so that an edit or a deletion there takes nothing from the person. `version` counts the saves.
    """

    class Confidence(models.IntegerChoices):
        """How sure the person was, in the order of the scheduler's ratings."""

        NONE = 1, _("I had no answer")
        SHAKY = 2, _("Shaky")
        GOOD = 3, _("Good enough")
        SURE = 4, _("Sure")

    plan = models.ForeignKey(
        DevelopmentPlan,
        verbose_name=_("plan"),
        on_delete=models.CASCADE,
        related_name="practice",
        help_text=_("Of the person and the path it is about."),
    )
    question = models.CharField(
        _("question"), max_length=200, help_text=_("What names it on the path.")
    )
    asked = models.TextField(_("asked"), help_text=_("The question as it was asked."))
    note = models.TextField(
        _("note"),
        blank=True,
        validators=[MaxLengthValidator(NOTE_LENGTH)],
        help_text=_("The person's own answer."),
    )
    confidence = models.PositiveSmallIntegerField(
        _("confidence"),
        choices=Confidence.choices,
        help_text=_("How sure they were the last time."),
    )
    practised_on = models.DateField(
        _("practised on"), help_text=_("The last time; a day of the person's.")
    )
    due_on = models.DateField(_("due on"), help_text=_("When it comes again."))
    stability = models.FloatField(_("stability"), help_text=_("In days, of the scheduler."))
    difficulty = models.FloatField(_("difficulty"), help_text=_("1 to 10, of the scheduler."))
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was last saved."))
    version = models.PositiveIntegerField(_("version"), default=1, help_text=_("Counts the saves."))

    class Meta:
        verbose_name = _("practice answer")
        verbose_name_plural = _("practice answers")
        constraints = [
            models.UniqueConstraint("plan", "question", name="practice_question_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__range=(1, 4)), name="practice_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return self.asked

    @property
    def memory(self) -> Memory:
        """What the scheduler keeps of it."""
        return Memory(self.practised_on, self.due_on, self.stability, self.difficulty)
