"""Which of a skill's resources are offered, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.learning import Resource, best, resources
from tests.factories import SkillFactory

one = st.builds(
    Resource,
    id=st.text("ab", min_size=1, max_size=3),
    title=st.just("x"),
    url=st.just("https://a.example/"),
    kind=st.just("book"),
    cost=st.sampled_from(["free", "account", "paid"]),
    hours=st.none(),
    in_use=st.booleans(),
)


def slowly(those: list[Resource], done: set[str]) -> list[str]:
    """The same by taking one after the other."""
    offered: list[str] = []
    for paid in (False, True):
        for resource in those:
            if resource.in_use and (resource.cost == "paid") == paid and len(offered) < 3:
                offered.append(resource.id)
    return offered + [r.id for r in those if r.id in done and r.id not in offered]


@given(st.lists(one, max_size=8, unique_by=lambda r: r.id), st.sets(st.text("ab", max_size=3)))
def test_best_are_three_in_use_free_before_paid_then_what_else_is_done(
    those: list[Resource], done: set[str]
) -> None:
    found = best(those, done)
    assert [resource.id for resource in found] == slowly(those, done)
    assert all(r.in_use for r in found if r.id not in done)
    assert len([r for r in found if r.id not in done]) <= 3
    assert done & {r.id for r in those} <= {r.id for r in found}


def test_resources_are_read_by_skill_in_the_editors_order_and_again_after_an_edit(
    db: None, django_assert_num_queries: Any
) -> None:
    git = SkillFactory(name="Git")
    git.resources.create(title="Second", url="https://b.example/", position=2, cost="paid")
    git.resources.create(
        title="First", url="javascript:x", position=1, retired_at=timezone.now(), hours=4
    )
    first = Resource("git/first", "First", "javascript:x", "documentation", "free", 4, False)
    second = Resource(
        "git/second", "Second", "https://b.example/", "documentation", "paid", None, True
    )
    with django_assert_num_queries(2):  # the stamp and all of them
        assert dict(resources()) == {"git": (first, second)}
    assert (first.leads, second.leads) == (False, True)
    with django_assert_num_queries(1):
        resources()
    git.resources.all().delete()
    assert dict(resources()) == {}


@pytest.mark.parametrize(("url", "leads"), [("HTTPS://a", True), ("ftp://a", False), ("", False)])
def test_only_links_of_the_web_lead_anywhere(url: str, leads: bool) -> None:
    assert Resource("a/b", "", url, "book", "free", None, True).leads == leads
