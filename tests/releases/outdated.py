"""List pinned packages with newer releases, and what their notes say of security: `make outdated`.

Asks the registry through pip alone, which runs nothing of what it asks about. Notes are looked
for in the description that a release carries; many packages keep theirs elsewhere, and then their
address is all there is. What could not be asked is said, and ends the command in failure.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements" / "dev.txt"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
NEWEST = re.compile(r"^\S+ \((\S+)\)$", re.MULTILINE)
SECURITY = re.compile(r"secur|vulnerab|\bCVE-|\bGHSA-|denial of service|\bXSS\b", re.IGNORECASE)
NOTES = re.compile(r"change|release|history|news", re.IGNORECASE)
AT_ONCE = 8  # questions

Ask = Callable[..., str | None]


@dataclass(frozen=True)
class Newer:
    """A package with a newer release, and what could be found out about it."""

    name: str
    pinned: str
    newest: str
    security: tuple[str, ...] = ()
    address: str = ""
    has_notes: bool = False

    def __str__(self) -> str:
        lines = [f"{self.name} {self.pinned} -> {self.newest}"]
        lines += [f"    SECURITY: {line}" for line in self.security]
        if not self.has_notes:
            where = self.address or "the package names no address"
            lines.append(f"    notes are not in the registry, read them: {where}")
        elif not self.security:
            lines.append("    its notes say nothing of security")
        return "\n".join(lines)


def pip(*arguments: str) -> str | None:
    """What pip answers; None where it failed."""
    done = subprocess.run(  # noqa: S603  # pip, fixed words and names from our own lock
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout if done.returncode == 0 else None


def newest_of(name: str, ask: Ask) -> str | None:
    """The newest release of a package; None where the registry could not say."""
    found = NEWEST.search(ask("index", "versions", name) or "")
    return found[1] if found else None


def look_up(name: str, pinned: str, newest: str, ask: Ask) -> Newer | None:
    """What the newest release says of itself; None where it could not be asked."""
    said = ask("install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet",
               "--only-binary", ":all:", "--report", "-", f"{name}=={newest}")  # fmt: skip
    if said is None:
        return None
    metadata = json.loads(said)["install"][0]["metadata"]
    notes = notes_since(metadata.get("description", ""), pinned)
    security = tuple(line.strip("-*• ") for line in notes if SECURITY.search(line))
    return Newer(name, pinned, newest, security, _address(metadata), bool(notes))


def notes_since(description: str, pinned: str) -> list[str]:
    """The lines about releases newer than the pinned one; none where no heading names one."""
    lines = [line.strip() for line in description.splitlines()]
    heads = [(number, found) for number, line in enumerate(lines) if (found := _release(line))]
    newer = [number for number, release in heads if release > Version(pinned)]
    if not newer:
        return []
    older = [number for number, release in heads if release <= Version(pinned)]
    end = next((number for number in older if number > newer[0]), len(lines))
    return [line for line in lines[newer[0] : end] if line]


def _release(line: str) -> Version | None:
    """The release a heading is about: "## 2.1.0 (2026-11-03)", "Version 2.1"."""
    found = re.match(
        r"(?:#+ *)?(?:version|release)? *\[?v?(\d+(?:\.\d+)+)\]?(?:[ :(–-]|$)", line, re.I
    )
    try:
        return Version(found[1]) if found and len(line.split()) < 6 else None  # headings are short
    except InvalidVersion:
        return None


def _address(metadata: dict[str, Any]) -> str:
    """Where a package says its notes are."""
    named = [link.partition(", ") for link in metadata.get("project_url", [])]
    found = [address for label, _comma, address in named if NOTES.search(label)]
    return next(iter([*found, *(address for *_, address in named)]), "")


def report(pins: dict[str, str], ask: Ask = pip) -> tuple[list[Newer], list[str]]:
    """The packages with newer releases, and the names of those that could not be asked about."""
    with ThreadPoolExecutor(AT_ONCE) as at_once:
        known = dict(zip(pins, at_once.map(lambda name: newest_of(name, ask), pins), strict=True))
        behind = {
            name: newest for name, newest in known.items()
            if newest and Version(newest) > Version(pins[name])
        }  # fmt: skip
        looked = at_once.map(lambda name: look_up(name, pins[name], behind[name], ask), behind)
        found = dict(zip(behind, looked, strict=True))
    unasked = [name for name in pins if not known[name] or (name in found and not found[name])]
    return [newer for newer in found.values() if newer], unasked


def main(pins: dict[str, str] | None = None, ask: Ask = pip) -> int:
    """Print the report; 1 where something could not be asked, which is no all-clear."""
    pins = pins if pins is not None else dict(PIN.findall(PINS.read_text(encoding="utf-8")))
    found, unasked = report(pins, ask)
    for newer in found:
        sys.stdout.write(f"{newer}\n")
    asked = len(pins) - len(unasked)
    sys.stdout.write(f"{len(found)} of {asked} pinned packages have a newer release.\n")
    if unasked:
        sys.stdout.write(f"COULD NOT BE ASKED ABOUT, so nothing is said of: {', '.join(unasked)}\n")
    return 1 if unasked else 0


if __name__ == "__main__":
    sys.exit(main())
