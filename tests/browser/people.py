"""Ada, whose roadmap the pictures show and the bench opens: at Mid-Level, on the way to Senior."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from careerpath.framework.models import CareerPath, Requirement

# What Ada says, over and over, level by level, the last time and the times before.
PATTERNS: dict[int, tuple[int | None, ...]] = {
    1: (3,),
    2: (3, 3, 3, 3, 3, 3, 2),
    3: (3, 3, 2, 1, 3, None, 2),
    4: (1, 0, 2, None, 1, 3),
    5: (0, 1, None),
}
SPRING: dict[int, tuple[int | None, ...]] = {1: (3, 3, 3, 2), 2: (2, 1, 3, None), 3: (1, None)}
SUMMER: dict[int, tuple[int | None, ...]] = {1: (3,), 2: (3, 2, 3, 3, 1), 3: (2, 3, 1, None)}
NOTE = "In production since spring, serving two teams."
EVIDENCE: dict[int, dict[str, Any]] = {
    0: {"note": NOTE},
    3: {"note": NOTE, "link": "https://example.org/work", "last_used": dt.date(2026, 5, 4)},
    6: {"note": " ".join([NOTE] * 6)},
}


def rate(
    assessment: Assessment, patterns: dict[int, tuple[int | None, ...]], now: dt.datetime
) -> None:
    """Answer every skill of the path, with evidence at every third."""
    asked = Requirement.objects.filter(level__path=assessment.path).select_related("skill", "level")
    for n, row in enumerate(asked.order_by("level__rank", "group__position", "position")):
        pattern = patterns.get(row.level.rank, (None,))
        stored = assessment.ratings.filter(skill=row.skill).first()
        services.save_rating(
            assessment=assessment,
            skill=row.skill,
            said=RatingData(pattern[n % len(pattern)], **(EVIDENCE[n % 9] if n % 3 == 0 else {})),
            seen=seen_in(stored),
            now=now,
        )


def assess(
    owner: Any,
    path: CareerPath,
    patterns: dict[int, tuple[int | None, ...]] = PATTERNS,
    *,
    now: dt.datetime,
) -> Assessment:
    """A completed assessment of that day."""
    begun = services.start(owner=owner, path=path, now=now)
    rate(begun, patterns, now)
    return services.complete(assessment=begun, now=now)
