"""Bad input by kind: a refusal, or a path and what to check, always with line and reason."""

from __future__ import annotations

import contextlib
import tracemalloc

import pytest

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.read import read

TOP = "# Career Path: Baker\n\n## Career Progression\n\n"
HEAD = f"{TOP}### Junior Baker (0-2 years)\n\n"
SKILLS = "**Required Skills:** Kneading\n"
NO_TITLE = "No title: a career path starts with “# Career Path: Role”."
NO_LEVEL = (
    "This does not read as a career path: no level found. A level is a heading such as “### Junior "
    "Baker (0-2 years)” in a section “## Career Progression”, with parts such as “**Required "
    "Skills:**” below it."
)
NOT_UTF8 = "This is not UTF-8 text. Save the file as UTF-8."

REFUSED: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "The document is empty."),
    "only spaces": (" \n\t\n", 1, "The document is empty."),
    "Latin-1": ("# Career Path: Bäcker".encode("latin-1"), 1, NOT_UTF8),
    "UTF-16": (HEAD.encode("utf-16"), 1, NOT_UTF8),
    "cut in a character": (HEAD.encode() + b"\xc3", 7, NOT_UTF8),
    "half a pair": (b"# A\n\xed\xa0\x80", 2, NOT_UTF8),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", 1, NOT_UTF8),
    "a ZIP file": (b"PK\x03\0", 1, "The character U+0003 does not belong in a text."),
    "5 MB": ("x" * 5_000_000, 1, "The document has 5,000,000 bytes; at most 262,144 are read."),
    "100,000 items": (
        HEAD + "- a\n" * 100_000, 1, "The document has 400,075 bytes; at most 262,144 are read.",
    ),
    "100,000 short lines": (
        "# A\n" + "-\n" * 99_999, 6001, "The document has 100,001 lines; at most 6,000 are read.",
    ),
    "nested 1,000 deep": (
        f"{HEAD}{'- ' * 1000}a\n", 7, "Lists are nested more than 19 deep here.",
    ),
    "nested 300 deep by lines": (
        HEAD + "".join(f"{'  ' * n}- a\n" for n in range(300)),
        25, "Lists are nested more than 19 deep here.",
    ),
    "HTML": ("<!doctype html><html><h1>Career Path: A</h1></html>", 1, NO_TITLE),
    "JSON": ('{"title": "Career Path: Baker"}', 1, NO_TITLE),
    "a table of figures": ("a,b,c\n1,2,3\n", 1, NO_TITLE),
    "a shopping list": ("# Shopping\n\n## Monday\n\n- Eggs\n", 1, NO_LEVEL),
    "a program": ("# Career Path: baker\nimport os\n\ndef levels():\n    pass\n", 1, NO_LEVEL),
    "41 levels": (
        TOP + "".join(f"### L{n}\n" for n in range(41)), 45, "A path has at most 40 levels.",
    ),
}  # fmt: skip

YEARS_LEFT = "The years in this heading are not understood; left in it."
NO_PAY = "No yearly pay with a currency understood."
TO_CHECK: dict[str, tuple[str, list[tuple[int, str, str]]]] = {
    "reversed years": (
        f"{TOP}### Junior Baker (5-2 years)\n\n{SKILLS}",
        [(5, "Junior Baker (5-2 years)", YEARS_LEFT)],
    ),
    "negative years": (
        f"{TOP}### Junior Baker (-3-2 years)\n\n{SKILLS}",
        [(5, "Junior Baker (-3-2 years)", YEARS_LEFT)],
    ),
    "reversed experience": (
        f"{TOP}### Junior Baker\n\n**Experience:** 9 to 4 years\n",
        [(7, "Experience", "Not understood as years from smaller to larger; kept as a note.")],
    ),
    "reversed phase": (
        f"{HEAD}{SKILLS}\n## Growth\n\n### Years 5-2: Ovens\n\n- Focus: heat\n",
        [(11, "Years 5-2: Ovens", "The years in this name are not understood; left in it.")],
    ),
    "reversed pay": (
        f"{HEAD}**Compensation:** $110K-$80K USD\n", [(7, "$110K-$80K USD", NO_PAY)],
    ),
    "negative pay": (f"{HEAD}**Compensation:** -$80K\n", [(7, "-$80K", NO_PAY)]),
    "pay without a currency": (f"{HEAD}**Pay:** 80-100\n", [(7, "80-100", NO_PAY)]),
    "a part of 140 %": (
        f"{HEAD}**Day in the Life:**\n- Ovens (140% of time)\n",
        [(8, "Ovens (140% of time)", "Not a whole share from 0 to 100; no share.")],
    ),
    "a day of 140 %": (
        f"{HEAD}**Day in the Life:**\n- Ovens (90%)\n- Shop (50%)\n",
        [(7, "Junior Baker", "The shares add to 140%, more than a day has; kept as text.")],
    ),
    "a day of 90 %": (
        f"{HEAD}**Day in the Life:**\n- Ovens (90%)\n",
        [(7, "Junior Baker", "The shares add to 90%, not 100%.")],
    ),
    "a negative share": (
        f"{HEAD}**Day in the Life:**\n- Ovens (-10% of time)\n",
        [(8, "Ovens (-10% of time)", "Not a whole share from 0 to 100; no share.")],
    ),
    "a level twice": (
        f"{HEAD}{SKILLS}\n### Junior Baker (2-4 years)\n\n{SKILLS}",
        [(9, "Junior Baker", "There is a level of this name already; kept as a note.")],
    ),
    "a rank twice": (
        f"{TOP}### Level 2: Master\n\n{SKILLS}\n### Level 2: Junior\n\n{SKILLS}",
        [(9, "Junior", "Two levels name the same rank; kept in their order.")],
    ),
    "a skill twice": (
        f"{HEAD}**Required Skills:** Rye, rye\n",
        [(7, "Rye", "This level asks this skill already.")],
    ),
    "a threshold of 140 %": (
        f"{HEAD}**Threshold:** 140%\n",
        [(7, "Threshold", "Not a threshold from 1% to 100%; kept as text.")],
    ),
    "a path's threshold of 0 %": (
        HEAD.replace("Baker\n", "Baker\n\n**Threshold:** 0%\n", 1),
        [(3, "Threshold: 0%", "Not a threshold from 1% to 100%; kept as text.")],
    ),
    "script": (
        f"{HEAD}{SKILLS}\n<script>alert(1)</script>\n",
        [(9, "<script>alert(1)</script>", "Not understood here; kept as a note.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_line_and_reason(name: str) -> None:
    source, line, reason = REFUSED[name]
    with pytest.raises(DocumentRefused) as refused:
        read(_bytes(source))
    assert (refused.value.line, refused.value.reason) == (line, reason)


@pytest.mark.parametrize("name", TO_CHECK)
def test_read_with_what_to_check(name: str) -> None:
    source, found = TO_CHECK[name]
    remarks = read(source.encode()).remarks
    assert [(remark.line, remark.text, remark.reason) for remark in remarks] == found


@pytest.mark.parametrize("name", [*REFUSED, *TO_CHECK])
def test_stays_within_256_mb(name: str) -> None:
    """And within two seconds: `make proof-documents`."""
    tracemalloc.start()
    with contextlib.suppress(DocumentRefused):
        read(source(name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 256 * 1024 * 1024


def source(name: str) -> bytes:
    """The bad input of that name."""
    return _bytes(REFUSED[name][0] if name in REFUSED else TO_CHECK[name][0])


def _bytes(source: str | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.encode()
