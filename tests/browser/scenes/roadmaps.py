"""Every state of a roadmap, and trials."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from assessments.models import Assessment, ProjectMark
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from careerpath.framework.succession import replace
from tests.browser import people
from tests.factories import SkillFactory, make_path, shipped_ml_engineer
from tests.roadmap.people import assessed, begun, level_skills

from .stage import Stage, person

TRIAL = "?try=edge-computing:3&try=technical-strategy:3"


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    ml = shipped_ml_engineer()
    new = person("new")
    page = stage.opened("/roadmap/", new)
    yield "roadmap-none", page
    begun(new, ml, {})
    page.goto("/roadmap/")
    yield "roadmap-unfinished", page
    page.goto("/roadmap/switch/ml-engineer/")
    yield "switch-nothing-rated", page
    yield from _ada(stage, ml)
    yield from _states(stage, ml)
    yield from _changed(stage)
    yield from _odd(stage)


def unfold(page: Any) -> None:
    page.locator("details").evaluate_all("all => all.forEach(folded => folded.open = true)")


def _marked(page: Any, here: str, now: dt.datetime) -> Iterator[tuple[str, Any]]:
    """Projects begun and done, a link that is none, and one that the phone was quicker with."""
    page.goto(here)
    page.locator("#projects .cp-mark button[value=begun]").first.click()
    page.locator("#projects .cp-mark button[value=done]").nth(1).click()
    page.locator("#marked").wait_for()
    yield "roadmap-marked", page
    page.locator(".cp-mark input[name=link]").fill("example")
    page.locator(".cp-mark button[value=done]").last.click()
    page.locator(".cp-mark .invalid-feedback").wait_for()
    yield "roadmap-mark-refused", page
    page.goto(here)
    ProjectMark.objects.filter(done_at=None).update(done_at=now, link="https://example.org/phone")
    page.locator("#projects .cp-mark button[value=neither]").first.click()
    page.locator(".cp-mark .cp-problem").wait_for()
    yield "roadmap-mark-overtaken", page


def _learned(page: Any, here: str) -> Iterator[tuple[str, Any]]:
    """Something to learn from is done, and can lead to the rating."""
    page.goto(here)
    page.locator("#gaps button[value^='done:']").first.click()
    page.locator("#gaps button[value^='undone:']").wait_for()
    yield "roadmap-learned", page


def _changed(stage: Stage) -> Iterator[tuple[str, Any]]:
    """The path was edited since: everything there is to tell, then kept."""
    mira, path = person("mira"), make_path("Carpenter", levels=3, skills=5)
    skills = level_skills(path)
    done = assessed(mira, path, dict.fromkeys(skills[:7], 3))
    now = timezone.now()
    replace(list(Skill.objects.filter(public_id__in=skills[:2])), [SkillFactory()], now=now)
    Skill.objects.filter(public_id__in=skills[3:6]).update(meaning_changed_at=now)
    Skill.objects.filter(public_id=skills[3]).update(name="Joinery")
    Requirement.objects.filter(skill__public_id=skills[4]).update(proficiency=4, must_have=True)
    Level.objects.filter(path=path, rank=2).update(threshold_percent=60)
    page = stage.opened(f"/roadmap/{done.public_id}/", mira)
    yield "roadmap-changed-since", page
    page.locator("form[action$='/keep/'] button").click()
    page.locator("details#since").wait_for()
    yield "roadmap-kept", page
    page.locator("details#since").evaluate("folded => folded.open = true")
    yield "roadmap-kept-unfolded", page
    page.goto(f"/roadmap/{done.public_id}/proof/")
    yield "roadmap-proof-open", page


def _ada(stage: Stage, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    ada, now = person("ada"), timezone.now()
    first = people.assess(ada, ml, people.SPRING, now=now - dt.timedelta(days=140))
    page = stage.opened(f"/roadmap/{first.public_id}/", ada)
    yield "roadmap-first", page
    people.assess(ada, ml, people.SUMMER, now=now - dt.timedelta(days=61))
    done = people.assess(ada, ml, now=now)
    assessed(ada, make_path("Gardener"), {})
    here = f"/roadmap/{done.public_id}/"
    page.goto(here)
    yield "roadmap", page
    page.goto(f"/assessments/{done.public_id}/answers/")
    yield "answers", page
    page.goto(f"{here}proof/")
    yield "roadmap-proof", page
    yield from _progress(page, first, done)
    page.goto(here)
    unfold(page)
    yield "roadmap-reasons", page
    yield from _learned(page, here)
    yield from _marked(page, here, now)
    page.goto(f"{here}?target=principal")
    yield "roadmap-principal", page
    unfold(page)
    yield "roadmap-principal-reasons", page
    page.goto(f"/roadmap/{first.public_id}/")
    yield "roadmap-earlier", page
    call_command("load_paths", verbosity=0)
    page.goto("/roadmap/switch/data-engineer/")
    yield "switch", page
    page.goto("/paths/data-engineer/")
    yield "path-from-another", page
    page.goto(f"{here}{TRIAL}")
    yield "trial", page
    page.goto(f"{here}?try=")
    yield "trial-untouched", page
    page.goto(f"{here}?try=nonsense:9")
    yield "trial-wrong", page
    page.goto(f"{here}?target=nonsense")
    yield "roadmap-wrong-target", page


def _progress(page: Any, first: Assessment, done: Assessment) -> Iterator[tuple[str, Any]]:
    page.goto("/roadmap/progress/ml-engineer/")
    yield "progress", page
    page.goto(f"/roadmap/progress/ml-engineer/?before={first.public_id}&after={done.public_id}")
    yield "progress-compared", page
    page.goto("/roadmap/progress/gardener/?before=nonsense")
    yield "progress-of-one", page
    page.goto(f"/assessments/{done.public_id}/delete/")
    yield "delete", page


def _states(stage: Stage, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    everything = level_skills(ml)
    states: dict[str, dict[str, Any]] = {
        "nothing-rated": {},
        "one-rated": {everything[0]: 3},
        "all-zero": dict.fromkeys(everything, 0),
        "below-the-first": dict.fromkeys(level_skills(ml, "junior")[:9], 3),
        "at-the-top": dict.fromkeys(everything, 4),
        "not-relevant": dict.fromkeys(everything, "not relevant"),
    }
    for name, said in states.items():
        someone: User = person(name)
        done = assessed(someone, ml, said)
        page = stage.opened(f"/roadmap/{done.public_id}/", someone)
        unfold(page)
        yield f"roadmap-{name}", page
        if name == "below-the-first":
            page.goto(f"/roadmap/{done.public_id}/?try={everything[9]}:3")
            yield "trial-below-the-first", page


def _odd(stage: Stage) -> Iterator[tuple[str, Any]]:
    odd = person("odd")
    page = stage.tab(odd)
    long = make_path("A path whose name goes on and on " * 4, public_id="long", levels=6, skills=4)
    for level in Level.objects.filter(path=long):
        level.short_name = (f"{level.rank} " + "unbreakable" * 9)[:100]
        level.save()
    paths = {
        "no-levels": make_path("Bare", levels=0),
        "one-level": make_path("Single", levels=1),
        "long-names": long,
        "24-levels": make_path("Tall", levels=24, skills=2),
        "500-skills": make_path("Wide", levels=2, skills=250),
    }
    for name, path in paths.items():
        done = assessed(odd, path, dict.fromkeys(level_skills(path)[:5], 3))
        page.goto(f"/roadmap/{done.public_id}/")
        if name == "long-names":
            unfold(page)
        yield f"roadmap-{name}", page
        page.goto(f"/assessments/{done.public_id}/answers/")
        yield f"answers-{name}", page
