from __future__ import annotations

from dataclasses import replace

from careerpath.framework.documents.model import Exercise, ProjectIdea
from careerpath.framework.documents.rows.shown import differing, shown

BRIDGE = ProjectIdea(
    name="Bridge",
    exercises=(Exercise("Steel", "It carries."), Exercise("Ropes", "They hold.")),
)


def test_sentences_in_one_line_end_in_one_sign() -> None:
    assert shown(BRIDGE) == "Steel: It carries; Ropes: They hold."


def test_only_what_differs_is_told() -> None:
    exercises = (BRIDGE.exercises[0], Exercise("Cables", "They hold."))
    after = replace(BRIDGE, exercises=exercises)
    assert differing(BRIDGE, after) == ("Ropes: They hold.", "Cables: They hold.")
    fewer = replace(BRIDGE, exercises=BRIDGE.exercises[:1])
    assert differing(BRIDGE, fewer) == ("Ropes: They hold.", "")


def test_another_order_is_told_whole() -> None:
    after = replace(BRIDGE, exercises=BRIDGE.exercises[::-1])
    assert differing(BRIDGE, after) == (shown(BRIDGE), "Ropes: They hold; Steel: It carries.")
    assert differing("old", "new") == ("old", "new")
