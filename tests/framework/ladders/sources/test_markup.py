"""Markdown and HTML become an outline and tables, and lose no text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import Block, Source, SourceRefused, walk


def read(text: str, name: str = "ladder.md") -> Source:
    """A file with this text."""
    return read_source([(name, text.encode())])


def tree(blocks: tuple[Block, ...]) -> list[Any]:
    """Blocks in few words: kind with depth, text, line, and what is inside."""
    return [
        (f"{block.kind}{block.depth or ''}", block.text, block.place.removeprefix("line "))
        + ((tree(block.children),) if block.children else ())
        for block in blocks
    ]


MARKDOWN = """\
# Baker

How we grow people
in the bakery.

## Junior *Baker*

**Scope**: One bench
**Skills**:
- **Dough:** Kneading, [Rye](https://rye.example)
- Ovens
  - Wood
- **Loose**

You also:

1. Taste

Behaviours
- Asks

> Quoted

<details><summary>More</summary>
Inside
</details>

| Area | Now | Later |
| --- | --- | --- |
| Craft | <p>- Kneads</p><p>- Weighs</p> | a<br>b |
"""


def test_markdown_in_any_hand() -> None:
    source = read(MARKDOWN)
    assert tree(source.outline) == [
        (
            "heading1",
            "Baker",
            "1",
            [
                ("text", "How we grow people in the bakery.", "3"),
                (
                    "heading2",
                    "Junior Baker",
                    "6",
                    [
                        ("text", "Scope: One bench", "8"),
                        (
                            "label",
                            "Skills",
                            "9",
                            [
                                ("item", "Dough: Kneading, Rye (https://rye.example)", "10"),
                                ("item", "Ovens", "11", [("item", "Wood", "12")]),
                                ("item", "Loose", "13"),
                            ],
                        ),
                        ("label", "You also", "15", [("item", "Taste", "17")]),
                        (
                            "label",
                            "Behaviours",
                            "19",
                            [("item", "Asks", "20"), ("text", "Quoted", "22")],
                        ),
                        (
                            "label",
                            "More",
                            "22",
                            [
                                ("text", "Inside", "22"),
                                (
                                    "table",
                                    "",
                                    "28",
                                    [("item", "Craft: Now: Kneads; Weighs; Later: a; b", "30")],
                                ),
                            ],
                        ),
                    ],
                ),
            ],
        )
    ]
    (table,) = source.tables
    assert table.name == "Junior Baker"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Area", "Now", "Later"],
        ["Craft", "- Kneads\n- Weighs", "a\nb"],
    ]
    assert table.rows[1][0].place == "line 30"


def test_front_matter_names_the_role_and_is_left_out_with_a_remark() -> None:
    source = read("---\ntitle: 'Career Path: Baker'\ndescription: Bread\ntags: [a]\n---\n\n# L1\n")
    assert source.title == "Career Path: Baker"
    assert tree(source.outline) == [("text", "Bread", "3"), ("heading1", "L1", "7")]
    assert source.remarks == ("Left out of what stands above the document: tags.",)
    assert tree(read("---\n\nA rule\n\n---\n").outline) == [("text", "A rule", "3")]


HTML = """<!doctype html><html><head><title>t</title><style>b{}</style></head><body>
<nav>Menu</nav><main><h1>Baker</h1><script>x()</script>
<p><b>Skills:</b></p><ul><li>Dough<ul><li>Rye</li></ul></li><li><p>Ovens</p></li></ul>
<div>Loose <i>words</i><h2>Senior</h2>and more</div>
<dl><dt>Scope:</dt><dd>One shop</dd></dl>
<table><caption>Levels</caption><tr><th colspan="2">Craft</th><th>X</th></tr>
<tr><td rowspan="2">Both</td><td>one</td><td></td></tr><tr><td>two</td><td>z</td></tr></table>
</main><footer>Imprint</footer></body></html>"""


def test_a_page_s_main_part() -> None:
    source = read(HTML, "page.html")
    assert tree(source.outline) == [
        (
            "heading1",
            "Baker",
            "2",
            [
                (
                    "label",
                    "Skills",
                    "3",
                    [
                        ("item", "Dough", "3", [("item", "Rye", "3")]),
                        ("item", "Ovens", "3"),
                        ("text", "Loose words", "4"),
                    ],
                ),
                (
                    "heading2",
                    "Senior",
                    "4",
                    [
                        ("text", "and more", "4"),
                        (
                            "label",
                            "Scope",
                            "5",
                            [
                                ("item", "One shop", "5"),
                                (
                                    "table",
                                    "",
                                    "6",
                                    [
                                        ("item", "Both: Craft: one", "7"),
                                        ("item", "Both: Craft: two; X: z", "7"),
                                    ],
                                ),
                            ],
                        ),
                    ],
                ),
            ],
        )
    ]
    (table,) = source.tables
    assert table.name == "Levels"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Craft", "Craft", "X"],
        ["Both", "one", ""],
        ["Both", "two", "z"],
    ]


def test_a_pasted_piece_of_a_page_is_html_whatever_it_is_called() -> None:
    assert read("<table><tr><td>a</td><td>b</td></tr></table>", "text").kind == "html"


def test_what_is_nested_too_deep_is_refused_with_its_line() -> None:
    with pytest.raises(SourceRefused, match=r"line 21: lists are nested more than 20 deep here\."):
        read("".join(f"{'  ' * n}- a\n" for n in range(60)))
    with pytest.raises(SourceRefused, match=r"line 1: lists are nested more than 20 deep here\."):
        read("<div>" * 100 + "x", "page.html")


def test_long_texts_are_refused() -> None:
    with pytest.raises(SourceRefused, match=r"“a\.md” is longer than 1,024 KB"):
        read("a" * 1_100_000, "a.md")


WORDS = ("flour", "water", "salt", "yeast")
SIGNS = st.sampled_from([
    "# ", "## ", "- ", "  - ", "1. ", "> ", "**a**", "**b:** ", "*", "`c`", "<p>", "</p>", "<br>",
    "<td>", "<table>", "</table>", "<tr>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<h2>", "</h2>",
    "| x | y |\n", "| - | - |\n", "\n", "\n\n", ":", "flour ", "water", "salt\n", "yeast",
    "---\n", "<main>", "&amp;",
    "[l](https://m.example)", "\t", "</div>", "<div>", "<details>", "<summary>", "    ",
])  # fmt: skip


@given(st.lists(SIGNS, max_size=40).map("".join), st.sampled_from(["a.md", "a.html", "a"]))
def test_no_word_is_lost(text: str, name: str) -> None:
    """Words of any text but those inside tags stand in a block, a remark, or the title."""
    try:
        source = read(text, name)
    except SourceRefused as refused:
        assert str(refused)  # noqa: PT017  # any sentence
        return
    if "<main>" in text:  # only that is read
        return
    found = " ".join(block.text for block in walk(source.outline))
    found += " ".join((source.title, *source.remarks, *(t.name for t in source.tables)))
    found += " ".join(cell.text for table in source.tables for row in table.rows for cell in row)
    assert [word for word in WORDS if word in text and word not in found] == []
