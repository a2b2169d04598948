"""What can be done to an assessment. Every function is one transaction and takes no request.

- assessments.py start, complete, throw away
- deleting.py  delete one
- claiming.py  hand over to a person what they said as a guest
- evidence.py  put what was done beside the ratings it speaks for
- feeds.py     the private address of a plan's calendar
- merging.py   two sittings become one
- plans.py     take something into a plan, say what became of it
- joining_plans.py  two plans become one
- practice.py  keep an answer to an interview question
- projects.py  note what became of a project
- resources.py  note which learning resources were done
- ratings.py   save what was said of a skill
- reminders.py reminders of a plan by mail
"""

from __future__ import annotations

from .assessments import (
    AssessmentCompleted,
    NothingAsked,
    complete,
    delete_forgotten,
    forget,
    keep_verdict,
    newest_ratings,
    start,
)
from .claiming import Claimed, Clash, FoundWork, claim, find_work, take_over
from .deleting import ChangedMeanwhile, delete_assessment
from .evidence import add_evidence
from .feeds import digest, make_feed, stop_feed
from .merging import both
from .plans import (
    PlanFull,
    PlanItemChanged,
    Taken,
    Wanted,
    add_item,
    remove_item,
    save_item,
    take,
)
from .practice import AnswerChanged, save_answer
from .projects import MarkConflict, mark_project
from .ratings import Conflict, confirm_rating, save_rating
from .reminders import ask_reminders, note_reminded, stop_reminders
from .resources import mark_resource

__all__ = [
    "AnswerChanged",
    "AssessmentCompleted",
    "ChangedMeanwhile",
    "Claimed",
    "Clash",
    "Conflict",
    "FoundWork",
    "MarkConflict",
    "NothingAsked",
    "PlanFull",
    "PlanItemChanged",
    "Taken",
    "Wanted",
    "add_evidence",
    "add_item",
    "ask_reminders",
    "both",
    "claim",
    "complete",
    "confirm_rating",
    "delete_assessment",
    "delete_forgotten",
    "digest",
    "find_work",
    "forget",
    "keep_verdict",
    "make_feed",
    "mark_project",
    "mark_resource",
    "newest_ratings",
    "note_reminded",
    "remove_item",
    "save_answer",
    "save_item",
    "save_rating",
    "start",
    "stop_feed",
    "stop_reminders",
    "take",
    "take_over",
]
