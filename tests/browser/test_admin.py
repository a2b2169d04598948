"""Admin as an editor uses it: nothing blocked, by keys, without script. Looks: test_scenes.py."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments import impact as counter
from careerpath.accounts.models import User
from careerpath.framework.admin import counting
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.write import write
from careerpath.framework.impact import Effects, Trial
from careerpath.framework.models import CareerPath, Requirement
from tests.factories import SkillFactory, UserFactory, make_path
from tests.framework.admin.pages import address
from tests.roadmap.people import assessed, level_skills

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gardener(db: None) -> CareerPath:
    path = make_path()
    level = path.levels.get(rank=1)
    level.responsibilities.create(text="Dig")
    level.day_shares.create(activity="Dig", percent=60)
    level.projects.create(name="Shed").exercises.create(
        skill=level.requirements.get(position=1).skill, why="Every plank"
    )
    level.save()
    SkillFactory(name="Git").aliases.create(name="DVCS")
    return path


REPLACE = "/admin/framework/skill/replace/"


def test_whom_an_edit_moves_is_asked_and_can_be_taken_back_without_script(
    browser: Any, page: Any, inside: str, gardener: CareerPath, alice: User
) -> None:
    assessed(alice, gardener, dict.fromkeys(level_skills(gardener), 3))
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    level = gardener.levels.get(rank=1)
    plain.goto(inside + address(level))
    plain.get_by_role("combobox", name="Proficiency, row 1").select_option("4")
    plain.get_by_role("textbox", name="Activity, row 2").fill("Plant")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    plain.get_by_text("Nothing is saved yet.").wait_for()
    plain.get_by_role("button", name="Back to editing").click()
    expect(plain.get_by_role("textbox", name="Activity, row 2")).to_have_value("Plant")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    plain.get_by_role("button", name="Save it anyway").click()
    plain.get_by_text("was changed successfully").wait_for()
    context.close()
    assert sorted(level.requirements.values_list("proficiency", flat=True)) == [3, 3, 4]


def pages(path: CareerPath) -> list[str]:
    level = path.levels.get(rank=1)
    rows = [path, level, level.projects.get(), level.requirements.get(position=1).skill]
    own = [address(row, page) for row in rows for page in ("change", "history", "delete")]
    lists = [address(type(row), page) for row in rows for page in ("changelist", "add")]
    documents = [
        reverse("admin:framework_careerpath_bring"),
        reverse("admin:framework_careerpath_update", args=[path.pk]),
        reverse("admin:framework_documentimport_changelist"),
    ]
    return ["/admin/", REPLACE, *lists, *own, *documents]


def test_admin_pages_run_into_nothing_that_is_blocked(
    page: Any, inside: str, gardener: CareerPath, csp_reports: list[str]
) -> None:
    """Without axe, which writes styles of its own into pages with tables of fields."""
    wrong = []
    for url in pages(gardener):
        page.goto(inside + url, wait_until="load")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{url} is {wide} px wide at {width}"] if wide > width else []
    assert wrong == []


def test_the_theme_of_the_app_is_the_theme_of_admin(
    page: Any, inside: str, csp_reports: list[str], db: None
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(inside + "/admin/")
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark", pressed=True)).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 21, 23)")
    assert page.url == inside + "/admin/"


def test_a_requirement_is_added_by_keys_alone(
    page: Any, inside: str, gardener: CareerPath, csp_reports: list[str]
) -> None:
    level = gardener.levels.get(rank=1)
    page.goto(inside + address(level))
    row = page.locator("#requirements-3")
    for field, typed, shown in (("skill", "dvcs", "Git"), ("group", "craft", "Craft")):
        row.locator(f".field-{field} .select2-selection").focus()
        page.keyboard.press("Enter")
        page.keyboard.type(typed)
        page.locator(".select2-results__option--highlighted", has_text=shown).wait_for()
        page.keyboard.press("Enter")
    drawn = row.locator(".field-skill .select2-selection__rendered")
    assert str(drawn.get_attribute("aria-label")).startswith("Skill, row 4: ")
    assert str(drawn.get_attribute("aria-label")).endswith("Git")
    row.locator(".field-position input").press("Enter")
    page.get_by_text("was changed successfully").wait_for()
    asked = Requirement.objects.get(skill__name="Git")
    assert (asked.level, asked.group.name, asked.position) == (level, "Craft", 4)


def test_rows_and_saving_work_without_script(
    browser: Any, page: Any, inside: str, gardener: CareerPath
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    level = gardener.levels.get(rank=1)
    plain.goto(inside + address(level))
    plain.get_by_role("textbox", name="Activity, row 2").fill("Plant")
    plain.get_by_role("spinbutton", name="Percent, row 2").fill("50")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    plain.get_by_text("These shares add to 110 %").wait_for()
    plain.get_by_role("spinbutton", name="Percent, row 2").fill("40")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    plain.get_by_text("was changed successfully").wait_for()
    context.close()
    assert dict(level.day_shares.values_list("activity", "percent")) == {"Dig": 60, "Plant": 40}


def test_a_document_is_brought_in_and_reverted(
    page: Any, inside: str, gardener: CareerPath
) -> None:
    page.goto(inside + address(gardener))
    page.get_by_role("link", name="Update from a document").click()
    text = write(document_of(gardener)).replace("Gardener 1 1", "Gardener 1 1 and more")
    page.get_by_label("Or paste the text").fill("# Something else")
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_text("This does not read as a career path").wait_for()
    page.get_by_label("Or paste the text").fill(f"{text}\n## Books\n\n{'long' * 100}\n")
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_label("“Gardener 1 1” is now “Gardener 1 1 and more”").check()
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Applied. If it is not what you wanted").wait_for()
    assert Requirement.objects.filter(skill__name="Gardener 1 1 and more").exists()
    page.get_by_role("button", name="Revert this").click()
    page.get_by_text("Reverted: the path is what it was before.").wait_for()
    assert Requirement.objects.filter(skill__name="Gardener 1 1").exists()


def test_progress_is_seen_while_people_are_counted(
    page: Any, inside: str, gardener: CareerPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest line only, then none; in a page that is still arriving."""
    go_on, count = Event(), Trial.counting

    def hold(trial: Trial) -> Iterator[Effects]:
        for found in count(trial):
            yield found
            assert found.people != 2 or go_on.wait(20)

    monkeypatch.setattr(Trial, "counting", hold)
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    monkeypatch.setattr(counting, "NEWS", 0)
    monkeypatch.setattr(counter, "ROWS", 2)
    for _ in range(4):
        assessed(UserFactory(), gardener, dict.fromkeys(level_skills(gardener, "level-1"), 3))
    page.goto(f"{inside}{address(gardener.levels.get(rank=1))}")
    page.select_option("[name=requirements-0-proficiency]", "4")
    page.locator("input[name=_save]").last.click(no_wait_after=True)
    line = page.locator(".cp-counting p:visible")
    expect(line).to_have_text("2 people counted so far, of 4 finished assessments.")
    go_on.set()
    expect(page.locator("input[name=_anyway]")).to_be_visible()
    expect(page.locator(".cp-counting")).to_be_hidden()
