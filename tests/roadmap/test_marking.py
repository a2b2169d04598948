"""Projects that were begun and done: said on the roadmap, kept, and not told to be built again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment, ProjectMark
from assessments.selectors import project_marks
from careerpath.framework.deletion import refusal
from careerpath.framework.models import CareerPath, Level, Project
from roadmap.builder import RoadmapBuilder
from roadmap.marks import marks_on
from roadmap.types import PortfolioReading
from tests.assessments.shown import shown_by
from tests.factories import make_path
from tests.framework.caching.test_pages import printed
from tests.pages import text_of
from tests.roadmap.building import LINK, address, say
from tests.roadmap.people import NOW, assessed


def reading(sitting: Assessment) -> PortfolioReading:
    theirs = Assessment.objects.completed()
    theirs = theirs.filter(owner=sitting.owner) if sitting.owner else theirs.filter(pk=sitting.pk)
    marks = marks_on(sitting, project_marks(sitting, theirs))
    found = RoadmapBuilder.of(sitting, marks).build(None).portfolio
    assert found
    return found


def names(sitting: Assessment) -> tuple[list[str], list[str], list[str]]:
    """Chosen, others, and what is marked."""
    told = reading(sitting)
    return tuple([c.name for c in those] for those in (told.chosen, told.others, told.marked))  # type: ignore[return-value]


# --- What it does -------------------------------------------------------------------------------


def test_begun_is_said_and_stays_to_be_built(as_alice: Client, done: Assessment) -> None:
    answer = say(as_alice, done, "bed", "begun")
    assert answer["Location"] == f"/roadmap/{done.public_id}/#project-level-1-bed"
    row = ProjectMark.objects.get()
    assert (row.assessment, row.project.name, row.state) == (done, "Bed", "begun")
    assert (row.done_at, row.link) == (None, "")
    assert names(done) == (["Bed", "Pond"], ["Shed"], [])
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/"))
    assert "Begun on" in text
    assert "Not begun after all" in text


def test_done_is_not_told_to_be_built_and_leads_to_its_ratings(
    as_alice: Client, done: Assessment
) -> None:
    say(as_alice, done, "bed", "done")
    assert names(done) == (["Pond"], ["Shed"], ["Bed"])
    told = reading(done)
    assert told.summary == "One more project exercises all that is still open"
    assert told.others[0].gain == "adds nothing to this one"
    html = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert "You did this: update the ratings it exercises." in html
    assert '<input type="hidden" name="project" value="level-1/bed">' in html
    answer = as_alice.post("/assessments/start/gardener/", {"project": "level-1/bed"})
    sitting = Assessment.objects.get(completed_at=None)
    assert answer["Location"] == f"/assessments/{sitting.public_id}/projects/level-1/bed/"
    rated = as_alice.get(answer["Location"])
    assert list(shown_by(rated)) == ["gardener-1-1", "gardener-1-2"]


def test_everything_done_says_so(as_alice: Client, done: Assessment) -> None:
    for project in ("bed", "pond"):
        say(as_alice, done, project, "done")
    assert names(done) == ([], ["Shed"], ["Bed", "Pond"])
    told = reading(done)
    assert told.summary == "What you have done exercises the whole way to Level 1"
    assert told.others[0].gain == "adds nothing to what you have done"


@pytest.mark.parametrize("project", ["no-such", "a/b/c", "ä/ö"])
def test_beginning_with_what_is_no_project_goes_on_where_it_was(
    as_alice: Client, done: Assessment, project: str
) -> None:
    answer = as_alice.post("/assessments/start/gardener/", {"project": project})
    sitting = Assessment.objects.get(completed_at=None)
    assert answer["Location"] == f"/assessments/{sitting.public_id}/"


def test_rated_again_it_stands_as_done_and_what_is_still_open_takes_others(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    say(as_alice, done, "bed", "done", link=LINK)
    later = timezone.now() + dt.timedelta(seconds=1)
    said = {"gardener-1-1": 2, "gardener-1-2": 3, "gardener-1-3": 1}
    after = assessed(alice, built, said, now=later)
    assert names(after) == (["Pond", "Shed"], [], ["Bed"])
    told = reading(after)
    assert [card.to_rate for card in told.marked] == [False]
    assert told.summary == "Two more projects exercise all that is still open"
    html = as_alice.get(f"/roadmap/{after.public_id}/").content.decode()
    assert f'<a href="{LINK}" rel="nofollow noopener noreferrer">{LINK}</a>' in html
    assert "You did this" not in html


def test_done_after_begun_keeps_both_days_and_taking_back_keeps_the_link(
    as_alice: Client, done: Assessment
) -> None:
    say(as_alice, done, "bed", "begun")
    begun = ProjectMark.objects.get().begun_at
    say(as_alice, done, "bed", "done", link=f" {LINK} ")
    row = ProjectMark.objects.get()
    assert (row.begun_at, row.state, row.link) == (begun, "done", LINK)
    finished = row.done_at
    say(as_alice, done, "bed", "done", link="")
    row = ProjectMark.objects.get()
    assert (row.done_at, row.link) == (finished, "")
    say(as_alice, done, "bed", "done", link=LINK)
    say(as_alice, done, "bed", "neither")
    row = ProjectMark.objects.get()
    assert (row.begun_at, row.done_at, row.state, row.link) == (None, None, "", LINK)
    assert names(done) == (["Bed", "Pond"], ["Shed"], [])
    assert LINK not in as_alice.get(f"/roadmap/{done.public_id}/").content.decode()


def test_an_earlier_roadmap_keeps_its_own_and_takes_no_more(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    say(as_alice, done, "bed", "begun")
    newer = assessed(alice, built, {}, now=timezone.now() + dt.timedelta(seconds=1))
    say(as_alice, newer, "bed", "done")
    say(as_alice, newer, "pond", "begun")
    here = as_alice.get(f"/roadmap/{done.public_id}/")
    assert names(done) == (["Bed", "Pond"], ["Shed"], [])
    html = here.content.decode()
    assert (html.count("Begun on"), "Done on" in html) == (1, False)
    assert "/projects/level-1/bed/" not in html
    assert say(as_alice, done, "bed", "neither").status_code == 422  # it is done on the newer
    assert {(m.project.name, m.state) for m in ProjectMark.objects.filter(assessment=done)} == {
        ("Bed", "begun")
    }


def test_a_wrong_link_is_said_beside_it_and_stays(as_alice: Client, done: Assessment) -> None:
    say(as_alice, done, "bed", "done")
    answer = say(as_alice, done, "bed", "done", link="greenhouse")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Enter a whole link, like https://example.org/work." in html
    assert 'value="greenhouse"' in html
    assert ProjectMark.objects.get().link == ""
    assert "greenhouse" not in as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert say(as_alice, done, "bed", "burnt").status_code == 422


def test_a_project_retired_since_still_stands_as_done(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    say(as_alice, done, "bed", "done")
    Project.objects.get(name="Bed").retire(now=NOW)
    after = assessed(alice, built, {}, now=timezone.now() + dt.timedelta(seconds=1))
    assert names(after)[2] == ["Bed"]
    assert say(as_alice, after, "bed", "neither").status_code == 302
    assert names(after)[2] == []


def test_at_the_top_what_was_done_is_still_told(
    as_alice: Client, alice: Any, built: CareerPath
) -> None:
    skills = [f"gardener-{level}-{n}" for level in (1, 2) for n in (1, 2, 3)]
    top = assessed(alice, built, dict.fromkeys(skills, 4))
    say(as_alice, top, "bed", "done")
    told = reading(top)
    assert (told.to_build, [card.name for card in told.marked]) == ((), ["Bed"])
    assert "What you have begun and done" in text_of(as_alice.get(f"/roadmap/{top.public_id}/"))


def test_a_trial_tells_no_project_that_is_done(as_alice: Client, done: Assessment) -> None:
    say(as_alice, done, "bed", "done")
    html = as_alice.get(f"/roadmap/{done.public_id}/?try=gardener-1-3:2").content.decode()
    assert "Done on" in html
    assert "/projects/level-1/" not in html


# --- Whose it is --------------------------------------------------------------------------------


def test_only_the_owner_says_it(as_bob: Client, done: Assessment) -> None:
    assert say(as_bob, done, "bed", "done").status_code == 404
    answer = say(Client(), done, "bed", "done")
    assert answer["Location"] == f"/accounts/login/?next={address(done)}"
    assert not ProjectMark.objects.exists()


def test_a_project_of_another_path_is_not_there(as_alice: Client, done: Assessment) -> None:
    other = make_path("Baker")
    Level.objects.get(path=other, rank=1).projects.create(name="Loaf")
    assert say(as_alice, done, "loaf", "done").status_code == 404
    assert as_alice.get(address(done))["Location"] == f"/roadmap/{done.public_id}/"


def test_what_a_guest_says_is_the_persons_once_they_claim_it(
    client: Client, alice: Any, built: CareerPath
) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    assert say(client, sitting, "bed", "done").status_code == 302
    assert not ProjectMark.objects.exists()  # it is open: there is no roadmap yet
    client.post(f"/assessments/{sitting.public_id}/finish/")
    sitting.refresh_from_db()
    say(client, sitting, "bed", "done", link=LINK)
    assert names(sitting)[2] == ["Bed"]
    client.post(f"/assessments/{sitting.public_id}/finish/")
    services.claim(owner=alice, public_ids=[str(sitting.public_id)])
    later = assessed(alice, built, {}, now=timezone.now() + dt.timedelta(seconds=1))
    theirs = Assessment.objects.filter(owner=alice).completed()
    found = project_marks(later, theirs)
    assert {name: (row.state, row.link) for name, row in found.items()} == {
        "level-1/bed": ("done", LINK)
    }


def test_a_guest_who_said_it_lately_is_not_swept_away(built: CareerPath) -> None:
    old = NOW - dt.timedelta(days=90)
    for days in (5, 60):
        sitting = assessed(None, built, {}, now=old)
        Assessment.objects.filter(pk=sitting.pk).update(started_at=old)
        ProjectMark.objects.create(
            assessment=sitting,
            project=Project.objects.get(name="Bed"),
            begun_at=NOW - dt.timedelta(days=days),
        )
    before = NOW - dt.timedelta(days=30)
    assert services.delete_forgotten(before=before, reachable=()) == 1
    assert ProjectMark.objects.get().begun_at == NOW - dt.timedelta(days=5)


def test_a_project_somebody_began_can_not_be_deleted(as_alice: Client, done: Assessment) -> None:
    say(as_alice, done, "bed", "begun")
    told = refusal(Project.objects.get(name="Bed"))
    assert told
    assert told.startswith("1 person uses it. Retire it instead")
    assert refusal(Project.objects.get(name="Pond")) is None


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_marks_take_two_queries(
    rows: int,
    alice: Any,
    done: Assessment,
    as_alice: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for project in ("bed", "pond", "shed")[:rows]:
        say(as_alice, done, project, "done", link=LINK)
    with django_assert_num_queries(2):
        found = project_marks(done, Assessment.objects.filter(owner=alice).completed())
        assert {row.spec_id for row in found.values()} == set(found)
    as_alice.get(f"/roadmap/{done.public_id}/")
    # session, assessment, finished, evidence, marks twice, what was done to learn, stamp
    with django_assert_num_queries(8):
        as_alice.get(f"/roadmap/{done.public_id}/")


def test_a_kept_page_holds_no_link(
    as_alice: Client, done: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(as_alice, done, "bed", "done", link=LINK)
    several = printed(monkeypatch)
    as_alice.get(f"/roadmap/{done.public_id}/")
    ProjectMark.objects.update(link=f'{LINK}/?a=1&b="2')
    html = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert several == ["roadmap/detail.html"]
    assert f'value="{LINK}/?a=1&amp;b=&quot;2"' in html
    assert f'href="{LINK}/?a=1&amp;b=&quot;2"' in html
