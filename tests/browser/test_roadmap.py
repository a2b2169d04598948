"""The roadmap as a browser shows it: every state for everyone, and trials in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from careerpath.framework.succession import replace
from tests.browser.test_look import FIXTURE, check
from tests.factories import RequirementFactory, SkillFactory, make_path
from tests.roadmap.people import assessed, begun, level_skills

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOAL = "edge-computing"


@pytest.fixture
def ml(transactional_db: None) -> CareerPath:
    call_command("loaddata", FIXTURE, verbosity=0)
    found: CareerPath = CareerPath.objects.get(public_id="ml-engineer")
    return found


@pytest.fixture
def tab(page: Any, live_server: Any, as_alice: Client, csp_reports: list[str]) -> Any:
    """Alice's browser; nothing in it may be complained of."""
    session = as_alice.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


@pytest.fixture
def without_script(browser: Any, live_server: Any, as_alice: Client) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False)
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def look(tab: Any, live_server: Any, address: str) -> None:
    """Open it, unfold everything, and check it in every shape."""
    tab.goto(live_server.url + address)
    tab.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    check(tab, address)


def near_senior(ml: CareerPath) -> dict[str, Any]:
    """At Mid-Level, with 13 of Senior's 14: one skill away."""
    said: dict[str, Any] = dict.fromkeys(level_skills(ml, "junior", "mid-level"), 3)
    said |= dict.fromkeys(level_skills(ml, "senior")[:14], (3, "Shipped it"))
    return said | {GOAL: 1}


@pytest.mark.parametrize("state", ["near", "nothing", "zero", "leading", "not relevant"])
def test_states_of_the_real_path_are_for_everyone(
    tab: Any, live_server: Any, alice: User, ml: CareerPath, state: str
) -> None:
    everything = level_skills(ml)
    said = {
        "near": near_senior(ml),
        "nothing": {},
        "zero": dict.fromkeys(everything, 0),
        "leading": dict.fromkeys(everything, 4),
        "not relevant": dict.fromkeys(everything, "not relevant"),
    }[state]
    assessment = assessed(alice, ml, said)
    look(tab, live_server, f"/roadmap/{assessment.public_id}/?target=principal")
    look(tab, live_server, f"/roadmap/{assessment.public_id}/?try={GOAL}:3")


def test_what_changed_since_is_for_everyone(
    tab: Any, live_server: Any, alice: User, ml: CareerPath
) -> None:
    assessment = assessed(alice, ml, near_senior(ml))
    olds = Skill.objects.filter(public_id__in=level_skills(ml, "mid-level")[:2])
    replace(list(olds), [SkillFactory(name="Model serving")], now=timezone.now())
    Skill.objects.filter(public_id=GOAL).update(meaning_changed_at=timezone.now())
    Requirement.objects.filter(level__public_id="mid-level").update(proficiency=4)
    here = f"/roadmap/{assessment.public_id}/"
    look(tab, live_server, here)
    tab.get_by_role("button", name="Keep it as it is").click()
    tab.get_by_text("and you kept your result").wait_for()
    look(tab, live_server, here)


def test_empty_states_are_for_everyone(tab: Any, live_server: Any, alice: User) -> None:
    look(tab, live_server, "/roadmap/")
    begun(alice, make_path(), {})
    look(tab, live_server, "/roadmap/")


def test_switching_is_for_everyone(tab: Any, live_server: Any, alice: User, ml: CareerPath) -> None:
    other = make_path("Data person", levels=3)
    group = other.skill_groups.get(public_id="craft")
    for asked in ml.levels.get(rank=1).requirements.select_related("skill")[:5]:
        RequirementFactory(level=other.levels.get(rank=1), group=group, skill=asked.skill)
    look(tab, live_server, "/roadmap/switch/data-person/")
    assessed(alice, ml, near_senior(ml))
    look(tab, live_server, "/roadmap/switch/data-person/")
    look(tab, live_server, "/paths/data-person/")


def test_odd_paths_are_for_everyone(tab: Any, live_server: Any, alice: User) -> None:
    for levels in (0, 1):
        path = make_path(f"Role {levels}", levels=levels)
        look(tab, live_server, f"/roadmap/{assessed(alice, path, {}).public_id}/")


@pytest.mark.parametrize("filler", ["long words all over ", "unbreakable" * 20])
def test_long_names_fit(tab: Any, live_server: Any, alice: User, filler: str) -> None:
    path = make_path((f"Path {filler}" * 9)[:150], levels=6, skills=4)
    for level in Level.objects.filter(path=path):
        level.short_name = (f"{level.rank} {filler}" * 9)[:100]
        level.save()
    assessment = assessed(alice, path, dict.fromkeys(level_skills(path)[:5], 3))
    look(tab, live_server, f"/roadmap/{assessment.public_id}/")


def test_trial_answers_in_place(tab: Any, live_server: Any, alice: User, ml: CareerPath) -> None:
    assessment = assessed(alice, ml, near_senior(ml))
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    tab.get_by_role("link", name="Try other choices").click()
    choice = tab.get_by_label("Edge computing")
    assert tab.get_by_role("status").inner_text() == (
        "You would be at Mid-Level. Senior is 1 skill away."
    )
    choice.focus()
    choice.select_option(label="Proficient")
    tab.get_by_role("heading", name="You would be at Senior.").wait_for()
    # It is announced, the address holds it, and the focus stays where it was.
    assert tab.get_by_role("status").inner_text() == (
        "You would be at Senior. Staff is 13 skills away."
    )
    assert tab.url.endswith(f"?try={GOAL}:3")
    assert tab.evaluate("document.activeElement.name") == "try"
    tab.reload()
    tab.get_by_role("heading", name="You would be at Senior.").wait_for()
    tab.get_by_role("link", name="Back to your roadmap").click()
    tab.get_by_role("heading", name="You are at Mid-Level.").wait_for()


def test_roadmap_and_trial_work_without_script(
    without_script: Any, live_server: Any, alice: User, ml: CareerPath
) -> None:
    page, assessment = without_script, assessed(alice, ml, near_senior(ml))
    page.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    reasons = page.get_by_text("Held: 22 of 22 met, 18 needed (80%).")
    assert not reasons.is_visible()
    page.get_by_text("Why: each level's rule").click()
    assert reasons.is_visible()
    page.get_by_role("link", name="Staff", exact=True).click()
    assert page.get_by_role("heading", name="The shortest way to Staff").is_visible()
    page.get_by_role("link", name="Try other choices").click()
    page.get_by_label("Edge computing").select_option(label="Leading")
    page.get_by_role("button", name="Show what follows").click()
    assert page.url.endswith(f"?target=staff&try={GOAL}:4")
    assert page.get_by_role("heading", name="You would be at Senior.").is_visible()


def test_roadmap_prints_on_two_pages(
    tab: Any, live_server: Any, alice: User, ml: CareerPath
) -> None:
    assessment = assessed(alice, ml, near_senior(ml))
    tab.goto(f"{live_server.url}/roadmap/{assessment.public_id}/")
    edges = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    printed: bytes = tab.pdf(format="A4", margin=edges)
    assert printed.count(b"/Type /Page\n") == 2
