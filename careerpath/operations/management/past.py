"""What the commands that go back in time have in common: an option, and what they say."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError

from careerpath.operations.restoring import Past


def add_lists(parser: ArgumentParser) -> None:
    """Files that name erased accounts, besides the table and the list in the data folder."""
    parser.add_argument(
        "--erased", type=Path, action="append", default=[], metavar="FILE",
        help="a list of erased accounts from another host, or a security log; can be repeated",
    )  # fmt: skip


def checked(lists: list[Path]) -> list[Path]:
    """The lists; raises CommandError where one is not there."""
    if missing := [str(file) for file in lists if not file.is_file()]:
        raise CommandError(f"There is no file {', '.join(missing)}. Nothing was changed.")
    return lists


def day(when: dt.datetime | None) -> str:
    """A moment in words of the command line, in UTC."""
    if when is None:
        return "an unknown time"
    return f"{when.astimezone(dt.UTC):%-d %B %Y, %H:%M} UTC"


def told(past: Past) -> Iterator[str]:
    """What was brought back, and what was not, a line each."""
    yield "; ".join(f"{kind}: {now}" + (f" (before: {before})" if before != now else "")
                    for kind, (before, now) in past.counts.items()) + "."  # fmt: skip
    yield f"The newest of it is of {day(past.newest)}."
    if past.erased:
        days = ", ".join(day(when) for when in past.erased)
        yield f"Erased again, as they had been erased: {len(past.erased)} accounts (on {days})."
    else:
        yield "Nobody in it had been erased since."
    yield f"Ended: all {past.sessions} sessions. Everybody signs in anew."
    if past.rights:
        yield (
            f"{past.rights} accounts have rights again that they had no longer: look at the "
            "people in admin."
        )
