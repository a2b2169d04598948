"""What a person typed that could not be saved, kept in their session until it can.

A session that ran out, or an assessment that was completed meanwhile, must not cost a word. Kept is
skill by skill, as typed, with what its page had seen, under a key that names where it belongs; the
form shows it again, marked as not saved yet, beside what was stored meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from django.http import HttpRequest
from django.utils import timezone

from assessments.forms import SkillRatingForm
from assessments.rating_data import seen_in

UNSAVED = "unsaved_answers"
PATH = "path:"
FIELDS = ("answer", "note", "link", "last_used")
SEEN = "seen"
BEFORE = "-before"
"""Ends the names of fields that hold what another tab had typed before."""
MOST_LETTERS = 60_000  # a whole screen with long notes; a session is no store for more
NOTHING = ("", seen_in(None))

Row = dict[str, str]
Typed = dict[str, Row]
"""Skill public id to field name to what was typed, and "seen": what its page showed."""


def path_key(path: str) -> str:
    """Where words wait for the next assessment on a path (public id)."""
    return f"{PATH}{path}"


def posted(request: HttpRequest) -> Typed:
    """Each skill of which a posted screen says something, or had seen something."""
    typed: Typed = {}
    for name, value in request.POST.items():
        skill, _, field = name.rpartition("-")
        if skill and field in (*FIELDS, SEEN):
            typed.setdefault(skill, {})[field] = str(value)
    return {
        skill: row
        for skill, row in typed.items()
        if row.get(SEEN, "") not in NOTHING or any(row.get(field) for field in FIELDS)
    }


def keep(request: HttpRequest, key: str) -> Typed:
    """Keep what was typed into a posted screen under `key`, beside what waits there.

    What was there before is never pushed out, nor a rating by a long note: the short answers are
    kept first. Returns what did not fit.
    """
    waiting: dict[str, Typed] = dict(request.session.get(UNSAVED, {}))
    here = dict(waiting.get(key, {}))
    too_much: Typed = {}
    room = MOST_LETTERS - sum(_letters(*one) for each in waiting.values() for one in each.items())
    for skill, row in sorted(_touched(request).items(), key=lambda item: _letters(*item)):
        new = _beside(here.get(skill, {}), row)
        more = _letters(skill, new) - (_letters(skill, here[skill]) if skill in here else 0)
        if more > room:
            too_much[skill] = {name: text for name, text in row.items() if name != SEEN and text}
        else:
            here[skill], room = new, room - more
    if here:
        request.session[UNSAVED] = {**waiting, key: here}
    return too_much


def _touched(request: HttpRequest) -> Typed:
    """The skills of which a posted screen says anything else than it had shown."""
    today = timezone.now().date()
    typed: Typed = {}
    for skill, row in posted(request).items():
        form = SkillRatingForm(request.POST, prefix=skill, today=today)
        if not form.is_valid() or form.was_touched():
            typed[skill] = row
    return typed


def _beside(old: Row, new: Row) -> Row:
    """The newer words, with those of the older that are not in them.

    Two tabs of a session that ended know nothing of each other.
    """
    row = dict(new)
    for field in FIELDS:
        texts = [old.get(field + BEFORE, ""), old.get(field, "")]
        before = [text for text in texts if text and text not in new.get(field, "")]
        if before:
            row[field + BEFORE] = "\n\n".join(dict.fromkeys(before))
    return row


def _letters(skill: str, row: Row) -> int:
    return len(skill) + sum(len(text) for text in row.values())


def waiting(request: HttpRequest, *keys: str) -> Typed:
    """What waits under these keys; what waits under a later one counts as the newer."""
    found: Typed = {}
    for key in keys:
        for skill, row in request.session.get(UNSAVED, {}).get(key, {}).items():
            found[skill] = _beside(found.get(skill, {}), row)
    return found


def name_of(row: Mapping[str, str]) -> str:
    """Names what waits, so that a page can say that it showed it."""
    return hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:16]


def forget(request: HttpRequest, skills: set[str], *keys: str) -> None:
    """Drop what has been saved now, or seen by whoever saved something else in its place.

    A page that was opened before it began to wait has not shown it: there it goes on waiting.
    """
    mine = posted(request)

    def is_done(skill: str, row: Row) -> bool:
        said = mine.get(skill, {})
        same = all(row.get(field, "") == said.get(field, "") for field in FIELDS)
        plain = not any(field.endswith(BEFORE) for field in row)
        return (same and plain) or request.POST.get(f"{skill}-waited") == name_of(row)

    here = waiting(request, *keys)
    drop(request, {skill for skill in skills & set(here) if is_done(skill, here[skill])}, *keys)


def drop(request: HttpRequest, skills: set[str], *keys: str) -> None:
    """Let go of what waits for these skills."""
    store: dict[str, Typed] = request.session.get(UNSAVED, {})
    for key in keys:
        left = {skill: row for skill, row in store.get(key, {}).items() if skill not in skills}
        if key in store and left != store[key]:
            store = {name: rows for name, rows in {**store, key: left}.items() if rows}
            request.session[UNSAVED] = store


def let_go(request: HttpRequest, skill: str, *keys: str) -> None:
    """Drop what waits for a skill, if the page that asks for it had shown just that."""
    row = waiting(request, *keys).get(skill)
    if row and request.POST.get(f"{skill}-waited") == name_of(row):
        drop(request, {skill}, *keys)


def take_out(
    request: HttpRequest, keys: Collection[str], *, paths: bool = True
) -> dict[str, Typed]:
    """Take what waits under these keys, and for an update of any path, out of the session."""
    store: dict[str, Typed] = request.session.get(UNSAVED, {})
    out = {
        key: rows for key, rows in store.items() if key in keys or (paths and key.startswith(PATH))
    }
    if out:
        request.session[UNSAVED] = {key: rows for key, rows in store.items() if key not in out}
    return out


def put_back(request: HttpRequest, words: dict[str, Typed]) -> None:
    """Let these wait again, beside what waits."""
    for key, rows in words.items():
        _add(request, key, rows)


def move(request: HttpRequest, old: str, new: str) -> bool:
    """Let what waits under one key wait under another; whether anything did."""
    rows = request.session.get(UNSAVED, {}).get(old, {})
    if rows:
        drop(request, set(rows), old)
        _add(request, new, rows)
    return bool(rows)


def _add(request: HttpRequest, key: str, rows: Typed) -> None:
    """These count as the newer."""
    store: dict[str, Typed] = request.session.get(UNSAVED, {})
    there = store.get(key, {})
    merged = {**there, **{s: _beside(there.get(s, {}), row) for s, row in rows.items()}}
    request.session[UNSAVED] = {**store, key: merged}
