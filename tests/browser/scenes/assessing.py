"""Rating oneself: begun, saved, wrong, offline, in two tabs, signed out, finished meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData
from careerpath.framework.models import Project, Skill
from careerpath.framework.succession import replace
from tests.browser import people
from tests.factories import SkillFactory, make_path, shipped_ml_engineer

from .stage import Stage, person, sign_in


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.opened("/assessments/", person("new"))
    yield "assessments-without-paths", page
    ml = shipped_ml_engineer()
    page.goto("/assessments/")
    yield "assessments-none", page
    page.locator("main form[action*='/start/'] button").first.click()
    page.locator("#screen").wait_for()
    yield "rate-first", page
    page.goto("/assessments/")
    yield "assessments-begun", page
    yield from _guest(stage)
    yield from _whose(stage, ml)
    yield from _at_work(stage, ml)
    yield from _in_trouble(stage, ml)
    yield from _waiting(stage, ml)
    yield from _after_edits(stage)
    yield from _again(stage, ml)
    yield from _extreme(stage)


def _after_edits(stage: Stage) -> Iterator[tuple[str, Any]]:
    """Skills became one, and another means something else now."""
    mira, path = person("mira"), make_path("Carpenter", levels=1, skills=4)
    olds = list(Skill.objects.filter(public_id__in=["carpenter-1-1", "carpenter-1-2"]))
    begun = services.start(owner=mira, path=path, now=timezone.now())
    for n, skill in enumerate(Skill.objects.filter(requirements__level__path=path)):
        begun.ratings.create(skill=skill, proficiency=n, updated_at=timezone.now())
    replace(olds, [SkillFactory()], now=timezone.now())
    Skill.objects.filter(public_id="carpenter-1-3").update(meaning_changed_at=timezone.now())
    page = stage.opened(screen(begun, "level-1", "craft"), mira)
    yield "rate-offers-and-checks", page
    page.locator("button[name=take]").first.click()
    page.locator(".cp-message").wait_for()
    yield "rate-taken-over", page


def _again(stage: Stage, ml: Any) -> Iterator[tuple[str, Any]]:
    """Rating again begins with what matters; a project that was built leads to its skills."""
    tom = person("tom")
    people.assess(tom, ml, {1: (3,), 2: (3, 3, 1), 3: (0,)}, now=timezone.now())
    skill = Skill.objects.filter(requirements__level__path=ml).earliest("pk")
    Skill.objects.filter(pk=skill.pk).update(meaning_changed_at=timezone.now())
    page = stage.opened("/assessments/", tom)
    page.locator("main form[action*='/start/'] button").first.click()
    page.locator("#screen").wait_for()
    yield "rate-update", page
    begun = Assessment.objects.open().get(owner=tom)
    project = Project.objects.filter(level__path=ml, skills__isnull=False).earliest("pk")
    args = [begun.public_id, project.level.public_id, project.public_id]
    page.goto(reverse("assessments:project", args=args))
    yield "rate-project", page


def screen(assessment: Assessment, level: str = "mid-level", group: str = "mlops") -> str:
    return reverse("assessments:screen", args=[assessment.public_id, level, group])


def rate(page: Any, n: int, value: str) -> None:
    """Choose a point of the nth skill, as a finger would."""
    point = page.locator(".cp-rate").nth(n).locator(f'.cp-points label:has(input[value="{value}"])')
    point.click()


def saved(page: Any, n: int, value: str) -> None:
    """The same, until the server has it: “Saving …” stands where “saved” will."""
    with page.expect_response("**/rate/**"):
        rate(page, n, value)


def _begun(name: str, ml: Any) -> Assessment:
    return services.start(owner=person(name), path=ml, now=timezone.now())


def _guest(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.opened("/paths/ml-engineer/")
    page.locator("main form[action*='/start/'] button").first.click()
    page.locator("#screen").wait_for()
    saved(page, 0, "3")
    page.goto("/assessments/")
    yield "guest-assessments", page
    page.locator("main a[href^='/assessments/']").first.click()
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/finish/")
    yield "guest-finish", page
    page.locator("main form[action$='/finish/'] button").click()
    page.wait_for_url("**/roadmap/**")
    yield "guest-roadmap", page
    page.goto("/assessments/forget/")
    yield "guest-forget", page
    other = stage.opened("/paths/ml-engineer/")
    other.locator("main form[action*='/start/'] button").first.click()
    other.locator("#screen").wait_for()
    other.context.clear_cookies(name="sessionid")
    rate(other, 0, "3")
    other.locator(".cp-problem a").first.wait_for()
    yield "guest-signed-out", other
    other.locator(".cp-problem a[href$='/ended/']").click()
    other.locator("main form[action*='/start/']").wait_for()
    yield "guest-ended", other


def _whose(stage: Stage, ml: Any) -> Iterator[tuple[str, Any]]:
    """Signed in where somebody had rated without an account: nothing there, or other answers."""
    for name in ("pia", "quinn"):
        page = stage.opened("/paths/ml-engineer/")
        page.locator("main form[action*='/start/'] button").first.click()
        page.locator("#screen").wait_for()
        for n in range(2):
            saved(page, n, "3")
        if name == "quinn":
            people.rate(_begun(name, ml), dict.fromkeys(range(1, 6), (4,)), timezone.now())
        sign_in(page, person(name).email)
        page.goto("/assessments/")
        if name == "quinn":
            page.locator("main details summary").click()
        yield f"whose-{name}", page


def _at_work(stage: Stage, ml: Any) -> Iterator[tuple[str, Any]]:
    ada = person("ada")
    page = stage.opened(screen(_begun("ada", ml)), ada)
    for n, value in enumerate("31"):
        rate(page, n, value)
    page.wait_for_load_state("networkidle")
    page.locator(".cp-said").nth(1).wait_for()
    yield "rate-half", page
    page.locator(".cp-rate details summary").first.click()
    page.locator('.cp-rate textarea[name$="-note"]').first.fill(people.NOTE)
    page.locator('.cp-rate input[name$="-link"]').first.fill("nonsense")
    page.locator("button[value=stay]").last.click()
    page.locator(".cp-message-error").wait_for()
    yield "rate-wrong-link", page
    page.goto(page.url)
    page.locator("select[name=set_all]").select_option("3")
    page.locator("button[value=set-all]").click()
    page.locator(".cp-messages").wait_for()
    yield "rate-all-set", page
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/finish/")
    yield "finish", page
    done = Assessment.objects.open().get(owner=ada)
    people.rate(done, dict.fromkeys(range(1, 6), (3,)), timezone.now())
    page.goto(page.url)
    yield "finish-everything", page
    services.complete(assessment=done, now=timezone.now())
    page.goto(screen(_begun("ada", ml)))
    yield "rate-carried-over", page
    page.goto("/assessments/")
    yield "assessments-both", page


def _in_trouble(stage: Stage, ml: Any) -> Iterator[tuple[str, Any]]:
    bob = person("bob")
    begun = _begun("bob", ml)
    stale, fresh = stage.opened(screen(begun), bob), stage.opened(screen(begun), bob)
    saved(fresh, 0, "4")
    rate(stale, 0, "1")
    stale.locator(".cp-problem").first.wait_for()
    yield "rate-conflict", stale
    fresh.context.set_offline(True)
    rate(fresh, 1, "3")
    fresh.locator(".cp-problem").first.wait_for()
    yield "rate-offline", fresh
    fresh.locator("button[value=next]").last.click()
    fresh.locator("#held:not(:empty)").wait_for()
    yield "rate-offline-going-on", fresh
    fresh.context.set_offline(False)
    # Chromium's emulation has said so already, when the window's size changed for the checks.
    fresh.evaluate("dispatchEvent(new Event('online'))")
    fresh.locator(".cp-said").nth(1).wait_for()
    fresh.route("**/rate/**", lambda route: route.fulfill(status=500, body="broken"))
    rate(fresh, 2, "3")
    fresh.locator(".cp-problem").first.wait_for()
    yield "rate-failed", fresh
    fresh.unroute("**/rate/**")
    fresh.context.clear_cookies(name="sessionid")
    rate(fresh, 3, "3")
    fresh.locator(".cp-problem a").first.wait_for()
    yield "rate-signed-out", fresh
    services.complete(assessment=begun, now=timezone.now())
    late = stage.tab(bob)
    late.goto(f"/assessments/{begun.public_id}/finish/")
    rate(stale, 1, "2")
    stale.locator(".cp-problem").nth(1).wait_for()
    yield "rate-after-the-end", stale
    stale.reload()
    yield "rate-finished-meanwhile", stale


def _waiting(stage: Stage, ml: Any) -> Iterator[tuple[str, Any]]:
    """Typed while signed out, in two tabs; the phone saved something else of it meanwhile."""
    wim = person("wim")
    begun = _begun("wim", ml)
    page = stage.opened(screen(begun), wim)
    other = page.context.new_page()
    other.goto(screen(begun))
    page.context.clear_cookies(name="sessionid")
    for n, (tab, value) in enumerate([(page, "3"), (other, "1"), (other, "2")]):
        rate(tab, n // 2, value)
        tab.locator(".cp-problem a").nth(n // 2).wait_for()
    first = begun.path.levels.get(public_id="mid-level").requirements.get(
        skill__public_id=page.locator(".cp-rate").first.get_attribute("data-skill")
    )
    services.save_rating(
        assessment=begun, skill=first.skill, said=RatingData(4, note=people.NOTE), seen="",
        now=timezone.now(),
    )  # fmt: skip
    sign_in(page, wim.email)
    page.goto(screen(begun))
    yield "rate-waiting", page
    page.goto(f"/assessments/{begun.public_id}/finish/")
    yield "finish-waiting", page


def _extreme(stage: Stage) -> Iterator[tuple[str, Any]]:
    """500 skills, 100 of them on one screen; all on one: test_assessments.py, without axe."""
    eve = person("eve")
    page = stage.tab(eve)
    paths = {
        "long-names": make_path("W" * 180, public_id="rate-long", levels=1, skills=3),
        "500-skills": make_path("Wide", public_id="rate-wide", levels=5, skills=100),
    }
    for name, path in paths.items():
        begun = services.start(owner=eve, path=path, now=timezone.now())
        page.goto(screen(begun, "level-1", "craft"))
        yield f"rate-{name}", page
