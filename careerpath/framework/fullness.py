"""A level asks no more skills than its pages can show and save, whichever way they come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from careerpath.bounds import MOST_SKILLS
from careerpath.framework.models import Requirement


class TooManySkills(ValidationError):
    """A level would ask more than can be rated; nothing was changed. Says which, and how many."""


def refuse_too_full(level: str, *, asked: int, before: int) -> None:
    """Raises TooManySkills where a level would ask too much, and more than before."""
    if asked > max(MOST_SKILLS, before):
        text = _("“%(level)s” would ask %(asked)d skills; at most %(most)d can be rated.")
        raise TooManySkills(text % {"level": level, "asked": asked, "most": MOST_SKILLS})


def refuse_more(asked: int) -> None:
    """Raises TooManySkills where a level would ask so many."""
    if asked > MOST_SKILLS:
        text = _("This level would ask %(asked)d skills; at most %(most)d can be rated.")
        raise TooManySkills(text % {"asked": asked, "most": MOST_SKILLS})


@contextmanager
def none_too_full(*levels: int) -> Iterator[None]:
    """Whatever is done inside is undone where a level then asks too much, and more than before.

    Looks at all levels, or only at those named by their keys. Two queries; raises TooManySkills.
    """
    with transaction.atomic():
        before = _too_full(levels)
        yield
        for key, (name, asked) in _too_full(levels).items():
            refuse_too_full(name, asked=asked, before=before[key][1] if key in before else 0)


def _too_full(levels: tuple[int, ...]) -> dict[int, tuple[str, int]]:
    """The levels that ask too much, by key: their name, and how many skills they ask.

    Retired skills count as well: they come back without their levels being asked.
    """
    rows = Requirement.objects.current().order_by()
    if levels:
        rows = rows.filter(level__in=levels)
    counted = rows.values("level").annotate(asked=Count("pk")).filter(asked__gt=MOST_SKILLS)
    return {
        key: (name, asked)
        for key, name, asked in counted.values_list("level", "level__name", "asked")
    }
