"""A verdict in a form that anyone can check: what is asked, what was said, and what settles it.

The format is that of docs/proofs.md; docs/check_proof.py checks it without the app.
"""

from __future__ import annotations

from typing import Any

from assessments.models import Assessment
from careerpath.engine.placement import place
from careerpath.engine.settling import Proof, smallest_proof
from careerpath.engine.types import MEASURED_PERCENT, LevelSpec, LevelVerdict, PathSpec, Rating
from careerpath.framework.caching import cached_for_good
from roadmap.builder import RoadmapBuilder

FORMAT, VERSION = "careerpath-proof", 1


def proof_of(assessment: Assessment, builder: RoadmapBuilder) -> Proof | None:
    """The fewest answers that settle the level; None where it is open. Worked out once."""
    key = ("proof", assessment.public_id, assessment.completed_at)
    return cached_for_good(key, lambda: smallest_proof(builder.asked, builder.ratings))


def follows(builder: RoadmapBuilder) -> bool:
    """Whether the verdict that was given follows by the rules of today; they change, seldom."""
    now, then = place(builder.asked, builder.ratings), builder.placement
    return _kept(now.levels) == _kept(then.levels) and (now.current_rank, now.possible_rank) == (
        then.current_rank,
        then.possible_rank,
    )


def document(
    assessment: Assessment, builder: RoadmapBuilder, proof: Proof | None
) -> dict[str, Any]:
    """The proof for programs, in the words that were asked: one for every language."""
    path, then = builder.asked, builder.placement
    return {
        "format": FORMAT,
        "version": VERSION,
        "path": path.name,
        "assessed": assessment.completed_at.isoformat() if assessment.completed_at else None,
        "measured_percent": MEASURED_PERCENT,
        "levels": [_asked(level) for level in path.levels],
        "answers": {
            skill: answer
            for skill, rating in builder.ratings.items()
            if (answer := _answer(rating)) is not None and skill in _skills(path)
        },
        "verdict": {
            "level": _level(path, then.current_rank),
            "possible_level": _level(path, then.possible_rank),
            "levels": [_numbers(level) for level in then.levels],
        },
        "settled_by": list(proof.skills) if proof else None,
    }


def _asked(level: LevelSpec) -> dict[str, Any]:
    return {
        "id": level.id,
        "name": level.name,
        "threshold_percent": level.threshold_percent,
        "asks": [
            {
                "skill": asks.skill,
                "name": asks.skill_name,
                "proficiency": asks.proficiency,
                "must_have": asks.must_have,
            }
            for asks in level.requirements
        ],
    }


def _numbers(told: LevelVerdict) -> dict[str, Any]:
    return {
        "id": told.level,
        "relevant": told.relevant,
        "needed": told.needed,
        "met": told.met,
        "missing_must_haves": list(told.missing_must_haves),
        "measured": told.measured,
        "held": told.held,
        "could_hold": told.could_hold,
    }


def _kept(levels: tuple[LevelVerdict, ...]) -> list[dict[str, Any]]:
    return [_numbers(level) for level in levels]


def _skills(path: PathSpec) -> frozenset[str]:
    return frozenset(asks.skill for level in path.levels for asks in level.requirements)


def _answer(rating: Rating) -> int | str | None:
    """A proficiency, "not relevant", or None for unrated."""
    return "not relevant" if rating.not_relevant else rating.proficiency


def _level(path: PathSpec, rank: int | None) -> str | None:
    return None if rank is None else path.levels[rank - 1].id
