from __future__ import annotations

import pytest

from careerpath.framework.prose import Block, blocks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One\nline.\n\nTwo.", [Block("text", ("One line.",)), Block("text", ("Two.",))]),
        (
            "Read:\n- One\n  and more\n* **Two:** it\n3. Three\n  - inner\nAfter.",
            [
                Block("text", ("Read:",)),
                Block("list", ("One and more", "Two: it", "Three", "inner")),
                Block("text", ("After.",)),
            ],
        ),
        ("**Books**\n\nx", [Block("heading", ("Books",)), Block("text", ("x",))]),
        ("a\n**Bold** b", [Block("text", ("a Bold b",))]),
        ("```\na\n\n- b\n```\nc", [Block("code", ("a", "", "- b")), Block("text", ("c",))]),
        ("~~~\nnever closed", [Block("code", ("never closed",))]),
        ("-no item\n2 * 3 ** 4", [Block("text", ("-no item 2 * 3 ** 4",))]),
        ("<script>x</script>", [Block("text", ("<script>x</script>",))]),
    ],
)
def test_blocks(text: str, found: list[Block]) -> None:
    assert blocks(text) == found
