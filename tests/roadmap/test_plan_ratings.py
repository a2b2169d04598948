"""From something done in the plan to its ratings: with it as evidence, never raised by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from assessments import services
from assessments.models import Assessment, PlanItem
from careerpath.framework.models import CareerPath, Skill
from tests.pages import text_of
from tests.roadmap.people import assessed
from tests.roadmap.test_plans import HERE, LINK, LOW, built, done, edit, take, told

__all__ = ["built", "done"]


def rate(client: Client, item: PlanItem) -> Any:
    return client.post(f"{HERE}{item.public_id}/rate/", follow=True)


def stored() -> list[tuple[str, int | None, str, str]]:
    """What the open assessment says."""
    rows = Assessment.objects.get(completed_at=None).ratings.select_related("skill")
    in_order = rows.order_by("skill__public_id")
    return [(row.skill.public_id, row.proficiency, row.note, row.link) for row in in_order]


def test_a_skill_done_opens_its_rating_with_the_note_and_link_beside_it(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    assert "Update the ratings" not in text_of(as_alice.get(HERE))
    edit(as_alice, item, state="done", note="Grew a hedge", link=LINK)
    assert "Update the ratings it was about" in text_of(as_alice.get(HERE))
    answer = rate(as_alice, item)
    sitting = Assessment.objects.get(completed_at=None)
    (there, _), *_ = answer.redirect_chain
    assert there == f"/assessments/{sitting.public_id}/levels/level-1/craft/#skill-gardener-1-1"
    assert told(answer) == [
        (
            "What you did stands beside Gardener 1 1 as evidence. Say here how well you can do it "
            "now."
        )
    ]
    assert stored() == [
        ("gardener-1-1", 1, "Grew a hedge", LINK),  # no higher than it was
        ("gardener-1-2", 2, "", ""),
        ("gardener-1-3", 3, "", ""),
    ]
    rate(as_alice, item)
    assert stored()[0] == ("gardener-1-1", 1, "Grew a hedge", LINK)


def test_a_project_done_speaks_for_each_skill_it_exercises(
    as_alice: Client, done: Assessment
) -> None:
    take(as_alice, done, "project:level-1/bed")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="done", note="With raised sides", link=LINK)
    opened = services.start(owner=done.owner, path=done.path, now=timezone.now())
    opened.ratings.filter(skill__public_id="gardener-1-2").update(
        note="In spring", link="https://example.org/other"
    )
    rate(as_alice, item)
    today = date_format(timezone.localdate())
    said = f"Built “Bed”, done on {today}.\nWith raised sides"
    assert stored() == [
        ("gardener-1-1", 1, said, LINK),
        ("gardener-1-2", 2, f"In spring\n\n{said}\n\n{LINK}", "https://example.org/other"),
        ("gardener-1-3", 3, "", ""),
    ]


def test_what_was_not_rated_stays_unrated(as_alice: Client, alice: Any, built: CareerPath) -> None:
    take(as_alice, assessed(alice, built, {}), "skill:gardener-1-3")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="done", note="Wrote it down")
    rate(as_alice, item)
    assert stored() == [("gardener-1-3", None, "Wrote it down", "")]


def test_rated_since_it_is_not_offered_again(
    as_alice: Client, alice: Any, built: CareerPath, done: Assessment
) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    edit(as_alice, PlanItem.objects.get(), state="done")
    assessed(alice, built, LOW, now=timezone.now())
    assert "Update the ratings" not in text_of(as_alice.get(HERE))


@pytest.mark.parametrize("state", ["to-do", "begun", "dropped"])
def test_what_is_not_done_leads_nowhere(as_alice: Client, done: Assessment, state: str) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    edit(as_alice, item, state=state)
    assert told(rate(as_alice, item)) == [
        "Only what is done leads to ratings, and only where the path asks its skills."
    ]
    assert not Assessment.objects.filter(completed_at=None).exists()


def test_nor_does_what_the_path_asks_no_more(as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="done")
    Skill.objects.get(public_id="gardener-1-1").retire(now=timezone.now())
    CareerPath.objects.get().save()
    assert "Update the ratings" not in text_of(as_alice.get(HERE))
    CareerPath.objects.update(published=False)
    assert len(told(rate(as_alice, item))) == 1


def test_a_guest_goes_on_as_a_guest(client: Client, built: CareerPath) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    client.post(f"/assessments/{sitting.public_id}/finish/")
    take(client, sitting, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    edit(client, item, state="done", note="Grew a hedge")
    assert rate(client, item).status_code == 200
    assert stored() == [("gardener-1-1", None, "Grew a hedge", "")]


def test_nobody_else_may(as_bob: Client, as_alice: Client, done: Assessment) -> None:
    take(as_alice, done, "skill:gardener-1-1")
    item = PlanItem.objects.get()
    edit(as_alice, item, state="done")
    assert as_bob.post(f"{HERE}{item.public_id}/rate/").status_code == 404
    assert not Assessment.objects.filter(completed_at=None).exists()
