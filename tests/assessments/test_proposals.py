"""What was said of a skill whose place another took, and of one that means something else now."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from assessments import services
from assessments.models import Assessment, SkillRating
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Requirement, Skill
from careerpath.framework.succession import replace
from tests.assessments.shown import shown_by
from tests.factories import SkillFactory
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, begun

LATER = NOW + dt.timedelta(days=1)
MUST_HAVE = {"must_have": True}
CHECK = "Please check: what this means was reworded on"


def skill(public_id: str) -> Skill:
    return Skill.objects.get(public_id=public_id)


def address(assessment: Assessment) -> str:
    return f"/assessments/{assessment.public_id}/levels/level-1/craft/"


def stored(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.all()}


def hidden(client: Client, assessment: Assessment) -> dict[str, str]:
    """What the page shows of its state, as a browser would send it back."""
    skills = shown_by(client.get(address(assessment)))
    return {f"{skill}-seen": shown["seen"] for skill, shown in skills.items()}


@pytest.fixture
def merged(alice: User, path: CareerPath) -> Assessment:
    """Alice rated two skills and finished; the two became one; she begins again."""
    said = {"gardener-1-1": (3, "Planted an orchard"), "gardener-1-2": 1}
    assessed(alice, path, said)
    replace([skill(name) for name in said], [SkillFactory(name="Fruit")], now=NOW)
    return services.start(owner=alice, path=path, now=LATER)


def test_a_merge_offers_every_old_answer_and_counts_none(
    as_alice: Client, merged: Assessment
) -> None:
    text = text_of(as_alice.get(address(merged)))
    assert "You said “Proficient” for “Gardener 1 1”, which is now “Fruit”." in text
    assert "You said “Aware” for “Gardener 1 2”, which is now “Fruit”." in text
    assert "fruit" not in merged.ratings_by_skill()
    done = services.complete(assessment=merged, now=LATER)
    assert done.stored_placement().levels[0].unrated == ("fruit", "gardener-1-3")


def test_an_offer_is_taken_over_with_its_evidence(as_alice: Client, merged: Assessment) -> None:
    sent = hidden(as_alice, merged) | {"take": "fruit:gardener-1-1"}
    answer = as_alice.post(address(merged), sent, follow=True)
    assert "Taken over and saved." in text_of(answer)
    assert "which is now" not in text_of(answer)
    assert stored(merged)["fruit"] == RatingData(3, note="Planted an orchard")
    assert stored(merged)["gardener-1-1"] == RatingData(3, note="Planted an orchard")


def test_what_was_typed_beside_an_offer_is_kept(as_alice: Client, merged: Assessment) -> None:
    typed = {"fruit-note": "Plums too", "fruit-link": "https://example.org/plums"}
    sent = hidden(as_alice, merged) | typed | {"take": "fruit:gardener-1-1"}
    as_alice.post(address(merged), sent)
    assert stored(merged)["fruit"] == RatingData(
        3, note="Plums too\n\nPlanted an orchard", link="https://example.org/plums"
    )


def test_rating_it_oneself_ends_the_offer(as_alice: Client, merged: Assessment) -> None:
    url = f"/assessments/{merged.public_id}/rate/fruit/"
    answer = as_alice.post(url, {"fruit-answer": "2"}, headers={"HX-Request": "true"})
    assert "which is now" not in answer.content.decode()
    assert "which is now" not in as_alice.get(address(merged)).content.decode()


@pytest.mark.parametrize("take", ["fruit:gardener-1-3", "gardener-1-3:fruit", "x", "fruit:"])
def test_an_offer_nobody_made_changes_nothing(
    take: str, as_alice: Client, merged: Assessment
) -> None:
    before = stored(merged)
    answer = as_alice.post(address(merged), hidden(as_alice, merged) | {"take": take})
    assert answer.status_code == 302
    assert stored(merged) == before


def test_a_split_offers_the_old_answer_to_each(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    assessed(alice, path, {"gardener-1-1": 4})
    replace([skill("gardener-1-1")], [SkillFactory(name=n) for n in ("Apples", "Pears")], now=NOW)
    assessment = services.start(owner=alice, path=path, now=LATER)
    text = text_of(as_alice.get(address(assessment)))
    for name in ("Apples", "Pears"):
        assert f"You said “Leading” for “Gardener 1 1”, which is now “{name}”." in text


def test_an_assessment_that_was_open_meanwhile_gets_the_offer_too(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    assessment = begun(alice, path, {"gardener-1-1": 2})
    replace([skill("gardener-1-1")], [SkillFactory(name="Grafting")], now=NOW)
    text = text_of(as_alice.get(address(assessment)))
    assert "You said “Practising” for “Gardener 1 1”, which is now “Grafting”." in text


def test_a_mark_that_a_must_have_can_t_take_says_so(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    assessment = begun(alice, path, {"gardener-1-1": "not relevant"})
    replace([skill("gardener-1-1")], [SkillFactory(name="Grafting")], now=NOW)
    Requirement.objects.filter(skill__name="Grafting").update(must_have=True)
    sent = hidden(as_alice, assessment) | {"take": "grafting:gardener-1-1"}
    answer = as_alice.post(address(assessment), sent)
    assert answer.status_code == 422
    assert "Choose one of the answers offered here." in text_of(answer)


def test_completed_assessments_keep_what_was_said_of_the_old_skill(merged: Assessment) -> None:
    first = Assessment.objects.completed().get()
    assert set(stored(first)) == {"gardener-1-1", "gardener-1-2"}
    assert set(stored(merged)) == {"gardener-1-1", "gardener-1-2"}


# --- The meaning changed ------------------------------------------------------------------------


@pytest.fixture
def reworded(alice: User, path: CareerPath) -> Assessment:
    """Alice rated two skills, and what one of them means changed since; she goes on."""
    assessed(alice, path, {"gardener-1-1": 3, "gardener-1-2": 2})
    Skill.objects.filter(public_id="gardener-1-1").update(meaning_changed_at=LATER)
    return services.start(owner=alice, path=path, now=LATER)


def test_an_answer_older_than_the_meaning_is_to_be_checked_and_counts(
    as_alice: Client, reworded: Assessment
) -> None:
    answer = as_alice.get(address(reworded))
    assert [CHECK in shown.words for shown in shown_by(answer).values()] == [True, False]
    assert text_of(answer).count("Please check: what this means was reworded on") == 1
    assert reworded.ratings_by_skill()["gardener-1-1"].proficiency == 3


@pytest.mark.parametrize(
    ("sent", "still"),
    [
        ({"check": "gardener-1-1"}, False),
        ({"check": "gardener-1-2"}, True),
        ({"check": "nothing"}, True),
        ({"gardener-1-1-answer": "4"}, False),
        ({"go": "stay"}, True),
    ],
)
def test_it_is_checked_by_confirming_or_rating_anew(
    sent: dict[str, str], still: bool, as_alice: Client, reworded: Assessment
) -> None:
    answers = {"gardener-1-1-answer": "3", "gardener-1-2-answer": "2"}
    seen = hidden(as_alice, reworded)
    assert as_alice.post(address(reworded), seen | answers | sent).status_code == 302
    shown = shown_by(as_alice.get(address(reworded)))
    assert (CHECK in shown["gardener-1-1"].words) is still
    if "check" in sent:
        assert stored(reworded)["gardener-1-1"] == RatingData(3)


def test_what_the_page_did_not_show_is_not_confirmed(
    as_alice: Client, reworded: Assessment
) -> None:
    """“It still holds” on a page of before says so of what stands there, not of what came since."""
    seen = hidden(as_alice, reworded) | {"gardener-1-1-answer": "3", "check": "gardener-1-1"}
    row = reworded.ratings.get(skill__public_id="gardener-1-1")
    SkillRating.objects.filter(pk=row.pk).update(proficiency=1, version=row.version + 1)
    before = reworded.ratings.get(pk=row.pk).updated_at
    answer = as_alice.post(address(reworded), seen)
    assert answer.status_code == 422
    assert "Another tab or device has set this to “Aware”" in text_of(answer)
    now = reworded.ratings.get(pk=row.pk)
    assert (now.proficiency, now.updated_at) == (1, before)


def test_a_finished_assessment_confirms_nothing(reworded: Assessment) -> None:
    services.complete(assessment=reworded, now=LATER)
    with pytest.raises(services.AssessmentCompleted):
        services.confirm_rating(assessment=reworded, skill=skill("gardener-1-1"), now=LATER)


def test_names_in_an_offer_are_words(as_alice: Client, merged: Assessment) -> None:
    Skill.objects.filter(public_id="gardener-1-1").update(name="<b pwn>Old</b>")
    Skill.objects.filter(public_id="fruit").update(name="<b pwn>New</b>")
    page = as_alice.get(address(merged)).content.decode()
    assert "for “&lt;b pwn&gt;Old&lt;/b&gt;”, which is now “&lt;b pwn&gt;New&lt;/b&gt;”" in page
    assert "<b pwn>" not in page
