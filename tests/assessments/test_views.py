from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.claiming import name_of
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in, seen_of
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Requirement, Skill
from tests.assessments.addresses import level_url, screen_url
from tests.assessments.shown import Shown, shown_by
from tests.factories import RequirementFactory, make_path
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
NO_CLASHES = name_of(())
NOTHING = seen_of(0, RatingData())


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    return services.start(owner=alice, path=path, now=timezone.now())


def rate_url(assessment: Assessment, skill: str = "gardener-1-1") -> str:
    return reverse("assessments:rate", args=[assessment.public_id, skill])


def answers(**said: str) -> dict[str, str]:
    """What a browser posts: `answers(gardener_1_1="3")` for a screen that showed nothing rated."""
    posted: dict[str, str] = {}
    for name, answer in said.items():
        skill = name.replace("_", "-")
        posted |= {f"{skill}-answer": answer, f"{skill}-seen": NOTHING}
    return posted


def said_by(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.select_related("skill")}


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Starting and coming back -------------------------------------------------------------------


def test_start_begins_once_and_leads_to_the_first_level_at_a_glance(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    url = reverse("assessments:start", args=[path.public_id])
    first, second = as_alice.post(url), as_alice.post(url)
    assessment = Assessment.objects.get(owner=alice)
    resume = reverse("assessments:resume", args=[assessment.public_id])
    assert (first["Location"], second["Location"]) == (resume, resume)
    assert as_alice.get(resume)["Location"] == level_url(assessment)


def test_start_without_an_account_and_claim_on_sign_in(alice: User, path: CareerPath) -> None:
    guest = Client()
    guest.post(reverse("assessments:start", args=[path.public_id]))
    assessment = Assessment.objects.get()
    assert Assessment.objects.filter(owner=None).count() == 1
    guest.post(screen_url(assessment), answers(gardener_1_1="3"))
    guest.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    guest.post(reverse("assessments:claim"), {"whose": "account", "seen": NO_CLASHES})
    assessment.refresh_from_db()
    assert assessment.owner == alice
    assert said_by(assessment) == {"gardener-1-1": RatingData(3)}


def test_guest_pressing_start_twice_has_one(path: CareerPath) -> None:
    guest = Client()
    for _ in range(2):
        guest.post(reverse("assessments:start", args=[path.public_id]))
    assert Assessment.objects.count() == 1


def test_start_on_a_path_without_levels_says_so(as_alice: Client) -> None:
    empty = make_path("Baker", levels=0)
    response = as_alice.post(reverse("assessments:start", args=[empty.public_id]))
    assert told(response) == ["“Baker” asks no skills yet, so there is nothing to rate."]
    assert response["Location"] == empty.get_absolute_url()


def test_resume_goes_on_at_the_lowest_level_that_is_still_open(
    as_alice: Client, begun: Assessment
) -> None:
    def leads_to(**said: str) -> str:
        as_alice.post(level_url(begun), answers(**said))
        response: Any = as_alice.get(reverse("assessments:resume", args=[begun.public_id]))
        return str(response["Location"])

    assert leads_to(gardener_1_1="3", gardener_1_2="not-relevant") == level_url(begun)
    assert leads_to(gardener_1_3="3") == level_url(begun, 2)
    # Settled at level 1: what is missing at level 2 is what the way needs.
    as_alice.post(level_url(begun, 2), answers(gardener_2_1="0"))
    assert leads_to() == level_url(begun, 2)


# --- A screen -----------------------------------------------------------------------------------


def test_screen_saves_every_answer_and_goes_on(as_alice: Client, begun: Assessment) -> None:
    posted = answers(gardener_1_1="3", gardener_1_2="0") | {
        "gardener-1-1-note": "Dug a pond",
        "gardener-1-1-link": "https://example.org/pond",
        "gardener-1-1-last_used": "2026-05-01",
        "go": "next",
    }
    response = as_alice.post(screen_url(begun), posted)
    assert response["Location"] == screen_url(begun, group="soft-skills")
    assert said_by(begun) == {
        "gardener-1-1": RatingData(
            3, note="Dug a pond", link="https://example.org/pond", last_used=dt.date(2026, 5, 1)
        ),
        "gardener-1-2": RatingData(0),
    }


def test_screen_left_alone_saves_nothing(as_alice: Client, begun: Assessment) -> None:
    as_alice.post(screen_url(begun), answers(gardener_1_1="", gardener_1_2=""))
    assert said_by(begun) == {}


def test_screen_buttons_lead_where_they_say(as_alice: Client, begun: Assessment) -> None:
    url = screen_url(begun)
    assert as_alice.post(url, {"go": "stay"})["Location"] == url
    finish = reverse("assessments:finish", args=[begun.public_id])
    assert as_alice.post(url, {"go": "finish"})["Location"] == finish
    last = screen_url(begun, 2, "soft-skills")
    assert as_alice.post(last, {"go": "next"})["Location"] == finish


def test_finishing_is_the_main_button_where_nothing_follows(
    as_alice: Client, begun: Assessment
) -> None:
    button = '<button class="btn {}" name="go" type="submit" value="finish">{}</button>'
    first = as_alice.get(screen_url(begun)).content.decode()
    assert button.format("btn-secondary", "Finish here") in first
    last = as_alice.get(screen_url(begun, 2, "soft-skills")).content.decode()
    assert button.format("btn-primary", "Finish") in last


def test_screen_sets_all_at_once_and_keeps_evidence(as_alice: Client, begun: Assessment) -> None:
    posted = answers(gardener_1_1="1", gardener_1_2="") | {
        "gardener-1-2-note": "typed before",
        "go": "set-all",
        "set_all": "3",
    }
    as_alice.post(screen_url(begun), posted)
    assert said_by(begun) == {
        "gardener-1-1": RatingData(3),
        "gardener-1-2": RatingData(3, note="typed before"),
    }


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("answer", "5", "Choose one of the answers offered here."),
        ("answer", "-1", "Choose one of the answers offered here."),
        ("link", "javascript:alert(1)", "Enter a whole link, like https://example.org/work."),
        ("link", "ftp://example.org", "Enter a whole link, like https://example.org/work."),
        (
            "note",
            "x" * 10_001,
            (
                "This note has 10001 characters; at most 10000 fit. Nothing is cut: shorten it and "
                "save again."
            ),
        ),
        ("last_used", "2999-01-01", "This day is still to come."),
        ("last_used", "31.02.2026", "Enter a valid date."),
    ],
)
def test_screen_says_what_is_wrong_and_loses_nothing(
    as_alice: Client, begun: Assessment, field: str, value: str, problem: str
) -> None:
    posted = answers(gardener_1_1="3", gardener_1_2="2") | {f"gardener-1-1-{field}": value}
    response = as_alice.post(screen_url(begun), posted)
    assert response.status_code == 422
    line = shown_by(response)["gardener-1-1"]
    assert f"Not saved. {problem}" in line.words
    assert line[field] == (value if field != "answer" else "")
    assert said_by(begun) == {"gardener-1-2": RatingData(2)}  # the other one is saved


def test_must_have_is_never_irrelevant(as_alice: Client, begun: Assessment) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-1").update(must_have=True)
    assert page_line(as_alice, begun).offered == ["0", "1", "2", "3", "4", ""]
    response = as_alice.post(screen_url(begun), answers(gardener_1_1="not-relevant"))
    assert "Choose one of the answers offered here." in shown_by(response)["gardener-1-1"].words
    assert said_by(begun) == {}


def page_line(client: Client, assessment: Assessment) -> Shown:
    return shown_by(client.get(screen_url(assessment)))["gardener-1-1"]


# --- Two tabs -----------------------------------------------------------------------------------


def test_stale_tab_is_told_both_values_and_decides(as_alice: Client, begun: Assessment) -> None:
    as_alice.post(screen_url(begun), answers(gardener_1_1="3"))
    response = as_alice.post(screen_url(begun), answers(gardener_1_1="1"))
    line = shown_by(response)["gardener-1-1"]
    assert (
        "Another tab or device has set this to “Proficient” since this page was opened; here you "
        "chose “Aware”, which is not saved yet. Save again to keep “Aware”."
    ) in line.words
    assert said_by(begun) == {"gardener-1-1": RatingData(3)}
    again = {"gardener-1-1-answer": "1", "gardener-1-1-seen": line["seen"]}
    as_alice.post(screen_url(begun), again)
    assert said_by(begun) == {"gardener-1-1": RatingData(1)}


def test_stale_tab_does_not_take_back_what_it_did_not_touch(
    as_alice: Client, begun: Assessment
) -> None:
    stale = answers(gardener_1_1="", gardener_1_2="2")
    as_alice.post(screen_url(begun), answers(gardener_1_1="4"))
    assert as_alice.post(screen_url(begun), stale).status_code == 302
    assert said_by(begun) == {"gardener-1-1": RatingData(4), "gardener-1-2": RatingData(2)}


def test_stale_tab_sees_the_evidence_it_would_replace(as_alice: Client, begun: Assessment) -> None:
    theirs = answers(gardener_1_1="3") | {"gardener-1-1-note": "from the phone"}
    as_alice.post(screen_url(begun), theirs)
    mine = answers(gardener_1_1="3") | {"gardener-1-1-note": "from the desk"}
    response = as_alice.post(screen_url(begun), mine)
    line = shown_by(response)["gardener-1-1"]
    assert "What you did, as stored: from the phone" in line.words
    assert line["note"] == "from the desk"
    assert said_by(begun) == {"gardener-1-1": RatingData(3, note="from the phone")}


def test_two_tabs_saving_the_same_is_no_conflict(as_alice: Client, begun: Assessment) -> None:
    for _ in range(2):
        assert as_alice.post(screen_url(begun), answers(gardener_1_1="3")).status_code == 302
    assert begun.ratings.get().version == 1


# --- In place -----------------------------------------------------------------------------------


def test_rate_in_place_answers_with_the_new_state(as_alice: Client, begun: Assessment) -> None:
    response = as_alice.post(
        rate_url(begun), answers(gardener_1_1="3"), headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    text = response.content.decode()
    assert seen_of(1, RatingData(3)) in text
    assert "1 of 6 rated" in text
    assert said_by(begun) == {"gardener-1-1": RatingData(3)}


def test_rate_in_place_from_a_stale_tab_is_told_both_values(
    as_alice: Client, begun: Assessment
) -> None:
    as_alice.post(rate_url(begun), answers(gardener_1_1="3"))
    response = as_alice.post(rate_url(begun), answers(gardener_1_1="1"))
    assert response.status_code == 422
    text = response.content.decode()
    assert "set this to “Proficient”" in text
    assert seen_of(1, RatingData(3)) in text  # saving it again decides
    assert said_by(begun) == {"gardener-1-1": RatingData(3)}


def test_rate_in_place_back_to_what_the_page_showed_is_never_taken_for_nothing(
    as_alice: Client, begun: Assessment
) -> None:
    """The answer to the 3 got lost on the way; the page still shows the 1, and it is chosen."""
    as_alice.post(rate_url(begun), answers(gardener_1_1="1"))
    shown = {"gardener-1-1-seen": seen_of(1, RatingData(1))}
    as_alice.post(rate_url(begun), shown | {"gardener-1-1-answer": "3"})
    response = as_alice.post(rate_url(begun), shown | {"gardener-1-1-answer": "1"})
    assert response.status_code == 422
    assert "set this to “Proficient”" in response.content.decode()
    assert said_by(begun) == {"gardener-1-1": RatingData(3)}
    seen = {"gardener-1-1-seen": seen_of(2, RatingData(3))}
    as_alice.post(rate_url(begun), seen | {"gardener-1-1-answer": "1"})
    assert said_by(begun) == {"gardener-1-1": RatingData(1)}


def test_skill_asked_at_two_levels_is_one_rating_and_says_so(
    as_alice: Client, begun: Assessment
) -> None:
    shared = Requirement.objects.get(skill__public_id="gardener-1-1")
    second = begun.path.levels.get(rank=2)
    RequirementFactory(level=second, group=shared.group, skill=shared.skill)
    text = text_of(as_alice.get(screen_url(begun)))
    assert "Also asked at Level 2; it is the same rating there." in text
    response = as_alice.post(f"{rate_url(begun)}?on=level-2", answers(gardener_1_1="3"))
    answer = response.content.decode()
    assert f'href="{screen_url(begun, 2)}" aria-current="page"' in answer
    assert "1 of 6 rated" in answer
    assert shown_by(as_alice.get(screen_url(begun, 2)))["gardener-1-1"]["answer"] == "3"


def test_rate_of_a_skill_the_path_never_asked_is_not_found(
    as_alice: Client, begun: Assessment
) -> None:
    make_path("Baker")
    assert as_alice.post(rate_url(begun, "baker-1-1"), {"baker-1-1-answer": "3"}).status_code == 404
    assert as_alice.post(rate_url(begun, "none-such"), {}).status_code == 404
    assert said_by(begun) == {}


def test_skill_retired_meanwhile_is_kept_and_said(as_alice: Client, begun: Assessment) -> None:
    Skill.objects.get(public_id="gardener-1-1").retire(now=timezone.now())
    response = as_alice.post(screen_url(begun), answers(gardener_1_1="3", gardener_1_2="2"))
    assert told(response) == [
        (
            "Gardener 1 1 is not asked here any more: it was changed while this page was open. "
            "What you said about it is kept."
        )
    ]
    assert said_by(begun) == {"gardener-1-1": RatingData(3), "gardener-1-2": RatingData(2)}
    seen = {"gardener-1-1-seen": seen_of(1, RatingData(3))}
    in_place = as_alice.post(rate_url(begun), answers(gardener_1_1="4") | seen)
    assert in_place.templates[0].name == "assessments/_out_of_use.html"
    assert said_by(begun)["gardener-1-1"] == RatingData(4)


def test_wrong_word_on_a_skill_retired_meanwhile_is_given_back(
    as_alice: Client, begun: Assessment
) -> None:
    Skill.objects.get(public_id="gardener-1-1").retire(now=timezone.now())
    long = "x" * 10_001
    posted = answers(gardener_1_1="3", gardener_1_2="2") | {"gardener-1-1-note": long}
    response = as_alice.post(screen_url(begun), posted)
    assert response.status_code == 422
    text = text_of(response)
    assert "Not asked here any more" in text
    assert "This note has 10001 characters; at most 10000 fit." in text
    assert long in text
    assert said_by(begun) == {"gardener-1-2": RatingData(2)}
    in_place = as_alice.post(rate_url(begun), posted)
    assert in_place.status_code == 422
    assert "This note has 10001 characters" in in_place.content.decode()


def test_wrong_word_in_a_group_gone_meanwhile_is_given_back(
    as_alice: Client, begun: Assessment
) -> None:
    for skill in Skill.objects.filter(public_id__startswith="gardener-1-"):
        skill.retire(now=timezone.now())
    posted = answers(gardener_1_1="3", gardener_1_2="2") | {"gardener-1-1-link": "nonsense"}
    response = as_alice.post(screen_url(begun), posted)
    assert response.status_code == 422
    assert response.context["screen"].key == ("level-2", "")
    text = text_of(response)
    assert "This group of skills is not asked any more. Go on here." in text
    assert "Enter a whole link" in text
    assert 'value="nonsense"' in response.content.decode()
    assert said_by(begun) == {"gardener-1-2": RatingData(2)}


def test_skill_retired_meanwhile_from_a_stale_tab_is_told_both_values(
    as_alice: Client, begun: Assessment
) -> None:
    as_alice.post(rate_url(begun), answers(gardener_1_1="3"))
    Skill.objects.get(public_id="gardener-1-1").retire(now=timezone.now())
    response = as_alice.post(screen_url(begun), answers(gardener_1_1="1"))
    assert response.status_code == 422
    assert "set this to “Proficient”" in text_of(response)
    assert said_by(begun) == {"gardener-1-1": RatingData(3)}


def test_foreign_skill_in_a_screen_is_left_out(as_alice: Client, begun: Assessment) -> None:
    make_path("Baker")
    response = as_alice.post(screen_url(begun), {"baker-1-1-answer": "3", "nothing-answer": "3"})
    assert told(response) == ["An answer to something this path does not ask was left out."]
    assert said_by(begun) == {}


# --- Not yours, finished, signed out ------------------------------------------------------------


def test_somebody_elses_is_not_found(as_bob: Client, begun: Assessment) -> None:
    for url in (
        screen_url(begun),
        rate_url(begun),
        reverse("assessments:finish", args=[begun.public_id]),
    ):
        assert as_bob.post(url, answers(gardener_1_1="3")).status_code == 404
    assert said_by(begun) == {}
    begun.refresh_from_db()
    assert not begun.is_completed


def test_session_that_ran_out_costs_no_word(alice: User, begun: Assessment) -> None:
    client = Client()
    posted = answers(gardener_1_1="3") | {"gardener-1-1-note": "an hour of typing"}
    response = client.post(screen_url(begun), posted)
    assert response["Location"] == f"{reverse('account_login')}?next={screen_url(begun)}"
    client.post(response["Location"], {"login": alice.email, "password": PASSWORD})
    line = page_line(client, begun)
    assert (line["answer"], line["note"]) == ("3", "an hour of typing")
    assert "Typed earlier; not saved yet." in line.words
    assert said_by(begun) == {}
    client.post(screen_url(begun), posted)
    assert said_by(begun) == {"gardener-1-1": RatingData(3, note="an hour of typing")}
    assert "not saved yet" not in page_line(client, begun).words


def test_session_that_ran_out_is_said_in_place(begun: Assessment) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{screen_url(begun)}"}
    response = Client().post(rate_url(begun), answers(gardener_1_1="3"), headers=headers)
    assert response.status_code == 401
    assert "Not saved: you are signed out." in response.content.decode()


@pytest.mark.parametrize(
    ("here", "leads_to"),
    [
        ("http://testserver/assessments/?a=1#b", "/assessments/"),
        ("https://evil.example/assessments/", "/assessments/"),
        ("https://evil.example", ""),
        ("//evil.example/x", "/x"),
        ("javascript:alert(1)", "alert(1)"),
        ("", ""),
    ],
)
def test_sign_in_offered_in_place_leads_to_a_path_of_ours(
    here: str, leads_to: str, begun: Assessment
) -> None:
    """Of the address a browser says it shows, the path counts and nothing else."""
    headers = {"HX-Request": "true", "HX-Current-URL": here}
    response = Client().post(rate_url(begun), answers(gardener_1_1="3"), headers=headers)
    wanted = leads_to or reverse("assessments:resume", args=[begun.public_id])
    link = re.search(r'href="([^"]*)"', response.content.decode())
    assert link
    query = parse_qs(urlsplit(html.unescape(link[1])).query)
    assert (urlsplit(link[1]).path, query) == (reverse("account_login"), {"next": [wanted]})


def test_finished_one_is_not_changed_and_the_words_wait(
    as_alice: Client, alice: User, begun: Assessment
) -> None:
    services.complete(assessment=begun, now=timezone.now())
    response = as_alice.post(screen_url(begun), answers(gardener_1_1="4"))
    assert (response.status_code, response.templates[0].name) == (409, "assessments/completed.html")
    assert said_by(begun) == {}
    as_alice.post(reverse("assessments:start", args=[begun.path.public_id]))
    update = Assessment.objects.open().get(owner=alice)
    assert page_line(as_alice, update)["answer"] == "4"


def test_finish_twice_leads_to_the_same_roadmap(as_alice: Client, begun: Assessment) -> None:
    url = reverse("assessments:finish", args=[begun.public_id])
    assert as_alice.get(url).context["left"] == 6
    roadmap = reverse("roadmap:detail", args=[begun.public_id])
    assert [as_alice.post(url)["Location"] for _ in range(2)] == [roadmap, roadmap]
    assert as_alice.get(url)["Location"] == roadmap


# --- Queries do not grow ------------------------------------------------------------------------


@pytest.mark.parametrize("address", [screen_url, level_url])
@pytest.mark.parametrize("size", [1, 3])
def test_screen_queries(
    size: int, address: Callable[[Assessment], str], as_alice: Client, alice: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    path = make_path("Baker", levels=size, skills=size + 1)
    begun = services.start(owner=alice, path=path, now=timezone.now())
    # session with person, assessment, the stamp (starting has read the path), answers, ratings;
    # the paths, skills and anchors the first time
    with django_assert_num_queries(10):
        as_alice.get(address(begun))
    with django_assert_num_queries(5):
        as_alice.get(address(begun))


@pytest.mark.parametrize("size", [1, 3])
def test_list_queries(
    size: int, as_alice: Client, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(size):
        path = make_path(f"Role {n}", levels=1)
        done = services.start(owner=alice, path=path, now=timezone.now())
        services.complete(assessment=done, now=timezone.now())
        services.start(owner=alice, path=path, now=timezone.now())
    # session with person, assessments with paths, published paths
    with django_assert_num_queries(5):
        as_alice.get(reverse("assessments:list"))


@pytest.mark.parametrize("size", [1, 3])
def test_saving_queries(
    size: int, as_alice: Client, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = make_path("Baker", levels=size, skills=size + 1)
    begun = services.start(owner=alice, path=path, now=timezone.now())
    posted = {"baker-1-1-answer": "3", "baker-1-1-seen": NOTHING}
    as_alice.get(screen_url(begun))  # keeps the skills of the screen
    # session with person, assessment, stamp, answers; savepoint, lock, row, insert, release
    with django_assert_num_queries(9):
        as_alice.post(rate_url(begun, "baker-1-1"), posted)


@pytest.mark.parametrize("size", [1, 3])
def test_finish_queries(
    size: int, as_alice: Client, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = make_path("Baker", levels=size, skills=size + 1)
    begun = services.start(owner=alice, path=path, now=timezone.now())
    url = reverse("assessments:finish", args=[begun.public_id])
    # session with person, assessment, stamp, answers, the paths
    with django_assert_num_queries(7):
        as_alice.get(url)
    # session with person, assessment; savepoint, lock, path, stamp, ratings, projects, skills,
    # update, release
    with django_assert_num_queries(11):
        as_alice.post(url)
