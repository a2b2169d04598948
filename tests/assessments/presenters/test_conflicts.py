"""Every way in which what somebody typed can wait, with two writers: none is lost in silence.

Alice types a 2 in a tab whose save can't be taken; the phone, another browser of hers, saves a 4
at one of three moments. Whatever she does then, a 4 is only replaced after she was told of both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.drafts import MOST_LETTERS
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in, seen_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from tests.assessments.addresses import screen_url
from tests.assessments.shown import shown_by
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SKILL = "gardener-1-1"
TYPED = {f"{SKILL}-answer": "2", f"{SKILL}-note": "an hour of typing"}
TOLD = (
    "Another tab or device has set this to “Leading” since you chose “Practising” here, which is "
    "not saved yet. Save yours to keep “Practising”."
)


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    return services.start(owner=alice, path=path, now=timezone.now())


def rate_url(assessment: Assessment, skill: str = SKILL) -> str:
    return reverse("assessments:rate", args=[assessment.public_id, skill])


def said(assessment: Assessment) -> RatingData | None:
    row = assessment.ratings.filter(skill__public_id=SKILL).first()
    return data_in(row) if row else None


def seen(assessment: Assessment) -> dict[str, str]:
    """What a page opened now shows of the skill."""
    row = assessment.ratings.filter(skill__public_id=SKILL).first()
    return {f"{SKILL}-seen": seen_in(row)}


def phone_saves(assessment: Assessment, proficiency: int = 4) -> None:
    row = assessment.ratings.filter(skill__public_id=SKILL).first()
    services.save_rating(
        assessment=assessment,
        skill=Skill.objects.get(public_id=SKILL),
        said=RatingData(proficiency),
        seen=seen_in(row),
        now=timezone.now(),
    )


def sign_in(client: Client, person: User) -> None:
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def fields(response: Any) -> dict[str, str]:
    """What the browser posts of the page when nothing in it is touched."""
    return {
        f"{skill}-{name}": value
        for skill, shown in shown_by(response).items()
        for name, value in shown.fields.items()
    }


# --- Ways to wait -------------------------------------------------------------------------------
# Each: a tab opened before types a 2, and the client, signed in again, on whose page it waits.


def by_session_over(alice: User, begun: Assessment, page: dict[str, str]) -> Client:
    client = Client()
    assert client.post(screen_url(begun), page | TYPED).status_code == 302
    sign_in(client, alice)
    return client


def by_session_over_in_place(alice: User, begun: Assessment, page: dict[str, str]) -> Client:
    client = Client()
    headers = {"HX-Request": "true"}
    assert client.post(rate_url(begun), page | TYPED, headers=headers).status_code == 401
    sign_in(client, alice)
    return client


WAYS = [by_session_over, by_session_over_in_place]
MOMENTS = ["before it is typed", "while it waits", "once it is shown"]
Way = Callable[[User, Assessment, dict[str, str]], Client]


@pytest.mark.parametrize("rated", [None, 1])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("way", WAYS)
def test_newer_rating_is_never_overwritten_unseen(
    way: Way, moment: str, rated: int | None, alice: User, begun: Assessment
) -> None:
    if rated is not None:
        phone_saves(begun, rated)
    page = seen(begun)  # the tab is opened
    if moment == MOMENTS[0]:
        phone_saves(begun)
    client = way(alice, begun, page)
    if moment == MOMENTS[1]:
        phone_saves(begun)
    shown = client.get(screen_url(begun))
    if moment == MOMENTS[2]:
        phone_saves(begun)
        assert "Typed earlier; not saved yet." in shown_by(shown)[SKILL].words
        shown = client.post(screen_url(begun), fields(shown))
        assert shown.status_code == 422
        told = "set this to “Leading” since this page was opened; here you chose “Practising”"
    else:
        told = TOLD
    line = shown_by(shown)[SKILL]
    assert told in line.words
    assert (line["answer"], line["note"]) == ("2", "an hour of typing")
    assert said(begun) == RatingData(4)
    assert client.post(screen_url(begun), fields(shown)).status_code == 302
    assert said(begun) == RatingData(2, note="an hour of typing")
    assert "not saved yet" not in shown_by(client.get(screen_url(begun)))[SKILL].words


@pytest.mark.parametrize("way", WAYS)
def test_the_newer_one_can_be_taken_and_the_words_wait_no_longer(
    way: Way, alice: User, begun: Assessment
) -> None:
    page = seen(begun)
    phone_saves(begun)
    client = way(alice, begun, page)
    shown = client.get(screen_url(begun))
    answer = client.post(screen_url(begun), fields(shown) | {"drop": SKILL})
    assert answer["Location"] == screen_url(begun)
    assert said(begun) == RatingData(4)
    line = shown_by(client.get(screen_url(begun)))[SKILL]
    assert (line["answer"], line["note"]) == ("4", "")


def test_an_older_page_lets_go_of_nothing_it_has_not_shown(alice: User, begun: Assessment) -> None:
    page = seen(begun)
    phone_saves(begun)
    client = by_session_over(alice, begun, page)
    older = fields(client.get(screen_url(begun)))
    client.cookies.clear()
    client.post(screen_url(begun), page | TYPED | {f"{SKILL}-note": "typed later"})
    sign_in(client, alice)
    client.post(screen_url(begun), older | {"drop": SKILL})
    line = shown_by(client.get(screen_url(begun)))[SKILL]
    assert (line["answer"], line["note"]) == ("2", "typed later")
    assert said(begun) == RatingData(4)


def test_what_was_not_touched_does_not_wait(alice: User, begun: Assessment) -> None:
    """The tab showed a 1 and nobody touched it: the phone's 4 stands, without a question."""
    phone_saves(begun, 1)
    page = seen(begun) | {f"{SKILL}-answer": "1"}
    client = Client()
    client.post(screen_url(begun), page | {"gardener-1-2-answer": "3"})
    phone_saves(begun)
    sign_in(client, alice)
    shown = client.get(screen_url(begun))
    assert shown_by(shown)[SKILL]["answer"] == "4"
    client.post(screen_url(begun), fields(shown))
    assert said(begun) == RatingData(4)
    assert begun.ratings.get(skill__public_id="gardener-1-2").proficiency == 3


def test_what_the_phone_saved_word_for_word_waits_no_longer(alice: User, begun: Assessment) -> None:
    client = by_session_over(alice, begun, seen(begun))
    theirs = Client()
    sign_in(theirs, alice)
    theirs.post(screen_url(begun), seen(begun) | TYPED)
    line = shown_by(client.get(screen_url(begun)))[SKILL]
    assert "not saved yet" not in line.words
    assert line["note"] == "an hour of typing"
    assert client.session["unsaved_answers"] == {}


def test_words_of_two_tabs_wait_side_by_side(alice: User, begun: Assessment) -> None:
    client, page = Client(), seen(begun)
    client.post(screen_url(begun), page | TYPED)
    other = {f"{SKILL}-answer": "3", f"{SKILL}-note": "typed in the other tab"}
    client.post(screen_url(begun), page | other)
    sign_in(client, alice)
    shown = client.get(screen_url(begun))
    line = shown_by(shown)[SKILL]
    assert (line["answer"], line["note"]) == ("3", "typed in the other tab")
    assert "Your rating, typed before that: Practising" in line.words
    assert "What you did, typed before that: an hour of typing" in line.words
    client.post(screen_url(begun), fields(shown))
    assert said(begun) == RatingData(3, note="typed in the other tab")


def test_words_typed_before_are_words(alice: User, begun: Assessment) -> None:
    client, page = Client(), seen(begun)
    client.post(screen_url(begun), page | {f"{SKILL}-note": "<b pwn>an hour</b>"})
    client.post(screen_url(begun), page | {f"{SKILL}-note": "typed in the other tab"})
    sign_in(client, alice)
    html = client.get(screen_url(begun)).content.decode()
    assert '<span class="cp-preserve">&lt;b pwn&gt;an hour&lt;/b&gt;</span>' in html
    assert "<b pwn>" not in html


def test_a_page_from_before_does_not_end_the_waiting(alice: User, begun: Assessment) -> None:
    """The back button leads to a page that has not shown what waits by now."""
    old = seen(begun)
    client = by_session_over(alice, begun, old)
    assert client.post(screen_url(begun), old | {f"{SKILL}-answer": "3"}).status_code == 302
    line = shown_by(client.get(screen_url(begun)))[SKILL]
    assert (line["answer"], line["note"]) == ("2", "an hour of typing")
    assert "has set this to “Proficient”" in line.words
    assert said(begun) == RatingData(3)


def test_signing_out_says_what_it_lets_go(alice: User, begun: Assessment) -> None:
    client = by_session_over(alice, begun, seen(begun))
    lets_go = "Something you typed is not saved yet and waits in this browser"
    assert lets_go in text_of(client.get(reverse("account_logout")))
    client.post(screen_url(begun), fields(client.get(screen_url(begun))))
    assert lets_go not in text_of(client.get(reverse("account_logout")))


# --- A guest whose session has ended ------------------------------------------------------------


@pytest.mark.parametrize("in_place", [True, False])
def test_a_guest_whose_session_ended_is_told_and_goes_on_with_their_words(
    path: CareerPath, *, in_place: bool
) -> None:
    before, client = Client(), Client()
    before.post(reverse("assessments:start", args=[path.public_id]))
    lost = Assessment.objects.get()
    url = rate_url(lost) if in_place else screen_url(lost)
    headers = {"HX-Request": "true"} if in_place else {}
    asked = client.post(url, TYPED, headers=headers)
    told = asked if in_place else client.get(asked["Location"])
    ended = reverse("assessments:ended", args=[lost.public_id])
    assert "that session has ended: go on from here" in text_of(told).lower()
    assert f'href="{ended}"' in told.content.decode()
    page = client.get(ended)
    assert "an hour of typing" in page.content.decode()
    assert [each.public_id for each in page.context["paths"]] == [path.public_id]
    start = reverse("assessments:start", args=[path.public_id])
    client.post(start, {"bring": str(lost.public_id)})
    begun = Assessment.objects.exclude(pk=lost.pk).get()
    line = shown_by(client.get(screen_url(begun)))[SKILL]
    assert (line["answer"], line["note"]) == ("2", "an hour of typing")


@pytest.mark.parametrize("posted", [True, False])
def test_after_signing_in_the_page_that_is_not_there_has_the_words(
    alice: User, path: CareerPath, *, posted: bool
) -> None:
    lost = services.start(owner=None, path=path, now=timezone.now())
    client = Client()
    if not posted:
        client.post(screen_url(lost), TYPED)
    sign_in(client, alice)
    page = client.post(screen_url(lost), TYPED) if posted else client.get(screen_url(lost))
    assert page.status_code == 404
    assert "an hour of typing" in page.content.decode()
    assert "This can’t be opened here" in text_of(page)


def test_reading_what_has_ended_is_told_as_well(path: CareerPath) -> None:
    lost = services.start(owner=None, path=path, now=timezone.now())
    page = Client().get(screen_url(lost), follow=True)
    assert "rated without one in a browser session that has ended." in text_of(page)


# --- Finished, or out of use, while it waits ----------------------------------------------------


def test_finished_elsewhere_while_it_waits(alice: User, begun: Assessment) -> None:
    client = by_session_over(alice, begun, seen(begun))
    phone_saves(begun)
    services.complete(assessment=begun, now=timezone.now())
    roadmap = client.get(screen_url(begun), follow=True)
    assert (
        "This assessment is finished, and something you typed is not saved in it: update your "
        "ratings, and it waits there."
    ) in text_of(roadmap)
    client.post(reverse("assessments:start", args=[begun.path.public_id]))
    update = Assessment.objects.open().get(owner=alice)
    shown = client.get(screen_url(update))
    assert TOLD in shown_by(shown)[SKILL].words
    assert said(update) == RatingData(4)
    client.post(screen_url(update), fields(shown))
    assert said(update) == RatingData(2, note="an hour of typing")


def test_finishing_here_while_it_waits(alice: User, begun: Assessment) -> None:
    client = by_session_over(alice, begun, seen(begun))
    url = reverse("assessments:finish", args=[begun.public_id])
    page = client.get(url)
    assert "Something you typed is not saved yet. Look at it before you finish:" in text_of(page)
    assert f'href="{screen_url(begun)}">Level 1, Craft</a>' in page.content.decode()
    roadmap = client.post(url, follow=True)
    assert "something you typed is not saved in it: update your ratings" in text_of(roadmap)
    client.post(reverse("assessments:start", args=[begun.path.public_id]))
    update = Assessment.objects.open().get(owner=alice)
    assert shown_by(client.get(screen_url(update)))[SKILL]["note"] == "an hour of typing"


@pytest.mark.parametrize("in_place", [True, False])
def test_finished_elsewhere_before_it_is_posted(
    as_alice: Client, alice: User, begun: Assessment, *, in_place: bool
) -> None:
    page = seen(begun)
    phone_saves(begun)
    services.complete(assessment=begun, now=timezone.now())
    if in_place:
        headers = {"HX-Request": "true"}
        refused = as_alice.post(rate_url(begun), page | TYPED, headers=headers)
    else:
        refused = as_alice.post(screen_url(begun), page | TYPED)
    assert refused.status_code == 409
    as_alice.post(reverse("assessments:start", args=[begun.path.public_id]))
    update = Assessment.objects.open().get(owner=alice)
    shown = as_alice.get(screen_url(update))
    assert TOLD in shown_by(shown)[SKILL].words
    as_alice.post(screen_url(update), fields(shown))
    assert said(update) == RatingData(2, note="an hour of typing")


def test_skill_out_of_use_while_it_waits(alice: User, begun: Assessment) -> None:
    client = by_session_over(alice, begun, seen(begun))
    phone_saves(begun)
    Skill.objects.get(public_id=SKILL).retire(now=timezone.now())
    shown = client.get(screen_url(begun))
    assert "Not asked here any more" in text_of(shown)
    assert TOLD in shown_by(shown)[SKILL].words
    client.post(screen_url(begun), fields(shown))
    assert said(begun) == RatingData(2, note="an hour of typing")
    assert "Not asked here any more" not in text_of(client.get(screen_url(begun)))


def test_what_the_path_never_asked_does_not_wait_for_ever(alice: User, begun: Assessment) -> None:
    client = Client()
    client.post(screen_url(begun), {"none-such-answer": "3"})
    sign_in(client, alice)
    assert client.get(screen_url(begun)).status_code == 200
    assert client.session["unsaved_answers"] == {}


# --- Too large to wait --------------------------------------------------------------------------


@pytest.mark.parametrize("finished", [True, False])
def test_too_large_to_wait_is_said_in_place(
    as_alice: Client, begun: Assessment, *, finished: bool
) -> None:
    client = as_alice if finished else Client()
    if finished:
        services.complete(assessment=begun, now=timezone.now())
    headers = {"HX-Request": "true"}
    long = {f"{SKILL}-note": "x" * (MOST_LETTERS + 1)}
    answer = client.post(rate_url(begun), long, headers=headers)
    text = "Not all of the text fits where it would wait: copy the long notes first."
    assert text in answer.content.decode()


# --- Pages that go on living: back button, bfcache, restored tab, offline ------------------------


@pytest.mark.parametrize("in_place", [True, False])
def test_an_old_page_is_told_both(as_alice: Client, begun: Assessment, *, in_place: bool) -> None:
    """What a browser brings back, however, still says which version it had seen."""
    page = seen(begun)
    phone_saves(begun)
    url = rate_url(begun) if in_place else screen_url(begun)
    refused = as_alice.post(url, page | TYPED)
    assert refused.status_code == 422
    told = "set this to “Leading” since this page was opened; here you chose “Practising”"
    assert told in refused.content.decode()
    assert said(begun) == RatingData(4)
