from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill, SkillSuccession
from tests.factories import SkillFactory
from tests.pages import text_of
from tests.roadmap.people import assessed, level_skills

from .pages import address, errors_of, fields_of, save
from .test_previews import briefly, press

URL = "/admin/framework/skill/replace/"


def ids(*names: str) -> list[str]:
    return [str(Skill.objects.get(public_id=name).pk) for name in names]


def errors(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = answer.context["form"].errors
    return found


def test_a_skill_nobody_rated_is_replaced_at_once(path: CareerPath, editor: Client) -> None:
    sent = {"olds": ids("gardener-1-1"), "names": "Grafting\n\n grafting \nPruning"}
    answer = editor.post(URL, sent, follow=True)
    assert "1 skill replaced." in text_of(answer)
    keys = [step.natural_key() for step in SkillSuccession.objects.all()]
    assert keys == [("gardener-1-1", "grafting"), ("gardener-1-1", "pruning")]
    old = Skill.objects.get(public_id="gardener-1-1")
    assert old.history.first().history_user.email == "ed@example.org"
    assert "Grafting, Pruning" in text_of(editor.get(address(old)))


def test_whom_it_moves_is_asked_first(path: CareerPath, alice: User, editor: Client) -> None:
    assessed(alice, path, dict.fromkeys(level_skills(path, "level-1"), 3))
    sent = {"olds": ids("gardener-1-1", "gardener-1-2"), "names": "Grafting"}
    answer = editor.post(URL, sent)
    assert briefly(answer) == [
        "Level | down: below the first instead of Level 1 | 1",
        "Readiness for Level 1 | down | 1",
    ]
    assert not Skill.objects.filter(name="Grafting").exists()
    back = press(editor, answer, URL, "_back")
    assert "Grafting" in back.content.decode()
    assert back.content.decode().count(" selected>") == 2
    press(editor, answer, URL, "_anyway")
    assert Skill.objects.retired().count() == 2
    assert SkillSuccession.objects.count() == 2


@pytest.mark.parametrize(
    ("olds", "news", "names", "told"),
    [
        ([], [], "New", {"olds": ["This field is required."]}),
        (
            ["gardener-1-1"],
            [],
            "",
            {
                "news": [
                    (
                        "Say which skill takes their place. To take a skill out of use without "
                        "one, retire it on its own page."
                    )
                ]
            },
        ),
        (
            ["gardener-1-1"],
            ["gardener-1-1"],
            "",
            {"news": ["A skill can't take its own place."]},
        ),
        (
            ["gardener-1-1", "gardener-1-2"],
            ["gardener-1-3"],
            "New",
            {"news": ["Several skills become one, or one becomes several. Do it in two steps."]},
        ),
        (
            ["gardener-1-1"],
            [],
            "gardener 1 2",
            {"names": ["There is a skill called “gardener 1 2” already. Choose it above."]},
        ),
        (
            ["gardener-1-1"],
            [],
            "DVCS",
            {"names": ["There is a skill called “DVCS” already. Choose it above."]},
        ),
        (
            ["gardener-1-1"],
            [],
            "x" * 201,
            {"names": ["“" + "x" * 40 + " …” is too long for a name."]},
        ),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(  # noqa: PLR0917  # one case a row
    olds: list[str],
    news: list[str],
    names: str,
    told: dict[str, list[str]],
    path: CareerPath,
    editor: Client,
) -> None:
    SkillFactory(name="Git").aliases.create(name="DVCS")
    sent = {"olds": ids(*olds), "news": ids(*news), "names": names}
    assert errors(editor.post(URL, sent)) == told
    assert not SkillSuccession.objects.exists()


def test_a_retired_skill_is_no_choice(path: CareerPath, editor: Client) -> None:
    chosen = ids("gardener-1-1")
    editor.post(URL, {"olds": chosen, "names": "Grafting"})
    assert list(errors(editor.post(URL, {"olds": chosen, "names": "More"}))) == ["olds"]


def test_the_page_is_reached_from_a_skill_and_from_the_list(
    path: CareerPath, editor: Client
) -> None:
    (one,) = ids("gardener-1-1")
    skill = Skill.objects.get(pk=one)
    assert f'href="{URL}?skill={one}"' in editor.get(address(skill)).content.decode()
    chosen = {"_selected_action": [one], "action": "replace_selected"}
    asking = editor.post(address(Skill, "changelist"), chosen).content.decode()
    assert f'action="{URL}"' in asking
    assert f'<option value="{one}" selected>' in asking
    html = editor.get(f"{URL}?skill={one}&skill=x").content.decode()
    assert f'<option value="{one}" selected>' in html


def test_who_may_only_look_may_not_replace(path: CareerPath, as_alice: Client) -> None:
    alice = User.objects.get(email="alice@example.org")
    alice.is_staff = True
    alice.save()
    assert as_alice.get(URL).status_code == 403


def test_a_meaning_that_changed_is_noted(path: CareerPath, editor: Client) -> None:
    skill = Skill.objects.get(public_id="gardener-1-1")
    assert errors_of(save(editor, skill, {"description": "Trees only"})) == []
    skill.refresh_from_db()
    before = skill.meaning_changed_at
    assert errors_of(save(editor, skill, {"meaning_changed": "on"})) == []
    skill.refresh_from_db()
    assert (before is None, skill.meaning_changed_at is None) == (True, False)
    # The tick is for this once.
    assert "meaning_changed" not in fields_of(editor.get(address(skill)).content.decode())
