"""What a gap can be closed with: offered, followed, marked done, and used to update the rating."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment, ResourceMark, SkillRating
from assessments.selectors import contents, done_resources
from careerpath.framework.deletion import refusal
from careerpath.framework.models import CareerPath, LearningResource, Skill
from tests.factories import make_path
from tests.framework.caching.test_pages import printed
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed

BOOK = "gardener-1-1/the-book"


@pytest.fixture
def book(built: CareerPath) -> LearningResource:
    skill = Skill.objects.get(public_id="gardener-1-1")
    book: LearningResource = skill.resources.create(
        title="The Book", url="https://a.example/?a=1&b=2", kind="book", hours=12
    )
    return book


def press(client: Client, sitting: Assessment, what: str, **more: str) -> Any:
    return client.post(f"/roadmap/{sitting.public_id}/learn/", {"learn": what, **more})


def page(client: Client, sitting: Assessment, query: str = "") -> str:
    return client.get(f"/roadmap/{sitting.public_id}/{query}").content.decode()


def row(html: str, skill: str = "gardener-1-1") -> str:
    """What the gap's row says, on one line."""
    return re.sub(r"\s+", " ", html.split(f'id="learn-from-{skill}"')[1].partition("</tr>")[0])


def done_of(owner: Any) -> dict[str, dt.datetime]:
    theirs = Assessment.objects.filter(owner=owner).completed()
    return done_resources(theirs[0], theirs)


# --- Offered ------------------------------------------------------------------------------------


def test_a_gap_and_its_raise_show_what_to_learn_from(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    html = page(as_alice, done)
    link = '<a href="https://a.example/?a=1&amp;b=2" rel="noreferrer">The Book</a>'
    assert f"{link} book · free · about 12 hours" in row(html)
    assert "Mark done" in row(html)
    way = html.partition('id="way"')[2].partition("</section>")[0]
    assert f"<li>{link}</li>" in way
    assert 'id="learn-from-gardener-1-2"' not in html


def test_a_gap_shows_three_and_the_paid_ones_last(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    more = book.skill.resources
    for n, (title, cost) in enumerate({"A": "paid", "B": "account", "C": "free"}.items(), start=1):
        more.create(title=title, url=f"https://{title}.example/", cost=cost, position=n)
    shown = re.findall(r'rel="noreferrer">([^<]+)<', row(page(as_alice, done)))
    assert shown == ["The Book", "B", "C"]


def test_what_leads_nowhere_is_no_link(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    LearningResource.objects.update(url="javascript:alert(1)", title="<b>x</b>")
    html = page(as_alice, done)
    assert "javascript" not in html
    assert "<span>&lt;b&gt;x&lt;/b&gt;</span> book" in row(html)


def test_an_edit_shows_at_once_and_a_retired_one_goes(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    page(as_alice, done)
    LearningResource.objects.update(title="Second edition")
    assert "Second edition" in row(page(as_alice, done))
    book.retire(now=NOW)
    assert 'id="learn-from-' not in page(as_alice, done)


def test_an_earlier_roadmap_offers_and_marks_nothing(
    as_alice: Client, alice: Any, done: Assessment, built: CareerPath, book: LearningResource
) -> None:
    assessed(alice, built, {"gardener-1-1": 1}, now=NOW + dt.timedelta(days=1))
    assert "The Book" in row(page(as_alice, done))
    assert "Mark done" not in page(as_alice, done)


# --- Marked -------------------------------------------------------------------------------------


def test_marked_done_it_says_so_and_changes_no_rating(
    as_alice: Client, alice: Any, done: Assessment, book: LearningResource
) -> None:
    before = list(SkillRating.objects.values())
    answer = press(as_alice, done, f"done:{BOOK}", target="level-2")
    assert (
        answer["Location"] == f"/roadmap/{done.public_id}/?target=level-2#learn-from-gardener-1-1"
    )
    assert list(done_of(alice)) == [BOOK]
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/"))
    assert "“The Book” is marked done. Your rating stays as it is until you update it." in text
    shown = row(page(as_alice, done))
    assert "done on" in shown
    assert "Not done after all" in shown
    assert "Mark done" not in shown
    assert list(SkillRating.objects.values()) == before


def test_pressed_twice_the_first_day_stays_and_taken_back_nothing_is_kept(
    as_alice: Client, alice: Any, done: Assessment, book: LearningResource
) -> None:
    press(as_alice, done, f"done:{BOOK}")
    first = done_of(alice)
    press(as_alice, done, f"done:{BOOK}")
    assert done_of(alice) == first
    for _ in range(2):
        assert press(as_alice, done, f"undone:{BOOK}").status_code == 302
        assert not ResourceMark.objects.exists()
    assert "Mark done" in row(page(as_alice, done))


def test_it_is_done_on_every_path_that_asks_the_skill(
    as_alice: Client, alice: Any, done: Assessment, book: LearningResource
) -> None:
    other = make_path("Baker")
    asked = other.levels.get(rank=1).requirements.order_by("position")[0]
    asked.skill = book.skill
    asked.save()
    press(as_alice, done, f"done:{BOOK}")
    baker = assessed(alice, other, {}, now=NOW + dt.timedelta(days=1))
    assert "done on" in row(page(as_alice, baker))
    press(as_alice, baker, f"undone:{BOOK}")
    assert not ResourceMark.objects.exists()


def test_done_stays_where_the_resource_is_renamed_or_goes_out_of_use(
    as_alice: Client, alice: Any, done: Assessment, book: LearningResource
) -> None:
    press(as_alice, done, f"done:{BOOK}")
    book.title = "The Book, again"
    book.save()
    book.retire(now=NOW)
    shown = row(page(as_alice, done))
    assert ("The Book, again" in shown, "done on" in shown) == (True, True)
    told = refusal(book)
    assert told
    assert told.startswith("1 person uses it. It is retired already")
    assert refusal(book.skill) is not None


@pytest.mark.parametrize(
    "what",
    [
        "done:gardener-1-1/no-such",
        "done:x",
        "",
        "rate",
        "done:a/b/c",
        "x:a/b",
        "done:a/b\n",
        "\x00",
    ],
)
def test_what_is_not_there_changes_nothing_and_is_said(
    what: str, as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    answer = press(as_alice, done, what)
    assert answer["Location"] == f"/roadmap/{done.public_id}/"
    text = text_of(as_alice.get(answer["Location"]))
    assert "That learning resource is not there any more; nothing was changed." in text
    assert not ResourceMark.objects.exists()


def test_only_the_owner_says_it_and_only_of_a_finished_one(
    as_alice: Client, as_bob: Client, done: Assessment, book: LearningResource
) -> None:
    assert press(as_bob, done, f"done:{BOOK}").status_code == 404
    answer = press(Client(), done, f"done:{BOOK}")
    assert answer["Location"] == f"/accounts/login/?next=/roadmap/{done.public_id}/learn/"
    as_alice.post("/assessments/start/gardener/")
    press(as_alice, Assessment.objects.open().get(), f"done:{BOOK}")
    assert not ResourceMark.objects.exists()


def test_what_a_guest_did_is_the_persons_once_they_claim_it(
    client: Client, alice: Any, built: CareerPath, book: LearningResource
) -> None:
    mine = assessed(alice, built, {})
    services.mark_resource(
        assessment=mine,
        resource=book,
        completed=Assessment.objects.filter(owner=alice).completed(),
        done=True,
        now=NOW,
    )
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.open().get()
    client.post(f"/assessments/{sitting.public_id}/finish/")
    press(client, sitting, f"done:{BOOK}")
    assert "done on" in row(page(client, sitting))
    services.claim(owner=alice, public_ids=[str(sitting.public_id)])
    assert (ResourceMark.objects.count(), done_of(alice)) == (2, {BOOK: NOW})


def test_a_guest_who_did_something_lately_is_not_swept_away(
    built: CareerPath, book: LearningResource
) -> None:
    old = NOW - dt.timedelta(days=90)
    for days in (5, 60):
        sitting = assessed(None, built, {}, now=old)
        Assessment.objects.filter(pk=sitting.pk).update(started_at=old)
        ResourceMark.objects.create(
            assessment=sitting, resource=book, done_at=NOW - dt.timedelta(days=days)
        )
    before = NOW - dt.timedelta(days=30)
    assert services.delete_forgotten(before=before, reachable=()) == 1
    assert ResourceMark.objects.get().done_at == NOW - dt.timedelta(days=5)


# --- The assessment it hangs on goes ------------------------------------------------------------


def test_what_was_done_goes_on_to_any_other_finished_one_and_with_the_last(
    as_alice: Client, alice: Any, done: Assessment, book: LearningResource
) -> None:
    press(as_alice, done, f"done:{BOOK}")
    first = done_of(alice)
    address = f"/assessments/{done.public_id}/delete/"
    text = re.sub(r"\s+", " ", text_of(as_alice.get(address)))
    assert "that you have done 1 learning resource, since it is your only finished" in text
    baker = assessed(alice, make_path("Baker"), {}, now=NOW + dt.timedelta(days=1))
    text = text_of(as_alice.get(address))
    assert "since it is your only finished assessment" not in text
    assert "So does which learning resources you have done." in text
    as_alice.post(address, {"seen": contents(done).seen})
    assert list(Assessment.objects.all()) == [baker]
    assert done_of(alice) == first
    as_alice.post(f"/assessments/{baker.public_id}/delete/", {"seen": contents(baker).seen})
    assert not ResourceMark.objects.exists()


def test_what_was_done_since_the_page_was_made_is_not_deleted_unseen(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    seen = contents(done).seen
    press(as_alice, done, f"done:{BOOK}")
    answer = as_alice.post(f"/assessments/{done.public_id}/delete/", {"seen": seen})
    assert answer.status_code == 409


# --- To the rating ------------------------------------------------------------------------------


def test_done_leads_to_its_rating_with_it_as_evidence(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    press(as_alice, done, f"done:{BOOK}")
    answer = press(as_alice, done, f"rate:{BOOK}")
    sitting = Assessment.objects.open().get()
    assert answer["Location"].startswith(f"/assessments/{sitting.public_id}/")
    rating = sitting.ratings.get(skill=book.skill)
    assert re.fullmatch(r"Went through “The Book”, \d+ \w+ \d+", rating.note)
    assert (rating.link, rating.proficiency) == (book.url, 1)
    press(as_alice, done, f"rate:{BOOK}")
    assert sitting.ratings.get(skill=book.skill).note == rating.note


def test_nothing_is_opened_for_what_is_not_done_or_not_asked(
    as_alice: Client, done: Assessment, book: LearningResource
) -> None:
    press(as_alice, done, f"rate:{BOOK}")
    press(as_alice, done, f"done:{BOOK}")
    book.skill.retire(now=timezone.now())
    answer = press(as_alice, done, f"rate:{BOOK}")
    assert answer["Location"] == f"/roadmap/{done.public_id}/"
    assert not Assessment.objects.open().exists()


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_resources_and_marks_take_one_query_however_many(
    rows: int,
    as_alice: Client,
    done: Assessment,
    book: LearningResource,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        one = book.skill.resources.create(title=f"R{n}", url=f"https://{n}.example/")
        ResourceMark.objects.create(assessment=done, resource=one, done_at=NOW)
    with django_assert_num_queries(20):
        page(as_alice, done)
    with django_assert_num_queries(7):  # session, assessment, finished, evidence, 2 marks, stamp
        page(as_alice, done)


def test_a_kept_page_is_another_one_once_something_is_done(
    as_alice: Client, done: Assessment, book: LearningResource, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(as_alice, done)
    several = printed(monkeypatch)
    page(as_alice, done)
    assert several == []
    ResourceMark.objects.create(assessment=done, resource=book, done_at=NOW)
    assert "done on" in row(page(as_alice, done))
    assert several == ["roadmap/detail.html"]
