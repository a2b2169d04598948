"""What a person wrote stands on the roadmap beside the skill it backs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment, SkillRating
from careerpath.framework.caching import filled
from careerpath.framework.models import CareerPath
from roadmap.evidence import (
    Evidence,
    evidence_in,
    evidence_of,
    printed,
    printed_once,
    words_of,
)
from tests.factories import RequirementFactory, make_path
from tests.framework.caching.test_pages import printed as pages_printed
from tests.roadmap.people import NOW, begun, level_skills

LINK = "https://example.org/beds"
DAY = dt.date(2026, 5, 4)


def wrote(sitting: Assessment, skill: str, **words: Any) -> None:
    SkillRating.objects.filter(assessment=sitting, skill__public_id=skill).update(**words)


@pytest.fixture
def sitting(alice: Any, path: CareerPath) -> Assessment:
    """Alice's, of whose three skills at level 1 the first two say something."""
    said = {"gardener-1-1": 1, "gardener-1-2": 2, "gardener-1-3": 3}
    found = begun(alice, path, said)
    wrote(found, "gardener-1-1", note="Two beds,\n\nthree summers.", link=LINK, last_used=DAY)
    wrote(found, "gardener-1-2", last_used=DAY)
    return found


def finished(sitting: Assessment) -> Assessment:
    return services.complete(assessment=sitting, now=NOW)


def test_evidence_is_what_was_written_and_where_all_of_it_is_read(sitting: Assessment) -> None:
    answers = f"/assessments/{sitting.public_id}/answers/"
    assert evidence_of(sitting) == {
        "gardener-1-1": Evidence("gardener-1-1", "Two beds,\n\nthree summers.", LINK, DAY, answers),
        "gardener-1-2": Evidence("gardener-1-2", "", "", DAY, answers),
    }
    rows = SkillRating.objects.select_related("skill", "assessment")
    assert evidence_in(rows) == evidence_of(sitting)


@pytest.mark.parametrize("rows", [1, 3])
def test_evidence_takes_one_query(
    rows: int, sitting: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SkillRating.objects.update(note="", link="", last_used=None)
    for n in range(rows):
        wrote(sitting, f"gardener-1-{n + 1}", note="Dug.")
    with django_assert_num_queries(1):
        printed(evidence_of(sitting))


def test_a_long_note_is_cut_and_leads_to_all_of_it(sitting: Assessment, as_alice: Client) -> None:
    words = " ".join(["mulch"] * 40)
    wrote(sitting, "gardener-1-1", note=words, link="")
    finished(sitting)
    found = evidence_of(sitting)["gardener-1-1"]
    assert (found.short, found.is_cut) == (f"{words[:159]}…", True)
    whole = f"/assessments/{sitting.public_id}/answers/#said-gardener-1-1"
    html = printed({"gardener-1-1": found})["gardener-1-1"]
    assert f'<a class="cp-screen-only" href="{whole}">All you wrote</a>' in html
    answers = as_alice.get(whole).content.decode()
    assert answers.count('id="said-gardener-1-1"') == 1
    assert "All you wrote" not in printed(evidence_of(sitting))["gardener-1-2"]


def test_words_are_escaped_and_only_web_addresses_lead_anywhere(sitting: Assessment) -> None:
    wrote(sitting, "gardener-1-1", note="<b>bold</b>", link="javascript:alert(1)")
    html = printed(evidence_of(sitting))["gardener-1-1"]
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "href" not in html
    assert "<span>Link: javascript:alert(1)</span>" in html


# --- On the roadmap -----------------------------------------------------------------------------

SHOWN = f'<p class="cp-evidence"><span>Two beds, three summers.</span><span>Link: <a href="{LINK}" '


def test_it_stands_on_the_way_and_in_the_gaps(as_alice: Client, sitting: Assessment) -> None:
    finished(sitting)
    html = as_alice.get(f"/roadmap/{sitting.public_id}/").content.decode()
    way, _, rest = html.partition('id="gaps"')
    assert way.count(SHOWN) == 1
    assert rest.count(SHOWN) == 1
    assert way.count("Last used: 4 May 2026") == 2
    assert html.count('class="cp-gap-evidence"') == 2
    of_the_first = way.partition("<b>Gardener 1 1</b>")[2].partition("</li>")[0]
    assert SHOWN in of_the_first


def test_it_stands_beside_what_to_keep(as_alice: Client, alice: Any, path: CareerPath) -> None:
    sitting = begun(alice, path, dict.fromkeys(level_skills(path), 4))
    top = level_skills(path, "level-2")
    for skill in ("gardener-1-1", top[0]):
        wrote(sitting, skill, note="Two beds, three summers.", link=LINK)
    finished(sitting)
    html = as_alice.get(f"/roadmap/{sitting.public_id}/").content.decode()
    why, _, rest = html.partition('id="way"')
    assert rest.count(SHOWN) == 1  # the skills of the top level are those to keep
    assert why.count(SHOWN) == 2


def test_it_stands_folded_under_the_rule_of_the_level_that_it_backs(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    """With the skills that are met; a day alone backs nothing."""
    said = dict(zip(level_skills(path, "level-1"), (3, 4, 4, 3, 0), strict=False))
    sitting = begun(alice, path, said)
    wrote(sitting, "gardener-1-2", note="Two beds, three summers.", link=LINK)
    wrote(sitting, "gardener-1-3", last_used=DAY)
    finished(sitting)
    html = as_alice.get(f"/roadmap/{sitting.public_id}/").content.decode()
    assert html.count(SHOWN) == 1
    why = re.search(r'<details class="cp-card cp-reasons.*?</section>', html, re.DOTALL)
    assert why is not None
    folded = re.findall(r"<details>.*?</details>", why[0], re.DOTALL)
    assert [SHOWN in one for one in folded] == [True]
    assert re.findall(r"<(?:summary|b)\b[^>]*>(.*?)</", folded[0]) == [
        "Level 1: the evidence of 1 met skill",
        "Gardener 1 2",
    ]


def test_it_stands_beside_what_carries_over_to_another_path(
    as_alice: Client, sitting: Assessment
) -> None:
    other = make_path("Florist", skills=2)
    skill = sitting.ratings.get(skill__public_id="gardener-1-1").skill
    craft = other.skill_groups.get(public_id="craft")
    RequirementFactory(level=other.levels.get(rank=1), group=craft, skill=skill, position=9)
    finished(sitting)
    html = as_alice.get("/roadmap/switch/florist/").content.decode()
    carried, _, rest = html.partition('id="way"')
    assert (carried.count(SHOWN), rest.count(SHOWN)) == (1, 2)


def test_a_trial_is_of_ratings_nobody_gave_and_shows_no_evidence(
    as_alice: Client, sitting: Assessment
) -> None:
    finished(sitting)
    html = as_alice.get(f"/roadmap/{sitting.public_id}/?try=gardener-1-1:2").content.decode()
    assert "Two beds" not in html
    assert "evidence" not in re.sub(r"has no evidence|backed by evidence", "", html)


def test_a_kept_page_holds_no_word_that_was_written(
    as_alice: Client, sitting: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is printed once, and the words are put in each time."""
    finished(sitting)
    here, several = f"/roadmap/{sitting.public_id}/", pages_printed(monkeypatch)
    first = as_alice.get(here)
    wrote(sitting, "gardener-1-1", note="Three beds.")
    second = as_alice.get(here, headers={"If-None-Match": first["ETag"]})
    assert several == ["roadmap/detail.html"]
    assert "Three beds." in second.content.decode()
    assert "Two beds" not in second.content.decode()


def test_what_is_kept_with_its_words_put_in_is_what_is_printed(sitting: Assessment) -> None:
    """Whatever was written, and beside a skill whose name begins like another's."""
    wrote(sitting, "gardener-1-1", note="<b> & " + "mulch " * 40, link="javascript:alert('x')")
    found = evidence_of(sitting) | {
        "gardener-1": Evidence("gardener-1", "Dug.", f"{LINK}?a=1&b={'2' * 60}", None, "/all/"),
    }
    html = printed_once(found)
    for word in ("&lt;b&gt;", "mulch", "javascript", "Dug.", LINK):
        assert word not in "".join(html.values())
    words = words_of(found)
    assert {skill: filled(piece, words) for skill, piece in html.items()} == printed(found)


def test_a_kept_page_is_printed_anew_where_more_than_words_changed(
    as_alice: Client, sitting: Assessment
) -> None:
    """What was cut, followed, there at all, or of another day."""
    finished(sitting)

    def beside() -> str:
        html = as_alice.get(f"/roadmap/{sitting.public_id}/").content.decode()
        return html.partition("<b>Gardener 1 1</b>")[2].partition("</li>")[0]

    for words, shown in (
        ({"note": "mulch " * 40}, ">All you wrote</a>"),
        ({"note": ""}, '<p class="cp-evidence"><span>Link: <a href'),
        ({"link": "javascript:1"}, '<p class="cp-evidence"><span>Link: javascript:1</span>'),
        ({"link": ""}, '<p class="cp-evidence"><span>Last used: 4 May 2026</span>'),
        ({"last_used": dt.date(2026, 5, 5)}, "Last used: 5 May 2026"),
    ):
        assert shown not in beside()
        wrote(sitting, "gardener-1-1", **words)
        assert shown in beside()
