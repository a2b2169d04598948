"""Rating a level at a glance: what is asked, where it leads, and what is said of the level."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from tests.assessments.addresses import level_url
from tests.assessments.shown import Shown, shown_by
from tests.factories import make_path
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wide(db: None) -> CareerPath:
    """Two levels of five skills; four of them are needed at each."""
    return make_path("Baker", levels=2, skills=5)


@pytest.fixture
def begun(alice: User, wide: CareerPath) -> Assessment:
    return services.start(owner=alice, path=wide, now=timezone.now())


def finish_url(assessment: Assessment) -> str:
    return reverse("assessments:finish", args=[assessment.public_id])


def sent_back(skills: dict[str, Shown], **more: str) -> dict[str, str]:
    """What a browser sends from a page that shows these skills."""
    fields = {f"{s}-{name}": text for s, one in skills.items() for name, text in one.fields.items()}
    return fields | more


def send(client: Client, url: str, said: dict[str, str], go: str = "next") -> Any:
    """Open a level, answer, and press a button."""
    skills = shown_by(client.get(url))
    return client.post(url, sent_back(skills, go=go) | {f"{s}-answer": a for s, a in said.items()})


def baker(level: int, said: str) -> dict[str, str]:
    """Answers of one letter each for the skills of a level; a space is none."""
    return {f"baker-{level}-{n}": a for n, a in enumerate(said, start=1) if a != " "}


def said_by(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.select_related("skill")}


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- What is asked ------------------------------------------------------------------------------


def test_a_level_shows_all_its_skills_in_order(as_alice: Client, begun: Assessment) -> None:
    response = as_alice.get(level_url(begun))
    assert list(shown_by(response)) == [f"baker-1-{n}" for n in range(1, 6)]
    text = text_of(response)
    assert "Level 1 of 2 · at a glance" in text
    assert "Level 1 is still open: 5 answers can decide it." in text
    assert "left out" not in text


def test_what_can_no_longer_decide_a_level_is_left_out_and_one_press_away(
    as_alice: Client, begun: Assessment
) -> None:
    send(as_alice, level_url(begun), baker(1, "3333"))
    response = as_alice.get(level_url(begun))
    assert list(shown_by(response)) == [f"baker-1-{n}" for n in range(1, 5)]
    assert (
        "1 skill of Level 1 is left out: no answer to it can decide Level 1 any more. "
        "Rate it all the same" in text_of(response)
    )
    everything = f"{level_url(begun)}?all=1"
    assert f'href="{everything}"' in response.content.decode()
    assert list(shown_by(as_alice.get(everything))) == [f"baker-1-{n}" for n in range(1, 6)]
    again = send(as_alice, everything, baker(1, "    2"), go="stay")
    assert again["Location"] == everything
    assert said_by(begun)["baker-1-5"] == RatingData(2)


def test_of_a_level_above_the_open_one_nothing_is_left_out(
    as_alice: Client, begun: Assessment
) -> None:
    assert len(shown_by(as_alice.get(level_url(begun, 2)))) == 5


def test_only_must_haves_are_asked_where_nothing_else_can_matter(
    as_alice: Client, begun: Assessment
) -> None:
    Requirement.objects.filter(skill__public_id="baker-1-5").update(must_have=True)
    Level.objects.filter(public_id="level-1").update(threshold_percent=60)
    send(as_alice, level_url(begun), baker(1, "333"))
    response = as_alice.get(level_url(begun))
    assert list(shown_by(response)) == ["baker-1-5", "baker-1-1", "baker-1-2", "baker-1-3"]
    assert "Level 1 is still open: 1 answer can decide it." in text_of(response)
    assert "not-relevant" not in shown_by(response)["baker-1-5"].offered


def test_what_is_asked_only_if_the_first_do_not_decide_is_folded(
    as_alice: Client, begun: Assessment
) -> None:
    """Four of five are needed: the fifth waits, and comes once one of the four is not met."""
    fold, more = 'id="later"', "1 more, for if these do not decide Level 1"
    first = as_alice.get(level_url(begun))
    before, _, folded = first.content.decode().partition(fold)
    assert [f'id="skill-baker-1-{n}"' in before for n in range(1, 6)] == [True] * 4 + [False]
    assert 'id="skill-baker-1-5"' in folded
    assert more in text_of(first)
    send(as_alice, level_url(begun), baker(1, "3333"))
    assert fold not in as_alice.get(level_url(begun)).content.decode()
    send(as_alice, level_url(begun), baker(1, "3330"))
    assert fold not in as_alice.get(level_url(begun)).content.decode()
    assert fold not in as_alice.get(level_url(begun, 2)).content.decode()  # not asked yet


def test_nothing_is_folded_where_something_has_to_be_said_of_it(
    as_alice: Client, begun: Assessment
) -> None:
    wrong = {"baker-1-5-link": "javascript:x"}
    response = as_alice.post(
        level_url(begun), sent_back(shown_by(as_alice.get(level_url(begun))), go="stay") | wrong
    )
    assert response.status_code == 422
    assert 'id="later"' not in response.content.decode()


def test_what_can_decide_nothing_any_more_is_named_to_the_script(
    as_alice: Client, begun: Assessment
) -> None:
    def left_out(skill: str, where: str = "&glance=1") -> str:
        url = reverse("assessments:rate", args=[begun.public_id, skill])
        said = {f"{skill}-answer": "0"}
        answer = as_alice.post(f"{url}?on=level-1{where}", said, headers={"HX-Request": "true"})
        return answer.content.decode().partition('data-left-out="')[2].partition('"')[0]

    assert left_out("baker-1-2") == ""
    assert left_out("baker-1-4") == "baker-1-1 baker-1-3 baker-1-5"
    assert left_out("baker-1-5") == "baker-1-1 baker-1-3"
    assert left_out("baker-1-5", where="") == ""  # by group nothing is left out
    aside = "No answer to these can decide Level 1 any more"
    assert aside in text_of(as_alice.get(level_url(begun)))
    assert aside not in text_of(as_alice.get(f"{level_url(begun)}?all=1"))


# --- Where it leads -----------------------------------------------------------------------------


def test_saving_leads_to_the_lowest_level_that_is_open(as_alice: Client, begun: Assessment) -> None:
    response = send(as_alice, level_url(begun), baker(1, "33330"))
    assert response["Location"] == level_url(begun, 2)
    assert said_by(begun) == {
        **{f"baker-1-{n}": RatingData(3) for n in range(1, 5)},
        "baker-1-5": RatingData(0),
    }


def test_a_level_that_is_still_open_says_so(as_alice: Client, begun: Assessment) -> None:
    response = send(as_alice, level_url(begun), baker(1, "333"))
    assert response["Location"] == level_url(begun)
    assert told(response) == ["Level 1 is still open: 2 answers below can decide it."]
    ahead = send(as_alice, level_url(begun, 2), baker(2, "00"))
    assert ahead["Location"] == level_url(begun)


def test_a_settled_level_leads_to_what_proves_it_and_to_the_way(
    as_alice: Client, begun: Assessment
) -> None:
    send(as_alice, level_url(begun), baker(1, "33033"))
    response = send(as_alice, level_url(begun, 2), baker(2, "0 1"))
    assert response["Location"] == finish_url(begun)
    page = as_alice.get(finish_url(begun))
    text = text_of(page)
    for said in (
        "Your level is settled: Level 1.",
        "No answer still open can change it. 7 of 10 skills are rated. The 3 you left out count",
        "count as unknown, not as zero: rating them would only make your roadmap more exact.",
        "The 6 answers that prove it",
        "Held: 4 of 5 have to be met. Met: Baker 1 1 , Baker 1 2 , Baker 1 4 , Baker 1 5",
        "Level 2 Not held: 4 of 5 have to be met, and at most 3 can be.",
        "Missing: Baker 2 1 , Baker 2 3",
        "Rate the 3 open skills of Level 2 to get the shortest way",
    ):
        assert said in text
    assert f'href="{level_url(begun, 2)}?all=1"' in page.content.decode()
    assert len(shown_by(as_alice.get(f"{level_url(begun, 2)}?all=1"))) == 5
    # A person may always go on.
    assert send(as_alice, level_url(begun, 2), {}, go="stay").status_code == 302
    assert as_alice.get(level_url(begun)).status_code == 200


def test_below_the_first_level_and_at_the_top_it_says_so(
    as_alice: Client, begun: Assessment
) -> None:
    assert send(as_alice, level_url(begun), baker(1, "00"))["Location"] == finish_url(begun)
    below = text_of(as_alice.get(finish_url(begun)))
    assert "Your level is settled: on the way to Level 1." in below
    assert "Rate the 3 open skills of Level 1 to get the shortest way" in below
    send(as_alice, f"{level_url(begun)}?all=1", baker(1, "33333"))
    send(as_alice, level_url(begun, 2), baker(2, "3333"))
    top = text_of(as_alice.get(finish_url(begun)))
    assert "Your level is settled: Level 2." in top
    assert "shortest way" not in top


def test_finishing_here_is_always_possible(as_alice: Client, begun: Assessment) -> None:
    response = send(as_alice, level_url(begun), baker(1, "3"), go="finish")
    assert response["Location"] == finish_url(begun)
    text = text_of(as_alice.get(finish_url(begun)))
    assert "Finish here?" in text
    assert "settled" not in text


def test_both_ways_lead_to_each_other(as_alice: Client, begun: Assessment) -> None:
    group = reverse("assessments:screen", args=[begun.public_id, "level-1", "craft"])
    assert (
        f'href="{group}">Rate one group at a time'
        in as_alice.get(level_url(begun)).content.decode()
    )
    page = as_alice.get(group)
    assert f'href="{level_url(begun)}">Rate Level 1 at a glance' in page.content.decode()


def test_a_level_that_is_gone_leads_on(as_alice: Client, begun: Assessment) -> None:
    response = as_alice.get(level_url(begun, 7))
    assert response["Location"] == reverse("assessments:resume", args=[begun.public_id])


# --- Saving -------------------------------------------------------------------------------------


def test_all_of_these_sets_what_is_shown_and_nothing_that_is_left_out(
    as_alice: Client, begun: Assessment
) -> None:
    send(as_alice, level_url(begun), baker(1, "3333"))
    shown = shown_by(as_alice.get(level_url(begun)))
    as_alice.post(level_url(begun), sent_back(shown, go="set-all", set_all="4"))
    assert said_by(begun) == {f"baker-1-{n}": RatingData(4) for n in range(1, 5)}
    page = as_alice.get(level_url(begun))
    assert "“Set all” gave 4 skills another answer." in text_of(page)
    as_alice.post(level_url(begun), sent_back(shown_by(page), go="undo"))
    assert said_by(begun) == {f"baker-1-{n}": RatingData(3) for n in range(1, 5)}


def test_evidence_that_is_folded_away_stays(as_alice: Client, begun: Assessment) -> None:
    skill = Skill.objects.get(public_id="baker-1-1")
    said = RatingData(3, note="The bread of a street party.")
    services.save_rating(assessment=begun, skill=skill, said=said, seen="", now=timezone.now())
    assert shown_by(as_alice.get(level_url(begun)))["baker-1-1"]["note"] == said.note
    send(as_alice, level_url(begun), {"baker-1-1": "4"})
    assert said_by(begun) == {"baker-1-1": RatingData(4, note=said.note)}


def test_what_is_wrong_is_said_beside_the_skill_and_the_rest_is_saved(
    as_alice: Client, begun: Assessment
) -> None:
    posted = {"baker-1-1-answer": "3", "baker-1-1-link": "nonsense", "baker-1-2-answer": "2"}
    response = as_alice.post(level_url(begun), posted)
    assert response.status_code == 422
    assert "Enter a whole link" in text_of(response)
    shown = shown_by(response)
    assert list(shown) == ["baker-1-1", "baker-1-2"]
    assert not shown["baker-1-1"].folded
    assert said_by(begun) == {"baker-1-2": RatingData(2)}


def test_rating_in_place_tells_what_is_still_open(as_alice: Client, begun: Assessment) -> None:
    send(as_alice, level_url(begun), baker(1, "333"))
    rate = reverse("assessments:rate", args=[begun.public_id, "baker-1-4"])
    response = as_alice.post(f"{rate}?on=level-1&glance=1", {"baker-1-4-answer": "3"})
    assert "Level 2 is still open: 5 answers can decide it." in text_of(response)
    assert f'href="{level_url(begun, 2)}"' in response.content.decode()
    for n in (1, 2):
        rate = reverse("assessments:rate", args=[begun.public_id, f"baker-2-{n}"])
        response = as_alice.post(f"{rate}?on=level-2&glance=1", {f"baker-2-{n}-answer": "0"})
    assert "Your level is settled. No answer still open can change it." in text_of(response)
