"""One assessment is deleted, and nothing that its person was not told of."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from assessments import services
from assessments.guest_session import GUEST_ASSESSMENTS
from assessments.models import (
    Assessment,
    DevelopmentPlan,
    PlanItem,
    PracticeAnswer,
    ProjectMark,
    SkillRating,
)
from assessments.selectors import contents
from careerpath.framework.models import CareerPath, Project
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed, begun, level_skills

pytestmark = pytest.mark.django_db


def address(assessment: Assessment) -> str:
    return f"/assessments/{assessment.public_id}/delete/"


def seen(client: Client, assessment: Assessment) -> str:
    page = client.get(address(assessment)).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def words(client: Client, assessment: Assessment) -> str:
    return re.sub(r"\s+", " ", text_of(client.get(address(assessment))))


def deleted(client: Client, assessment: Assessment) -> Any:
    return client.post(address(assessment), {"seen": seen(client, assessment)}, follow=True)


def days_ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def mark(assessment: Assessment, project: Project, **more: Any) -> None:
    ProjectMark.objects.create(assessment=assessment, project=project, begun_at=NOW, **more)


def marks(assessment: Assessment) -> list[tuple[str, bool]]:
    rows = assessment.project_marks.order_by("project__name")
    return [(row.project.name, bool(row.done_at)) for row in rows]


@pytest.fixture
def projects(path: CareerPath) -> list[Project]:
    level = path.levels.get(rank=1)
    return [
        Project.objects.create(level=level, public_id=name.lower(), name=name, position=n)
        for n, name in enumerate(("Bed", "Pond", "Wall"))
    ]


def test_it_says_what_goes_and_then_it_is_gone(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    first, second, third, *_ = level_skills(path)
    earlier = assessed(alice, path, {first: 3}, now=days_ago(9))
    done = assessed(alice, path, {first: (3, "Dug."), second: 0, third: "not relevant"})
    told = words(as_alice, done)
    assert (
        "This is deleted for good: 2 rated skills 1 skill marked as not relevant the note or link "
        "beside 1 of them the roadmap that follows from it" in told
    )
    assert "Your newest roadmap on this path is then the one of 13 Nov 2026 ." in told
    answer = deleted(as_alice, done)
    assert answer.redirect_chain == [("/assessments/", 302)]
    assert "The assessment is deleted." in text_of(answer)
    assert list(Assessment.objects.all()) == [earlier]
    assert SkillRating.objects.count() == 1


def test_an_open_one_can_be_thrown_away(as_alice: Client, alice: Any, path: CareerPath) -> None:
    sitting = begun(alice, path, {level_skills(path)[0]: 3})
    told = words(as_alice, sitting)
    assert "1 rated skill" in told
    assert "roadmap that follows" not in told
    deleted(as_alice, sitting)
    assert not Assessment.objects.exists()


def test_what_changed_since_the_page_was_made_is_not_deleted_unseen(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    sitting = begun(alice, path, {level_skills(path)[0]: 3})
    shown = seen(as_alice, sitting)
    SkillRating.objects.update(note="A word of another tab.", version=2)
    answer = as_alice.post(address(sitting), {"seen": shown})
    assert answer.status_code == 409
    assert "nothing is deleted yet" in text_of(answer)
    assert contents(sitting).backed == 1
    assert as_alice.post(address(sitting), {"seen": contents(sitting).seen}).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"seen": ""}, {"seen": "\x00"}, {"seen": "x" * 9999}])
def test_nothing_is_deleted_without_what_the_page_showed(
    sent: dict[str, str], as_alice: Client, alice: Any, path: CareerPath
) -> None:
    sitting = begun(alice, path, {})
    assert as_alice.post(address(sitting), sent).status_code == 409
    assert Assessment.objects.count() == 1


def test_what_was_said_of_projects_goes_on_to_the_next_one(
    as_alice: Client, alice: Any, path: CareerPath, projects: list[Project]
) -> None:
    bed, pond, wall = projects
    earlier = assessed(alice, path, {}, now=days_ago(9))
    middle = assessed(alice, path, {}, now=days_ago(5))
    newest = assessed(alice, path, {}, now=days_ago(1))
    mark(earlier, wall)
    mark(middle, bed)
    mark(middle, pond)
    mark(newest, pond, done_at=NOW)
    assert "What you said of 2 projects stays, too." in words(as_alice, middle)
    deleted(as_alice, middle)
    assert marks(newest) == [("Bed", False), ("Pond", True)]
    deleted(as_alice, newest)
    assert marks(earlier) == [("Bed", False), ("Pond", True), ("Wall", False)]
    assert "what you said of 3 projects, since it is your only finished assessment" in words(
        as_alice, earlier
    )
    deleted(as_alice, earlier)
    assert not ProjectMark.objects.exists()


def test_a_guests_projects_go_to_no_other_guests(
    client: Client, path: CareerPath, projects: list[Project]
) -> None:
    others = assessed(None, path, {}, now=days_ago(2))
    client.post("/assessments/start/gardener/")
    (mine,) = Assessment.objects.open()
    done = services.complete(assessment=mine, now=days_ago(3))
    mark(done, projects[0])
    deleted(client, done)
    assert (marks(others), ProjectMark.objects.count()) == ([], 0)
    assert str(others.public_id) not in client.session[GUEST_ASSESSMENTS]


def practised(plan: DevelopmentPlan) -> PracticeAnswer:
    return PracticeAnswer.objects.create(
        plan=plan,
        question="questions/why",
        asked="Why?",
        confidence=2,
        practised_on=NOW,
        due_on=NOW,
        stability=1,
        difficulty=5,
        changed_at=NOW,
    )


def test_a_guests_plan_goes_on_to_the_next_one_and_with_the_last(
    client: Client, path: CareerPath
) -> None:
    """A person's hangs on no assessment at all."""
    for days in (9, 3):
        client.post("/assessments/start/gardener/")
        services.complete(assessment=Assessment.objects.open().get(), now=days_ago(days))
    newest, earlier = Assessment.objects.completed()
    plan = DevelopmentPlan.objects.create(assessment=newest, path=path, begun_at=NOW)
    PlanItem.objects.create(plan=plan, title="Read", added_at=NOW, changed_at=NOW)
    practised(plan)
    assert "So does your plan. So do your answers to interview" in words(client, newest)
    deleted(client, newest)
    assert DevelopmentPlan.objects.get().assessment == earlier
    assert "your plan with 1 item your answer to 1 interview question" in words(client, earlier)
    deleted(client, earlier)
    assert not DevelopmentPlan.objects.exists()


def test_what_is_typed_into_one_that_was_deleted_meanwhile_waits(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    sitting = begun(alice, path, {})
    deleted(as_alice, sitting)
    skill = level_skills(path)[0]
    answer = as_alice.post(
        f"/assessments/{sitting.public_id}/rate/{skill}/", {f"{skill}-note": "Two beds."}
    )
    assert answer.status_code == 404
    assert "Two beds." in text_of(answer)


def test_a_second_press_finds_it_gone(as_alice: Client, alice: Any, path: CareerPath) -> None:
    sitting = begun(alice, path, {})
    shown = seen(as_alice, sitting)
    as_alice.post(address(sitting), {"seen": shown})
    assert as_alice.post(address(sitting), {"seen": shown}).status_code == 404


def test_words_that_wait_for_it_go_with_it(as_alice: Client, alice: Any, path: CareerPath) -> None:
    sitting, skill = begun(alice, path, {}), level_skills(path)[0]
    sent = {f"{skill}-answer": "9", f"{skill}-note": "Two beds.", f"{skill}-seen": "x"}
    services.complete(assessment=sitting, now=NOW)
    as_alice.post(f"/assessments/{sitting.public_id}/rate/{skill}/", sent)
    deleted(as_alice, sitting)
    assert "Two beds." not in str(as_alice.session.get("unsaved", {}).get(str(sitting.public_id)))
