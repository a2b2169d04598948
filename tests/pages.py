"""Reading a page the way a visitor does: its words and its links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

UNSEEN = {"script", "style", "title", "desc", "head"}
VOID = {"meta", "link", "input", "br", "hr", "img"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.links.append(href)
        if tag not in VOID:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not UNSEEN & set(self._inside):
            self.words.append(data)


def read(response: Any) -> _Reader:
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def text_of(response: Any) -> str:
    """The page's visible words, every run of spaces made one."""
    return one_line(" ".join(read(response).words))


def links_of(response: Any) -> list[str]:
    """Where its links lead, without the part after #, each once."""
    return list(dict.fromkeys(link.split("#")[0] for link in read(response).links))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
