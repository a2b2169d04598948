"""What can be done to an assessment. Every function is one transaction and takes no request.

- sittings.py  start, complete, hand over to a person, throw away
- merging.py   two sittings become one
- saying.py    save what was said of a skill
"""

from __future__ import annotations

from .merging import both
from .saying import Conflict, confirm_rating, save_rating
from .sittings import (
    AssessmentCompleted,
    Claimed,
    NothingAsked,
    claim,
    complete,
    delete_forgotten,
    keep_verdict,
    newest_ratings,
    start,
)

__all__ = [
    "AssessmentCompleted",
    "Claimed",
    "Conflict",
    "NothingAsked",
    "both",
    "claim",
    "complete",
    "confirm_rating",
    "delete_forgotten",
    "keep_verdict",
    "newest_ratings",
    "save_rating",
    "start",
]
