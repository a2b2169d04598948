from __future__ import annotations

from django.http import QueryDict

from careerpath.engine.placement import place
from roadmap.forms import ChoicesForm, TrialForm
from roadmap.types import SkillNote
from tests.engine.build import asks, level, path, rated

ASKED = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))


def form(query: str) -> ChoicesForm:
    """The choices of someone at level 1."""
    bound = ChoicesForm(QueryDict(query), path=ASKED, placement=place(ASKED, rated(a=3)))
    bound.is_valid()
    return bound


def test_nothing_chosen() -> None:
    assert (form("").wanted, form("").tries, form("").complaints()) == (None, {}, [])


def test_target_above() -> None:
    assert (form("target=level-3").wanted, form("target=level-3").complaints()) == ("level-3", [])


def test_target_below_or_unknown_is_said_and_falls_back() -> None:
    for wrong, called in (("level-1", "L1"), ("nowhere", "nowhere"), ("<b>", "<b>")):
        bound = form(f"target={wrong}")
        assert bound.wanted is None
        assert bound.complaints() == [
            f"There is no level “{called}” above yours. This is the way to the next one."
        ]


def test_tries_last_one_wins_and_empty_ones_are_no_choice() -> None:
    assert form("try=b:2&try=&try=b:3&try=c:0").tries == {"b": 3, "c": 0}


def test_tries_that_make_no_sense_are_counted_and_left_out() -> None:
    bound = form("try=b:5&try=b:-1&try=nobody:3&try=b&try=c:2&try=c:²")
    assert bound.tries == {"c": 2}
    assert bound.complaints() == [
        "5 choices were not skills of this path with a value from 0 to 4. They were left out."
    ]
    assert form("try=b:x").complaints() == [
        "1 choice was not a skill of this path with a value from 0 to 4. It was left out."
    ]


def test_a_skill_on_offer_has_the_scale_and_what_it_is_now() -> None:
    a = SkillNote("a", "A", "Group", "Aware", "Proficient")
    b = SkillNote("b", "B", "Group", "not rated", "Aware")
    shown = TrialForm(to="/here/", target="level-3", offered=(a, b), tries={"a": 3})
    selects = [select.data for select in shown["try"]]
    assert [(each["skill"], each["name"], each["attrs"]["id"]) for each in selects] == [
        (a, "try", "try-1"),
        (b, "try", "try-2"),
    ]
    options = [[one for _, several, _ in each["optgroups"] for one in several] for each in selects]
    assert [
        [(one["value"], one["label"], one["selected"]) for one in each] for each in options
    ] == [
        [
            ("", "Now: Aware", False),
            ("a:0", "Not yet", False),
            ("a:1", "Aware", False),
            ("a:2", "Practising", False),
            ("a:3", "Proficient", True),
            ("a:4", "Leading", False),
        ],
        [
            ("", "Now: not rated", True),
            ("b:0", "Not yet", False),
            ("b:1", "Aware", False),
            ("b:2", "Practising", False),
            ("b:3", "Proficient", False),
            ("b:4", "Leading", False),
        ],
    ]
    assert shown.start_over == "/here/?target=level-3&try="
