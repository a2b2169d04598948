"""The page of everything one said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment
from assessments.presenters.sheet import sheet
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Requirement, Skill, SkillGroup
from careerpath.framework.specs import path_spec
from tests.factories import RequirementFactory, make_path
from tests.pages import links_of, text_of
from tests.roadmap.people import assessed, begun, level_skills

pytestmark = pytest.mark.django_db


def url_of(assessment: Assessment) -> str:
    return reverse("assessments:answers", args=[assessment.public_id])


def finished(alice: User, path: CareerPath) -> Assessment:
    """One of each kind of answer; gardener-2-3 is unrated."""
    said = {"gardener-1-1": 3, "gardener-1-2": 0, "gardener-1-3": "not relevant"}
    assessment = begun(alice, path, {**said, "gardener-2-1": 4, "gardener-2-2": 1})
    assessment.ratings.filter(skill__public_id="gardener-1-1").update(
        note="Pruned\nthe old <b>trees</b>.",
        link="https://example.org/trees?a=1",
        last_used=dt.date(2026, 5, 1),
    )
    assessment.ratings.filter(skill__public_id="gardener-2-2").update(link="ftp://example.org/x")
    return services.complete(assessment=assessment, now=timezone.now())


def test_everything_that_was_said_is_there_to_read(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    Skill.objects.get(public_id="gardener-2-1").anchors.create(
        proficiency=4, text="others plant what I draw"
    )
    RequirementFactory(
        level=Level.objects.get(path=path, rank=2),
        group=SkillGroup.objects.get(path=path, name="Craft"),
        skill=Skill.objects.get(public_id="gardener-1-1"),
        position=9,
    )
    page = as_alice.get(url_of(finished(alice, path)))

    text = text_of(page)
    start, end = text.index("What you said"), text.index("What you rate here")
    assert text[start:end].strip() == (
        "What you said Rated: 4. Not relevant to you: 1. Unrated: 1. With a note or a link: 2."
        " The roadmap that follows"
        " Level 1 Craft"
        " Gardener 1 1 also asked at Level 2"
        " Proficient I do it on my own in real work, and it holds"
        " Pruned the old <b>trees</b>. https://example.org/trees?a=1 Last used: 1 May 2026"
        " Gardener 1 2 Not yet I have not done this"
        " Soft skills Gardener 1 3 Not relevant to me"
        " Level 2 Craft"
        " Gardener 2 1 Leading others plant what I draw"
        " Gardener 2 2 Aware I can explain it and follow someone else's work"
        " ftp://example.org/x"
        " Soft skills Gardener 2 3 Unrated"
    )
    leading = [link for link in links_of(page) if "example.org" in link]
    assert leading == ["https://example.org/trees?a=1"]  # a link of another kind is only read


def test_words_of_a_skill_that_came_after_the_answer_are_not_put_into_its_mouth(
    alice: User, path: CareerPath
) -> None:
    done = finished(alice, path)
    skill = Skill.objects.get(public_id="gardener-2-1")
    skill.anchors.create(proficiency=4, text="something else")
    Skill.objects.filter(pk=skill.pk).update(meaning_changed_at=timezone.now())

    (told,) = [
        a
        for part in sheet(done, path_spec(done.path)).parts
        for a in part.answers
        if a.skill == "Gardener 2 1"
    ]
    assert told.meaning == "others come to me for it; I set how it is done"


def test_names_are_those_of_then_and_what_was_not_asked_in_the_end_is_kept(
    alice: User, path: CareerPath
) -> None:
    assessment = begun(alice, path, {"gardener-1-1": 3, "gardener-1-2": 2})
    Requirement.objects.filter(skill__public_id="gardener-1-2").delete()
    done = services.complete(assessment=assessment, now=timezone.now())
    Skill.objects.filter(public_id="gardener-1-1").update(name="Another name")

    told = sheet(Assessment.objects.get(pk=done.pk), path_spec(done.path))
    assert told.parts[0].answers[0].skill == "Gardener 1 1"
    assert [(answer.skill, answer.point) for answer in told.besides] == [("Gardener 1 2", 2)]
    assert (told.rated, told.not_relevant, told.unrated, told.backed) == (1, 0, 4, 0)


def test_an_open_one_is_filled_in_and_a_guest_reads_their_own(path: CareerPath) -> None:
    guest = Client()
    guest.post(reverse("assessments:start", args=[path.public_id]))
    mine = Assessment.objects.get()
    assert guest.get(url_of(mine))["Location"] == reverse(
        "assessments:resume", args=[mine.public_id]
    )
    guest.post(reverse("assessments:finish", args=[mine.public_id]))

    assert "What you said" in text_of(guest.get(url_of(mine)))
    assert "accounts/login" in Client().get(url_of(mine))["Location"]


def test_roadmap_and_list_lead_there(as_alice: Client, alice: User, path: CareerPath) -> None:
    done = finished(alice, path)

    for address in ("/assessments/", "/roadmap/", f"/roadmap/{done.public_id}/"):
        assert url_of(done) in links_of(as_alice.get(address)), address


@pytest.mark.parametrize(("levels", "skills"), [(1, 1), (3, 3), (2, 250)])
def test_queries_do_not_grow(
    levels: int,
    skills: int,
    as_alice: Client,
    alice: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    path = make_path("Baker", levels=levels, skills=skills)
    done = assessed(alice, path, dict.fromkeys(level_skills(path), (3, "A note")))
    # session with person, assessment, what was asked, the path's name; ratings with skills, anchors
    with django_assert_num_queries(9):
        page = as_alice.get(url_of(done))
    assert text_of(page).count("A note") == levels * skills


def test_what_can_be_shown_for_the_level_comes_first(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    """Alice says that she stands at level 1, and has something to show for one skill of it."""
    said = {"gardener-1-1": (3, "Three beds."), "gardener-1-2": 3, "gardener-1-3": 3}
    done = assessed(alice, path, {**said, "gardener-2-1": 4, "gardener-2-2": 1})
    Requirement.objects.filter(skill__public_id="gardener-1-3").update(must_have=True)
    done = assessed(alice, path, {**said, "gardener-2-1": 4, "gardener-2-2": 1})
    page = as_alice.get(url_of(done))
    text = text_of(page)
    start, end = text.index("What you can show"), text.index("Level 1 Craft")
    assert text[start:end].strip() == (
        "What you can show Counting only the answers with a note or a link, you would stand before "
        "the first level. Your answers say Level 1, and those decide. Others believe what they can "
        "see: these answers count towards your level or the next one, and nothing is written "
        "beside them. The first ones matter most. 3 answers without evidence "
        "Gardener 2 1 Level 2 Gardener 1 3 Level 1 · must-have Gardener 1 2 Level 1"
    )
    assert 'href="#said-gardener-2-1"' in page.content.decode()


def test_backed_through_and_through_has_nothing_left_to_show(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    said = dict.fromkeys(level_skills(path), (3, "Three beds."))
    assert "What you can show" not in text_of(as_alice.get(url_of(assessed(alice, path, said))))
