"""Print what each page costs as a multiple of the floor: processor time, and time to the answer.

All subjects take turns in every round, and a ratio is the median over the rounds: a machine that
is busy for a while is busy for both. Both servers are started anew a few times, since a process is
some hundredths faster or slower all its life, by where its memory happens to lie. The database is
SQLite in a folder that is gone afterwards, or what DATABASE_URL names, which must be empty.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.serving import need_linux, serve

if TYPE_CHECKING:
    from tests.bench.furnishing import Ada


def main() -> None:
    """Run it all; the exit code is 1 when a ratio is missed."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--servers", type=int, default=5, help="how often both are started")
    parser.add_argument("--rounds", type=int, default=10, help="of each start")
    parser.add_argument("--burst", type=int, default=10, help="requests a subject and round")
    args = parser.parse_args()
    need_linux()
    with tempfile.TemporaryDirectory() as folder:
        _settle(Path(folder))
        missed = _run(args.servers, args.rounds, args.burst)
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


def _run(servers: int, rounds: int, burst: int) -> bool:
    from tests.bench.furnishing import furnish

    ada, results = furnish(), dict[str, Result]()
    for _ in range(servers):
        _measure(ada, results, rounds, burst)
    base = results["floor"]
    print(f"{'':<28}{'CPU ms':>9}{'x floor':>9}{'at most':>9}{'time ms':>9}{'x floor':>9}")  # noqa: T201  # it is for printing
    for result in results.values():
        print(result.line(base))  # noqa: T201
    return any(result.missed(base) for result in results.values())


def _measure(ada: Ada, results: dict[str, Result], rounds: int, burst: int) -> None:
    """Start both servers and let all subjects take turns."""
    from tests.bench.asking import subjects

    with serve("careerpath.wsgi") as app, serve("tests.bench.floor") as floor:
        compared = subjects(app, floor, ada)
        for subject in compared:
            subject.burst(burst)  # the first requests load templates and code
        for _ in range(rounds):
            for subject in compared:
                results.setdefault(subject.what, Result(subject)).take(subject.burst(burst))


class Result:
    """A subject's rounds."""

    def __init__(self, subject: Any) -> None:
        self.what, self.most = subject.what, subject.most
        self.cpu: list[float] = []
        self.took: list[float] = []

    def take(self, round_: tuple[float, list[float]]) -> None:
        """Keep a round."""
        cpu, took = round_
        self.cpu.append(cpu)
        self.took.append(median(took))

    def cpu_ratio(self, base: Result) -> float:
        """How many times the floor's processor time of the same round, in the median."""
        return _ratio(self.cpu, base.cpu)

    def missed(self, base: Result) -> bool:
        """Whether either ratio is above what is to be reached."""
        worst = max(self.cpu_ratio(base), _ratio(self.took, base.took))
        return self.most is not None and round(worst, 2) > self.most

    def line(self, base: Result) -> str:
        """A line of the table."""
        at_most = f"{self.most:.1f}" if self.most else ""
        verdict = "MISSED" if self.missed(base) else "ok" if self.most else ""
        return (
            f"{self.what:<28}{1000 * median(self.cpu):>9.2f}{self.cpu_ratio(base):>9.2f}"
            f"{at_most:>9}{1000 * median(self.took):>9.2f}{_ratio(self.took, base.took):>9.2f}"
            f"   {verdict}"
        )


def _ratio(ours: list[float], base: list[float]) -> float:
    return median(mine / floor for mine, floor in zip(ours, base, strict=True))


if __name__ == "__main__":
    main()
