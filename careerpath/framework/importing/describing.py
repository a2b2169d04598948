"""What a document would do, in words and in the order an editor looks at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.documents.rows import Change, Changes
from careerpath.framework.documents.rows.changes import Kind

MANY = 30  # more lines than one looks through: folded

WORDS: dict[str, str | Promise] = {
    "path": _("path"),
    "level": _("level"),
    "skill": _("skill"),
    "responsibility": _("responsibility"),
    "day line": _("part of the day"),
    "project": _("project"),
    "note": _("note"),
    "short name": _("short name"),
    "years": _("years"),
    "threshold": _("threshold"),
    "language": _("language"),
    "pay": _("pay"),
    "overview": _("overview"),
    "system design focus": _("system design focus"),
    "transition timeline": _("transition timeline"),
    "flexibility": _("flexibility"),
    "core responsibility": _("core responsibility"),
    "growth phase": _("growth phase"),
    "interview section": _("interview section"),
    "networking group": _("networking group"),
    "tip": _("tip"),
    "transition": _("transition"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: where it is, what it is, and how it reads before and after."""

    where: str
    what: str | Promise
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """All changes of one kind; many of them are folded."""

    kind: str
    title: str
    lines: tuple[Line, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is folded at first."""
        return len(self.lines) > MANY


def parts(changes: Iterable[Change]) -> tuple[Part, ...]:
    """The changes by kind: what is taken away first, what comes last."""
    by_kind: dict[Kind, list[Line]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(_line(change))
    order: tuple[Kind, ...] = ("retired", "removed", "renamed", "changed", "moved", "added")
    return tuple(
        Part(kind, _title(kind, len(by_kind[kind])), tuple(by_kind[kind]))
        for kind in order
        if kind in by_kind
    )


def _line(change: Change) -> Line:
    what = WORDS.get(change.what, change.what)
    name = "" if change.name == change.what or change.kind == "renamed" else change.name
    if change.kind in {"removed", "retired"}:
        return Line(change.where, what, name, "", "")
    before = change.before if change.kind in {"changed", "renamed"} else ""
    return Line(change.where, what, name, before, change.after)


def _title(kind: Kind, count: int) -> str:
    titles = {
        "added": ngettext("Added: %(count)d", "Added: %(count)d", count),
        "changed": ngettext("Changed: %(count)d", "Changed: %(count)d", count),
        "moved": ngettext("Moved: %(count)d", "Moved: %(count)d", count),
        "removed": ngettext(
            "Removed, kept in the edit history: %(count)d",
            "Removed, kept in the edit history: %(count)d",
            count,
        ),
        "renamed": ngettext("Renamed: %(count)d", "Renamed: %(count)d", count),
        "retired": ngettext(
            "Retired, not deleted: %(count)d", "Retired, not deleted: %(count)d", count
        ),
    }
    return titles[kind] % {"count": count}


def followed(changes: Changes) -> list[str]:
    """The replaced skills a document names: "Docker is now Containers and Images"."""
    return [
        # Translators: a skill that was replaced, and those that took its place.
        gettext("%(old)s is now %(news)s")
        % {"old": one.old, "news": get_text_list(list(one.news), gettext("and"))}
        for one in changes.followed
    ]


def touched(counts: dict[str, int]) -> str:
    """ "12 rows added, 3 changed" of what was counted while applying."""
    said = {
        "added": ngettext("%(count)d row added", "%(count)d rows added", counts.get("added", 0)),
        "changed": ngettext(
            "%(count)d row changed", "%(count)d rows changed", counts.get("changed", 0)
        ),
        "removed": ngettext(
            "%(count)d row removed", "%(count)d rows removed", counts.get("removed", 0)
        ),
    }
    return ", ".join(said[key] % {"count": counts[key]} for key in said if counts.get(key))
