"""Outlines in few words."""

from __future__ import annotations

from careerpath.framework.ladders.structure import Block, Source


def head(depth: int, text: str, *children: Block) -> Block:
    """A heading."""
    return Block("heading", text, f"at {text}", depth, children)


def label(text: str, *children: Block) -> Block:
    """A label with what it announces."""
    return Block("label", text, f"at {text}", 0, children)


def item(text: str, *children: Block) -> Block:
    """An item of a list."""
    return Block("item", text, f"at {text}", 0, children)


def items(*texts: str) -> tuple[Block, ...]:
    """A list."""
    return tuple(map(item, texts))


def text(words: str) -> Block:
    """A paragraph."""
    return Block("text", words, f"at {words}")


def source(*outline: Block, name: str = "bakery.md", title: str = "") -> Source:
    """A Markdown file."""
    return Source(name, "markdown", title, outline)
