from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from careerpath.framework.models import CareerPath, Level, Project, Requirement
from tests.factories import make_path
from tests.framework.caching.test_pages import printed
from tests.roadmap.people import NOW, assessed, begun, level_skills


def page(client: Client, assessment: Assessment, query: str = "", **headers: str) -> str:
    response = client.get(f"/roadmap/{assessment.public_id}/{query}", headers=headers)
    assert response.status_code == 200
    return text_of(response)


def text_of(response: Any) -> str:
    """The page's words, tags taken out and spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_a_target_that_is_none_makes_no_page_to_keep(
    as_alice: Client, alice: Any, path: CareerPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any word may stand there: they would push out everybody's pages."""
    done, several = assessed(alice, path, {}), printed(monkeypatch)
    for query in ("", "?target=level-2", "?target=x", "?target=x", "?other=1", "?target=level-2&y"):
        page(as_alice, done, query)
    assert several == ["roadmap/detail.html"] * 4  # itself, its target, and twice what is none


# --- Which roadmap ------------------------------------------------------------------------------


def test_latest_shows_the_newest_completed(as_alice: Client, alice: Any, path: CareerPath) -> None:
    assessed(alice, path, {}, now=NOW - dt.timedelta(days=30))
    newest = assessed(alice, path, {"gardener-1-1": 3})
    begun(alice, path, {})
    assert as_alice.get("/roadmap/").context["assessment"] == newest


def test_latest_is_ones_own_though_another_finished_later(
    as_bob: Client, bob: Any, alice: Any, path: CareerPath
) -> None:
    own = assessed(bob, path, {}, now=NOW - dt.timedelta(days=30))
    assessed(alice, path, {"gardener-1-1": 3})
    assert as_bob.get("/roadmap/").context["assessment"] == own


def test_latest_without_any_says_what_to_do(as_alice: Client) -> None:
    response = as_alice.get("/roadmap/")
    assert "Nothing assessed yet" in text_of(response)
    assert 'href="/assessments/"' in response.content.decode()


def test_latest_of_a_guest_without_any(client: Client, db: None) -> None:
    assert "Nothing assessed yet" in text_of(client.get("/roadmap/"))


@pytest.mark.parametrize("who", ["bob", "guest", "nobody"])
def test_latest_tells_of_nobody_elses(
    who: str, as_bob: Client, alice: Any, path: CareerPath
) -> None:
    """Neither of an open one nor of a finished one, whatever one has oneself."""
    mine = {str(begun(alice, path, {}).public_id)}
    mine.add(str(assessed(alice, make_path("Baker"), {"baker-1-1": 3}).public_id))
    client = as_bob if who == "bob" else Client()
    before = client.get("/roadmap/")
    if who == "guest":
        client.post("/assessments/start/gardener/")
    for answer in (before, client.get("/roadmap/")):
        shown = answer.context["assessment"]
        assert shown is None or str(shown.public_id) not in mine
        assert [name for name in mine if name in answer.content.decode()] == []
    assert before.context["assessment"] is None


def test_guest_is_told_how_long_it_is_kept_and_comes_back_from_signing_up(
    client: Client, path: CareerPath
) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    client.post(f"/assessments/{sitting.public_id}/finish/")
    here = f"/roadmap/{sitting.public_id}/"
    html = client.get(here).content.decode()
    assert "This browser keeps it for thirty days after your last visit." in html
    assert f'<span class="cp-print-only"> · http://localhost:8000{here}</span>' in html
    sign_up = f"/accounts/signup/?next={here}"
    assert f'href="{sign_up}"' in html
    posted = {"email": "new@example.org", "password1": "long and unlikely words", "next": here}
    assert client.post(sign_up, posted)["Location"] == here
    asked = client.get(here)
    assert asked["Location"] == f"/assessments/yours/?next={quote(here, safe='')}"
    seen = client.get(asked["Location"]).context["form"]["seen"].value()
    answer = {"whose": "account", "seen": seen, "next": here}
    assert client.post("/assessments/yours/", answer)["Location"] == here
    assert "This browser keeps it" not in client.get(here).content.decode()


def test_latest_with_only_an_open_one_leads_back_to_it(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    sitting = begun(alice, path, {"gardener-1-1": 3})
    response = as_alice.get("/roadmap/")
    assert "Finish your assessment first" in text_of(response)
    html = response.content.decode()
    assert f'href="/assessments/{sitting.public_id}/"' in html
    assert f'href="/assessments/{sitting.public_id}/finish/"' in html


def test_detail_of_an_open_one_says_finish_first(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assert "Finish your assessment first" in page(as_alice, begun(alice, path, {}))


def test_detail_of_someone_else_is_not_there(as_bob: Client, alice: Any, path: CareerPath) -> None:
    assessment = assessed(alice, path, {})
    assert as_bob.get(f"/roadmap/{assessment.public_id}/").status_code == 404


def test_detail_without_an_account_leads_to_sign_in(
    client: Client, alice: Any, path: CareerPath
) -> None:
    address = f"/roadmap/{assessed(alice, path, {}).public_id}/"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_nothing_is_changed_by_a_post(as_alice: Client, alice: Any, path: CareerPath) -> None:
    assessment = assessed(alice, path, {"gardener-1-1": 2})
    here, before = f"/roadmap/{assessment.public_id}/", Assessment.objects.values().get()
    assert as_alice.post(here)["Location"] == f"{here}?try="
    assert as_alice.post(here, {"try": "gardener-1-1:4"}).status_code == 302
    assert Assessment.objects.values().get() == before
    assert assessment.ratings_by_skill()["gardener-1-1"].proficiency == 2
    assert as_alice.post("/roadmap/").status_code == 405


# --- What it says -------------------------------------------------------------------------------


def test_page_says_where_why_and_what_next(as_alice: Client, alice: Any, ml: CareerPath) -> None:
    said = dict.fromkeys(level_skills(ml, "junior", "mid-level"), 3)
    text = page(as_alice, assessed(alice, ml, said | {"edge-computing": 1}))
    for words in [
        "ML Engineer · assessed",
        "You are at Mid-Level. Senior is up to 14 skills away.",
        "Held: 22 of 22 met, 18 needed (80%).",
        "Edge computing : Aware, asked Proficient".replace(" :", ":"),
        "The shortest way to Senior",
        "2 steps",
        "rate this first",
        "Build these to get there",
        "Every gap to Senior 1 to 17 of 17",
        "By group",
        "A day at Senior, beside yours",
        "Years 4–7: ML Leadership &amp; Innovation",
        "What changes at Senior",
        "Asked in Senior interviews",
        "Update my ratings",
    ]:
        assert words in text


def test_every_level_gives_its_reasons(as_alice: Client, alice: Any, path: CareerPath) -> None:
    text = page(as_alice, assessed(alice, path, {"gardener-1-1": 3, "gardener-1-2": 1}))
    assert (
        "Level 1 Not held: 1 of 3 met, 1 not rated, 3 needed (80%). "
        "The one met skill has no evidence. Below what is asked: "
        "Gardener 1 2: Aware, asked Proficient Unrated: Gardener 1 3"
    ) in text


def test_edits_of_the_framework_rewrite_nothing(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assessment = assessed(alice, path, dict.fromkeys(level_skills(path, "level-1"), 3))
    before = as_alice.get(f"/roadmap/{assessment.public_id}/").context["roadmap"]
    Requirement.objects.update(proficiency=4, must_have=True)
    Level.objects.update(short_name="Renamed", threshold_percent=100)
    assert as_alice.get(f"/roadmap/{assessment.public_id}/").context["roadmap"] == before
    assert before.headline == ("You are at Level 1.", "Level 2 is up to 3 skills away.")


def test_level_retired_since_has_no_advice_and_no_error(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assessment = assessed(alice, path, {"gardener-1-1": 1})
    Level.objects.get(public_id="level-1").retire(now=NOW)
    assert "You are on the way to Level 1." in page(as_alice, assessment)


def test_path_out_of_use_offers_no_update(as_alice: Client, alice: Any, path: CareerPath) -> None:
    assessment = assessed(alice, path, {"gardener-1-1": 1})
    path.retire(now=NOW)
    text = page(as_alice, assessment)
    assert "Update my ratings" not in text
    assert "Rate them" not in text


def test_earlier_assessment_opens_as_it_was(as_alice: Client, alice: Any, path: CareerPath) -> None:
    earlier = assessed(alice, path, {"gardener-1-1": 1}, now=NOW - dt.timedelta(days=30))
    newest = assessed(alice, path, dict.fromkeys(level_skills(path), 3))
    text = page(as_alice, earlier)
    assert "You are on the way to Level 1." in text
    assert "This is an earlier assessment, kept as it was." in text
    assert "Update my ratings" not in text
    history = as_alice.get(f"/roadmap/{newest.public_id}/").context["history"]
    assert (history.same_path, history.is_newest) == ((newest, earlier), True)


def test_names_are_escaped(as_alice: Client, alice: Any, db: None) -> None:
    path = make_path("<script>alert(1)</script>")
    assessment = assessed(alice, path, {})
    for query in ("", "?try=", "?target=<script>alert(2)</script>"):
        html = as_alice.get(f"/roadmap/{assessment.public_id}/{query}", follow=True).content
        assert b"<script>alert" not in html


# --- Another target -----------------------------------------------------------------------------


def test_target_of_choice(as_alice: Client, alice: Any, ml: CareerPath) -> None:
    assessment = assessed(alice, ml, dict.fromkeys(level_skills(ml, "junior"), 3))
    text = page(as_alice, assessment, "?target=senior")
    assert "The shortest way to Senior" in text
    assert "First Mid-Level" in text
    assert "Then Senior" in text


def test_target_that_is_not_there_is_said(as_alice: Client, alice: Any, path: CareerPath) -> None:
    text = page(as_alice, assessed(alice, path, {}), "?target=boss")
    assert "There is no level “boss” above yours. This is the way to the next one." in text
    assert "The shortest way to Level 1" in text


# --- What if ------------------------------------------------------------------------------------


@pytest.fixture
def close(alice: Any, path: CareerPath) -> Assessment:
    """Alice, one step short of level 1 of the small path."""
    return assessed(alice, path, {"gardener-1-1": 3, "gardener-1-2": 3, "gardener-1-3": 2})


def test_trial_shows_what_would_follow(as_alice: Client, close: Assessment) -> None:
    text = page(as_alice, close, "?try=gardener-1-3:3")
    assert "a trial, nothing here is saved" in text
    assert "You would be at Level 1. Level 2 is up to 3 skills away." in text
    assert "As rated: You are on the way to Level 1. 1 skill to go." in text
    assert "Back to your roadmap" in text


def test_trial_changes_nothing(as_alice: Client, close: Assessment) -> None:
    page(as_alice, close, "?try=gardener-1-3:4")
    assert close.ratings_by_skill()["gardener-1-3"].proficiency == 2
    assert "You are on the way to Level 1." in page(as_alice, close)


def test_trial_offers_the_gaps_and_keeps_the_choice(as_alice: Client, close: Assessment) -> None:
    html = as_alice.get(f"/roadmap/{close.public_id}/?try=gardener-1-3:3").content.decode()
    assert html.count("<select") == 1
    assert '<option value="gardener-1-3:3" selected>Proficient</option>' in html


def test_trial_as_a_form_sends_it_comes_to_one_address(as_alice: Client, close: Assessment) -> None:
    here = f"/roadmap/{close.public_id}/"
    response = as_alice.get(f"{here}?try=&try=gardener-1-3:3&try=")
    assert response["Location"] == f"{here}?try=gardener-1-3:3"
    assert as_alice.get(f"{here}?try=&try=")["Location"] == f"{here}?try="


def test_trial_in_place_answers_in_part_and_names_the_address(
    as_alice: Client, close: Assessment
) -> None:
    here = f"/roadmap/{close.public_id}/"
    response = as_alice.get(f"{here}?try=&try=gardener-1-3:3", headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == f"{here}?try=gardener-1-3:3"
    html = response.content.decode()
    assert "<html" not in html
    assert (
        '<p id="trial-says" hx-swap-oob="innerHTML">'
        "You would be at Level 1. Level 2 is up to 3 skills away.</p>"
    ) in html


def test_trial_with_wrong_values_says_so(as_alice: Client, close: Assessment) -> None:
    text = page(as_alice, close, "?try=gardener-1-3:9&try=gardener-1-3:3")
    assert "1 choice was not a skill of this path with a value from 0 to 4." in text
    assert "You would be at Level 1." in text


# --- Over time ----------------------------------------------------------------------------------


def test_readiness_over_time_is_drawn_from_the_second_assessment_on(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    skills = level_skills(path)
    first = assessed(alice, path, {skills[3]: 0}, now=NOW - dt.timedelta(days=60))
    assert "over time" not in page(as_alice, first)
    assessed(alice, path, {skills[0]: 3, skills[3]: 0}, now=NOW - dt.timedelta(days=30))
    newest = assessed(alice, path, dict.fromkeys(skills[:3], 3) | {skills[3]: 0})
    html = as_alice.get("/roadmap/").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))
    for line in (
        "Readiness for Level 2 over time",
        "22 Nov 2026 shown here Level 1 up to 67%",
        "23 Oct 2026 on the way to Level 1 up to 67%",
        "23 Sep 2026: up to 67%. 23 Oct 2026: up to 67%. 22 Nov 2026: up to 67%.",
    ):
        assert line in text, line
    assert html.count('class="cp-timeline-dot') == 3
    # At an earlier one the level aimed at is the first.
    text = page(as_alice, first)
    assert "over time 23 Oct 2026: 33 to 100%. 22 Nov 2026: 100%." in text
    assert "23 Sep 2026 shown here on the way to Level 1 not rated yet" in text
    assert "Dashed: 80%, from which Level 1 is held." in text
    assert f'href="/roadmap/{newest.public_id}/"' in html


# --- What it keeps ------------------------------------------------------------------------------

UNKNOWN = "Which projects the path had when you finished was not kept at that time"


def rebuilt(path: CareerPath) -> None:
    """An editor's work: other projects, which exercise something else."""
    for project in Project.objects.filter(level__path=path):
        project.exercises.all().delete()
        Project.objects.filter(pk=project.pk).update(name=f"Other {project.level.rank}")


@pytest.mark.parametrize("query", ["", "?target=level-2", "?try=gardener-1-1:2"])
def test_a_kept_result_keeps_its_projects_and_its_way(
    query: str, as_alice: Client, alice: Any
) -> None:
    """The whole page stays to the letter, whatever becomes of the projects."""
    path = told_path(2, 3)
    done = assessed(alice, path, {"gardener-1-1": 1})
    before = page(as_alice, done, query)
    assert "Project 1" in before
    rebuilt(path)
    assert page(as_alice, done, query) == before
    assert UNKNOWN not in before


@pytest.mark.parametrize("query", ["", "?try=gardener-1-1:2"])
def test_of_an_older_one_the_projects_are_those_of_today_and_the_page_says_so(
    query: str, as_alice: Client, alice: Any
) -> None:
    path = told_path(2, 3)
    done = assessed(alice, path, {"gardener-1-1": 1})
    Assessment.objects.update(projects=None)
    assert f"{UNKNOWN}: these are today's." in page(as_alice, done, query)
    rebuilt(path)
    told = page(as_alice, done, query)
    assert "Other 1" in told
    assert "Project 1" not in told


# --- What it costs ------------------------------------------------------------------------------


def told_path(levels: int, skills: int) -> CareerPath:
    """A path with advice, projects and questions at every level."""
    path = make_path(levels=levels, skills=skills)
    section = path.interview_sections.create(name="Questions")
    for level in Level.objects.filter(path=path):
        Level.objects.filter(pk=level.pk).update(years_from=level.rank)
        level.responsibilities.create(text=f"Do {level.rank}")
        level.day_shares.create(activity="Work", percent=100)
        path.growth_phases.create(name=f"Phase {level.rank}", years_from=level.rank)
        section.questions.create(text=f"Why {level.rank}?")
        project = level.projects.create(name=f"Project {level.rank}")
        for asked in level.requirements.all():
            project.exercises.create(skill=asked.skill)
    return path


@pytest.mark.parametrize(
    ("size", "earlier"),
    [((1, 1), 0), ((3, 3), 0), ((3, 20), 1), ((3, 20), 3), ((1, 1), 20)],
)
def test_roadmap_takes_as_many_queries_for_much_as_for_little(
    as_alice: Client,
    alice: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: tuple[int, int],
    earlier: int,
) -> None:
    """One for what the path asks now, one for all paths; from the second on one for the chart."""
    queries = 21 if earlier else 20
    path = told_path(*size)
    for days in range(earlier):
        assessed(alice, path, {}, now=NOW - dt.timedelta(days=1 + days))
    assessment = assessed(alice, path, {"gardener-1-1": 1})
    with django_assert_num_queries(queries):
        as_alice.get(f"/roadmap/{assessment.public_id}/")
    with django_assert_num_queries(
        7
    ):  # session, assessment, finished, evidence, marks, done, stamp
        as_alice.get(f"/roadmap/{assessment.public_id}/")
    with django_assert_num_queries(8):  # those, and history: all else is known
        as_alice.get("/roadmap/")
    with django_assert_num_queries(5):
        as_alice.get(f"/roadmap/{assessment.public_id}/?try=gardener-1-1:3")


def test_page_of_the_whole_path_stays_light(as_alice: Client, alice: Any, ml: CareerPath) -> None:
    assessment = assessed(alice, ml, {})
    # The longest way, with 15 projects to be marked and 85 gaps, each to be taken into the plan,
    # and 45 things to learn from: 17 KB on the wire.
    for query in ("", "?target=principal"):
        html = as_alice.get(f"/roadmap/{assessment.public_id}/{query}").content
        assert len(html) < 160_000, query
    assert len(as_alice.get(f"/roadmap/{assessment.public_id}/").content) < 60_000
