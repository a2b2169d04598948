"""What is told of each chart: to a screen reader, and by labels that stand where they belong."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings

from .heard import Heard, inside_pictures, pictures, tree

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(live_server: Any, page: Any, settings: LazySettings) -> Any:
    settings.ROOT_URLCONF = "tests.browser.gallery.urls"
    page.goto(f"{live_server.url}/gallery/")
    return page


STAIRCASE = "The levels as a staircase"
RADAR = "Your average rating by group against what Senior asks, from 0 to 4"


TOLD = [
    Heard(
        STAIRCASE,
        "Junior: 100%, held from 80%; Mid-Level: 86%, held from 80% (you are here);"
        " Senior: 59%, held from 80%; Staff: 13%, held from 80%; Principal: 0%, held from 80%.",
    ),
    Heard(
        STAIRCASE,
        "You stand before the first level. Junior: 40%, held from 80%; Mid-Level: 5%, held"
        " from 80%; Senior: 0%, held from 80%; Staff: 0%, held from 80%; Principal: 0%, held"
        " from 80%.",
    ),
    Heard(STAIRCASE, "Junior; Mid-Level; Senior; Staff; Principal."),
    Heard(
        RADAR,
        "One: You 3.0, asked 3.0; 2 of 3 met. Two: You –, asked 3.0; 2 of 3 met."
        " Three: You 4.0, asked 2.0; 2 of 3 met.",
    ),
    Heard("Readiness for Senior over time", "1 Mar 2026: 12%. 10 Apr 2026: 59%."),
    Heard("A whole day", "Building 40%, Reading 25%, Writing 20%, Meeting 10%, Waiting 5%"),
    Heard("You: Practising. Asked: Proficient.", ""),
]


def test_a_chart_is_named_by_its_title_and_described_by_its_numbers(gallery: Any) -> None:
    heard = pictures(tree(gallery))

    assert [told for told in TOLD if told not in heard] == []


def test_no_picture_says_anything_twice(gallery: Any) -> None:
    """Neither in its name and its description, nor by the words drawn in it."""
    heard = pictures(tree(gallery))

    assert len(heard) > 20
    assert [one for one in heard if not one.name] == []
    assert [one for one in heard if one.description and one.description in one.name] == []
    assert inside_pictures(tree(gallery)) == []


# Words of a label that are drawn in more than one line, though they have no hyphen.
BROKEN = """() => {
  const found = [];
  for (const e of document.querySelectorAll(".cp-stairs li :is(b, span), .cp-group-list b")) {
    const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      for (const word of words.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(words.currentNode, word.index);
        range.setEnd(words.currentNode, word.index + word[0].length);
        const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
        if (tops.size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""
# Labels of a radar that leave its drawing, or touch another one.
CUT = """() => {
  const found = [];
  for (const svg of document.querySelectorAll(".cp-radar")) {
    if (!svg.checkVisibility()) continue;
    const box = svg.viewBox.baseVal, texts = [...svg.querySelectorAll("text")];
    const rooms = texts.map(text => text.getBBox());
    rooms.forEach((r, n) => {
      const inside = r.x >= box.x && r.y >= box.y
        && r.x + r.width <= box.x + box.width && r.y + r.height <= box.y + box.height;
      const touched = rooms.some((o, m) => m !== n && r.x < o.x + o.width && o.x < r.x + r.width
        && r.y < o.y + o.height && o.y < r.y + r.height);
      if (!inside || touched) found.push(texts[n].textContent);
    });
  }
  return found;
}"""
# How far, in pixels, what stands below a rung stands from its middle: its number or its name.
# Where the names stand in rows, each rung has its number, or every second, fifth ... one.
ASTRAY = """() => [...document.querySelectorAll(".cp-stairs")].flatMap(stairs => {
  const middle = e => { const r = e.getBoundingClientRect(); return (r.left + r.right) / 2; };
  const rungs = [...stairs.querySelectorAll("rect.cp-rung")];
  const numbers = [...stairs.querySelectorAll(".cp-rung-number")];
  const told = numbers[0]?.checkVisibility() ? numbers : [...stairs.querySelectorAll("li")];
  return told.map((e, n) => {
    const rung = rungs[told === numbers ? Number(e.textContent) - 1 : n];
    const above = e.getBoundingClientRect().top < rung.getBoundingClientRect().bottom - 1;
    return above ? 1000 : Math.abs(middle(e) - middle(rung));
  });
})"""


@pytest.mark.parametrize("width", [320, 576, 768, 1280])
def test_labels_are_whole_and_stand_where_they_belong(gallery: Any, width: int) -> None:
    gallery.set_viewport_size({"width": width, "height": 900})

    astray = gallery.evaluate(ASTRAY)
    assert len(astray) > 60
    assert max(astray) < 4
    assert gallery.evaluate(BROKEN) == []
    assert gallery.evaluate(CUT) == []
