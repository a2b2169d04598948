"""The plan: taken from the roadmap, dated, told what became of it; nothing lost between tabs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment, DevelopmentPlan, PlanItem, ProjectMark
from careerpath.framework.deletion import refusal
from careerpath.framework.models import CareerPath, Level, Project, Requirement, Skill
from careerpath.framework.succession import replace
from roadmap import planning
from roadmap.builder import RoadmapBuilder
from tests.factories import SkillFactory, make_path
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, begun

HERE = "/roadmap/plan/gardener/"
LINK = "https://example.org/greenhouse"
SOON = timezone.localdate() + dt.timedelta(days=30)
LOW = {"gardener-1-1": 1, "gardener-1-2": 2, "gardener-1-3": 3}


@pytest.fixture
def built(db: None) -> CareerPath:
    """The small path; the project “Bed” of its first level exercises two skills."""
    path = make_path()
    level = Level.objects.get(path=path, rank=1)
    project = level.projects.create(name="Bed")
    for asked in level.requirements.order_by("position")[:2]:
        project.exercises.create(skill=asked.skill)
    return path


@pytest.fixture
def done(alice: Any, built: CareerPath) -> Assessment:
    """Two gaps to the first level, one and two steps wide."""
    return assessed(alice, built, LOW)


def take(client: Client, sitting: Assessment, what: str, **more: str) -> Any:
    return client.post(f"/roadmap/{sitting.public_id}/plan/", {"take": what, **more}, follow=True)


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def items() -> list[tuple[str, int | None, str]]:
    rows = PlanItem.objects.select_related("skill", "project").order_by("added_at", "pk")
    return [(row.name, row.proficiency, row.state) for row in rows]


def fields_of(client: Client, address: str) -> dict[str, str]:
    """What a browser would send of the form on that page, as it stands."""
    form = client.get(address).context["form"]
    names = [name for name in form.fields if form.initial.get(name) is not None]
    return {name: str(form.initial[name]) for name in names}


def edit(client: Client, item: PlanItem, **said: str) -> Any:
    address = f"{HERE}{item.public_id}/"
    return client.post(address, fields_of(client, address) | said)


# --- Taking -------------------------------------------------------------------------------------


def test_the_whole_way_is_taken_with_one_press(as_alice: Client, done: Assessment) -> None:
    answer = take(as_alice, done, "way")
    assert answer.redirect_chain == [(HERE, 302)]
    assert told(answer) == ["Gardener 1 2 and Gardener 1 1 are in your plan now."]
    assert items() == [("Gardener 1 2", 3, "to-do"), ("Gardener 1 1", 3, "to-do")]
    assert DevelopmentPlan.objects.get().owner == done.owner
    text = text_of(answer)
    assert "raise to Proficient" in text
    assert "Without a day" in text


def test_what_is_there_is_said_and_not_doubled(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    answer = take(as_alice, done, "way")
    assert told(answer) == [
        "Gardener 1 2 is in your plan now.",
        "Gardener 1 1 was in your plan already.",
    ]
    assert len(items()) == 2
    assert told(take(as_alice, done, "way")) == [
        "Gardener 1 2 and Gardener 1 1 were in your plan already."
    ]


def test_a_gap_further_up_comes_with_its_target(as_alice: Client, done: Assessment) -> None:
    assert told(take(as_alice, done, "skill:gardener-2-1")) == [
        "That is not on this roadmap any more; nothing was taken."
    ]
    answer = take(as_alice, done, "skill:gardener-2-1", target="level-2")
    assert told(answer) == ["Gardener 2 1 is in your plan now."]


def test_a_higher_goal_raises_what_is_open_and_stands_beside_what_is_done(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    take(as_alice, done, "way")
    first = PlanItem.objects.get(skill__public_id="gardener-1-1")
    edit(as_alice, PlanItem.objects.get(skill__public_id="gardener-1-2"), state="done")
    Requirement.objects.filter(level__rank=1).update(proficiency=4)
    newer = assessed(alice, built, LOW, now=timezone.now() + dt.timedelta(seconds=1))
    answer = take(as_alice, newer, "way")
    assert told(answer) == [
        "Gardener 1 3 and Gardener 1 2 are in your plan now.",
        "Gardener 1 1 was in your plan already, and is to go further now.",
    ]
    first.refresh_from_db()
    assert (first.proficiency, first.version) == (4, 2)
    assert ("Gardener 1 2", 3, "done") in items()
    assert ("Gardener 1 2", 4, "to-do") in items()


def test_what_was_dropped_is_taken_up_again(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    edit(as_alice, PlanItem.objects.get(), state="dropped")
    assert items() == [("Gardener 1 1", 3, "dropped")]
    answer = take(as_alice, done, "skill:gardener-1-1")
    assert told(answer) == ["Gardener 1 1 had been dropped, and is taken up again."]
    assert items() == [("Gardener 1 1", 3, "to-do")]


def test_an_earlier_roadmap_gives_nothing(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    newer = assessed(alice, built, {}, now=NOW + dt.timedelta(days=1))
    assert told(take(as_alice, done, "way")) == ["This is an earlier assessment, kept as it was."]
    html = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert 'name="take"' not in html
    assert (
        'name="take" value="way"' in as_alice.get(f"/roadmap/{newer.public_id}/").content.decode()
    )


def test_every_button_of_the_roadmap_takes_something(as_alice: Client, done: Assessment) -> None:
    html = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    buttons = re.findall(r'form="take" name="take" value="([^"]+)"', html)
    assert buttons == ["way", "project:level-1/bed", "skill:gardener-1-1", "skill:gardener-1-2"]
    builder = RoadmapBuilder.of(done)
    for what in buttons:
        assert planning.wanted(done, builder, None, what), what
    for what in ("", "skill", "skill:no", "project:level-1", "project:no/bed", "nothing:x"):
        assert planning.wanted(done, builder, None, what) == [], what


def test_a_full_plan_says_so_and_takes_nothing(
    as_alice: Client, done: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.services.plans.MOST_PLAN_ITEMS", 1)
    answer = take(as_alice, done, "way")
    full = "A plan holds 1000 things at most, so nothing was added."
    assert told(answer) == [f"{full} Take out what is done or dropped first."]
    assert items() == []
    take(as_alice, done, "skill:gardener-1-1")
    answer = as_alice.post(HERE, {"title": "Read a book"})
    assert (answer.status_code, len(items())) == (422, 1)
    assert 'value="Read a book"' in answer.content.decode()


# --- Something of one's own, days and states -----------------------------------------------------


def test_something_of_ones_own(as_alice: Client, done: Assessment) -> None:
    answer = as_alice.post(HERE, {"title": " Read a book ", "target_date": SOON.isoformat()})
    item = PlanItem.objects.get()
    assert answer["Location"] == f"{HERE}#item-{item.public_id}"
    assert (item.title, item.target_date, item.state) == ("Read a book", SOON, "to-do")
    assert (item.version, item.skill, item.project, item.note, item.link) == (1, None, None, "", "")
    assert as_alice.post(HERE, {"title": " "}).status_code == 422


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        (-2, "This day has passed: choose one still to come."),
        (-1, ""),
        (0, ""),
        (3600, ""),
        (4100, "This day is more than 10 years away: choose a nearer one."),
    ],
)
def test_days_that_a_plan_takes(as_alice: Client, done: Assessment, days: int, wrong: str) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    answer = as_alice.post(HERE, {"title": "Read", "target_date": day.isoformat()})
    if wrong:
        assert answer.status_code == 422
        html = answer.content.decode()
        assert wrong in html
        assert f'value="{day.isoformat()}"' in html
        assert items() == []
    else:
        assert PlanItem.objects.get().target_date == day


def test_a_day_that_does_not_exist_is_said(as_alice: Client, done: Assessment) -> None:
    answer = as_alice.post(HERE, {"title": "Read", "target_date": "2027-02-30"})
    assert "Enter a day that there is, like 2027-03-31." in answer.content.decode()


def test_a_day_that_has_passed_since_stays_and_is_said(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    PlanItem.objects.update(target_date="2026-01-31")
    assert "was due on 31 Jan 2026" in text_of(as_alice.get(HERE))
    item = PlanItem.objects.get()
    assert edit(as_alice, item, note="Late, but begun", state="begun").status_code == 302
    item.refresh_from_db()
    assert (item.note, item.state) == ("Late, but begun", "begun")
    assert edit(as_alice, item, target_date="2026-01-30").status_code == 422
    assert edit(as_alice, item, target_date="2026-01-30", state="done").status_code == 302
    assert "was due" not in text_of(as_alice.get(HERE))


def test_states_keep_the_days_that_still_hold(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="begun")
    item.refresh_from_db()
    begun_at = item.begun_at
    assert begun_at
    edit(as_alice, item, state="done", link=LINK)
    item.refresh_from_db()
    assert (item.state, item.begun_at, item.link, item.version) == ("done", begun_at, LINK, 3)
    edit(as_alice, item, state="dropped")
    item.refresh_from_db()
    assert (item.state, item.begun_at, item.done_at) == ("dropped", begun_at, None)
    edit(as_alice, item, state="to-do")
    item.refresh_from_db()
    assert (item.state, item.begun_at, item.done_at, item.dropped_at) == ("to-do", None, None, None)


# --- A project is one fact ----------------------------------------------------------------------


def test_a_project_says_the_same_on_the_roadmap_and_in_the_plan(
    as_alice: Client, done: Assessment
) -> None:
    there = f"/roadmap/{done.public_id}/projects/level-1/bed/"
    take(as_alice, done, "project:level-1/bed")
    item = PlanItem.objects.get()
    as_alice.post(there, {"state": "begun"})
    assert "begun" in text_of(as_alice.get(HERE))
    assert fields_of(as_alice, f"{HERE}{item.public_id}/")["state"] == "begun"
    edit(as_alice, item, state="done", link=LINK)
    mark = ProjectMark.objects.get()
    assert (mark.state, mark.link, mark.assessment) == ("done", LINK, done)
    item.refresh_from_db()
    assert (item.begun_at, item.done_at, item.link) == (None, None, "")
    assert "Done on" in text_of(as_alice.get(f"/roadmap/{done.public_id}/"))
    edit(as_alice, item, state="dropped")
    assert ProjectMark.objects.get().state == "begun"
    assert fields_of(as_alice, f"{HERE}{item.public_id}/")["state"] == "dropped"
    html = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert "Begun on" in html
    edit(as_alice, item, state="to-do")
    assert ProjectMark.objects.get().state == ""


def test_a_project_done_on_the_roadmap_is_dropped_no_more(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "project:level-1/bed")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="dropped")
    assert not ProjectMark.objects.exists()
    as_alice.post(f"/roadmap/{done.public_id}/projects/level-1/bed/", {"state": "done"})
    assert fields_of(as_alice, f"{HERE}{item.public_id}/")["state"] == "done"


# --- Two tabs, an ended session ------------------------------------------------------------------


def test_a_stale_page_overwrites_nothing_and_loses_nothing(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    address = f"{HERE}{item.public_id}/"
    stale = fields_of(as_alice, address)
    edit(as_alice, item, note="From the phone", target_date=SOON.isoformat())
    answer = as_alice.post(address, stale | {"note": "From the desk", "state": "begun"})
    assert answer.status_code == 409
    assert answer.context["stored"] == [
        ("By when", SOON.isoformat()),
        ("What became of it", "To do"),
        ("Note", "From the phone"),
    ]
    html = answer.content.decode()
    assert "From the desk" in html
    item.refresh_from_db()
    assert (item.note, item.state) == ("From the phone", "to-do")
    again = answer.context["form"].data
    assert as_alice.post(address, again).status_code == 302
    item.refresh_from_db()
    assert (item.note, item.state, item.target_date) == ("From the desk", "begun", None)
    assert as_alice.post(address, again).status_code == 302  # what is stored already


def test_what_the_roadmap_said_meanwhile_is_no_less_a_change(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "project:level-1/bed")
    address = f"{HERE}{PlanItem.objects.get().public_id}/"
    stale = fields_of(as_alice, address)
    there = f"/roadmap/{done.public_id}/projects/level-1/bed/"
    as_alice.post(there, {"state": "done", "link": LINK})
    answer = as_alice.post(address, stale | {"state": "begun"})
    assert (answer.status_code, ProjectMark.objects.get().state) == (409, "done")
    assert answer.context["stored"] == [
        ("What became of it", "Done"),
        ("Where it can be seen", LINK),
    ]


def test_taking_out_asks_first_and_says_what_was_changed(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    address = f"{HERE}{item.public_id}/remove/"
    stale = fields_of(as_alice, address)
    edit(as_alice, item, note="From the phone")
    answer = as_alice.post(address, stale)
    assert answer.status_code == 409
    assert "From the phone" in text_of(answer)
    assert as_alice.post(address, {}).status_code == 200
    answer = as_alice.post(address, fields_of(as_alice, address), follow=True)
    assert told(answer) == ["“Gardener 1 1” is out of your plan."]
    assert (items(), as_alice.get(address).status_code) == ([], 404)


def test_what_is_sent_to_what_is_gone_comes_back(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    address = f"{HERE}{item.public_id}/"
    stale = fields_of(as_alice, address)
    item.delete()
    answer = as_alice.post(address, stale | {"note": "Long thought about"})
    assert (answer.status_code, answer.context["typed"]) == (
        404,
        [("Note", "Long thought about")],
    )


def test_signed_out_the_words_come_back(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    address = f"{HERE}{PlanItem.objects.get().public_id}/"
    sent = fields_of(as_alice, address) | {"note": "Long thought about"}
    answer = Client().post(address, sent)
    assert (answer.status_code, answer.context["typed"]) == (401, [("Note", "Long thought about")])
    assert f"/accounts/login/?next={address.replace('/', '%2F')}" in answer.content.decode()
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    answer = Client().post(HERE, {"title": "Read a book"})
    assert (answer.status_code, answer.context["typed"]) == (
        401,
        [("What you mean to do", "Read a book")],
    )


# --- Whose it is --------------------------------------------------------------------------------


def test_nobody_else_reads_or_changes_it(
    as_alice: Client, as_bob: Client, bob: Any, built: CareerPath, done: Assessment
) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    assessed(bob, built, {})
    assert "Gardener 1 1" not in text_of(as_bob.get(HERE))
    for address in (f"{HERE}{item.public_id}/", f"{HERE}{item.public_id}/remove/"):
        assert as_bob.get(address).status_code == 404
        assert as_bob.post(address, {"state": "done", "seen": "x"}).status_code == 404
    assert take(as_bob, done, "way").status_code == 404
    assert items() == [("Gardener 1 1", 3, "to-do")]


def test_a_guests_plan_is_theirs_once_they_claim_it(
    client: Client, alice: Any, built: CareerPath
) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    assert client.post(f"/roadmap/{sitting.public_id}/plan/", {"take": "way"}).status_code == 302
    client.post(f"/assessments/{sitting.public_id}/finish/")
    take(client, sitting, "way")
    edit(client, PlanItem.objects.earliest("pk"), note="As a guest")
    plan = DevelopmentPlan.objects.get()
    assert (plan.owner, plan.assessment) == (None, sitting)
    assert "As a guest" in text_of(client.get(HERE))
    services.claim(owner=alice, public_ids=[str(sitting.public_id)])
    plan.refresh_from_db()
    assert (plan.owner, plan.assessment) == (alice, None)


def test_two_plans_become_one(as_alice: Client, client: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    as_alice.post(HERE, {"title": "Read a book"})
    mine = PlanItem.objects.get(skill__isnull=False)
    edit(as_alice, mine, note="At home", link=LINK)
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get(owner=None)
    client.post(f"/assessments/{sitting.public_id}/finish/")
    take(client, sitting, "way")
    client.post(HERE, {"title": "Read a book"})
    guests = PlanItem.objects.get(plan__owner=None, skill=mine.skill)
    edit(
        client, guests, note="In the library", link=f"{LINK}/2", state="begun",
        target_date=SOON.isoformat(),
    )  # fmt: skip
    services.claim(owner=done.owner, public_ids=[str(sitting.public_id)])
    assert DevelopmentPlan.objects.get().owner == done.owner
    mine.refresh_from_db()
    assert mine.note == f"At home\n\nIn the library\n\n{LINK}/2"
    assert (mine.link, mine.target_date, mine.state) == (LINK, SOON, "begun")
    names = sorted(name for name, _, _ in items())
    assert names == [
        "Gardener 1 1", "Gardener 1 2", "Gardener 1 3", "Read a book", "Read a book",
    ]  # fmt: skip


def test_an_earlier_accounts_plan_comes_along(
    as_bob: Client, bob: Any, alice: Any, built: CareerPath
) -> None:
    take(as_bob, assessed(bob, built, LOW), "way")
    services.take_over(owner=alice, earlier=bob)
    assert DevelopmentPlan.objects.get().owner == alice


def test_a_guest_who_planned_lately_is_not_swept_away(built: CareerPath) -> None:
    old = NOW - dt.timedelta(days=90)
    for days in (5, 60):
        sitting = assessed(None, built, LOW, now=old)
        Assessment.objects.filter(pk=sitting.pk).update(started_at=old)
        sitting.ratings.update(updated_at=old)
        wanted = [services.Wanted(Skill.objects.get(public_id="gardener-1-1").pk, 3)]
        when = NOW - dt.timedelta(days=days)
        services.take(plan=None, assessment=sitting, wanted=wanted, now=when)
    before = NOW - dt.timedelta(days=30)
    assert services.delete_forgotten(before=before, reachable=()) == 1
    assert PlanItem.objects.get().changed_at == NOW - dt.timedelta(days=5)


# --- What becomes of a path ----------------------------------------------------------------------


def test_what_went_out_of_use_is_shown_with_what_is_known(
    as_alice: Client, built: CareerPath, done: Assessment
) -> None:
    take(as_alice, done, "way")
    take(as_alice, done, "project:level-1/bed")
    Project.objects.get(name="Bed").retire(now=NOW)
    old = Skill.objects.get(public_id="gardener-1-1")
    replace([old], [SkillFactory(name="Grafting")], now=NOW)
    Requirement.objects.filter(skill__public_id="gardener-1-2").update(retired_at=NOW)
    text = text_of(as_alice.get(HERE))
    assert "It went out of use since: now it is Grafting." in text
    assert "The path does not ask this any more." in text
    assert "The path does not have this project any more." in text
    for item in PlanItem.objects.all():
        assert as_alice.get(f"{HERE}{item.public_id}/").status_code == 200
        assert edit(as_alice, item, state="done").status_code == 302


def test_a_path_no_longer_published_keeps_its_plan_for_who_has_one(
    as_alice: Client, as_bob: Client, built: CareerPath, done: Assessment
) -> None:
    take(as_alice, done, "way")
    CareerPath.objects.update(published=False)
    assert as_alice.get(HERE).status_code == 200
    assert as_bob.get(HERE).status_code == 404
    CareerPath.objects.update(published=True)
    assert "A plan begins with a roadmap" in text_of(as_bob.get(HERE))


def test_what_somebody_plans_is_not_deleted(
    as_alice: Client, built: CareerPath, alice: Any
) -> None:
    sitting = assessed(alice, built, {})
    take(as_alice, sitting, "project:level-1/bed")
    take(as_alice, sitting, "skill:gardener-1-3")
    for row in (Project.objects.get(name="Bed"), Skill.objects.get(public_id="gardener-1-3")):
        assert (refusal(row) or "").startswith("1 person")
    assert refusal(Skill.objects.get(public_id="gardener-2-3")) is None


def test_a_guest_who_rates_and_plans_is_one_person(client: Client, built: CareerPath) -> None:
    sitting = assessed(None, built, LOW)
    wanted = [services.Wanted(Skill.objects.get(public_id="gardener-1-1").pk, 3)]
    services.take(plan=None, assessment=sitting, wanted=wanted, now=NOW)
    told = refusal(Skill.objects.get(public_id="gardener-1-1"))
    assert told
    assert told.startswith("1 person")


# --- Where it is found, and what it costs ---------------------------------------------------------


def test_the_latest_plan_is_a_press_away(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    assert "A plan begins with a roadmap" in text_of(Client().get("/roadmap/plan/"))
    assert as_alice.get("/roadmap/plan/")["Location"] == HERE
    baker = make_path("Baker")
    take(as_alice, assessed(alice, baker, {}, now=NOW + dt.timedelta(days=1)), "way")
    assert as_alice.get("/roadmap/plan/")["Location"] == "/roadmap/plan/baker/"
    begun(alice, built, {})
    assert 'href="/roadmap/plan/"' in as_alice.get("/assessments/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_takes_as_many_queries_however_long(
    rows: int,
    as_alice: Client,
    alice: Any,
    built: CareerPath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    done = assessed(alice, built, {})
    for level in Level.objects.filter(path=built):
        for name in ("Pond", "Shed"):
            level.projects.create(name=name)
    for project in ("level-1/pond", "level-1/shed", "level-2/pond")[:rows]:
        take(as_alice, done, f"project:{project}")
    for skill in (1, 2, 3)[:rows]:
        take(as_alice, done, f"skill:gardener-1-{skill}")
        as_alice.post(HERE, {"title": f"Read {skill}"})
    replace([Skill.objects.get(public_id="gardener-1-1")], [SkillFactory()], now=NOW)
    as_alice.get(HERE)
    with django_assert_num_queries(8):  # session, path, plan, finished, marks, items, stamp, became
        as_alice.get(HERE)


def test_taking_takes_as_many_queries_however_much(
    as_alice: Client, alice: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wide = make_path("Wide", levels=1, skills=40)
    sitting = assessed(alice, wide, {})
    address = f"/roadmap/{sitting.public_id}/plan/"
    as_alice.post(address, {"take": "skill:wide-1-1"})
    with django_assert_num_queries(17):
        as_alice.post(address, {"take": "skill:wide-1-2"})
    with django_assert_num_queries(17):
        as_alice.post(address, {"take": "way"})
