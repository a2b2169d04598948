"""Changes and remarks as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.framework.documents.model import Reading

from .changes import Change, Changes


def told(changes: Changes) -> Iterator[str]:
    """The replaced skills it names, what applying would do, a line each, what may be renames."""
    for one in changes.followed:
        yield f"replaced   skill: {one.old} is now {' and '.join(one.news)}"
    for change in changes.changes:
        yield _line(change)
    for candidate in changes.candidates:
        yield f"a rename?  {candidate.what}: {candidate.old} = {candidate.new}"


def checked(reading: Reading) -> Iterator[str]:
    """What the document's reader should check, with lines."""
    for remark in reading.remarks:
        yield f"line {remark.line}: {remark.reason} “{remark.text}”"


def _line(change: Change) -> str:
    place = f"{change.where}, {change.what}" if change.where else change.what
    name = f"{place}: {change.name}" if change.name and change.name != change.what else place
    said = f" ({change.before or 'nothing'} -> {change.after or 'nothing'})"
    return f"{change.kind:<9}  {name}{said if change.kind in {'changed', 'renamed'} else ''}"
