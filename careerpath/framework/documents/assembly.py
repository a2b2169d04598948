"""What was found in a document put together: the levels in their order, the whole as one tree."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext

from careerpath.folding import folded

from .draft import Draft
from .fitting import fitted
from .model import Circle, Group, PathDocument, Reading, Rung
from .text import prose


def reading_of(draft: Draft) -> Reading:
    """The document and the report."""
    document = PathDocument(
        title=draft.title,
        overview=prose("\n\n".join(text for text in draft.overview if text)),
        core_responsibilities=tuple(draft.core),
        threshold_percent=draft.threshold,
        language=draft.language,
        levels=one_kind_a_group(
            tuple(
                replace(level.rung, projects=tuple(level.projects.values()))
                for level in draft.levels
            )
        ),
        phases=tuple(draft.phases),
        interview=tuple(draft.interview.values()),
        system_design_focus=draft.texts.get("system_design", ""),
        networking=tuple(Circle(name, tuple(e)) for name, e in draft.networking.values()),
        tips=tuple(draft.tips),
        transitions=tuple(draft.transitions),
        transition_timeline=draft.texts.get("timeline", ""),
        flexibility=draft.texts.get("flexibility", ""),
        notes=tuple(draft.notes.found.values()),
        public_id=draft.public_id,
    )
    remarks = tuple(sorted(draft.remarks, key=lambda remark: remark.line))
    return fitted(Reading(document, remarks), draft.outline.lines)


def order_levels(draft: Draft) -> None:
    """The levels from the lowest up: by the ranks they name, else by years, else as written."""
    drafts = draft.levels
    ranks = [level.rank for level in drafts if level.rank is not None]
    if len(set(ranks)) < len(ranks):
        clash = next(d for n, d in enumerate(drafts) if d.rank in [e.rank for e in drafts[:n]])
        draft.remark(
            clash.line,
            clash.rung.name,
            gettext("Two levels name the same rank; kept in their order."),
        )
    elif len(ranks) == len(drafts):
        drafts = sorted(drafts, key=lambda level: level.rank or (0, ""))
    starts = [level.rung.years.start for level in drafts if level.rung.years]
    falling = all(one > other for one, other in pairwise(starts))
    if not ranks and len(starts) > 1 and falling:
        drafts = drafts[::-1]
        draft.remark(
            drafts[-1].line, drafts[-1].rung.name, gettext("Levels run downwards; turned.")
        )
    draft.levels = drafts


def one_kind_a_group(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """A group of one name is one group of the path: its first spelling, kind and id count."""
    first: dict[str, Group] = {}
    for group in (group for rung in rungs for group in rung.groups):
        known = first.setdefault(folded(group.name), group)
        if group.public_id and not known.public_id:
            first[folded(group.name)] = replace(known, public_id=group.public_id)

    def unified(group: Group) -> Group:
        known = first[folded(group.name)]
        return Group(known.name, group.skills, known.soft, known.public_id)

    return tuple(
        replace(rung, groups=tuple(sorted(map(unified, rung.groups), key=lambda g: g.soft)))
        for rung in rungs
    )
