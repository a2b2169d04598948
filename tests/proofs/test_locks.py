"""Every row that is locked, and what would come between if it were not. PostgreSQL locks rows.

One piece of work is stopped while it holds its lock, another one is begun that must wait for it,
and only when that is seen waiting (or has come through) the first goes on. So no race depends on
who is faster.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, models, transaction
from django.test import Client
from pytest_django import Settings

from assessments import services
from assessments.models import Assessment, DevelopmentPlan, PlanItem, PracticeAnswer
from assessments.plan_data import PlanItemData, data_in, seen_in
from assessments.practice_data import PracticeData
from assessments.rating_data import RatingData
from assessments.selectors import contents, seen_of_mark
from assessments.services import (
    assessments,
    claiming,
    deleting,
    joining_plans,
    plans,
    practice,
    projects,
    ratings,
    reminders,
    resources,
)
from careerpath.accounts import addresses
from careerpath.accounts.models import User
from careerpath.engine.placement import place
from careerpath.framework.admin.base import FrameworkAdmin
from careerpath.framework.importing import (
    HandedIn,
    applying,
    bring_in,
    preview,
    revert,
    reverting,
    stamp_of,
)  # fmt: skip
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    LearningResource,
    Project,
    Requirement,
    Skill,
)
from careerpath.framework.models.translatable import Translation
from careerpath.framework.succession import replace
from careerpath.framework.translations import exchange
from careerpath.framework.translations.exchange import Change, Overtaken
from careerpath.framework.translations.texts import texts_of
from careerpath.mail import sending
from careerpath.mail.sender import OUTBOX
from tests.factories import UserFactory, make_path
from tests.framework.admin.pages import address, fields_of
from tests.mail.conftest import write

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ROOT = Path(__file__).resolve().parents[2]
SKILL = "gardener-1-1"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for all"),
]


class Stopped:
    """A place in the code where whoever comes first stops until it is let go."""

    def __init__(self, whole: Callable[..., Any]) -> None:
        self.whole, self.reached, self.go = whole, threading.Event(), threading.Event()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not self.reached.is_set():
            self.reached.set()
            assert self.go.wait(60)
        return self.whole(*args, **kwargs)


def waits(work: Future[Any]) -> bool:
    """Whether it waits for a lock; False once it is done without."""
    with connection.cursor() as cursor:
        while not work.done():
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return True
    return False


def in_turn(
    monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], first: Callable[[], Any],
    second: Callable[[], Any],
) -> tuple[bool, list[Any]]:  # fmt: skip
    """Whether the second waited for the first, and how both ended."""
    stop = Stopped(getattr(*place))
    monkeypatch.setattr(*place, lambda *args, **kwargs: stop(*args, **kwargs))  # noqa: PLW0108  # a method has a self
    with ThreadPoolExecutor(2) as pool:
        begun = pool.submit(_ended, first)
        assert stop.reached.wait(60), begun.result(0)
        other = pool.submit(_ended, second)
        try:
            waited = waits(other)
        finally:
            stop.go.set()
        return waited, [begun.result(60), other.result(60)]


def _ended(work: Callable[[], Any]) -> Any:
    """What came of it: what it gives, or the kind of its refusal."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  # compared by the test
        return type(error)
    finally:
        connections.close_all()


def save(sitting: Assessment, value: int) -> Callable[[], Any]:
    skill = Skill.objects.get(public_id=SKILL)

    def work() -> int | None:
        said = RatingData(value, note=f"{value}")
        row = services.save_rating(assessment=sitting, skill=skill, said=said, seen="", now=NOW)
        return row.proficiency

    return work


def finish(sitting: Assessment) -> Callable[[], Any]:
    return lambda: services.complete(assessment=sitting, now=NOW).is_completed


def kept(sitting: Assessment) -> tuple[list[int | None], bool]:
    """The ratings of a finished one, and whether its verdict was made of them."""
    sitting.refresh_from_db()
    rows = sitting.ratings.select_related("skill")
    anew = place(sitting.asked_path(), {row.skill.public_id: row.as_rating() for row in rows})
    return [row.proficiency for row in rows], sitting.stored_placement() == anew


@pytest.fixture
def begun() -> Assessment:
    return services.start(owner=UserFactory(), path=make_path(), now=NOW)


def test_a_save_waits_for_a_save(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    race = in_turn(monkeypatch, (ratings, "_write"), save(begun, 2), save(begun, 3))
    assert race == (True, [2, services.Conflict])
    assert [row.proficiency for row in begun.ratings.all()] == [2]


def test_a_finish_waits_for_a_save(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    race = in_turn(monkeypatch, (ratings, "_write"), save(begun, 4), finish(begun))
    assert race == (True, [4, True])
    assert kept(begun) == ([4], True)


def test_a_save_waits_for_a_finish(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    race = in_turn(monkeypatch, (assessments, "place"), finish(begun), save(begun, 4))
    assert race == (True, [True, services.AssessmentCompleted])
    assert kept(begun) == ([], True)


def test_a_finish_waits_for_a_finish(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    later = NOW + dt.timedelta(days=1)
    again = lambda: services.complete(assessment=begun, now=later).completed_at  # noqa: E731
    race = in_turn(monkeypatch, (assessments, "place"), finish(begun), again)
    assert race == (True, [True, NOW])


def delete(sitting: Assessment) -> Callable[[], Any]:
    """With what it holds now."""
    theirs, seen = Assessment.objects.filter(owner=sitting.owner), contents(sitting).seen
    return lambda: services.delete_assessment(assessment=sitting, theirs=theirs, seen=seen)


def test_a_save_waits_for_a_deletion(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    race = in_turn(monkeypatch, (deleting, "_heir"), delete(begun), save(begun, 2))
    assert race == (True, [None, Assessment.DoesNotExist])


def test_a_deletion_waits_for_a_save(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    """And takes nothing along that its page had not shown."""
    race = in_turn(monkeypatch, (ratings, "_write"), save(begun, 2), delete(begun))
    assert race == (True, [2, services.ChangedMeanwhile])
    assert [row.proficiency for row in begun.ratings.all()] == [2]


@contextmanager
def guest_and_person() -> Iterator[tuple[Assessment, Assessment, Callable[[], Any]]]:
    """A guest's open one, a person's open one on the same path, and the claim of the first."""
    path, person = make_path(), UserFactory()
    guest = services.start(owner=None, path=path, now=NOW)
    held = services.start(owner=person, path=path, now=NOW)
    save(guest, 1)()
    ids = [str(guest.public_id)]
    yield guest, held, lambda: len(services.claim(owner=person, public_ids=ids).merged)


def test_a_guests_save_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came too late is refused, not stored into what is deleted a moment later."""
    with guest_and_person() as (guest, held, claim):
        race = in_turn(monkeypatch, (claiming, "merge"), claim, save(guest, 3))
    assert race == (True, [1, Assessment.DoesNotExist])
    assert [row.proficiency for row in held.ratings.all()] == [1]


def test_a_finish_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    with guest_and_person() as (_guest, held, claim):
        race = in_turn(monkeypatch, (claiming, "merge"), claim, finish(held))
    assert race == (True, [1, True])
    assert kept(held) == ([1], True)


def test_a_claim_waits_for_a_save_into_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with guest_and_person() as (_guest, held, claim):
        race = in_turn(monkeypatch, (ratings, "_write"), save(held, 3), claim)
    assert race == (True, [3, 1])
    (row,) = held.ratings.all()
    assert row.note in {"3\n\n1", "1\n\n3"}  # the evidence of both


def planned(sitting: Assessment, note: str) -> PlanItem:
    """Something in the plan of who finished it, with a note."""
    skill = services.Wanted(Skill.objects.get(public_id=SKILL).pk, 3)
    services.take(plan=None, assessment=sitting, wanted=[skill], now=NOW)
    item = PlanItem.objects.latest("pk")
    noted(item, note)()
    item.refresh_from_db()
    return item


def noted(item: PlanItem, note: str) -> Callable[[], Any]:
    """Save a note from the page that is open now."""
    said, seen = PlanItemData(note=note), seen_in(item)
    none = Assessment.objects.none().completed()
    return lambda: services.save_item(item=item, completed=none, said=said, seen=seen, now=NOW)


def guest_and_persons_plans() -> tuple[PlanItem, PlanItem, Callable[[], Any]]:
    """The same in a guest's plan and a person's, and the claim of the first."""
    path, person = make_path(), UserFactory()
    finished = [services.start(owner=owner, path=path, now=NOW) for owner in (None, person)]
    guest, held = (services.complete(assessment=one, now=NOW) for one in finished)
    ids = [str(guest.public_id)]
    return (
        planned(guest, "guest's"),
        planned(held, "own"),
        lambda: len(services.claim(owner=person, public_ids=ids).taken),
    )


def test_a_save_into_a_plan_waits_for_a_save(
    monkeypatch: pytest.MonkeyPatch, begun: Assessment
) -> None:
    item = planned(services.complete(assessment=begun, now=NOW), "first")
    race = in_turn(monkeypatch, (plans, "_write"), noted(item, "one"), noted(item, "two"))
    assert race == (True, [None, services.PlanItemChanged])
    item.refresh_from_db()
    assert (data_in(item), item.version) == (PlanItemData(note="one"), 3)


def test_a_save_into_a_guests_plan_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    guests, own, claim = guest_and_persons_plans()
    race = in_turn(monkeypatch, (joining_plans, "_move_items"), claim, noted(guests, "late"))
    assert race == (True, [1, DevelopmentPlan.DoesNotExist])
    own.refresh_from_db()
    assert own.note == "own\n\nguest's"


def test_a_save_into_ones_own_plan_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    _, own, claim = guest_and_persons_plans()
    race = in_turn(monkeypatch, (joining_plans, "_move_items"), claim, noted(own, "late"))
    assert race == (True, [1, services.PlanItemChanged])
    own.refresh_from_db()
    assert own.note == "own\n\nguest's"


def test_a_guests_first_plan_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is begun as the person's: no plan is left with somebody who is no guest any more."""
    with guest_and_person() as (guest, held, claim):
        services.complete(assessment=guest, now=NOW)
        wanted = [services.Wanted(Skill.objects.get(public_id=SKILL).pk, 3)]
        take = lambda: len(  # noqa: E731
            services.take(plan=None, assessment=guest, wanted=wanted, now=NOW).added
        )
        race = in_turn(monkeypatch, (claiming, "hand_over"), claim, take)
    assert race == (True, [0, 1])
    assert [plan.owner for plan in DevelopmentPlan.objects.all()] == [held.owner]


def test_a_save_into_a_guests_plan_waits_for_its_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both lock the assessment first: none of them stands in the other's way."""
    path = make_path()
    done = services.complete(assessment=services.start(owner=None, path=path, now=NOW), now=NOW)
    item, theirs = planned(done, "first"), Assessment.objects.filter(pk=done.pk)
    late = lambda: services.save_item(  # noqa: E731
        item=item, completed=theirs.completed(), said=PlanItemData(note="late"),
        seen=seen_in(item), now=NOW,
    )  # fmt: skip
    race = in_turn(monkeypatch, (deleting, "_heir"), delete(done), late)
    assert race == (True, [None, Assessment.DoesNotExist])
    assert not DevelopmentPlan.objects.exists()


def answering(sitting: Assessment, question: str, note: str) -> Callable[[], Any]:
    """Answer an interview question from a page that showed no answer yet."""
    said = PracticeData(question, "Why?", note, 3)
    return lambda: (
        services.save_answer(
            plan=None, assessment=sitting, said=said, seen="", today=NOW.date(), now=NOW
        ).note
    )


def test_an_answer_to_an_interview_question_waits_for_another(
    monkeypatch: pytest.MonkeyPatch, begun: Assessment
) -> None:
    done = services.complete(assessment=begun, now=NOW)
    answering(done, "first", "begins the plan")()
    one, two = (answering(done, "why", note) for note in ("one", "two"))
    race = in_turn(monkeypatch, (practice, "_schedule"), one, two)
    assert race == (True, ["one", services.AnswerChanged])
    assert PracticeAnswer.objects.get(question="why").note == "one"


def test_a_guests_answer_waits_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """And becomes the person's, as all the others."""
    with guest_and_person() as (guest, held, claim):
        services.complete(assessment=guest, now=NOW)
        services.complete(assessment=held, now=NOW)
        answering(guest, "why", "guest's")()
        answering(held, "why", "own")()
        late = answering(guest, "late", "late")
        race = in_turn(monkeypatch, (joining_plans, "_move_practice"), claim, late)
    assert race[0] is True
    assert race[1][1] == "late"
    rows = PracticeAnswer.objects.filter(plan__owner=held.owner).order_by("question")
    assert list(rows.values_list("question", "note")) == [
        ("late", "late"),
        ("why", "own\n\nguest's"),
    ]


def test_reminders_are_written_by_one(monkeypatch: pytest.MonkeyPatch, begun: Assessment) -> None:
    """Two commands at once: the second finds that it was all said."""
    plan = planned(services.complete(assessment=begun, now=NOW), "").plan
    plan.items.update(target_date=NOW.date())
    services.ask_reminders(plan=plan, language="en")
    note = lambda: len(services.note_reminded(plan=plan, today=NOW.date()))  # noqa: E731
    race = in_turn(monkeypatch, (reminders, "plan_items"), note, note)
    assert race == (True, [1, 0])


@contextmanager
def on_a_roadmap() -> Iterator[tuple[Project, Callable[[str], Callable[[], Any]]]]:
    """A project, and what says what became of it, as a page does that was opened before."""
    path, person = make_path(), UserFactory()
    begun = services.start(owner=person, path=path, now=NOW)
    done = services.complete(assessment=begun, now=NOW)
    project = Project.objects.create(level=path.levels.all()[0], name="Plot")
    theirs = Assessment.objects.filter(owner=person).completed()

    def press(state: str) -> Callable[[], Any]:
        return lambda: services.mark_project(
            assessment=done, project=project, completed=theirs, state=state, link=None,
            seen=seen_of_mark(None), now=NOW,
        )  # fmt: skip

    yield project, press


def test_a_mark_waits_for_a_mark_and_is_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with on_a_roadmap() as (project, press):
        race = in_turn(monkeypatch, (projects, "project_marks"), press("begun"), press("done"))
    assert race == (True, [None, services.MarkConflict])
    assert [row.state for row in project.marks.all()] == ["begun"]


def test_a_deletion_waits_for_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is refused for it, as if the mark had always been there."""
    with on_a_roadmap() as (project, press):
        delete = lambda: Project.objects.get(pk=project.pk).delete()  # noqa: E731
        race = in_turn(monkeypatch, (projects, "project_marks"), press("begun"), delete)
    assert race == (True, [None, models.ProtectedError])
    assert [row.state for row in project.marks.all()] == ["begun"]


def test_a_mark_waits_for_a_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    """And finds nothing to speak of, where the database would only refuse the row."""
    with on_a_roadmap() as (project, press):
        delete = lambda: bool(Project.objects.get(pk=project.pk).delete())  # noqa: E731
        race = in_turn(monkeypatch, (models.Model, "delete"), delete, press("begun"))
    assert race == (True, [True, Project.DoesNotExist])


def then() -> bool:
    """Behind what somebody has done and not committed yet."""
    return True


def test_a_guests_mark_waits_for_their_forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """And finds nothing to speak on, where the database would only refuse the row."""
    path = make_path()
    done = services.complete(assessment=services.start(owner=None, path=path, now=NOW), now=NOW)
    project = Project.objects.create(level=path.levels.all()[0], name="Plot")
    completed = Assessment.objects.filter(pk=done.pk).completed()

    def press() -> None:
        services.mark_project(
            assessment=done, project=project, completed=completed, state="begun", link=None,
            seen=seen_of_mark(None), now=NOW,
        )  # fmt: skip

    def forget() -> bool:
        with transaction.atomic():
            services.forget(public_ids=[str(done.public_id)])
            return then()

    race = in_turn(monkeypatch, (sys.modules[__name__], "then"), forget, press)
    assert race == (True, [True, Assessment.DoesNotExist])


DOCUMENT = """# Career Path: Baker

## Career Progression

### Junior Baker (0-2 years)

**Required Skills:**
- **Rye:** Bakes it
- **Wheat:** Bakes it
"""


def bring(text: str, by: User) -> Callable[[], Any]:
    seen = preview(HandedIn.read(text.encode()))
    return lambda: bring_in(HandedIn.read(text.encode()), stamp=seen.stamp, by=by, now=NOW).pk


def test_a_rows_save_waits_for_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    edith = UserFactory(is_staff=True, is_superuser=True)
    bring(DOCUMENT, edith)()
    row = Requirement.objects.order_by("pk")[0]
    edit = lambda: Requirement.objects.filter(pk=row.pk).update(proficiency=4)  # noqa: E731
    changed = DOCUMENT.replace("- **Wheat", "- **Spelt:** Bakes it\n- **Wheat")
    waited, ends = in_turn(monkeypatch, (applying, "apply"), bring(changed, edith), edit)
    assert (waited, ends[1]) == (True, 1)


def test_a_document_is_reverted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    edith = UserFactory(is_staff=True, is_superuser=True)
    bring(DOCUMENT, edith)()
    bring(DOCUMENT.replace("Wheat", "Spelt"), edith)()
    last = DocumentImport.objects.order_by("-pk")[0]
    stamp = stamp_of(CareerPath.objects.get(public_id="baker"))

    def back() -> bool:
        revert(brought=last, stamp=stamp, by=edith, now=NOW)
        return True

    race = in_turn(monkeypatch, (reverting, "_rows_of"), back, back)
    assert race == (True, [True, reverting.RevertRefused])


def test_an_editors_save_waits_for_anothers(
    monkeypatch: pytest.MonkeyPatch, as_edith: Client
) -> None:
    make_path()
    url = address(Skill.objects.get(public_id=SKILL))
    sent = fields_of(as_edith.get(url).content.decode())
    edit = lambda: as_edith.post(url, sent | {"description": "Other words."}).status_code  # noqa: E731
    waited, ends = in_turn(monkeypatch, (FrameworkAdmin, "save_model"), edit, edit)
    assert (waited, ends[0]) == (True, 302)


def test_a_rename_waits_for_a_retirement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the record of the retirement would say the old name again."""
    make_path()
    those = Skill.objects.filter(public_id=SKILL)
    race = in_turn(
        monkeypatch, (Skill, "save"), lambda: those.get().retire(now=NOW),
        lambda: those.update(name="Other"),
    )  # fmt: skip
    assert race == (True, [None, 1])
    assert (those.get().name, those.get().retired_at) == ("Other", NOW)


def test_a_rename_waits_for_a_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.objects.create(level=make_path().levels.all()[0], name="Plot")
    those = Project.objects.filter(pk=project.pk)
    race = in_turn(
        monkeypatch, (models.Model, "delete"), lambda: bool(project.delete()),
        lambda: those.update(name="Other"),
    )  # fmt: skip
    assert race == (True, [True, 0])


def test_an_edit_waits_for_a_successor_that_is_asked_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_path()
    old, new = (Skill.objects.get(public_id=f"gardener-1-{n}") for n in (1, 2))
    those = Requirement.objects.filter(skill=new)
    race = in_turn(
        monkeypatch, (Requirement, "save"), lambda: replace([old], [new], now=NOW),
        lambda: those.update(proficiency=4),
    )  # fmt: skip
    assert race == (True, [None, 1])


def test_an_address_is_proved_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory(email="ann@example.org")

    def prove() -> bool:
        return addresses.prove(email="ann@example.org", password="a long new word") is not None

    race = in_turn(monkeypatch, (addresses, "confirm_alone"), prove, prove)
    assert race == (True, [True, False])


def test_going_back_waits_for_a_save_and_is_told_of_it(
    monkeypatch: pytest.MonkeyPatch, as_edith: Client
) -> None:
    """Or the version that is gone back to would replace what nobody going back has seen."""
    make_path()
    skill = Skill.objects.get(public_id=SKILL)
    skill.save()  # a version
    version = f"{address(skill, 'history')}{skill.history.latest().pk}/"
    old, page = (fields_of(as_edith.get(at).content.decode()) for at in (version, address(skill)))
    edit = lambda: as_edith.post(address(skill), page | {"description": "New"}).status_code  # noqa: E731
    back = lambda: as_edith.post(version, old).status_code  # noqa: E731
    race = in_turn(monkeypatch, (FrameworkAdmin, "save_model"), edit, back)
    assert race == (True, [302, 200])
    skill.refresh_from_db()
    assert skill.description == "New"


def test_a_sender_leaves_a_mail_that_another_is_claiming(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """It neither waits nor claims the same one."""
    settings.EMAIL_BACKEND = OUTBOX
    mails = [write(f"{name}@example.org").pk for name in ("ada", "bea")]

    def claim() -> int:
        claimed = sending._claimed(sending.Round())
        assert claimed
        return claimed.pk

    race = in_turn(monkeypatch, (sending, "_move_on"), claim, claim)
    assert race == (False, mails)


def test_an_earlier_account_is_taken_over_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lock of ours: the update of the second waits, and finds that it is somebody's by now."""
    ann, bob, earlier = UserFactory(), UserFactory(), UserFactory()
    held = services.start(owner=earlier, path=make_path(), now=NOW)
    save(held, 3)()

    def by(person: User) -> Callable[[], Any]:
        return lambda: len(services.take_over(owner=person, earlier=earlier).taken)

    race = in_turn(monkeypatch, (claiming, "carry_over"), by(ann), by(bob))
    assert race == (True, [1, 0])
    held.refresh_from_db()
    assert (held.owner, [row.proficiency for row in held.ratings.all()]) == (ann, [3])


def test_a_translation_waits_for_anothers(monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_path()
    text = next(text for text in texts_of(path) if text.place == f"skill/{SKILL}.name")

    def say(words: str) -> Callable[[], Any]:
        said = Translation(words, text.original)
        return lambda: exchange.save([Change(text, said, None)], "de", by=None, now=NOW)

    race = in_turn(monkeypatch, (exchange, "_check"), say("Hecken"), say("Zäune"))
    assert race == (True, [None, Overtaken])
    stored = Skill.objects.get(public_id=SKILL)
    assert stored.translation("de", "name") == Translation("Hecken", text.original)


@contextmanager
def to_learn_from() -> Iterator[tuple[LearningResource, Assessment, Callable[[], None]]]:
    """A resource, a finished assessment, and what says there that it is done."""
    path, person = make_path(), UserFactory()
    begun = services.start(owner=person, path=path, now=NOW)
    done = services.complete(assessment=begun, now=NOW)
    book = Skill.objects.all()[0].resources.create(title="Book", url="https://a.example/")
    theirs = Assessment.objects.filter(owner=person).completed()
    yield (
        book,
        done,
        lambda: services.mark_resource(
            assessment=done, resource=book, completed=theirs, done=True, now=NOW
        ),
    )


def test_a_deletion_waits_for_a_resource_that_is_marked_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And is refused for it, as if it had always been marked."""
    with to_learn_from() as (book, _, mark):
        delete = lambda: LearningResource.objects.get(pk=book.pk).delete()  # noqa: E731
        race = in_turn(monkeypatch, (resources, "_said"), mark, delete)
    assert race == (True, [None, models.ProtectedError])
    assert book.marks.count() == 1


def test_a_resource_marked_done_waits_for_its_assessments_deletion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And finds nothing to hang on, where the database would only refuse the row."""
    with to_learn_from() as (book, done, mark):
        race = in_turn(monkeypatch, (deleting, "_heir"), delete(done), mark)
    assert race == (True, [None, Assessment.DoesNotExist])
    assert book.marks.count() == 0


LOCKS = {
    "assessments/services/claiming.py": 2,
    "assessments/services/joining_plans.py": 2,
    "assessments/services/plans.py": 2,
    "assessments/services/reminders.py": 1,
    "assessments/services/deleting.py": 1,
    "assessments/services/projects.py": 2,
    "assessments/services/resources.py": 2,
    "assessments/services/ratings.py": 1,
    "assessments/services/assessments.py": 1,
    "careerpath/accounts/addresses.py": 1,
    "careerpath/concurrency/admin.py": 1,
    "careerpath/framework/admin/base.py": 1,
    "careerpath/framework/documents/rows/path_rows.py": 1,
    "careerpath/framework/importing/reverting.py": 1,
    "careerpath/framework/models/base.py": 2,
    "careerpath/framework/succession.py": 1,
    "careerpath/framework/translations/exchange.py": 1,
    "careerpath/mail/sending.py": 1,
}
# Raced for in test_editors.py.
BELOW = {
    "careerpath/concurrency/rows.py": 1,
}


def test_every_lock_is_raced_for_here() -> None:
    """A new one belongs above, with what must wait for it."""
    found = {}
    for room in ("assessments", "careerpath", "roadmap"):
        for file in sorted((ROOT / room).rglob("*.py")):
            if locks := len(re.findall(r"select_for_update\(", file.read_text(encoding="utf-8"))):
                found[str(file.relative_to(ROOT))] = locks
    assert found == LOCKS | BELOW
