from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.serializers import answers_from_text, answers_to_text, asked_skills
from careerpath.accounts.models import User
from careerpath.engine.types import Rating
from careerpath.framework.models import CareerPath, Skill
from careerpath.framework.specs import path_spec
from tests.factories import make_path
from tests.roadmap.people import assessed


def test_all_that_was_asked_or_rated_in_the_order_of_the_keys() -> None:
    said = {12: Rating(not_relevant=True), 7: Rating(3), 99: Rating(0), 41: Rating()}
    text = answers_to_text(said, [40, 7, 12])
    assert text == "7 12 40 41 99:3n--0"
    assert answers_from_text(text) == ("7 12 40 41 99", "3n--0")
    assert answers_from_text(answers_to_text({}, ())) == ("", "")


@pytest.mark.django_db
def test_skills_of_several_paths_in_one_query(
    path: CareerPath, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = path_spec(make_path("Baker", levels=1, skills=1))
    asked = path_spec(path)
    with django_assert_num_queries(1):
        found = asked_skills(asked, other)
    assert found == dict(Skill.objects.values_list("pk", "public_id"))


@pytest.mark.django_db
def test_finishing_keeps_the_answers(path: CareerPath, alice: User) -> None:
    done = assessed(alice, path, {"gardener-1-2": 4, "gardener-2-1": "not relevant"})
    skills, answers = answers_from_text(done.answers or "")
    names = dict(Skill.objects.values_list("pk", "public_id"))
    assert {names[int(pk)]: a for pk, a in zip(skills.split(), answers, strict=True)} == {
        "gardener-1-1": "-",
        "gardener-1-2": "4",
        "gardener-1-3": "-",
        "gardener-2-1": "n",
        "gardener-2-2": "-",
        "gardener-2-3": "-",
    }
