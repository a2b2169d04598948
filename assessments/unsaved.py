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


def keep(request: HttpRequest, key: str) -> Typed:
    """Keep what was posted under `key`, beside what waits there; returns what did not fit.

    The short answers are kept first: a note that does not fit never pushes out a rating.
    """
    waiting: dict[str, Typed] = dict(request.session.get(UNSAVED, {}))
    merged = {**waiting.pop(key, {}), **posted(request)}
    fits, too_much = _fitting(merged)
    if fits:
        others = dict(list(waiting.items())[-(MOST_KEYS - 1) :])
        request.session[UNSAVED] = {**others, key: fits}
    return too_much


def _fitting(typed: Typed) -> tuple[Typed, Typed]:
    """What fits into a session, shortest first, and what does not."""
    fits: Typed = {}
    too_much: Typed = {}
    used = 0
    for skill, row in sorted(typed.items(), key=lambda item: _letters(*item)):
        used += _letters(skill, row)
        (fits if used <= MOST_LETTERS else too_much)[skill] = row
    return fits, too_much


def _letters(skill: str, row: dict[str, str]) -> int:
    return len(skill) + sum(len(text) for text in row.values())


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
