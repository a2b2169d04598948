"""The documents that name tests, requirements and events name real ones, and all of them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from careerpath.accounts.security_log import WARNINGS, Event

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TESTS = ROOT / "tests"

# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they come first in it,
# those of level 3 last.
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4),
    5: (1, 3, 2, 3), 6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1),
    9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3), 11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip


def named_tests(text: str) -> set[tuple[str, str]]:
    """File and test (empty for a whole file) of everything that looks like one, from tests/."""
    found = re.findall(r"`((?:tests/)?[\w/]*test_\w+\.py)(?:::(\w+))?", text)
    return {(file.removeprefix("tests/"), test) for file, test in found}


def names_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def places_of(name: str) -> list[Path]:
    """A file from tests/, or, where a document names it short, wherever one of that name is."""
    exact = TESTS / name
    return [exact] if exact.exists() else sorted(TESTS.rglob(name.rpartition("/")[2]))


@pytest.mark.parametrize("name", ["asvs", "breaks", "deploy", "quality", "security", "translating"])
def test_every_test_a_document_names_exists(name: str) -> None:
    document = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    missing = [
        f"{file}::{test}"
        for file, test in sorted(named_tests(document))
        if not any(not test or test in names_in(place) for place in places_of(file))
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["asvs", "breaks", "quality", "security"])
def test_no_promise_stands_twice(name: str) -> None:
    """Two who change a row at once leave both: one of them is no longer true."""
    document = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \|", document, re.MULTILINE)
    heads = re.findall(r"^\| ([^|]+?) \|.*\n\|-", document, re.MULTILINE)
    assert Counter(rows) - Counter(heads) - Counter(set(rows)) == Counter()


def test_a_name_that_is_none_is_seen() -> None:
    assert named_tests("`proofs/test_kill.py` and `test_docs.py::test_nothing`") == {
        ("proofs/test_kill.py", ""),
        ("test_docs.py", "test_nothing"),
    }
    assert places_of("proofs/test_nothing_at_all.py") == []


def checklist() -> list[tuple[str, str, str]]:
    """Number, status and reason of each requirement in docs/asvs.md."""
    rows = (DOCS / "asvs.md").read_text(encoding="utf-8")
    found: list[tuple[str, str, str]] = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| \*\*(Held|Not held|Operator|No)\*\*(.*) \|$", rows, re.M
    )
    return found


def test_asvs_has_every_requirement_of_levels_1_and_2_once() -> None:
    wanted = [
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    ]
    assert len(wanted) == 253
    assert [number for number, _, _ in checklist()] == wanted


def test_asvs_says_by_what_each_is_held() -> None:
    bare = [
        number
        for number, status, reason in checklist()
        if (status == "Held" and not re.search(r"::test_|\]\(|`make |\bas 1\d", reason))
        or (status in {"Not held", "Operator"} and not reason.strip())
    ]
    assert bare == []


def test_asvs_counts_right() -> None:
    count = Counter(status for _, status, _ in checklist())
    sentence = (
        f"Held: {count['Held']}. Not held: {count['Not held']}. "
        f"Operator: {count['Operator']}. No: {count['No']}."
    )
    assert sentence in (DOCS / "asvs.md").read_text(encoding="utf-8")


def test_every_event_of_the_security_log_is_documented() -> None:
    section = (DOCS / "security.md").read_text(encoding="utf-8").split("## Security log")[1]
    rows = re.findall(r"^\| ([^|]+) \| (INFO|WARNING|INFO, WARNING) \|", section, re.M)
    told = [(event, levels.split(", ")) for events, levels in rows for event in events.split(", ")]
    assert sorted(event for event, _ in told) == sorted(Event)
    wrong = [
        event
        for event, levels in told
        if ("WARNING" if event in WARNINGS else "INFO") not in levels
    ]
    assert wrong == []


@pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")), ids=lambda file: file.stem)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    """To a file that is there, and to a heading it has."""
    lost = []
    text = document.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)", text):
        file = (document.parent / target) if target else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


def anchors(document: Path) -> set[str]:
    """The headings of a document, as links name them."""
    found = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}
