"""What can be done to an assessment. Every function is one transaction and takes no request.

- sittings.py  start, complete, hand over to a person, throw away
- saying.py    save what was said of a skill
"""

from __future__ import annotations

from .saying import Conflict, Said, said_in, save_rating
from .sittings import (
    AssessmentCompleted,
    NothingAsked,
    claim,
    complete,
    delete_forgotten,
    start,
)

__all__ = [
    "AssessmentCompleted",
    "Conflict",
    "NothingAsked",
    "Said",
    "claim",
    "complete",
    "delete_forgotten",
    "said_in",
    "save_rating",
    "start",
]
