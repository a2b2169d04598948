from __future__ import annotations

import gc
import weakref

from careerpath.framework.caching.memory import Memory, cached
from careerpath.framework.models import CareerPath


def test_memory_makes_a_thing_once_and_forgets_the_one_asked_for_longest_ago() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    memory: Memory[str] = Memory(most=2)
    for name in "abacab":
        assert memory.get(name, lambda name=name: make(name)) == name  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_kept_is_made_again_after_a_change(path: CareerPath) -> None:
    made = [cached("names", lambda: list(CareerPath.objects.values_list("name", flat=True)))]
    made.append(cached("names", lambda: ["never made"]))
    CareerPath.objects.update(name="Forester")
    made.append(cached("names", lambda: list(CareerPath.objects.values_list("name", flat=True))))
    assert made == [["Gardener"], ["Gardener"], ["Forester"]]


def test_what_was_made_under_an_old_stamp_is_let_go(path: CareerPath) -> None:
    class Thing:
        """What can be watched."""

    there = []
    for n in range(4):
        CareerPath.objects.update(name=f"Forester {n}")
        there.append(weakref.ref(cached("thing", Thing)))
    gc.collect()
    assert [bool(thing()) for thing in there] == [False, False, True, True]
