"""What matters first in an update, and a project's skills: chosen sets as screens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Project, ProjectSkill, Requirement, Skill
from careerpath.framework.succession import replace
from tests.assessments.addresses import level_url, screen_url
from tests.assessments.shown import shown_by
from tests.factories import SkillFactory, make_path
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def assessed(owner: Any, path: CareerPath, said: str, *, days_ago: int = 10) -> Assessment:
    """A finished assessment: a letter a skill of the ladder, a space where nothing was said."""
    then = NOW - dt.timedelta(days=days_ago)
    begun = services.start(owner=owner, path=path, now=then)
    rows = Requirement.objects.filter(level__path=path).select_related("skill")
    asked = [row.skill for row in rows.order_by("level__rank", "group__position", "position")]
    for skill, answer in zip(asked, said, strict=False):
        if answer != " ":
            said_now = RatingData(int(answer))
            services.save_rating(assessment=begun, skill=skill, said=said_now, seen="", now=then)
    return services.complete(assessment=begun, now=then)


def update_url(assessment: Assessment) -> str:
    return reverse("assessments:update", args=[assessment.public_id])


@pytest.fixture
def baker(db: None) -> CareerPath:
    """Two levels of five skills; four of them are needed at each."""
    return make_path("Baker", levels=2, skills=5)


@pytest.fixture
def again(alice: User, baker: CareerPath) -> Assessment:
    """An update of somebody who holds the first level and meets two skills of the second."""
    assessed(alice, baker, "3333333 1")
    return services.start(owner=alice, path=baker, now=NOW)


def answered(client: Client, url: str, said: dict[str, str], go: str = "next") -> Any:
    fields = {
        f"{skill}-{name}": text
        for skill, one in shown_by(client.get(url)).items()
        for name, text in one.fields.items()
    }
    return client.post(url, fields | {f"{s}-answer": a for s, a in said.items()} | {"go": go})


def said_by(assessment: Assessment) -> dict[str, tuple[RatingData, bool]]:
    rows = assessment.ratings.select_related("skill")
    return {row.skill.public_id: (data_in(row), row.carried_over) for row in rows}


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


GAPS = ["baker-2-3", "baker-2-4", "baker-2-5"]


# --- What matters first -------------------------------------------------------------------------


def test_an_update_begins_with_what_matters_each_with_its_reason(
    as_alice: Client, again: Assessment
) -> None:
    for address in (reverse("assessments:resume", args=[again.public_id]), "/assessments/"):
        response = as_alice.get(address)
    begun = as_alice.post("/assessments/start/baker/", follow=True)
    assert response.status_code == 200
    assert begun.redirect_chain[-1] == (update_url(again), 302)

    shown = shown_by(begun)
    assert list(shown) == GAPS
    assert "not rated yet, and asked at Level 2" in shown["baker-2-3"].words
    assert "a gap on the way to Level 2" in shown["baker-2-4"].words
    text = text_of(begun)
    assert "What matters first" in text
    assert "3 skills are worth another look since" in text
    assert "0 of 3 looked at" in text
    assert f'href="{level_url(again, 2)}"' in begun.content.decode()


def test_who_begins_for_the_first_time_begins_with_a_level(
    as_alice: Client, alice: User, baker: CareerPath
) -> None:
    begun = as_alice.post("/assessments/start/baker/", follow=True)
    first = Assessment.objects.get()

    assert begun.redirect_chain[-1] == (level_url(first), 302)
    assert "Only what matters first" not in text_of(begun)
    there = as_alice.get(update_url(first))
    assert (there.status_code, there["Location"]) == (302, level_url(first))
    assert told(there) == ["Nothing needs another look first. Go on here."]


def test_what_somebody_else_finished_makes_no_update(
    as_alice: Client, alice: User, bob: User, baker: CareerPath
) -> None:
    assessed(bob, baker, "3333300000")
    mine = services.start(owner=alice, path=baker, now=NOW)

    assert as_alice.get(update_url(mine))["Location"] == level_url(mine)


def test_everything_and_what_matters_are_one_press_apart(
    as_alice: Client, again: Assessment
) -> None:
    for url in (level_url(again, 2), screen_url(again)):
        html = as_alice.get(url).content.decode()
        assert f'href="{update_url(again)}">Only what matters first</a>' in html


def test_where_nothing_is_worth_another_look_no_way_leads_there(
    as_alice: Client, alice: User, baker: CareerPath
) -> None:
    assessed(alice, baker, "3333333333")
    mine = services.start(owner=alice, path=baker, now=NOW)

    assert "Only what matters first" not in text_of(as_alice.get(level_url(mine)))


def test_going_on_confirms_what_stands_and_leads_to_the_end(
    as_alice: Client, again: Assessment
) -> None:
    here = answered(as_alice, update_url(again), {"baker-2-4": "2"})
    assert here["Location"] == update_url(again)
    assert told(here) == ["2 skills below are not rated yet. Rate them, or finish here."]
    assert "1 of 3 looked at" in text_of(as_alice.get(update_url(again)))

    end = answered(as_alice, update_url(again), {"baker-2-3": "3", "baker-2-5": "0"})

    assert end["Location"] == reverse("assessments:finish", args=[again.public_id])
    page = as_alice.get(update_url(again))
    assert "You have looked at all of it." in text_of(page)
    assert list(shown_by(page)) == GAPS
    stored = said_by(again)
    assert {skill: stored[skill] for skill in GAPS} == {
        "baker-2-3": (RatingData(3), False),
        "baker-2-4": (RatingData(2), False),
        "baker-2-5": (RatingData(0), False),
    }
    assert stored["baker-1-1"] == (RatingData(3), True)
    resumed = as_alice.get(reverse("assessments:resume", args=[again.public_id]))
    assert resumed["Location"] == level_url(again, 2)


def test_an_answer_in_place_counts_what_was_looked_at(as_alice: Client, again: Assessment) -> None:
    html = as_alice.get(update_url(again)).content.decode()
    rate = reverse("assessments:rate", args=[again.public_id, "baker-2-3"])
    assert f'hx-post="{rate}?update=1"' in html

    text = text_of(as_alice.post(f"{rate}?update=1", {"baker-2-3-answer": "3"}))

    assert "1 of 3 looked at" in text
    assert said_by(again)["baker-2-3"] == (RatingData(3), False)


def test_what_editors_changed_is_asked_with_its_reason(
    as_alice: Client, alice: User, baker: CareerPath
) -> None:
    assessed(alice, baker, "3333333333")
    Requirement.objects.filter(skill__public_id="baker-1-2").update(proficiency=4)
    Skill.objects.filter(public_id="baker-2-1").update(meaning_changed_at=NOW)
    replace([Skill.objects.get(public_id="baker-2-4")], [SkillFactory(name="Rye")], now=NOW)
    update = services.start(owner=alice, path=baker, now=NOW)

    page = as_alice.get(update_url(update))

    words = {skill: one.words for skill, one in shown_by(page).items()}
    assert list(words) == ["baker-1-2", "baker-2-1", "rye"]
    assert "Level 1 asks “Leading” now, it was “Proficient”" in words["baker-1-2"]
    assert "what it means was reworded since then" in words["baker-2-1"]
    assert "took the place of a skill you rated" in words["rye"]
    assert "Take over “Proficient”" in words["rye"]


def test_old_answers_come_last(as_alice: Client, alice: User, baker: CareerPath) -> None:
    assessed(alice, baker, "3333300000", days_ago=200)
    update = services.start(owner=alice, path=baker, now=NOW)

    shown = shown_by(as_alice.get(update_url(update)))

    assert list(shown)[:5] == [f"baker-2-{n}" for n in range(1, 6)]
    assert list(shown)[5:] == [f"baker-1-{n}" for n in range(1, 6)]
    assert "you said this on" in shown["baker-1-1"].words


def test_a_link_that_is_wrong_stays_on_the_screen(as_alice: Client, again: Assessment) -> None:
    fields = {"baker-2-4-called": "x", "baker-2-4-link": "nonsense", "baker-2-4-answer": "2"}

    response = as_alice.post(update_url(again), fields | {"go": "next"})

    assert response.status_code == 422
    assert shown_by(response)["baker-2-4"]["link"] == "nonsense"
    assert "a gap on the way to Level 2" in shown_by(response)["baker-2-4"].words


@pytest.mark.parametrize("gaps", [2, 4])
def test_what_matters_takes_the_same_queries_however_much_it_is(
    as_alice: Client,
    alice: User,
    baker: CareerPath,
    gaps: int,
    django_assert_num_queries: Any,
) -> None:
    said = "33333" + "0" * gaps + "3" * (5 - gaps)
    for days in (3, 2, 1)[:gaps]:
        assessed(alice, baker, said, days_ago=days)
    update = services.start(owner=alice, path=baker, now=NOW)
    as_alice.get(update_url(update))

    with django_assert_num_queries(8):
        assert as_alice.get(update_url(update)).status_code == 200


# --- A project's skills -------------------------------------------------------------------------


@pytest.fixture
def oven(baker: CareerPath) -> Project:
    level = baker.levels.get(rank=2)
    project = Project.objects.create(level=level, name="Oven", public_id="oven", position=1)
    for n, skill in enumerate(("baker-2-5", "baker-1-1")):
        row = Skill.objects.get(public_id=skill)
        ProjectSkill.objects.create(project=project, skill=row, position=n)
    return project


def test_a_project_has_a_screen_of_exactly_what_it_exercises(
    as_alice: Client, oven: Project, again: Assessment
) -> None:
    url = reverse("assessments:project", args=[again.public_id, "level-2", "oven"])
    page = as_alice.get(url)
    assert list(shown_by(page)) == ["baker-2-5", "baker-1-1"]
    assert "The 2 skills that this project exercises." in text_of(page)

    end = answered(as_alice, url, {"baker-2-5": "3"})

    assert end["Location"] == reverse("assessments:finish", args=[again.public_id])
    stored = said_by(again)
    assert stored["baker-2-5"] == (RatingData(3), False)
    assert stored["baker-1-1"] == (RatingData(3), False)
    rate = reverse("assessments:rate", args=[again.public_id, "baker-1-1"])
    assert f'hx-post="{rate}?project=level-2%2Foven"' in page.content.decode()
    saved = as_alice.post(f"{rate}?project=level-2%2Foven", {"baker-1-1-answer": "2"})
    assert saved.status_code == 422  # the page had not seen what was confirmed since


def test_a_project_that_is_gone_leads_on_and_what_was_said_is_kept(
    as_alice: Client, oven: Project, again: Assessment
) -> None:
    url = reverse("assessments:project", args=[again.public_id, "level-2", "oven"])
    fields = {"baker-2-5-called": "x", "baker-2-5-answer": "3", "go": "next"}
    oven.delete()

    assert as_alice.get(url)["Location"] == reverse("assessments:resume", args=[again.public_id])
    as_alice.post(url, fields)

    assert said_by(again)["baker-2-5"] == (RatingData(3), False)
