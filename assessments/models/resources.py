"""What a person has gone through to learn a skill."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from careerpath.framework.models import LearningResource

from .assessments import Assessment


class ResourceMark(models.Model):
    """A learning resource that a person has done, said on one of their completed assessments.

    It is true of the person whichever of theirs it hangs on; taken back, the row goes.
    """

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="resource_marks",
        help_text=_("The completed assessment on whose roadmap it was said."),
    )
    resource = models.ForeignKey(
        LearningResource,
        verbose_name=_("learning resource"),
        on_delete=models.PROTECT,
        related_name="marks",
        help_text=_("What was done."),
    )
    done_at = models.DateTimeField(_("done at"), help_text=_("When it was marked done."))

    class Meta:
        verbose_name = _("resource mark")
        verbose_name_plural = _("resource marks")
        constraints = [models.UniqueConstraint("assessment", "resource", name="resource_mark_once")]

    def __str__(self) -> str:
        return str(self.resource)
