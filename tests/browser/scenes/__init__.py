"""Every page and every state of it, once: what `make screenshots` photographs and what
test_scenes.py checks.

A chapter is a generator: it makes the people and rows it needs, brings a tab to a state, and yields
the state's name with the tab. Whoever asked looks at it and asks for the next. Nothing in a chapter
depends on the interface's language: it finds things by name, class or address, never by words.

- stage.py       where scenes are played: the server, tabs of people signed in or not
- public.py      a path and its pages, full, bare and extreme
- accounts.py    signing up and in, one's account, second factors
- assessing.py   rating oneself: begun, saved, wrong, offline, in two tabs, out of time
- levels.py      rating a level at a glance, until it is settled
- roadmaps.py    every state of a roadmap, and trials
- plans.py       a plan: empty, taken, dated, changed in two tabs, lost
- forgotten.py   errors, mails, the gallery
- editing.py     admin
- compounds.py   words longer than a phone is wide
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import accounts, assessing, compounds, editing, forgotten, levels, plans, public, roadmaps
from .stage import Stage

Chapter = Callable[[Stage], Iterator[tuple[str, Any]]]
CHAPTERS: dict[str, Chapter] = {
    "public": public.scenes,
    "accounts": accounts.scenes,
    "assessing": assessing.scenes,
    "levels": levels.scenes,
    "roadmaps": roadmaps.scenes,
    "plans": plans.scenes,
    "forgotten": forgotten.scenes,
    "editing": editing.scenes,
    "compounds": compounds.scenes,
}

__all__ = ["CHAPTERS", "Chapter", "Stage"]
