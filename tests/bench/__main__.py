"""Print what each page costs as a multiple of the floor: processor time, and time to the answer.

All subjects take turns in every round, and a ratio is the median over the rounds: a machine that
is busy for a while is busy for all. The servers are started anew a few times, since a process is
some hundredths faster or slower all its life, by where its memory happens to lie. The database is
SQLite in a folder that is gone afterwards, or what DATABASE_URL names, which must be empty.

With --base each page is also compared with itself in an older commit, and that is what is judged,
by processor time: the time to the answer is the machine's as well.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.serving import need_linux, serve

if TYPE_CHECKING:
    from tests.bench.asking import Subject
    from tests.bench.base import Base
    from tests.bench.furnishing import Ada, Growth

FASTER = {"sqlite": 0.9, "postgresql": 0.5}
"""Of the base's processor time, at most."""
SAVING_FASTER = {"sqlite": 0.7, "postgresql": 0.5}


def main() -> None:
    """Run it all; the exit code is 1 when a ratio is missed."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--servers", type=int, default=5, help="how often all are started")
    parser.add_argument("--rounds", type=int, default=10, help="of each start")
    parser.add_argument("--burst", type=int, default=10, help="requests a subject and round")
    parser.add_argument("--base", help="a commit to compare with")
    args = parser.parse_args()
    need_linux()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        _settle(Path(folder))
        from tests.bench.base import checked_out

        base = stack.enter_context(checked_out(args.base, Path(folder))) if args.base else None
        missed = _run(args.servers, args.rounds, args.burst, base)
    sys.exit(missed)


def _settle(folder: Path) -> None:
    """Settings of this run's own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        "CAREERPATH_DATA_DIR": str(folder),
        "CAREERPATH_SECRET_KEY": secrets.token_urlsafe(50),
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    import django

    django.setup()


def _run(servers: int, rounds: int, burst: int, base: Base | None) -> bool:
    from tests.bench.furnishing import furnish, furnish_growth

    ada, then = furnish(), base.furnish() if base else None
    more = [] if base else furnish_growth()
    results = dict[tuple[str, bool], Result]()
    for _ in range(servers):
        for of_base, subject, took in _measured(ada, more, base, then, rounds, burst):
            results.setdefault((subject.what, of_base), Result(subject)).take(took)
    floor = results["floor", False]
    compared = f"{'base ms':>9}{'x base':>8}" if base else ""
    sys.stdout.write(f"{'':<30}{'CPU ms':>8}{'x floor':>8}{'time ms':>9}{'x floor':>8}")
    sys.stdout.write(f"{compared}{'at most':>9}\n")
    lines = [
        _line(result, floor, results.get((what, True)), results.get((result.than, False)))
        for (what, of_base), result in results.items()
        if not of_base
    ]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return any("MISSED" in line for line in lines)


def _measured(  # noqa: PLR0917  # passed on
    ada: Ada, more: list[Growth], base: Base | None, then: Ada | None, rounds: int, burst: int
) -> list[tuple[bool, Subject, tuple[float, list[float]]]]:
    """Start all servers and let all subjects take turns; whether it is the base's, and a round."""
    from tests.bench import asking
    from tests.bench.base import ALIAS
    from tests.bench.furnishing import edit

    with ExitStack() as stack:
        app = stack.enter_context(serve("careerpath.wsgi"))
        subjects = [(False, asking.floor(stack.enter_context(serve("tests.bench.floor")), ada))]
        pages = [[(False, page)] for page in asking.pages(app, ada, edit)]
        if base and then:
            older = asking.pages(stack.enter_context(base.serve()), then, partial(edit, ALIAS))
            for page, same in zip(pages, older, strict=True):
                page.append((True, same))
        subjects += [subject for page in pages for subject in page]
        subjects += [(False, subject) for subject in asking.growth(app, more)]
        for _, subject in subjects:
            subject.burst(burst)  # the first requests load templates and code
        return [
            (of_base, subject, subject.burst(burst))
            for _ in range(rounds)
            for of_base, subject in subjects
        ]


class Result:
    """A subject's rounds."""

    def __init__(self, subject: Any) -> None:
        self.what, self.most, self.than = subject.what, subject.most, subject.than
        self.cpu: list[float] = []
        self.took: list[float] = []

    def take(self, round_: tuple[float, list[float]]) -> None:
        """Keep a round."""
        cpu, took = round_
        self.cpu.append(cpu)
        self.took.append(median(took))


def _line(result: Result, floor: Result, older: Result | None, than: Result | None) -> str:
    """A line of the table; it ends with whether what is to be reached is missed."""
    cpu, took = _ratio(result.cpu, floor.cpu), _ratio(result.took, floor.took)
    line = f"{result.what:<30}{1000 * median(result.cpu):>8.2f}{cpu:>8.2f}"
    line += f"{1000 * median(result.took):>9.2f}{took:>8.2f}"
    if than:
        ratio = _ratio(result.cpu, than.cpu)
        return f"{line}{_verdict(ratio, result.most)}, {ratio:.2f} of “{than.what}”"
    if not older:
        return line + _verdict(max(cpu, took), result.most)
    ratio = _ratio(result.cpu, older.cpu)
    return f"{line}{1000 * median(older.cpu):>9.2f}{ratio:>8.2f}" + _verdict(ratio, _faster(result))


def _faster(result: Result) -> float:
    from django.db import connection

    return (SAVING_FASTER if "saving" in result.what else FASTER)[connection.vendor]


def _verdict(ratio: float, most: float | None) -> str:
    if most is None:
        return ""
    return f"{most:>9.1f}   {'MISSED' if round(ratio, 2) > most else 'ok'}"


def _ratio(ours: list[float], base: list[float]) -> float:
    return median(mine / floor for mine, floor in zip(ours, base, strict=True))


if __name__ == "__main__":
    main()
