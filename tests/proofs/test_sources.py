"""Ladders in every format after accidents: refused in a sentence, or read, mapped and written.

`make proof-sources` takes 10,000 of them, COUNT=200 fewer, SEED=2 others: each is a file somebody
may have, with bytes or lines lost, doubled or changed. What is read is mapped with choices at
random, put together and written down; what was written reads back as it was. Never over two seconds
of CPU for one, and the whole process, Django included, stays below 256 MiB.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter

from careerpath.framework.documents.read import read_text
from careerpath.framework.documents.write import write
from careerpath.framework.importing.sources import mapped
from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import SourceRefused
from tests.browser.ladders import LADDERS

from .counts import IN_FULL, count
from .test_documents import MEGABYTES, SECONDS, megabytes

COUNT = count(few=60, full=10_000)
SEED = int(os.environ.get("SEED", "1"))
SIGNS = (b"|", b",", b";", b"\t", b"#", b"- ", b"**", b":", b"\n", b"\n\n", b'"', b"<td>", b"</p>",
         b"\x00", b"\xff", b"L3", b"Senior", b"Skills", b"1", b"\xe2\x80\x93")  # fmt: skip
FILES = [file for hand in LADDERS for file in hand.files]


def test_ladders_of_every_format_are_refused_or_come_back() -> None:
    chance = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    tally: Counter[str] = Counter()
    longest = 0.0
    allowed = MEGABYTES if IN_FULL else megabytes() + MEGABYTES // 2
    for _number in range(COUNT):
        files = [(name, damaged(chance, data)) for name, data in [chance.choice(FILES)]]
        start = time.process_time()
        tally[brought_in(chance, files)] += 1
        longest = max(longest, time.process_time() - start)
        assert longest < SECONDS, files
        assert megabytes() < allowed, files
    print(dict(tally) | {"longest": round(longest, 2), "megabytes at most": megabytes()})  # noqa: T201  # shown by the target


def damaged(chance: random.Random, data: bytes) -> bytes:
    """A file after up to four accidents."""
    for _n in range(chance.randint(0, 4)):
        at, end = sorted(chance.randint(0, len(data)) for _m in range(2))
        end = min(end, at + 40)
        lines = data.split(b"\n")
        data = chance.choice((
            data[:at] + data[end:],
            data[:at] + data[at:end] * 2 + data[end:],
            data[:at] + chance.choice(SIGNS) + data[at:],
            b"\n".join(chance.sample(lines, len(lines))),
        ))  # fmt: skip
    return data


def brought_in(chance: random.Random, files: list[tuple[str, bytes]]) -> str:
    """What became of it: “refused”, “no level”, or “comes back”."""
    try:
        source = read_source(files)
    except SourceRefused as refused:
        assert str(refused)  # noqa: PT017  # a sentence
        return "refused"
    choices: dict[str, str] = {}
    for part in mapped(source, choices).parts:
        if chance.random() < 0.2:  # most guesses stay
            choices[part.key] = chance.choice(part.options).value
    found = mapped(source, choices)
    if not found.ladder.levels:
        return "no level"
    document = found.assembled.document
    assert read_text(write(document)).document == document, (files, choices)
    return "comes back"
