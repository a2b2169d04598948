"""What a person typed that could not be saved, kept in their session until it can.

A session that ran out, or an assessment that was completed meanwhile, must not cost a word. Kept is
skill by skill, as typed, under a key that names where it belongs; the form shows it again, marked
as not saved yet.
"""

from __future__ import annotations

from django.http import HttpRequest

UNSAVED = "unsaved_answers"
FIELDS = ("answer", "note", "link", "last_used")
MOST_LETTERS = 60_000  # a whole screen with long notes; a session is no store for more
MOST_KEYS = 3

Typed = dict[str, dict[str, str]]
"""Skill public id to field name to what was typed."""


def posted(request: HttpRequest) -> Typed:
    """The answers in a posted screen, skill by skill; unchanged empty ones are left out."""
    typed: Typed = {}
    for name, value in request.POST.items():
        skill, _, field = name.rpartition("-")
        if field in FIELDS and not skill.startswith("initial-") and value:
            typed.setdefault(skill, {})[field] = str(value)
    return typed


def keep(request: HttpRequest, key: str) -> None:
    """Keep what was posted under `key`, beside what waits there already."""
    waiting: dict[str, Typed] = request.session.get(UNSAVED, {})
    merged = {**waiting.pop(key, {}), **posted(request)}
    if (
        merged
        and sum(len(text) for row in merged.values() for text in row.values()) <= MOST_LETTERS
    ):
        kept = dict(list(waiting.items())[-(MOST_KEYS - 1) :])
        request.session[UNSAVED] = {**kept, key: merged}


def waiting(request: HttpRequest, *keys: str) -> Typed:
    """What waits under these keys; a later key wins."""
    found: Typed = {}
    for key in keys:
        found |= request.session.get(UNSAVED, {}).get(key, {})
    return found


def forget(request: HttpRequest, skills: set[str], *keys: str) -> None:
    """Drop what has been saved now."""
    store: dict[str, Typed] = request.session.get(UNSAVED, {})
    for key in keys:
        left = {skill: row for skill, row in store.get(key, {}).items() if skill not in skills}
        if key in store and left != store[key]:
            store = {**store, key: left}
            request.session[UNSAVED] = store
