"""The mapping page in admin: what was found in a ladder, a choice a part, the ladder so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.importing import preview
from careerpath.framework.importing.sources import Mapped, choose, handed_in, mapped, read
from careerpath.framework.ladders.rows import Ladder, Row
from careerpath.framework.models import LadderSource, Proficiency

from .document_form import RIGHTS

FIELD = "part "
MOST_PARTS, MOST_LINES = 300, 100


@dataclass(frozen=True, slots=True)
class LevelSoFar:
    """A level as it is so far: its name, how much of each kind, and its lines.

    Beside a line that is a skill stands how well it is asked.
    """

    name: str
    counts: tuple[str, ...]
    lines: tuple[tuple[Row, str], ...]
    more: int


def source_of(pk: int) -> LadderSource:
    """The ladder that a page is about; a 404 for one that is not there."""
    kept: LadderSource | None = LadderSource.objects.filter(pk=pk).select_related("path").first()
    if kept is None:
        raise Http404("No such ladder.")
    return kept


class MappingPage:
    """The page for the admin class of paths; beside Documents, whose frame and preview it uses."""

    def mapping_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was found; a post keeps what was chosen, and shows what it makes, or would do."""
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        kept = source_of(pk)
        if request.method == "POST":
            said = {key.removeprefix(FIELD): str(value) for key, value in request.POST.items()}
            choose(kept, said)
            if request.POST.get("do") == "preview":
                return self._would_do(request, kept)
            return redirect("admin:framework_careerpath_mapping", kept.pk)
        return self._mapping(request, kept, mapped(read(kept), kept.choices))

    def _would_do(self, request: HttpRequest, kept: LadderSource) -> HttpResponse:
        found = mapped(read(kept), kept.choices)
        publish = "publish" in request.POST
        try:
            handed = handed_in(found, kept.path, publish=publish)
        except DocumentRefused as refused:
            messages.error(request, refused.reason)
            return self._mapping(request, kept, found)
        page: Any = self
        return page._preview(request, preview(handed), kept.path, source=kept)  # type: ignore[no-any-return]  # noqa: SLF001  # of Documents, beside us

    def _mapping(self, request: HttpRequest, kept: LadderSource, found: Mapped) -> HttpResponse:
        asked = [part for part in found.parts if len(part.options) > 1]
        context = {
            "source": kept,
            "field": FIELD,
            "parts": asked[:MOST_PARTS],
            "as_guessed": max(len(asked) - MOST_PARTS, 0),
            "chosen": sum(part.chosen != part.guess for part in asked),
            "ladder": found.ladder,
            "levels": so_far(found.ladder),
            "of_path": _level("", found.ladder.rows),
            "warnings": [*found.assembled.warnings, *found.source.remarks],
            "wordings": len(found.assembled.wordings),
            "title": _("What is what in “%(name)s”") % {"name": kept.name},
            "subtitle": None,
        }
        page: Any = self
        return page._page(request, "mapping", kept.path, context)  # type: ignore[no-any-return]  # noqa: SLF001  # of Documents, beside us


def so_far(ladder: Ladder) -> list[LevelSoFar]:
    """The levels, lowest first."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ladder.rows:
        rows[row.level].append(row)
    return [_level(level, rows[level]) for level in ladder.levels]


def _level(name: str, rows: Iterable[Row]) -> LevelSoFar:
    mine = [row for row in rows if row.level == name]
    counts = tuple(
        text % {"number": count}
        for kind, said in _COUNTED.items()
        if (count := sum(row.kind == kind for row in mine)) and (text := said(count))
    )
    lines = tuple((row, _asked(row)) for row in mine[:MOST_LINES])
    return LevelSoFar(name, counts, lines, max(len(mine) - MOST_LINES, 0))


def _asked(row: Row) -> str:
    return str(Proficiency(row.proficiency).label) if row.kind == "skill" else ""


_COUNTED: dict[str, Callable[[int], str]] = {
    "skill": lambda n: ngettext("%(number)d skill", "%(number)d skills", n),
    "responsibility": lambda n: ngettext(
        "%(number)d responsibility", "%(number)d responsibilities", n
    ),
    "project": lambda n: ngettext("%(number)d project", "%(number)d projects", n),
    "question": lambda n: ngettext("%(number)d question", "%(number)d questions", n),
    "note": lambda n: ngettext("%(number)d note", "%(number)d notes", n),
    "left out": lambda n: ngettext("%(number)d line left out", "%(number)d lines left out", n),
}
