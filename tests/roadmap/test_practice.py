"""Interview practice: one question at a time, one's own answers, the weak ones first."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment, DevelopmentPlan, PracticeAnswer
from assessments.practice_data import PracticeData, seen_of_answer
from careerpath.framework.models import CareerPath, InterviewQuestion, Level
from roadmap.practice import is_named, questions
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed

HERE = "/roadmap/practice/gardener/"
ROSES, ROOTS, WHY, OPEN = (
    "questions/why-roses",
    "questions/how-do-roots-drink",
    "questions/why-water",
    "any/what-grows",
)
FIRST = {"gardener-1-1": (1, "Cut a hedge."), "gardener-1-2": 1, "gardener-1-3": 1}


@pytest.fixture
def asked(path: CareerPath) -> CareerPath:
    """Three questions of level 1, one of any level, and something to look at in design."""
    section = path.interview_sections.create(
        name="Questions", level=Level.objects.get(path=path, rank=1), position=1
    )
    for n, text in enumerate(("Why roses?", "How do roots drink?", "Why water?")):
        section.questions.create(text=text, position=n)
    path.interview_sections.create(name="Any", position=2).questions.create(text="What grows?")
    path.system_design_focus = "Look at the soil."
    path.save()
    return path


@pytest.fixture
def done(alice: Any, asked: CareerPath) -> Assessment:
    return assessed(alice, asked, FIRST)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", text_of(answer))


def asks(answer: Any) -> str:
    question = answer.context["practice"].question
    return question.text if question else ""


def say(
    client: Client, question: str, sure: int, note: str = "", *, seen: str = "", **more: Any
) -> Any:
    sent = {"question": question, "confidence": str(sure), "note": note, "seen": seen}
    return client.post(HERE, sent, follow=True)


def stored(question: str) -> PracticeAnswer:
    return PracticeAnswer.objects.get(question=question)


def practised_ago(question: str, days: int) -> None:
    """As if it had been answered so many days ago, and due since yesterday."""
    today = timezone.localdate()
    PracticeAnswer.objects.filter(question=question).update(
        practised_on=today - dt.timedelta(days=days), due_on=today - dt.timedelta(days=1)
    )


def test_one_at_a_time_each_kept_with_its_notes(as_alice: Client, done: Assessment) -> None:
    page = as_alice.get(HERE)
    assert asks(page) == "Why roses?"
    assert "For Level 1. 5 were never answered." in words(page)
    page = say(as_alice, ROSES, 2, "They smell.")
    kept = stored(ROSES)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert (kept.note, kept.confidence, kept.asked, kept.due_on, kept.version) == (
        "They smell.", 2, "Why roses?", tomorrow, 1,
    )  # fmt: skip
    assert asks(page) == "How do roots drink?"
    assert [str(one).startswith("Kept. It comes again on") for one in page.context["messages"]] == [
        True
    ]
    assert "They smell." in as_alice.get(f"{HERE}?question={ROSES}").content.decode()


def test_questions_of_the_level_then_of_any_then_system_design(asked: CareerPath) -> None:
    assert [one.key for one in questions(asked, 1)] == [ROSES, ROOTS, WHY, OPEN, "system-design"]
    assert questions(asked, 2) == questions(asked, 1)  # it has none of its own
    assert "Look at the soil." in questions(asked, 1)[-1].text


def test_next_time_the_weak_ones_come_first(as_alice: Client, done: Assessment) -> None:
    for question, sure in ((ROSES, 4), (ROOTS, 1), (WHY, 3)):
        say(as_alice, question, sure)
        practised_ago(question, 3)
    page = as_alice.get(HERE)
    assert page.context["practice"].turns.due == (ROOTS, WHY, ROSES)
    assert "3 questions are to be practised again, the weakest first; 2 were never" in words(page)


def test_where_nothing_is_due_that_is_said_and_one_can_go_on(
    as_alice: Client, done: Assessment
) -> None:
    for question in (ROSES, ROOTS, WHY, OPEN, "system-design"):
        say(as_alice, question, 4 if question != WHY else 3)
    page = as_alice.get(HERE)
    assert asks(page) == ""
    assert "Nothing is due before" in words(page)
    (there,) = re.findall(r'href="(\?[^"]+)">Go on anyway', page.content.decode())
    assert asks(as_alice.get(HERE + there.replace("&amp;", "&"))) == "Why water?"


def test_a_question_that_was_reworded_or_deleted_takes_no_note_along(
    as_alice: Client, done: Assessment
) -> None:
    say(as_alice, ROSES, 2, "They smell.")
    say(as_alice, ROOTS, 2, "Slowly.")
    InterviewQuestion.objects.filter(public_id="why-roses").update(text="Why roses at all?")
    InterviewQuestion.objects.filter(public_id="how-do-roots-drink").delete()
    page = as_alice.get(f"{HERE}?question={ROSES}")
    assert "You were asked: “Why roses?”" in words(page)
    page = as_alice.get(f"{HERE}?question={ROOTS}")
    assert asks(page) == "How do roots drink?"
    assert "This is not asked for this level any more. Your answer stays." in words(page)
    assert "Slowly." in page.content.decode()
    say(as_alice, ROOTS, 3, "Fast.", seen=seen_of_answer(stored(ROOTS)))
    assert (stored(ROOTS).note, stored(ROOTS).asked) == ("Fast.", "How do roots drink?")


def test_another_tab_is_told_what_is_stored_and_saves_over_it_knowingly(
    as_alice: Client, done: Assessment
) -> None:
    say(as_alice, ROSES, 2, "They smell.")
    late = say(as_alice, ROSES, 3, "They sting.")
    assert late.status_code == 409
    assert "Your answer, as stored: They smell." in words(late)
    assert "They sting." in late.content.decode()
    assert stored(ROSES).note == "They smell."
    seen = late.context["form"].data["seen"]
    assert say(as_alice, ROSES, 3, "They sting.", seen=seen).status_code == 200
    assert (stored(ROSES).note, stored(ROSES).version) == ("They sting.", 2)


def test_pressing_twice_keeps_it_once(as_alice: Client, done: Assessment) -> None:
    for _ in range(2):
        say(as_alice, ROSES, 2, "They smell.")
    assert stored(ROSES).version == 1


@pytest.mark.parametrize("sure", ["", "0", "5", "sure"])
def test_how_sure_is_one_of_four(as_alice: Client, done: Assessment, sure: Any) -> None:
    answer = say(as_alice, ROSES, sure, "They smell.")
    assert answer.status_code == 422
    assert "Choose one of the answers offered here." in words(answer)
    assert "They smell." in answer.content.decode()
    assert not PracticeAnswer.objects.exists()


def test_a_note_that_is_too_long_is_not_cut(as_alice: Client, done: Assessment) -> None:
    answer = say(as_alice, ROSES, 2, "x" * 10_001)
    assert answer.status_code == 422
    assert "This note has 10001 characters; at most 10000 fit." in words(answer)


def test_what_was_typed_to_a_question_that_went_stands_to_be_copied(
    as_alice: Client, done: Assessment
) -> None:
    InterviewQuestion.objects.all().delete()
    answer = say(as_alice, ROSES, 2, "They smell.")
    assert answer.status_code == 404
    assert "Your answer, in notes" in words(answer)
    assert "They smell." in words(answer)


def test_a_clock_that_was_set_back_leaves_the_schedule(alice: Any, done: Assessment) -> None:
    def said(note: str, day: dt.date) -> PracticeAnswer:
        plan = DevelopmentPlan.objects.first()
        seen = seen_of_answer(plan.practice.first()) if plan else ""
        data = PracticeData(ROSES, "Why roses?", note, 3)
        return services.save_answer(
            plan=plan, assessment=done, said=data, seen=seen, today=day, now=NOW
        )

    first = said("They smell.", dt.date(2026, 3, 29))
    back = said("They sting.", dt.date(2026, 3, 28))
    assert (back.note, back.practised_on, back.due_on) == (
        "They sting.",
        first.practised_on,
        first.due_on,
    )


def test_evidence_is_offered_first_where_the_question_names_the_skill(
    as_alice: Client, asked: CareerPath, alice: Any
) -> None:
    section = asked.interview_sections.get(name="Questions")
    section.questions.create(text="What did Gardener 1 2 teach you?", position=9)
    assessed(alice, asked, {**FIRST, "gardener-1-2": (1, "Dug."), "gardener-2-1": (1, "No.")})
    page = as_alice.get(f"{HERE}?question=questions/what-did-gardener-1-2-teach-you")
    shown = page.context["practice"]
    assert [told.skill for told in shown.named] == ["Gardener 1 2"]
    assert [told.skill for told in shown.others] == ["Gardener 1 1"]
    assert "Dug." in words(page)
    assert "1 other skill" in words(page)


@pytest.mark.parametrize(
    ("skill", "question", "named"),
    [
        ("Git", "How does Git keep a commit?", True),
        ("Git", "What is digital?", False),
        ("Concept drift", "How do you handle concept drift in production?", True),
        ("Concept drift", "What is a concept?", False),
        ("Concept drift", "Why does this concept drift, or that drift?", True),
        ("Concept drift", "Does drift change the concept?", False),
        ("Orchestration (Kubernetes)", "When does orchestration pay?", True),
        ("(Kubernetes)", "What is Kubernetes?", False),
    ],
)
def test_a_skill_is_named_where_all_its_words_are(
    skill: str, question: str, *, named: bool
) -> None:
    assert is_named(skill, question) is named


def test_another_level_can_be_practised(as_alice: Client, done: Assessment) -> None:
    section = done.path.interview_sections.create(
        name="High", level=Level.objects.get(path=done.path, rank=2)
    )
    section.questions.create(text="Which park?")
    page = as_alice.get(f"{HERE}?level=level-2")
    assert asks(page) == "Which park?"
    sent = {"question": "high/which-park", "confidence": "3"}
    answer = as_alice.post(f"{HERE}?level=level-2", sent)
    assert answer["Location"] == f"{HERE}?level=level-2"
    assert "Answered before Asked for another level, or by the path no more." in words(
        as_alice.get(HERE)
    )


def test_a_stranger_sees_none_of_it_and_without_a_roadmap_there_is_a_way_to_one(
    as_alice: Client, as_bob: Client, done: Assessment
) -> None:
    say(as_alice, ROSES, 2, "They smell.")
    page = as_bob.get(HERE)
    assert "Practice begins with a roadmap" in words(page)
    assert "They smell." not in page.content.decode()
    assert say(as_bob, ROSES, 4, "Mine.").status_code == 404
    assert stored(ROSES).note == "They smell."


def test_a_guests_answers_go_along_when_they_are_claimed(alice: Any, asked: CareerPath) -> None:
    """What both answered has the notes of both, and the schedule of the later day."""
    guest, own = assessed(None, asked, FIRST), assessed(alice, asked, FIRST)

    def said(sitting: Assessment, question: str, note: str, day: int, sure: int) -> None:
        plan = DevelopmentPlan.objects.filter(owner=sitting.owner).first()
        services.save_answer(
            plan=plan,
            assessment=sitting,
            said=PracticeData(question, question, note, sure),
            seen="",
            today=dt.date(2026, 11, day),
            now=NOW,
        )

    said(own, ROSES, "Mine.", 1, 4)
    said(guest, ROSES, "Guest's.", 9, 1)
    said(guest, ROOTS, "Slowly.", 9, 2)
    services.claim(owner=alice, public_ids=[str(guest.public_id)])
    plan = DevelopmentPlan.objects.get()
    assert plan.owner == alice
    rows = plan.practice.order_by("question").values_list("question", "confidence")
    assert list(rows) == [(ROOTS, 2), (ROSES, 1)]
    joined = stored(ROSES)
    assert ("Mine." in joined.note, "Guest's." in joined.note) == (True, True)
    assert joined.practised_on == dt.date(2026, 11, 9)


def test_all_of_it_goes_with_a_path_retired_and_stays_when_assessments_go(
    as_alice: Client, done: Assessment
) -> None:
    say(as_alice, ROSES, 2, "They smell.")
    CareerPath.objects.update(retired_at=NOW)
    assert as_alice.get(f"{HERE}?question={ROSES}").status_code == 200
    done.delete()
    page = as_alice.get(f"{HERE}?question={ROSES}")
    assert "They smell." in page.content.decode()
    say(as_alice, ROSES, 3, "They sting.", seen=seen_of_answer(stored(ROSES)))
    assert stored(ROSES).note == "They sting."


@pytest.mark.parametrize(("rows", "many"), [(1, 1), (3, 1), (40, 1), (3, 30)])
def test_the_page_takes_as_many_queries_however_much_there_is(
    rows: int,
    many: int,
    *,
    as_alice: Client,
    alice: Any,
    path: CareerPath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    section = path.interview_sections.create(name="All", level=path.levels.get(rank=1))
    plan = DevelopmentPlan.objects.create(owner=alice, path=path, begun_at=NOW)
    for n in range(rows):
        section.questions.create(text=f"Question {n}?", position=n)
        PracticeAnswer.objects.create(
            plan=plan, question=f"all/question-{n}", asked="?", confidence=2, stability=1,
            difficulty=5, practised_on=NOW.date(), due_on=NOW.date(), changed_at=NOW,
        )  # fmt: skip
    for n in range(many):
        assessed(alice, path, FIRST, now=NOW - dt.timedelta(days=n))
    as_alice.get(HERE)
    with django_assert_num_queries(7):
        as_alice.get(HERE)


def test_in_german(as_alice: Client, done: Assessment) -> None:
    page = as_alice.get(HERE, headers={"accept-language": "de"})
    assert "Wie sicher warst du?" in words(page)
