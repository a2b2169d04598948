"""Verdicts with only the numbers a sentence needs."""

from __future__ import annotations

from typing import Any

from careerpath.engine.types import LevelVerdict


def verdict(met: int, relevant: int, needed: int = 0, **fields: Any) -> LevelVerdict:
    """A level of which `met` of `relevant` are met and `needed` are needed."""
    plain: dict[str, Any] = {
        "level": "senior",
        "rank": 3,
        "threshold_percent": 80,
        "backed": 0,
        "not_relevant": 0,
        "must_haves": 0,
        "missing_must_haves": (),
        "unmet": (),
        "unrated": (),
        "held": met >= needed,
        "could_hold": met >= needed,
    }
    return LevelVerdict(met=met, relevant=relevant, needed=needed, **plain | fields)
