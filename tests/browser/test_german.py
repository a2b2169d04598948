"""Every page and every state in German: nothing is left in English, says "Sie" to anyone, runs
off the page or breaks a word in its middle.

Every translated message is put in brackets, Django's and the packages' as well, and every scene of
scenes/ is opened in German. A word outside brackets must be the path's own, somebody's own, or a
name. See docs/translating.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import trans_real

from careerpath.framework.models.translatable import Translatable
from tests.browser.scenes import CHAPTERS, Stage
from tests.browser.test_scenes import WIDE_AS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN, CLOSE = "⟦", "⟧"
# For developers only, or another program's words.
NOT_FOR_PEOPLE = {"gallery"}
# Names, and what is no language: addresses, codes and keys.
NAMES = [
    *("careerpath", "Deutsch", "Work laptop"),
    "Editors",  # a group, by the name it has in the database
    *("Search", "True", "False"),  # pictures of Django's own admin, untranslated
    "Name",  # a form of allauth's own says it, untranslated; it is the same word in German
]
NO_LANGUAGE = re.compile(
    r"\S+@\S+|https?://\S+|localhost:\d+|Mozilla/.*|\b[0-9a-f]{8}\b|\b[A-Z2-7]{16,}\b"
    r"|-(?:note|link)\b"  # what a form's fields are called, where it was too old to be sent
)
# People are "du" here; packages say "Sie". At the start of a sentence it may be "they" or "it".
FORMAL = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihr(?:e[mnrs]?)?)\b|\bIhnen\b")
NARROW = 320
WORD = re.compile(r"[^\W\d_]{2,}")
# The page's texts in their order, each with what of it stands outside brackets.
OUTSIDE = """([open, close]) => {
  const language = document.documentElement.lang;
  const found = [];
  let depth = 0;
  const outside = (text, keep) => {
    let level = keep ? depth : 0, left = "";
    for (const letter of text) {
      if (letter === open) level += 1;
      else if (letter === close) level -= 1;
      else left += level ? "\\u0001" : letter;
    }
    if (keep) depth = level;
    return left.replace(/\\u0001+/g, "\\u0001");
  };
  const note = (text, where) => { if (text.trim()) found.push([text, where]); };
  const skip = "script, style, noscript, textarea, template, [translate=no], pre, code";
  const walk = (node) => {
    if (node.matches?.("svg text") && node.querySelector("tspan")) {  // one name on two lines
      const lines = [...node.querySelectorAll("tspan")].map((line) => line.textContent);
      note(outside(lines.join(" "), true), node.outerHTML.slice(0, 120));
      return;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      note(outside(node.data, true), node.parentElement.outerHTML.slice(0, 120));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(skip)) return;
    if (node.lang && node.lang !== language) return;
    for (const name of ["title", "alt", "aria-label", "placeholder", "data-placeholder",
      "data-label", "data-failed", "data-again", "data-typing", "data-saving",
      "data-offline", "data-held"])
      if (node.hasAttribute(name))
        note(outside(node.getAttribute(name), false), `${name} of ${node.outerHTML.slice(0, 120)}`);
    if (node.matches("input[type=submit], input[type=button], input[type=reset]"))
      note(outside(node.value, false), node.outerHTML.slice(0, 120));
    if (node.matches("meta[name=description], meta[property='og:description']"))
      note(outside(node.content, false), "description");
    for (const child of node.childNodes) walk(child);
  };
  walk(document.documentElement);
  return found;
}"""


PLAIN = """([open, close]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.includes(open) || text.data.includes(close)) {
      text.bracketed = text.data;
      text.data = text.data.replaceAll(open, "").replaceAll(close, "");
    }
  }
}"""
AS_IT_WAS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.bracketed) text.data = text.bracketed;
  }
}"""
# Words that run over the end of a line in their middle, but where the browser may hyphenate them:
# all of a heading or a table of gaps, elsewhere those of 25 letters and more.
BROKEN = """() => {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skip = "script, style, noscript, svg, textarea, select, pre, code, .visually-hidden";
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement;
    if (around.closest(skip) || !around.checkVisibility()) continue;
    if (around.closest("thead")?.offsetWidth <= 1) continue;  // of a table in rows: heard only
    const {hyphens, hyphenateLimitChars} = getComputedStyle(around);
    const shortest = hyphens === "auto" ? parseInt(hyphenateLimitChars) || 0 : Infinity;
    for (const {0: word, index} of text.data.matchAll(/(?<!\\p{L})\\p{L}{3,}(?!\\p{L})/gu)) {
      if (word.length >= shortest || /^W+$/.test(word)) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.add(`${word} in ${around.outerHTML.slice(0, 120)}`);
    }
  }
  return [...found];
}"""


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German with every message in brackets; what has no translation has none."""
    build = trans_real.DjangoTranslation.__init__
    loaded: dict[str, Any] = vars(trans_real)["_translations"]

    def build_bracketed(self: Any, language: str, *rest: Any, **more: Any) -> None:
        build(self, language, *rest, **more)
        if language == "de":
            for catalogue in self._catalog._catalogs:
                for key, said in catalogue.items():
                    if key:
                        catalogue[key] = f"{OPEN}{said}{CLOSE}"

    monkeypatch.setattr(trans_real.DjangoTranslation, "__init__", build_bracketed)
    loaded.pop("de", None)
    yield
    loaded.pop("de", None)


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.usefixtures("bracketed")
def test_every_scene_is_german(browser: Any, live_server: Any, chapter: str) -> None:
    stage = Stage(browser, live_server.url, locale="de-DE")
    wrong: dict[str, str] = {}
    try:
        for name, page in CHAPTERS[chapter](stage):
            if name not in NOT_FOR_PEOPLE:
                for text, where in untranslated(page):
                    wrong.setdefault(text, f"{name}: “{text}” in {where}")
                for sentence in filter(FORMAL.search, page.inner_text("body").splitlines()):
                    wrong.setdefault(sentence, f"{name}: says “Sie”: {sentence}")
            for number, problem in enumerate(problems_on_a_phone(page)):
                wrong[f"{name} {number}"] = f"{name}, {NARROW} px: {problem}"
    finally:
        stage.close()
    if wrong:
        pytest.fail("\n".join(wrong.values()), pytrace=False)


def untranslated(page: Any) -> list[tuple[str, str]]:
    """What the page says that is neither in brackets nor somebody's own, with where it stands."""
    page.wait_for_load_state()
    texts = page.evaluate(OUTSIDE, [OPEN, CLOSE])
    words, everything = own_words(), "\n".join(text for text, _where in texts)
    own, whole = any_of([word for word in words if word in everything]), set(words)
    found = []
    for text, where in texts:
        if on_one_line(text) in whole:
            continue
        left = NO_LANGUAGE.sub(" ", own.sub(" ", text))
        if WORD.search(left):
            found.append((" ".join(left.replace("\x01", "…").split()), where))
    return found


def problems_on_a_phone(page: Any) -> list[str]:
    """What runs off the page or is broken on a small one, without brackets; leaves it as it was."""
    page.evaluate(PLAIN, [OPEN, CLOSE])
    page.set_viewport_size({"width": NARROW, "height": 900})
    found = [f"a word is broken: {word}" for word in page.evaluate(BROKEN)]
    if (wide := page.evaluate(WIDE_AS)) > NARROW:
        found.append(f"{wide} px wide")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(AS_IT_WAS)
    return found


def own_words() -> tuple[str, ...]:
    """Every text in the database that people or editors wrote, longest first."""
    said: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label not in {"framework", "assessments", "accounts", "mfa"}:
            continue
        fields = model._meta.concrete_fields
        texts = [f.name for f in fields if isinstance(f, models.CharField | models.TextField)]
        if texts:
            for row in model._default_manager.values_list(*texts):
                said.update(str(text) for text in row if text)
        if issubclass(model, Translatable):
            for said_in in model._default_manager.values_list("translations", flat=True):
                for fields in (said_in or {}).values():
                    texts = [there["text"] for there in fields.values()]
                    said.update(part for text in texts for part in (text, *text.split("\n\n")))
    words = {on_one_line(text) for text in said if len(text) < 3_000}.union(NAMES)
    return tuple(sorted(filter(WORD.search, words), key=len, reverse=True))


@cache  # from one scene to the next most are the same
def on_one_line(text: str) -> str:
    """The words, one space between them."""
    return " ".join(text.split())


def any_of(words: list[str]) -> re.Pattern[str]:
    """One of these texts, whole; nothing where there are none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")
