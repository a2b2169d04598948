"""Nobody says over what was said of a project meanwhile without having been told of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from assessments import services
from assessments.forms import ProjectForm
from assessments.models import Assessment, PlanItem, ProjectMark
from assessments.plan_data import PlanItemData, seen_in
from assessments.selectors import seen_of_mark
from assessments.services import plans
from careerpath.framework.models import CareerPath, Project
from tests.conftest import PASSWORD
from tests.pages import text_of
from tests.roadmap.building import LINK, address, fields_of, held, say
from tests.roadmap.people import NOW, assessed

DONE_THERE = "Another tab or device has set this to done since this page was opened."
BEGUN_THERE = "Another tab or device has set this to begun since this page was opened."
TAKEN_BACK = (
    "Another tab or device has taken back what was said of this since this page was opened."
)
NEW_LINK = (
    "Another tab or device has changed the link since this page was opened, to the one above."
)
NO_LINK = "Another tab or device has removed the link since this page was opened."
MINE = f"{LINK}-of-mine"


def pressed(button: str) -> str:
    return f"Here you pressed “{button}”, which is not saved yet: press it again to keep it."


def typed(button: str) -> str:
    return f"The link you typed is not saved yet: press “{button}” again to keep it."


def stored(sitting: Assessment) -> tuple[str, str]:
    row = held(sitting)
    return (row.state, row.link) if row else ("", "")


def page(client: Client, sitting: Assessment) -> dict[str, str]:
    """The form on the card, as a tab that is opened now has it."""
    return fields_of(client.get(f"/roadmap/{sitting.public_id}/").content.decode())


# What the tab shows, what the phone says since, what is pressed in the tab, what is said of it.
RACES: list[tuple[list[tuple[str, str]], list[tuple[str, str]], tuple[str, str], str]] = [
    ([], [("done", LINK)], ("begun", ""), f"{DONE_THERE} {pressed('I have begun it')}"),
    ([("begun", "")], [("done", LINK)], ("neither", ""),
     f"{DONE_THERE} {pressed('Not done after all')}"),
    ([("begun", "")], [("neither", "")], ("done", ""), f"{TAKEN_BACK} {pressed('I have done it')}"),
    ([("done", LINK)], [("begun", "")], ("done", MINE),
     f"{BEGUN_THERE} {pressed('I have done it')}"),
    ([("done", LINK)], [("done", f"{LINK}/2")], ("done", MINE),
     f"{NEW_LINK} {typed('Save the link')}"),
    ([("done", LINK)], [("done", "")], ("done", MINE), f"{NO_LINK} {typed('Save the link')}"),
    ([("done", LINK)], [("done", f"{LINK}/2")], ("neither", LINK),
     f"{DONE_THERE} {pressed('Not done after all')}"),
]  # fmt: skip


@pytest.mark.parametrize("race", RACES)
def test_what_is_newer_is_told_and_pressing_again_decides(
    as_alice: Client,
    done: Assessment,
    race: tuple[list[tuple[str, str]], list[tuple[str, str]], tuple[str, str], str],
) -> None:
    before, since, (state, link), told = race

    def say_all(those: list[tuple[str, str]]) -> None:
        for state, link in those:
            say(as_alice, done, "bed", state, **({"link": link} if link or state == "done" else {}))

    say_all(before)
    tab = page(as_alice, done)
    say_all(since)
    there = stored(done)
    sent = tab | {"state": state} | ({"link": link} if "link" in tab else {})
    refused = as_alice.post(address(done), sent)
    assert (refused.status_code, stored(done)) == (422, there)
    assert told in text_of(refused)
    if there[1] and there[0]:
        assert f'href="{there[1]}"' in refused.content.decode()
    again = fields_of(refused.content.decode())
    assert again.get("link", "") == (link or again.get("link", ""))
    answer = as_alice.post(address(done), again | {"state": state})
    assert answer.status_code == 302
    now = stored(done)
    assert now[0] == ("" if state == "neither" else state)
    assert now[1] == (link or there[1])


def test_the_same_said_twice_is_no_conflict(as_alice: Client, done: Assessment) -> None:
    tab = page(as_alice, done)
    for _press in range(2):
        assert as_alice.post(address(done), tab | {"state": "begun"}).status_code == 302
    tab = page(as_alice, done)
    for _press in range(2):
        assert as_alice.post(address(done), tab | {"state": "done"}).status_code == 302
    day = ProjectMark.objects.get().done_at
    tab = page(as_alice, done)
    for _press in range(2):
        sent = tab | {"state": "done", "link": LINK}
        assert as_alice.post(address(done), sent).status_code == 302
    row = ProjectMark.objects.get()
    assert (row.state, row.link, row.done_at) == ("done", LINK, day)


def test_who_does_not_say_what_the_page_showed_saw_nothing(
    as_alice: Client, done: Assessment
) -> None:
    for seen in ("", "never", "\x00"):
        ProjectMark.objects.all().delete()
        say(as_alice, done, "bed", "done", link=LINK)
        answer = say(as_alice, done, "bed", "neither", seen=seen)
        assert (answer.status_code, stored(done)) == (422, ("done", LINK))
    ProjectMark.objects.all().delete()
    assert as_alice.post(address(done), {"state": "begun"}).status_code == 302


def test_what_a_restore_has_put_back_is_told(as_alice: Client, done: Assessment) -> None:
    """The page showed what the database has forgotten; no number of a row or save would say so."""
    say(as_alice, done, "bed", "done", link=LINK)
    tab = page(as_alice, done)
    ProjectMark.objects.update(done_at=None, begun_at=timezone.now(), link="")
    answer = as_alice.post(address(done), tab | {"state": "done", "link": MINE})
    assert (answer.status_code, stored(done)) == (422, ("begun", ""))
    assert f"{BEGUN_THERE} {pressed('I have done it')}" in text_of(answer)
    assert f'value="{MINE}"' in answer.content.decode()


def test_a_kept_page_says_what_is_seen_now(as_alice: Client, done: Assessment) -> None:
    """The link, and with it what was seen, is no part of what a page is kept by."""
    say(as_alice, done, "bed", "done", link=LINK)
    for link in (LINK, MINE):
        ProjectMark.objects.update(link=link)
        row = ProjectMark.objects.get()
        assert page(as_alice, done) == {"link": link, "seen": seen_of_mark(row)}
    assert (
        as_alice.post(address(done), page(as_alice, done) | {"state": "neither"}).status_code == 302
    )


# --- Another assessment was finished meanwhile --------------------------------------------------


@pytest.fixture
def after(alice: Any, built: CareerPath, done: Assessment) -> Any:
    """Alice finishes another; the first level is held now, so none of its projects is told."""
    skills = [f"gardener-1-{n}" for n in (1, 2, 3)]

    def finish() -> Assessment:
        later = timezone.now() + dt.timedelta(seconds=1)
        return assessed(alice, built, dict.fromkeys(skills, 4), now=later)

    return finish


def test_completed_anew_meanwhile_it_is_noted_on_the_newest(
    as_alice: Client, done: Assessment, after: Any
) -> None:
    tab = page(as_alice, done)
    newest = after()
    answer = as_alice.post(address(done), tab | {"state": "done"}, follow=True)
    assert answer.redirect_chain == [(f"/roadmap/{newest.public_id}/#project-level-1-bed", 302)]
    assert "You have finished another assessment since: this is its roadmap." in text_of(answer)
    assert ProjectMark.objects.get().assessment == newest
    assert stored(newest) == ("done", "")


def test_completed_anew_meanwhile_what_is_newer_is_told_there(
    as_alice: Client, done: Assessment, after: Any
) -> None:
    say(as_alice, done, "bed", "done", link=LINK)
    tab = page(as_alice, done)
    newest = after()
    say(as_alice, newest, "bed", "neither")
    refused = as_alice.post(address(done), tab | {"state": "done", "link": MINE})
    assert (refused.status_code, stored(newest)) == (422, ("", LINK))
    words = text_of(refused)
    assert "You have finished another assessment since: this is its roadmap." in words
    assert f"Not saved yet Bed {TAKEN_BACK} {pressed('I have done it')}" in words
    html = refused.content.decode()
    assert f'action="{address(newest)}"' in html
    again = fields_of(html)
    assert again["link"] == MINE
    assert as_alice.post(address(newest), again | {"state": "done"}).status_code == 302
    assert stored(newest) == ("done", MINE)


def test_a_link_that_is_wrong_stays_where_no_card_is_left(
    as_alice: Client, done: Assessment, after: Any
) -> None:
    say(as_alice, done, "bed", "done")
    tab = page(as_alice, done)
    say(as_alice, after(), "bed", "neither")
    refused = as_alice.post(address(done), tab | {"state": "done", "link": "greenhouse"})
    assert refused.status_code == 422
    assert "Enter a whole link, like https://example.org/work." in text_of(refused)
    assert fields_of(refused.content.decode())["link"] == "greenhouse"


# --- The session is over ------------------------------------------------------------------------


def test_a_link_typed_after_the_session_waits_and_a_press_alone_says_it_does_not(
    alice: Any, as_alice: Client, done: Assessment
) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    tab = page(client, done)
    client.cookies.pop("sessionid")
    asked = client.post(address(done), tab | {"state": "begun"}, follow=True)
    assert "You are signed out, so nothing is changed yet." in text_of(asked)
    asked = client.post(address(done), tab | {"state": "done", "link": MINE}, follow=True)
    assert "You are signed out. What you sent is kept: sign in" in text_of(asked)
    say(as_alice, done, "bed", "begun")  # on the phone
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    waits = client.get(address(done))
    assert f"Where it can be seen {MINE}" in text_of(waits)
    assert f'name="seen" value="{tab["seen"]}"' in waits.content.decode()
    refused = client.post(address(done), tab | {"state": "done", "link": MINE})
    assert (refused.status_code, stored(done)) == (422, ("begun", ""))
    assert f'value="{MINE}"' in refused.content.decode()


def test_a_link_typed_before_one_says_whose_it_is_is_shown_to_copy(
    client: Client, alice: Any, built: CareerPath
) -> None:
    """A guest's tab stood open while somebody signed in; what is pressed there is asked first."""
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    client.post(f"/assessments/{sitting.public_id}/finish/")
    sitting.refresh_from_db()
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    asked = say(client, sitting, "bed", "done", link=MINE)
    assert asked.status_code == 401
    assert f"Where it can be seen {MINE}" in text_of(asked)
    whose = f"/assessments/yours/?next={quote(address(sitting), safe='')}"
    assert f'href="{whose}"' in asked.content.decode()
    assert say(client, sitting, "bed", "begun")["Location"] == whose


# --- Where it was pressed -----------------------------------------------------------------------


def test_the_target_one_looked_at_stays(as_alice: Client, done: Assessment) -> None:
    """A card of a level that is not the next one: it would be on no other page."""
    level = Project.objects.get(name="Bed").level.path.levels.get(rank=2)
    plot = level.projects.create(name="Plot")
    plot.exercises.create(skill=level.requirements.all()[0].skill)
    Assessment.objects.update(projects=None)  # today's are told
    here = f"/roadmap/{done.public_id}/?target=level-2"
    assert '/projects/level-2/plot/?target=level-2"' in (as_alice.get(here).content.decode())
    to = f"/roadmap/{done.public_id}/projects/level-2/plot/?target=level-2"
    answer = as_alice.post(to, {"state": "begun"})
    assert answer["Location"] == f"{here}#project-level-2-plot"
    refused = as_alice.post(to, {"state": "done", "link": "plot"})
    assert refused.status_code == 422
    assert "Not saved yet" not in text_of(refused)
    assert 'value="plot"' in refused.content.decode()


def test_an_answer_that_is_none_is_said(as_alice: Client, done: Assessment) -> None:
    for state in ("burnt", ""):
        refused = say(as_alice, done, "bed", state)
        assert refused.status_code == 422
        assert "Choose one of the answers offered here." in text_of(refused)


@pytest.mark.parametrize("gone", [Project, Assessment])
def test_what_was_deleted_meanwhile_is_not_there(
    as_alice: Client, done: Assessment, monkeypatch: pytest.MonkeyPatch, gone: type[models.Model]
) -> None:
    """Between the look at what there is and the lock."""
    form = ProjectForm

    def after_deleting(*args: Any, **kwargs: Any) -> ProjectForm:
        gone._default_manager.all().delete()
        return form(*args, **kwargs)

    monkeypatch.setattr("roadmap.views.projects.ProjectForm", after_deleting)
    assert say(as_alice, done, "bed", "begun").status_code == 404
    assert not ProjectMark.objects.exists()


# --- The plan says it as well -------------------------------------------------------------------


def test_the_plan_is_told_of_what_the_roadmap_said_at_that_moment(
    as_alice: Client, done: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its look at what there is and its saving."""
    project, theirs = Project.objects.get(name="Bed"), Assessment.objects.completed()
    wanted = services.Wanted(project=project.pk)
    services.take(plan=None, assessment=done, wanted=[wanted], now=NOW)
    item = PlanItem.objects.get()
    say_of_project = plans._say_of_project

    def after_the_roadmap(*args: Any) -> None:
        say(as_alice, done, "bed", "done", link=LINK)
        say_of_project(*args)

    monkeypatch.setattr(plans, "_say_of_project", after_the_roadmap)
    said = PlanItemData(state="begun", link=MINE)
    with pytest.raises(services.PlanItemChanged) as told:
        services.save_item(item=item, completed=theirs, said=said, seen=seen_in(item), now=NOW)
    assert (told.value.stored.state, told.value.stored.seen_at) == ("done", LINK)
    monkeypatch.undo()
    said = PlanItemData(link=MINE)  # to do, and where it will be seen
    services.save_item(item=item, completed=theirs, said=said, seen=seen_in(item), now=NOW)
    assert stored(done) == ("", MINE)
