"""“Saved” is true and “Not saved” is said, whatever happens on the way. COUNT is faults.

A real browser on a real server, with a proxy in between that loses, delays, cuts, repeats and
answers at random, and kills the server. Whenever the page says “saved” of a skill, the row must
hold what the screen shows of it; whatever fails must say so and leave the choice on the screen.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assessments.forms import NOT_RELEVANT
from assessments.rating_data import RatingData, seen_of
from tests.proofs.counts import count
from tests.proofs.faults import FAULTS, Proxy, faulty
from tests.proofs.server import Server, serving
from tests.proofs.test_kill import ask

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("servers")]
OFFLINE = "offline"
STORED = """SELECT skill.public_id, rating.version, rating.proficiency, rating.not_relevant,
    rating.note FROM assessments_skillrating rating
    JOIN framework_skill skill ON skill.id = rating.skill_id"""
# Every change of what a page says of a skill, with what it shows of it at that moment. A request
# that nobody answers ends in one second instead of thirty.
WATCH = """() => addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("screen");
  if (!form) return;
  const told = new Map();
  const look = () => {
    for (const row of form.querySelectorAll(".cp-rate")) {
      const skill = row.dataset.skill;
      const at = (name) => row.querySelector(`[name="${skill}-${name}"]`);
      const sight = {skill, says: row.querySelector(".cp-state")?.innerText.trim() ?? "",
        answer: row.querySelector("input[type=radio]:checked")?.value ?? "",
        note: at("note").value, seen: at("seen")?.value ?? ""};
      if (told.get(skill) === JSON.stringify(sight)) continue;
      told.set(skill, JSON.stringify(sight));
      window.sighted(sight);
    }
  };
  new MutationObserver(look).observe(form, {subtree: true, childList: true, characterData: true});
  for (const name of ["input", "change"]) form.addEventListener(name, look);
  for (const row of form.querySelectorAll("[hx-request]"))
    row.setAttribute("hx-request", '{"timeout": 1000}');
})"""
WARNS = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
# In one look: what failed is tried again by itself, and may be saved a moment later.
UNSAVED_AND_WARNS = f"""() => [
  [...document.querySelectorAll(".cp-state")].map((state) => state.innerText.trim())
    .filter((says) => says !== "saved"), ({WARNS})()]"""


@dataclass
class Screen:
    """A page of skills, what somebody chose on it, and everything false that was seen."""

    page: Any
    server: Server
    chosen: dict[str, tuple[str, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    claims: int = 0

    def sighted(self, sight: dict[str, str]) -> None:
        """Called by the page whenever it says or shows something new of a skill."""
        if sight["says"] == "saved":
            self.claims += 1
            if fault := false_claim(sight, stored(self.server).get(sight["skill"])):
                self.wrong.append(f"{sight}: {fault}")

    def says(self, skill: str) -> str:
        """What the page says of a skill now."""
        state = self.page.locator(f"#skill-{skill}")
        text = "row => row.querySelector('.cp-state')?.innerText ?? 'nothing any more'"
        return str(state.evaluate(text)).strip()

    def shows(self, skill: str) -> tuple[str, str]:
        """The answer and the note that are on the screen."""
        row = self.page.locator(f"#skill-{skill}")
        return (
            str(row.locator("input[type=radio]:checked").get_attribute("value")),
            str(row.locator("textarea").input_value()),
        )

    def choose(self, skill: str, answer: str) -> None:
        """Press one of the answers."""
        self.chosen[skill] = (answer, self.chosen.get(skill, ("", ""))[1])
        label = self.page.locator(f'#skill-{skill} label:has(input[value="{answer}"])')
        label.evaluate("label => label.scrollIntoView({block: 'center'})")  # from under the bar
        label.click()

    def write(self, skill: str, note: str) -> None:
        """Type evidence; it is saved once one leaves the field."""
        details = self.page.locator(f"#skill-{skill} details")
        details.evaluate("folded => folded.open = true")
        details.locator("textarea").focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(note)
        self.chosen[skill] = (self.chosen.get(skill, ("", ""))[0], note)

    def settle(self, skill: str) -> str:
        """Wait until nothing is on its way any more; gives what the page says then."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            says = self.says(skill)
            if says == "saved" or says.startswith(("Not saved", "Another tab", "The evidence")):
                return says
            self.page.wait_for_timeout(10)
        return f"still “{self.says(skill)}” after 30 s"


def stored(server: Server) -> dict[str, tuple[Any, ...]]:
    """Skill to version, points, relevance and note, read past the app."""
    return {skill: tuple(rest) for skill, *rest in ask(server, STORED)}


def false_claim(sight: dict[str, str], row: tuple[Any, ...] | None) -> str:
    """What is false about a page that says “saved”, given the row as it is just after."""
    said = RatingData(
        proficiency=int(sight["answer"]) if sight["answer"].isdigit() else None,
        not_relevant=sight["answer"] == NOT_RELEVANT,
        note=sight["note"],
    )
    if row is None:
        return "nothing is stored"
    seen = int(sight["seen"].partition(".")[0] or 0)
    if sight["seen"] != seen_of(seen, said):
        return "that is not what was saved"
    version, proficiency, not_relevant, note = row
    there = RatingData(proficiency=proficiency, not_relevant=bool(not_relevant), note=note)
    if version < seen or (version == seen and there != said):
        return f"version {version} is stored: {there}"
    return ""


Deed = Callable[[Screen, list[str], random.Random], list[str]]
"""From a screen and two of its skills to those of them that were touched."""

# --- What somebody does while it goes wrong -------------------------------------------------------


def one(screen: Screen, skills: list[str], chance: random.Random) -> list[str]:
    """Answer one skill."""
    screen.choose(skills[0], other(screen, skills[0], chance))
    return skills[:1]


def twice(screen: Screen, skills: list[str], chance: random.Random) -> list[str]:
    """Answer one, and think again at once."""
    one(screen, skills, chance)
    return one(screen, skills, chance)


def two(screen: Screen, skills: list[str], chance: random.Random) -> list[str]:
    """Answer one, and the next before the first is saved."""
    return one(screen, skills, chance) + one(screen, skills[1:], chance)


def note(screen: Screen, skills: list[str], chance: random.Random) -> list[str]:
    """Write evidence, and leave the field."""
    screen.write(skills[0], f"seen {chance.randrange(10**6)} times")
    screen.page.keyboard.press("Tab")
    return skills[:1]


def note_on_the_way(screen: Screen, skills: list[str], chance: random.Random) -> list[str]:
    """Answer, write on while that is being saved, and leave the field only later."""
    one(screen, skills, chance)
    screen.write(skills[0], f"seen {chance.randrange(10**6)} times")
    screen.page.wait_for_timeout(chance.choice((0, 100, 700)))
    screen.page.keyboard.press("Tab")
    return skills[:1]


# In turn beside the faults, so that each fault meets each deed before it meets one again.
DEEDS = (one, twice, note_on_the_way, note, two)


def other(screen: Screen, skill: str, chance: random.Random) -> str:
    """An answer that is not the one given."""
    now = screen.chosen.get(skill, ("", ""))[0]
    return chance.choice([str(n) for n in range(5) if str(n) != now])


# --- One fault ------------------------------------------------------------------------------------


def go_wrong(screen: Screen, proxy: Proxy, fault: str, deed: Deed, chance: random.Random) -> None:
    """Do this while that fault waits, look at what is said, and have it mended."""
    skills = chance.sample(skills_of(screen.page), 2)
    before = len(proxy.done)
    if fault == OFFLINE:
        proxy.done.append(fault)
        screen.page.context.set_offline(True)
    else:
        proxy.fault = fault
    touched = deed(screen, skills, chance)
    for skill in touched:
        look(screen, skill, fault)
    if len(proxy.done) == before:
        screen.wrong.append(f"{fault}: nothing was sent")
    unsaved, warns = screen.page.evaluate(UNSAVED_AND_WARNS)
    if unsaved and not warns:
        screen.wrong.append(f"{fault}: leaving with {unsaved} does not warn")
    screen.page.context.set_offline(False)
    proxy.let_go()
    for skill in touched:
        mend(screen, skill, fault)
    if screen.page.evaluate(WARNS):
        screen.wrong.append(f"{fault}: all is saved, and leaving warns")


def look(screen: Screen, skill: str, fault: str) -> None:
    """Wait for what is said once it went wrong; the choice has to be on the screen still."""
    says = screen.settle(skill)
    if says.startswith("still"):
        screen.wrong.append(f"{fault}: {skill} says {says}")
    kept(screen, skill, fault)


def mend(screen: Screen, skill: str, fault: str) -> None:
    """Press what is offered until it is saved."""
    for _ in range(5):
        if screen.settle(skill) == "saved":
            break
        button = screen.page.locator(f"#skill-{skill} .cp-state button")
        if button.count():  # it may have been tried again by itself
            button.first.click()
    else:
        screen.wrong.append(f"{fault}: {skill} is never saved: {screen.says(skill)}")
    kept(screen, skill, fault)


def kept(screen: Screen, skill: str, fault: str) -> None:
    """The screen shows what was chosen."""
    if screen.shows(skill) != screen.chosen[skill]:
        screen.wrong.append(
            f"{fault}: {skill} shows {screen.shows(skill)}, chosen was {screen.chosen[skill]}"
        )


def skills_of(page: Any) -> list[str]:
    """The skills on the screen."""
    found: list[str] = page.locator(".cp-rate").evaluate_all("all => all.map(r => r.dataset.skill)")
    return found


@pytest.fixture
def screen(browser: Any, tmp_path: Path) -> Iterator[tuple[Screen, Proxy]]:
    """A guest in front of a group of skills; every one has an answer already."""
    with serving(tmp_path) as server, faulty(server) as proxy:
        context = browser.new_context(base_url=f"http://127.0.0.1:{proxy.port}")
        page = context.new_page()
        shown = Screen(page, server)
        page.expose_function("sighted", shown.sighted)
        page.add_init_script(f"({WATCH})()")
        page.goto("/paths/ml-engineer/")
        page.locator("main form[action*='/start/'] button").first.click()
        page.locator(".cp-screen-head a").click()  # a group, as the figures were measured
        page.wait_for_url("**/levels/junior/*/")
        for skill in skills_of(page):
            shown.choose(skill, "2")
            assert shown.settle(skill) == "saved"
        yield shown, proxy
        context.close()


def test_saved_is_true_whatever_goes_wrong(screen: tuple[Screen, Proxy]) -> None:
    shown, proxy = screen
    faults = count(few=24, full=500)
    seed = int(os.environ.get("SEED") or random.randrange(1 << 30))  # noqa: S311  # no secret
    chance, kinds = random.Random(seed), [*FAULTS, OFFLINE]  # noqa: S311
    assert math.gcd(len(kinds), len(DEEDS)) == 1
    for n in range(faults):
        go_wrong(shown, proxy, kinds[n % len(kinds)], DEEDS[n % len(DEEDS)], chance)
    rows = {skill: (str(row[1]), row[3]) for skill, row in stored(shown.server).items()}
    by_kind = ", ".join(f"{n} x {kind}" for kind, n in sorted(Counter(proxy.done).items()))
    print(  # noqa: T201  # the figure
        f"{len(proxy.done)} faults ({by_kind}), “saved” was said {shown.claims} times, "
        f"{len(shown.wrong)} false"
    )
    assert shown.wrong == [], f"seed {seed}"
    assert {skill: rows[skill] for skill in shown.chosen} == shown.chosen
    assert set(proxy.done) == set(kinds)


@pytest.mark.parametrize(
    ("sight", "row", "fault"),
    [
        ({"answer": "3", "note": ""}, None, "nothing is stored"),
        ({"answer": "3", "note": ""}, (1, 3, False, ""), ""),
        ({"answer": "3", "note": ""}, (2, 4, False, ""), ""),  # another tab, since
        ({"answer": "3", "note": ""}, (0, 3, False, ""), "version 0 is stored"),
        ({"answer": "3", "note": ""}, (1, 2, False, ""), "version 1 is stored"),
        ({"answer": "2", "note": ""}, (1, 3, False, ""), "that is not what was saved"),
        ({"answer": "3", "note": "typed"}, (1, 3, False, ""), "that is not what was saved"),
    ],
)
def test_a_false_claim_would_be_seen(sight: dict[str, str], row: Any, fault: str) -> None:
    """The judge itself: the page was told that version 1 holds a 3."""
    assert false_claim(sight | {"seen": seen_of(1, RatingData(3))}, row)[: len(fault)] == fault
