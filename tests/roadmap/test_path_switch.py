"""Seen from another path: what carries over, where one would stand, what is left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from assessments.services import complete, start
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from roadmap.path_switch import Carried, PathSwitch, path_switch
from tests.factories import RequirementFactory, make_path
from tests.pages import links_of, text_of
from tests.roadmap.people import NOW, assessed, begun

LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def florist(path: CareerPath) -> CareerPath:
    """A path of two levels of two skills, the first level asking two of the gardener's as well."""
    other = make_path("Florist", skills=2)
    craft = other.skill_groups.get(public_id="craft")
    for n in (1, 2):
        skill = path.levels.get(rank=1).requirements.get(position=n).skill
        RequirementFactory(level=other.levels.get(rank=1), group=craft, skill=skill, position=8 + n)
    other.transitions.create(name="From Gardener to Florist", text="Learn to bind.")
    other.transition_timeline = "Half a year."
    other.save()
    path.transitions.create(name="From Gardener to anything", text="Plants stay plants.")
    return other


def seen(who: User, path: CareerPath) -> PathSwitch:
    found = path_switch(path, Assessment.objects.filter(owner=who).completed())
    assert found
    return found


def rungs(found: PathSwitch) -> list[tuple[str, int, bool]]:
    return [(rung.name, rung.percent, rung.held) for rung in found.roadmap.rungs]


@pytest.mark.parametrize("who", ["bob", "guest"])
def test_nobody_elses_answers_carry_over(
    who: str, as_bob: Client, alice: User, path: CareerPath, florist: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 3})
    client = as_bob if who == "bob" else Client()
    answer = client.get(reverse("roadmap:switch", args=[florist.public_id]))
    assert answer.context["switch"] is None


def test_switch_says_what_carries_over_and_what_is_left(
    alice: User, path: CareerPath, florist: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 3, "gardener-1-2": 1, "gardener-1-3": 4})
    found = seen(alice, florist)
    assert found.headline == (
        "On Florist you would be on the way to Level 1; 2 of its 6 skills carry over."
    )
    assert found.carried == (
        Carried("gardener-1-1", "Gardener 1 1", "Proficient", "Gardener", ""),
        Carried("gardener-1-2", "Gardener 1 2", "Aware", "Gardener", ""),
    )
    assert [(gap.name, gap.you) for gap in found.roadmap.gaps] == [
        ("Florist 1 1", "Unrated"), ("Gardener 1 2", "Aware"), ("Florist 1 2", "Unrated"),
    ]  # fmt: skip
    assert [each.path for each in found.transitions] == [florist, path]


def test_switch_takes_the_newest_word_on_a_skill_from_any_path(
    alice: User, path: CareerPath, florist: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 1, "gardener-1-2": "not relevant"})
    assessed(alice, florist, {"gardener-1-1": 4, "florist-1-1": 3, "florist-1-2": 3}, now=LATER)
    found = seen(alice, florist)
    assert found.headline == "On Florist you would stand at Level 1; 4 of its 6 skills carry over."
    assert [(c.name, c.you, c.said_on) for c in found.carried][2:] == [
        ("Gardener 1 1", "Leading", "Florist"), ("Gardener 1 2", "Not relevant", "Gardener"),
    ]  # fmt: skip


def test_switch_is_what_starting_there_and_finishing_at_once_gives(
    alice: User, path: CareerPath, florist: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 3, "gardener-1-2": 2})
    expected = rungs(seen(alice, florist))
    done = complete(assessment=start(owner=alice, path=florist, now=LATER), now=LATER)
    assert rungs(seen(alice, florist)) == expected
    assert [verdict.met for verdict in done.stored_placement().levels] == [1, 0]


def test_switch_without_anything_in_common_begins_anew(alice: User, path: CareerPath) -> None:
    assessed(alice, path, {"gardener-1-1": 3})
    found = seen(alice, make_path("Baker"))
    assert found.headline == "On Baker you would begin anew: none of its skills carries over."
    empty = make_path("Sailor", levels=0)
    assert seen(alice, empty).headline == "Sailor has no levels yet."


def test_page_shows_it_and_the_button_carries_it_over(
    as_alice: Client, alice: User, path: CareerPath, florist: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 3})
    page = as_alice.get("/roadmap/switch/florist/")
    words = text_of(page)
    assert "On Florist you would be on the way to Level 1; 1 of its 6 skills carries over." in words
    assert "Gardener 1 1 rated on Gardener Proficient" in words
    assert "Everything left to Level 1" in words
    assert "From Gardener to Florist Learn to bind. How long it takes Half a year." in words
    assert "From Gardener to anything Plants stay plants." in words
    assert "Start there with what carries over" in words
    as_alice.post(reverse("assessments:start", args=["florist"]))
    assert Assessment.objects.open().get(owner=alice).ratings.get().carried_over


def test_page_is_each_persons_own_and_a_guests_too(
    client: Client, as_alice: Client, as_bob: Client, path: CareerPath, florist: CareerPath
) -> None:
    alice = User.objects.get(email="alice@example.org")
    begun(alice, path, {"gardener-1-1": 3})
    for visitor in (client, as_alice, as_bob):  # nobody has finished anything
        assert "Nothing rated on another path yet" in text_of(
            visitor.get("/roadmap/switch/florist/")
        )
    guest = assessed(None, path, {"gardener-1-1": 3})
    session = client.session
    session["guest_assessments"] = [str(guest.public_id)]
    session.save()
    assert "1 of its 6 skills carries over" in text_of(client.get("/roadmap/switch/florist/"))
    assert "Nothing rated on another path yet" in text_of(as_bob.get("/roadmap/switch/florist/"))
    CareerPath.objects.filter(pk=florist.pk).update(published=False)
    assert client.get("/roadmap/switch/florist/").status_code == 404


def test_links_lead_there_from_the_path_and_from_roadmaps_of_others(
    client: Client, as_alice: Client, alice: User, path: CareerPath, florist: CareerPath
) -> None:
    there = "/roadmap/switch/florist/"
    assert there in links_of(as_alice.get("/paths/florist/"))
    assert there not in links_of(client.get("/paths/florist/"))
    for anyone in (client, as_alice):
        assert there in links_of(anyone.get("/paths/florist/transitions/"))
        assert there not in links_of(anyone.get("/paths/florist/growth/"))
    done = assessed(alice, path, {"gardener-1-1": 3})
    assert there in links_of(as_alice.get(done.get_absolute_url()))


def test_no_link_leads_there_where_nobody_can_come_from(as_alice: Client, path: CareerPath) -> None:
    make_path("Draft", published=False)
    pages = ("/paths/gardener/", "/paths/gardener/transitions/")
    assert [
        there for page in pages for there in links_of(as_alice.get(page)) if "switch" in there
    ] == []
    assert "Stop and come back whenever you like." in text_of(as_alice.get(pages[0]))
    make_path("Old", retired_at=NOW)
    for page in pages:
        assert "/roadmap/switch/gardener/" in links_of(as_alice.get(page))


@pytest.mark.parametrize("size", [1, 3])
def test_page_takes_as_many_queries_for_much_as_for_little(
    as_alice: Client, alice: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path, other = make_path(levels=size, skills=size), make_path("Other", levels=size, skills=size)
    for asked in path.levels.get(rank=1).requirements.all():
        RequirementFactory(
            level=other.levels.get(rank=1), group=other.skill_groups.all()[0], skill=asked.skill
        )
    for n in range(size):
        said = {f"gardener-1-{m + 1}": 3 for m in range(size)}
        assessed(alice, path, said, now=NOW + dt.timedelta(days=n))
        path.transitions.create(name=f"Move {n}")
    with django_assert_num_queries(9):
        page = as_alice.get("/roadmap/switch/other/")
    assert "carr" in text_of(page)
