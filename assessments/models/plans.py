"""What a person decided to do, by when."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careerpath.bounds import LINK_LENGTH, NOTE_LENGTH
from careerpath.framework.models import CareerPath, Proficiency, Project, Skill

from .assessments import Assessment
from .projects import ProjectMark


class DevelopmentPlan(models.Model):
    """The one plan a person has for a path.

    A guest's has no `owner`: it belongs to whoever may see the completed `assessment` on whose
    roadmap it was begun, until they claim it. A person's has no assessment, as it outlasts each.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="plans",
        help_text=_("Whose it is; empty while it belongs to a browser session."),
    )
    assessment = models.OneToOneField(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="plan",
        help_text=_("The guest's assessment it hangs on; empty once it is somebody's."),
    )
    path = models.ForeignKey(
        CareerPath,
        verbose_name=_("path"),
        on_delete=models.PROTECT,
        related_name="plans",
        help_text=_("The path it is about."),
    )
    begun_at = models.DateTimeField(
        _("begun at"), help_text=_("When something was first taken into it.")
    )
    feed_digest = models.CharField(
        _("digest of the feed's address"),
        max_length=64,
        blank=True,
        db_default="",  # an older release, running beside this one, does not fill it
        help_text=_("SHA-256 of what is secret in it; empty where there is no feed."),
    )
    feed_language = models.CharField(
        _("language of the feed"),
        max_length=10,
        blank=True,
        db_default="",
        help_text=_("Of who asked for it."),
    )
    reminders_in = models.CharField(
        _("language of the reminders"),
        max_length=10,
        blank=True,
        db_default="",
        help_text=_("Of who asked for them by mail; empty where nobody did."),
    )

    class Meta:
        verbose_name = _("development plan")
        verbose_name_plural = _("development plans")
        constraints = [
            models.UniqueConstraint(
                fields=["feed_digest"], condition=~Q(feed_digest=""), name="plan_feed_is_one_plans"
            ),
            models.UniqueConstraint(fields=["owner", "path"], name="plan_one_a_path"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, assessment__isnull=False)
                | Q(owner__isnull=False, assessment__isnull=True),
                name="plan_of_a_person_or_a_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}: plan"


class PlanItem(models.Model):
    """One thing a person means to do: raise a skill, build a project, or something of their own.

    What became of a project is said in its ProjectMark alone, its link as well: `mark` is the one
    that holds, put here by whoever reads items (selectors.py). Of the others the days are here.
    `version` counts the saves, as a rating's does.
    """

    TO_DO, BEGUN, DONE, DROPPED = "to-do", "begun", "done", "dropped"

    mark: ProjectMark | None = None

    public_id = models.UUIDField(
        _("public id"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Names it in links."),
    )
    plan = models.ForeignKey(
        DevelopmentPlan,
        verbose_name=_("plan"),
        on_delete=models.CASCADE,
        related_name="items",
        help_text=_("The plan it is in."),
    )
    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        help_text=_("The skill to raise; empty where it is about something else."),
    )
    proficiency = models.PositiveSmallIntegerField(
        _("proficiency"),
        choices=Proficiency.choices,
        null=True,
        blank=True,
        help_text=_("What the skill is to be raised to, 1 to 4."),
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        help_text=_("The project to build; empty where it is about something else."),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("What it is, of an item that is about neither."),
    )
    target_date = models.DateField(
        _("target date"), null=True, blank=True, help_text=_("By when; a day of the person's.")
    )
    note = models.TextField(
        _("note"),
        blank=True,
        validators=[MaxLengthValidator(NOTE_LENGTH)],
        help_text=_("How, with whom, and what became of it."),
    )
    link = models.URLField(
        _("link"),
        max_length=LINK_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it can be seen; http or https. A project's stands in its mark."),
    )
    begun_at = models.DateTimeField(
        _("begun at"), null=True, blank=True, help_text=_("When it was begun.")
    )
    done_at = models.DateTimeField(
        _("done at"), null=True, blank=True, help_text=_("When it was done; empty until then.")
    )
    dropped_at = models.DateTimeField(
        _("dropped at"), null=True, blank=True, help_text=_("When it was decided against.")
    )
    added_at = models.DateTimeField(_("added at"), help_text=_("When it was taken into the plan."))
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was last saved."))
    reminded_of = models.DateField(
        _("reminded of"),
        null=True,
        blank=True,
        help_text=_("The target date of which a mail has reminded."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, help_text=_("Counts the saves."))

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        constraints = [
            models.UniqueConstraint("plan", "skill", "proficiency", name="plan_item_skill_once"),
            models.UniqueConstraint("plan", "project", name="plan_item_project_once"),
            models.CheckConstraint(
                condition=Q(skill__isnull=False, proficiency__range=(1, 4), project=None, title="")
                | Q(skill=None, proficiency=None, project__isnull=False, title="", link="")
                & Q(begun_at=None, done_at=None)
                | Q(skill=None, proficiency=None, project=None) & ~Q(title=""),
                name="plan_item_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is about, as the skill or project is called now."""
        return self.title or str(self.skill or self.project)

    @property
    def days(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When it was begun and when done; of a project, as its mark says."""
        if self.project_id is None:
            return self.begun_at, self.done_at
        return (self.mark.begun_at, self.mark.done_at) if self.mark else (None, None)

    @property
    def state(self) -> str:
        """One of the four. A project begun or done after it was dropped here is taken up again."""
        begun, done = self.days
        last = done or begun
        if self.dropped_at and not (last and last > self.dropped_at):
            return self.DROPPED
        return self.DONE if done else self.BEGUN if begun else self.TO_DO

    @property
    def seen_at(self) -> str:
        """Where it can be seen."""
        if self.project_id is None:
            return self.link
        return self.mark.link if self.mark else ""

    @property
    def spec_id(self) -> str:
        """The id its project has among a path's projects (ProjectSpec); empty without one."""
        return f"{self.project.level.public_id}/{self.project.public_id}" if self.project else ""
