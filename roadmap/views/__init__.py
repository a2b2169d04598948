"""The pages of a roadmap.

- roadmaps.py  the roadmap of an assessment, and keeping its verdict
- trials.py    the same for ratings that nobody gave: what if
- projects.py  what becomes of its projects
- plans.py     the plan for a path, and what is taken into it
- plan_items.py  one thing in a plan
- calendars.py  the plan as a calendar
- learning.py  what was done to learn a skill
- plan_ratings.py  from something done to the ratings it was about
- practice.py  interview questions, one at a time
- proofs.py    its verdict to be checked
- progress.py  how a person moved over all of them
- switches.py  another path with what is known
"""

from __future__ import annotations

from .calendars import calendar_file, calendar_page, feed
from .learning import learn
from .plan_items import plan_item, remove_item
from .plan_ratings import rate_plan_item
from .plans import latest_plan, plan, take
from .practice import practice
from .progress import progress
from .projects import project
from .proofs import proof, proof_json
from .reminders import reminders, stop_reminders
from .roadmaps import detail, keep, latest
from .switches import switch_to

__all__ = [
    "calendar_file",
    "calendar_page",
    "detail",
    "feed",
    "keep",
    "latest",
    "latest_plan",
    "learn",
    "plan",
    "plan_item",
    "practice",
    "progress",
    "project",
    "proof",
    "proof_json",
    "rate_plan_item",
    "reminders",
    "remove_item",
    "stop_reminders",
    "switch_to",
    "take",
]
