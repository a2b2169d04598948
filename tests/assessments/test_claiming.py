"""A guest's ratings and whoever signs in next: asked whose they are and which answers count."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.drafts import MOST_LETTERS
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.engine.types import Rating
from careerpath.framework.models import CareerPath
from tests.assessments.addresses import screen_url
from tests.assessments.saving import save
from tests.assessments.shown import shown_by
from tests.factories import make_path
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
CLAIM = "/assessments/yours/"
MERGED = (
    "What you rated before signing in has been added to your open assessment on Gardener; the "
    "evidence of both is kept."
)
CAREFUL = {f"gardener-1-{n}": RatingData(4, note=f"the account's {n}") for n in (1, 2)}


@pytest.fixture
def held(alice: User, path: CareerPath) -> Assessment:
    """Alice's open one, with careful answers."""
    begun = services.start(owner=alice, path=path, now=timezone.now())
    for skill, said in CAREFUL.items():
        save(begun, skill, said)
    return begun


def guest_who_rated(path: CareerPath, **more: str) -> tuple[Client, Assessment]:
    client = Client()
    client.post(reverse("assessments:start", args=[path.public_id]))
    guest = Assessment.objects.get(owner=None, path=path)
    client.post(screen_url(guest), {"gardener-1-1-answer": "0", "gardener-1-2-answer": "0"} | more)
    return client, guest


def sign_in(client: Client, person: User) -> None:
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def say(client: Client, whose: str, **more: str) -> Any:
    """Answer the question as its page asks it."""
    seen = client.get(CLAIM).context["form"]["seen"].value()
    return client.post(CLAIM, {"whose": whose, "seen": seen} | more)


def said_by(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.select_related("skill")}


def words_after(client: Client) -> list[str]:
    page = client.get(reverse("assessments:list"))
    return [str(message) for message in page.context["messages"]]


# --- Is this yours? -----------------------------------------------------------------------------


def test_nothing_is_anybodys_before_they_say_so(alice: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    sign_in(client, alice)
    page = client.get("/assessments/", follow=True)
    assert page.redirect_chain == [("/assessments/yours/?next=%2Fassessments%2F", 302)]
    assert "Somebody rated themselves in this browser before you signed in as" in text_of(page)
    assert f"begun {timezone.now():%-d %b %Y}, 2 skills rated" in text_of(page)
    guest.refresh_from_db()
    assert guest.owner is None


def test_yes_takes_it_into_the_account(alice: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    sign_in(client, alice)
    assert say(client, "account")["Location"] == "/assessments/"
    guest.refresh_from_db()
    assert guest.owner == alice
    assert guest.ratings_by_skill() == {"gardener-1-1": Rating(0), "gardener-1-2": Rating(0)}
    assert words_after(client) == ["What you rated before signing in is in your account now."]


def test_sign_up_is_asked_too(path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    say(client, "account")
    guest.refresh_from_db()
    assert str(guest.owner) == "new@example.org"


def test_no_leaves_it_in_the_browser_for_whoever_it_belongs_to(
    alice: User, bob: User, path: CareerPath
) -> None:
    """On a shared browser the next who signs in gets neither the roadmap nor the notes."""
    client, guest = guest_who_rated(path, **{"gardener-1-1-note": "for nobody else"})
    sign_in(client, bob)
    assert say(client, "not-mine")["Location"] == "/assessments/"
    assert client.get("/assessments/").status_code == 200  # asked once
    assert client.get(screen_url(guest)).status_code == 404
    client.post(reverse("account_logout"))
    assert "for nobody else" in client.get(screen_url(guest)).content.decode()
    sign_in(client, alice)
    say(client, "account")
    guest.refresh_from_db()
    assert guest.owner == alice


def test_signing_out_without_an_answer_leaves_it_there_as_well(bob: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    sign_in(client, bob)
    client.post(reverse("account_logout"))
    assert client.get(screen_url(guest)).status_code == 200


def test_words_of_the_guest_that_wait_are_set_aside_with_it(bob: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    services.complete(assessment=guest, now=timezone.now())
    client.post(screen_url(guest), {"gardener-1-1-note": "after the end"})
    sign_in(client, bob)
    say(client, "not-mine")
    client.post(reverse("assessments:start", args=[path.public_id]))
    begun = Assessment.objects.get(owner=bob)
    assert shown_by(client.get(screen_url(begun)))["gardener-1-1"]["note"] == ""
    client.post(reverse("account_logout"))
    client.post(reverse("assessments:start", args=[path.public_id]))
    update = Assessment.objects.open().get(owner=None)
    assert shown_by(client.get(screen_url(update)))["gardener-1-1"]["note"] == "after the end"


def test_who_signs_in_without_guests_work_is_asked_nothing(alice: User) -> None:
    client = Client()
    sign_in(client, alice)
    assert client.get("/assessments/").status_code == 200
    assert client.get(CLAIM)["Location"] == "/assessments/"
    for elsewhere in ("//evil.example/", "1456", "assessments:list", "javascript:1"):
        assert client.get(f"{CLAIM}?next={elsewhere}")["Location"] == "/assessments/"


def test_session_names_nobody_elses(alice: User, bob: User, path: CareerPath) -> None:
    """A session that names an assessment with an owner, however that came about, gets nothing."""
    client, guest = guest_who_rated(path)
    services.claim(owner=alice, public_ids=[str(guest.public_id)])
    sign_in(client, bob)
    assert client.get(CLAIM)["Location"] == "/assessments/"
    guest.refresh_from_db()
    assert guest.owner == alice


def test_an_answer_that_is_none_is_asked_again(alice: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    sign_in(client, alice)
    for said in ({"whose": "everybody's"}, {"whose": ""}):
        answer = client.post(CLAIM, said)
        assert answer.status_code == 422
        assert "Say whether it is yours." in text_of(answer)
    guest.refresh_from_db()
    assert guest.owner is None


# --- Which of the two counts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whose", "chosen", "counts"),
    [
        ("account", {}, {"gardener-1-1": 4, "gardener-1-2": 4}),
        ("browser", {}, {"gardener-1-1": 0, "gardener-1-2": 0}),
        ("chosen", {"gardener-1-2": "browser"}, {"gardener-1-1": 4, "gardener-1-2": 0}),
    ],
)
def test_the_answers_that_count_are_chosen_and_all_evidence_is_kept(
    alice: User, held: Assessment, whose: str, chosen: dict[str, str], counts: dict[str, int]
) -> None:
    client, guest = guest_who_rated(held.path)
    sign_in(client, alice)
    page = client.get(CLAIM)
    asked = page.context["form"].choices
    assert [(choice.skill, choice.theirs, choice.guests) for choice in asked] == [
        ("Gardener 1 1", "Leading", "Not yet"),
        ("Gardener 1 2", "Leading", "Not yet"),
    ]
    assert said_by(held) == CAREFUL
    fields = {f"{guest.public_id}-{skill}": value for skill, value in chosen.items()}
    say(client, whose, **fields)
    assert said_by(held) == {
        skill: RatingData(counts[skill], note=said.note) for skill, said in CAREFUL.items()
    }
    assert words_after(client) == [MERGED]


def test_what_the_phone_says_while_the_question_stands_is_asked_again(
    alice: User, held: Assessment
) -> None:
    client, _guest = guest_who_rated(held.path)
    sign_in(client, alice)
    seen = client.get(CLAIM).context["form"]["seen"].value()
    save(held, "gardener-1-1", RatingData(3, note="from the phone"))
    again = client.post(CLAIM, {"whose": "browser", "seen": seen})
    assert again.status_code == 422
    assert "an answer was changed in another tab or on another device meanwhile" in text_of(again)
    assert said_by(held)["gardener-1-1"] == RatingData(3, note="from the phone")
    client.post(CLAIM, {"whose": "browser", "seen": again.context["form"]["seen"].value()})
    assert said_by(held)["gardener-1-1"] == RatingData(0, note="from the phone")


def test_two_of_a_guest_on_one_path_are_asked_about_as_well(alice: User, path: CareerPath) -> None:
    """Work of two guests can meet in one browser: what the second says is no surprise either."""
    client, first = guest_who_rated(path)
    second = services.start(owner=None, path=path, now=timezone.now())
    save(second, "gardener-1-1", RatingData(2))
    session = client.session
    session["guest_assessments"] = [str(first.public_id), str(second.public_id)]
    session.save()
    sign_in(client, alice)
    choices = client.get(CLAIM).context["form"].choices
    assert [(choice.theirs, choice.guests) for choice in choices] == [("Not yet", "Practising")]


@pytest.mark.parametrize("size", [1, 3])
def test_question_queries(
    size: int, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    for n in range(size):
        client.post(reverse("assessments:start", args=[make_path(f"Role {n}").public_id]))
    sign_in(client, alice)
    # session with person, the guest's, the open ones, what is rated in them
    with django_assert_num_queries(4):
        client.get(CLAIM)


# --- Where it went ------------------------------------------------------------------------------


@pytest.fixture
def merged(alice: User, held: Assessment) -> tuple[Client, Assessment]:
    """Signed in and merged; another tab still shows the guest's page."""
    client, guest = guest_who_rated(held.path)
    sign_in(client, alice)
    say(client, "account")
    return client, guest


def test_the_old_address_leads_to_what_it_became(
    merged: tuple[Client, Assessment], held: Assessment
) -> None:
    client, guest = merged
    assert client.get(screen_url(guest))["Location"] == screen_url(held)
    resume = reverse("assessments:resume", args=[guest.public_id])
    assert client.get(resume, follow=True).status_code == 200


@pytest.mark.parametrize("in_place", [True, False])
def test_the_other_tabs_words_are_saved_where_it_went_and_replace_nothing_unseen(
    merged: tuple[Client, Assessment], held: Assessment, *, in_place: bool
) -> None:
    client, guest = merged
    url = screen_url(guest)
    if in_place:
        url = reverse("assessments:rate", args=[guest.public_id, "gardener-1-1"])
    answer = client.post(url, {"gardener-1-1-answer": "1"})
    assert answer.status_code == 422
    assert "has set this to “Leading”" in answer.content.decode()
    assert said_by(held) == CAREFUL
    new = {"gardener-1-3-answer": "2", "gardener-1-3-note": "typed in the other tab"}
    soft = reverse("assessments:screen", args=[guest.public_id, "level-1", "soft-skills"])
    assert client.post(soft, new).status_code == 302
    assert said_by(held)["gardener-1-3"] == RatingData(2, note="typed in the other tab")


def test_after_signing_out_the_words_still_find_where_it_went(
    merged: tuple[Client, Assessment], alice: User, held: Assessment
) -> None:
    client, guest = merged
    client.post(reverse("account_logout"))
    soft = reverse("assessments:screen", args=[guest.public_id, "level-1", "soft-skills"])
    asked = client.post(soft, {"gardener-1-3-note": "typed in the other tab"})
    client.post(asked["Location"], {"login": alice.email, "password": PASSWORD})
    page = client.get(soft, follow=True)
    assert shown_by(page)["gardener-1-3"]["note"] == "typed in the other tab"
    assert "Typed earlier; not saved yet." in shown_by(page)["gardener-1-3"].words


def test_it_is_found_by_nobody_else(
    merged: tuple[Client, Assessment], as_bob: Client, held: Assessment
) -> None:
    _client, guest = merged
    assert as_bob.get(screen_url(guest)).status_code == 404
    assert as_bob.post(screen_url(guest), {"gardener-1-1-answer": "1"}).status_code == 404
    assert said_by(held) == CAREFUL


@pytest.mark.parametrize("in_place", [True, False])
def test_words_of_the_other_tab_wait_while_nobody_has_said_whose_it_is(
    alice: User, held: Assessment, *, in_place: bool
) -> None:
    client, guest = guest_who_rated(held.path)
    sign_in(client, alice)
    new = {"gardener-1-2-note": "typed in the other tab", "gardener-1-2-answer": "2"}
    if in_place:
        url = reverse("assessments:rate", args=[guest.public_id, "gardener-1-2"])
        answer = client.post(url, new, headers={"HX-Request": "true"})
        assert answer.status_code == 401
        assert "Not saved yet: you signed in meanwhile." in answer.content.decode()
    else:
        answer = client.post(screen_url(guest), new)
        assert answer["Location"].startswith(CLAIM)
    say(client, "account")
    line = shown_by(client.get(screen_url(held)))["gardener-1-2"]
    assert line["note"] == "typed in the other tab"
    assert "has set this to “Leading” since you chose “Practising” here" in line.words


def test_too_much_text_is_given_back_to_copy(alice: User, path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    sign_in(client, alice)
    note = "n" * (MOST_LETTERS + 1)
    answer = client.post(screen_url(guest), {"gardener-1-1-note": note})
    assert answer.status_code == 401
    assert note in answer.content.decode()
