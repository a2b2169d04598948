"""Every page and every state is for everyone: see scenes/ for what they are.

For each: nothing for axe in light and dark, no scrolling sideways at any width or at 400 %, nothing
too small for a finger, a focus one can see, words that stay readable in forced colours, nothing
that moves for who asked for less of it (the stage's browser does), nothing a screen reader hears
twice of one picture, and nothing the content policy blocks.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.heard import inside_pictures, pictures, tree
from tests.browser.scenes import CHAPTERS, Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {"1280 px": (1280, 900), "768 px": (768, 900), "320 px": (320, 900)}
ZOOMED = {"400 %": (320, 256)}  # 1280 x 1024 seen four times as large
# WCAG 2.5.5 leaves out links inside a sentence (p, li, dd, td with words around them), and what
# the browser draws itself (checkboxes and radio buttons: their labels are what is pressed).
TOO_SMALL = """() => {
  const inSentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline"
    && e.closest("p, li, dd, td, span")?.textContent.trim() !== e.textContent.trim();
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(e => e.checkVisibility() && !e.matches(".cp-skip, .visually-hidden, [type=hidden]"))
    .filter(e => !["checkbox", "radio"].includes(e.type) && !inSentence(e))
    .filter(e => e.getBoundingClientRect().height < 43.5)
    .map(e => e.outerHTML.slice(0, 150))
}"""
# What takes the focus, and whether a ring of two pixels or more is drawn around it or its label.
UNSEEN_FOCUS = """() => {
  const ring = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const found = [];
  for (const e of document.querySelectorAll("a, button, input, select, textarea, summary")) {
    if (!e.checkVisibility() || e.disabled || e.matches("[tabindex='-1'], [type=hidden]")) continue;
    e.focus({focusVisible: true, preventScroll: true});
    if (document.activeElement !== e) continue;
    if (!ring(e) && !(e.nextElementSibling && ring(e.nextElementSibling)))
      found.push(e.outerHTML.slice(0, 150));
  }
  document.activeElement.blur();
  return found;
}"""
# With forced colours the browser paints the page's own colour behind every word: words that wear it
# too are gone, unless the element keeps its colours, and then it must have another behind them.
UNREADABLE = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "Canvas";
  const canvas = getComputedStyle(probe).color;
  probe.remove();
  const says = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
    || e.matches("input[type=submit]");
  return [...document.querySelectorAll("body *")].filter(e => says(e) && e.checkVisibility())
    .filter(e => {
      const style = getComputedStyle(e);
      const behind = style.forcedColorAdjust === "none" ? style.backgroundColor : canvas;
      return style.color === behind;
    })
    .map(e => e.outerHTML.slice(0, 150));
}"""
MOVING = """() => [...document.querySelectorAll("*")]
  .filter(e => {
    const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(e);
    return animationName !== "none" || /[1-9]/.test(transitionDuration)
      || scrollBehavior === "smooth";
  })
  .map(e => e.outerHTML.slice(0, 150))"""
# What axe looks for: dark is the same page in other colours.
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}
RUN_AXE = "(rules) => axe.run(rules).then(({violations}) => ({violations}))"
WIDE_AS = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_scene_is_for_everyone(browser: Any, live_server: Any, chapter: str) -> None:
    stage = Stage(browser, live_server.url)
    wrong: list[str] = []
    try:
        for name, page in CHAPTERS[chapter](stage):
            wrong += [f"{name}: {problem}" for problem in problems(page, chapter)]
    finally:
        stage.close()
    if chapter != "editing":  # axe writes styles into tables of fields; test_admin.py looks there
        wrong += stage.complaints
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def problems(page: Any, chapter: str) -> list[str]:
    """Everything wrong with the page as it is; leaves it wide and light."""
    own = chapter != "editing"  # Django draws admin's controls: 24 px and up, as WCAG AA asks
    page.wait_for_load_state()
    found = []
    for name, (width, height) in {**WIDTHS, **(ZOOMED if own else {})}.items():
        page.set_viewport_size({"width": width, "height": height})
        if (wide := page.evaluate(WIDE_AS)) > width:
            found.append(f"{wide} px wide at {name}")
        if own and height > 256:
            found += [f"too small at {name}: {one}" for one in page.evaluate(TOO_SMALL)]
    page.set_viewport_size({"width": 1280, "height": 900})
    if own:
        found += [f"focus not seen: {one}" for one in page.evaluate(UNSEEN_FOCUS)]
    found += [f"moving: {one}" for one in page.evaluate(MOVING)]
    if own:
        found += [f"heard twice: {one}" for one in told_twice(page)]
    page.emulate_media(forced_colors="active")
    found += [f"unreadable in forced colours: {one}" for one in page.evaluate(UNREADABLE)]
    page.emulate_media(forced_colors="none")
    for scheme, rules in (("dark", COLOURS), ("light", EVERYTHING)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {report}" for report in violations(page, rules)]
    return found


def violations(page: Any, rules: dict[str, Any]) -> list[str]:
    """axe's report, where it finds anything. Half a megabyte: it is brought in once a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate(RUN_AXE, rules))
    return [results.generate_report()] if results.violations_count else []


def told_twice(page: Any) -> list[str]:
    """Pictures whose name holds their description too, and words drawn in one but read as well."""
    told = tree(page)
    twice = [one.name for one in pictures(told) if one.description and one.description in one.name]
    return twice + inside_pictures(told)
