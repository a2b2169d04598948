"""What the public pages show, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.urls import reverse

from careerpath.framework import phrases
from careerpath.framework.charts import (
    PayAxis,
    PayRange,
    Rung,
    ShareBar,
    Staircase,
    pay_axis,
    share_bar,
    staircase,
)
from careerpath.framework.models import (
    CareerPath,
    InterviewQuestion,
    Level,
    Project,
    ProjectSkill,
    Requirement,
    SkillGroup,
)
from careerpath.framework.models.paths import CareerPathQuerySet

Asked = dict[str, list[tuple[SkillGroup, list[Requirement]]]]
"""What a level asks: kind ("technical", "soft") to its groups, each with its requirements."""

ASKED = Q(requirements__retired_at__isnull=True, requirements__skill__retired_at__isnull=True)
ASKED_ON_PATH = Q(
    levels__retired_at__isnull=True,
    levels__requirements__retired_at__isnull=True,
    levels__requirements__skill__retired_at__isnull=True,
)


def paths(*, published: bool = False) -> CareerPathQuerySet:
    """All paths, or those everyone may read, with `skill_count`."""
    rows = CareerPath.objects.published() if published else CareerPath.objects.all()
    return _counted(rows)


def published_paths() -> CareerPathQuerySet:
    """The published paths with `skill_count` and their levels, lowest first. Two queries."""
    levels = Prefetch("levels", Level.objects.current().order_by("rank"))
    # RatingData again: a query that counts forgets the model's own order.
    ordered = _counted(CareerPath.objects.published()).order_by("position", "pk")
    return ordered.prefetch_related(levels)


def is_only(path: CareerPath) -> bool:
    """Whether nobody can have come from another path, not even a retired one. One query."""
    return not CareerPath.objects.filter(published=True).exclude(pk=path.pk).exists()


def levels_of(path: CareerPath) -> list[Level]:
    """The levels in use, lowest first, with `asked_count` and `must_have_count`. One query."""
    rows = (
        path.levels.current()
        .order_by("rank")
        .annotate(
            asked_count=Count("requirements", filter=ASKED),
            must_have_count=Count("requirements", filter=ASKED & Q(requirements__must_have=True)),
        )
    )
    levels = list(rows)
    for level in levels:
        level.path = path
    return levels


def groups_asked(level: Level) -> Asked:
    """What a level asks, by kind, then group, in the framework's order. One query."""
    rows = (
        level.requirements.current()
        .filter(skill__retired_at__isnull=True)
        .select_related("skill", "group")
        .order_by("group__position", "group_id", "position", "pk")
    )
    found: Asked = {"technical": [], "soft": []}
    for group, asked in groupby(rows, key=lambda row: row.group):
        found[group.kind].append((group, list(asked)))
    return found


def count_asked(groups: Asked) -> int:
    """How many skills that is."""
    return sum(len(rows) for kind in groups.values() for _group, rows in kind)


def projects_of(levels: Collection[Level]) -> dict[int, list[Project]]:
    """The projects in use by level row, each with the skills it exercises. Two queries."""
    exercises = ProjectSkill.objects.filter(skill__retired_at__isnull=True).select_related("skill")
    rows = (
        Project.objects.current()
        .filter(level__in=levels)
        .prefetch_related(Prefetch("exercises", exercises.order_by("position", "pk")))
        .order_by("position", "pk")
    )
    known = {level.pk: level for level in levels}
    found: dict[int, list[Project]] = {}
    for project in rows:
        project.level = known[project.level_id]
        found.setdefault(project.level_id, []).append(project)
    return found


def ladder(levels: Iterable[Level], *, marked: Level | None = None) -> Staircase:
    """The levels as a staircase with nobody on it; each name leads to its page."""
    return staircase(
        Rung(
            name=level.short_name,
            note=phrases.years(level),
            marked=level == marked,
            url=reverse("framework:level", args=[level.path.public_id, level.public_id]),
        )
        for level in levels
    )


def pay_axes(levels: Iterable[Level], *, here: Level | None = None) -> list[tuple[str, PayAxis]]:
    """The pay of the levels that name one, an axis for each currency."""
    ranges: dict[str, list[PayRange]] = {}
    for level in levels:
        if level.pay_from is not None:
            pay = PayRange(
                name=level.short_name,
                text=phrases.pay(level),
                low=level.pay_from,
                high=level.pay_to or level.pay_from,
                open_ended=level.pay_open_ended,
                here=level == here,
            )
            ranges.setdefault(level.pay_currency, []).append(pay)
    return [(currency, pay_axis(rows)) for currency, rows in ranges.items()]


def pay_beside(level: Level, levels: Iterable[Level]) -> list[tuple[str, PayAxis]]:
    """A level's pay among those in the same currency; nothing where it names none."""
    if level.pay_from is None:
        return []
    return pay_axes([row for row in levels if row.pay_currency == level.pay_currency], here=level)


def day(level: Level) -> ShareBar:
    """A level's day in the life. One query."""
    return share_bar((share.activity, share.percent) for share in level.day_shares.all())


def _counted(paths: CareerPathQuerySet) -> CareerPathQuerySet:
    skills = Count("levels__requirements__skill", filter=ASKED_ON_PATH, distinct=True)
    counted: CareerPathQuerySet = paths.annotate(skill_count=skills)
    return counted


def interview_questions(
    rows: QuerySet[InterviewQuestion], path: CareerPath | Value
) -> QuerySet[InterviewQuestion]:
    """Those of a path that are asked, in its order: of any level, and of levels in use."""
    asked = rows.filter(section__path=path, section__level__retired_at__isnull=True)
    return asked.order_by("section__position", "section_id", "position", "pk")
