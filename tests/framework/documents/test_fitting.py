"""What is too long for one line of a document is a note: it can be written and read again."""

from __future__ import annotations

from careerpath.framework.documents.guard import MAX_LINE
from careerpath.framework.documents.read import read
from careerpath.framework.documents.write import write

LINE = " ".join(["knead!"] * 100)
CODE = "\n".join([f"  {LINE}"] * 9)
TOO_LONG = "Too long for one line, with what stands below it; kept as a note."
TOP = "# Career Path: Baker\n\n## Career Progression\n\n### Junior Baker\n\n"


def words(text: str) -> int:
    return text.count("knead!")


def test_responsibility_longer_than_a_line_is_a_note() -> None:
    text = f"{TOP}**Responsibilities:**\n- Bake\n- ```\n{CODE}\n  ```\n"
    reading = read(text.encode())
    (rung,) = reading.document.levels
    (note,) = reading.document.notes
    assert rung.responsibilities == ("Bake",)
    assert (note.heading, words(note.text)) == ("Junior Baker", 900)
    assert [(r.line, r.reason) for r in reading.remarks] == [(10, TOO_LONG)]
    written = write(reading.document)
    assert max(map(len, written.split("\n"))) <= MAX_LINE
    assert read(written.encode()).document == reading.document


def test_every_text_that_reading_joins_fits() -> None:
    item = f"- **A:** b\n  - ```\n{CODE.replace('  knead', '    knead')}\n    ```\n"
    text = (
        f"{TOP}**Day in the Life:**\n{item}\n**Compensation:**\n{item}\n"
        f"## Growth Phases\n\n### Years 0-2: Ovens\n\n{item.replace('A', 'Focus')}\n"
        f"## Interview Preparation\n\n### Questions\n\n{item}\n"
        f"## Networking\n\n{item}\n## Salary Negotiation Tips\n\n{item}\n"
        f"## Career Transitions\n\n{item}\n## Projects\n\n### Junior Baker\n\n{item}"
    )
    reading = read(text.encode())
    written = write(reading.document)
    assert words(written) == words(text)
    assert read(written.encode()).document == reading.document


def test_a_line_of_escapes_is_as_long_as_what_it_says() -> None:
    line = "a" + r"\!" * 4_000
    text = f"{TOP}**Responsibilities:**\n- {line}\n"
    assert len(line) > MAX_LINE
    assert read(text.encode()).document.levels[0].responsibilities == ("a" + "!" * 4_000,)
