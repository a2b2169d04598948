"""Two editors with one page: nobody undoes the other in silence."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.forms import BooleanField
from django.test import Client

from careerpath.accounts.models import User
from careerpath.concurrency.admin import ShownAdmin
from careerpath.concurrency.rows import ShownFormSet
from careerpath.concurrency.shown import SHOWN, open_fields
from careerpath.framework.models import CareerPath, InterviewSection, Level, Skill, SkillGroup
from tests.factories import RequirementFactory, SkillFactory, UserFactory
from tests.pages import text_of

from .pages import address, errors_of, fields_of, lists_of

ALONE = {
    "DELETE",
    "language",
    "pay_currency",
    "rank",
    "years_to",
    "years_from",
    "pay_from",
    "pay_to",
}
"""What can't be just anything: other fields, or other rows, have a say in it."""
PAGES = [model for model, page in admin.site._registry.items() if isinstance(page, ShownAdmin)]


@pytest.fixture
def whole(path: CareerPath) -> CareerPath:
    """A path with a row of everything there is a page for."""
    level = path.levels.get(rank=1)
    path.core_responsibilities.create(text="Grow")
    path.growth_phases.create(name="Phase", years_from=1, years_to=2)
    path.networking_groups.create(name="Peers").entries.create(text="Clubs")
    path.negotiation_tips.create(name="Ask", text="In time")
    path.transitions.create(name="Cook", text="Herbs")
    path.notes.create(heading="Reading", text="Books")
    InterviewSection.objects.create(path=path, name="Section").questions.create(text="Why?")
    level.responsibilities.create(text="Dig")
    level.day_shares.create(activity="Digging", percent=10)
    project = level.projects.create(name="Shed")
    skill = Skill.objects.earliest("pk")
    project.exercises.create(skill=skill, why="Planks")
    skill.aliases.create(name="Spade")
    skill.anchors.create(proficiency=1, text="I dig")
    skill.resources.create(title="Soil", url="https://a.example/soil", hours=3)
    Group.objects.get_or_create(name="Helpers")
    return path


def row_of(model: Any, path: CareerPath) -> Any:
    return model.objects.filter(name="Helpers").get() if model is Group else first(model)


def first(model: Any) -> Any:
    if model is User:
        return User.objects.filter(email="helper@example.org").first() or UserFactory(
            email="helper@example.org"
        )
    return model.objects.earliest("pk")


def opened(client: Client, row: Any) -> dict[str, Any]:
    """A page as a browser holds it."""
    return fields_of(client.get(address(row)).content.decode())


def send(client: Client, row: Any, page: dict[str, Any]) -> Any:
    """Press “save”, and “save it anyway” where one is asked whom it moves."""
    sent = {name: value for name, value in page.items() if value is not None}
    return client.post(address(row), sent | {"_continue": "x", "_seen": "", "_whatever": "on"})


def values(client: Client, row: Any, add: str) -> dict[str, Any]:
    """Every field of the page that can be changed alone, with another value for it."""
    answer = client.get(address(row))
    forms = [answer.context["adminform"].form]
    forms += [f for i in answer.context["inline_admin_formsets"] for f in i.formset.initial_forms]
    found = {}
    for form in forms:
        for name, field in open_fields(form).items():
            value = other_value(field, form.get_initial_for_field(field, name), add)
            if value is not None and name not in ALONE:
                found[form.add_prefix(name)] = value
    return found


def other_value(field: Any, value: Any, add: str) -> Any:
    """Something else that the field takes; None for what is looked up or says too little."""
    if hasattr(field, "queryset") or isinstance(field, BooleanField) or value in (None, ""):
        return None
    if isinstance(value, int) and not hasattr(field, "choices"):
        return str(value + len(add))
    return f"{value}{add}" if isinstance(value, str) and not hasattr(field, "choices") else None


def test_every_page_that_changes_anything_says_what_it_has_seen() -> None:
    # Only looked at, or reverted by a stamp of its own.
    silent = {"Assessment", "DocumentImport", "OutgoingMail"}
    assert {m.__name__ for m in admin.site._registry} - {m.__name__ for m in PAGES} == silent


@pytest.mark.parametrize("model", [m for m in PAGES if m is not User], ids=lambda m: m.__name__)
def test_what_nobody_touched_changes_nothing_and_what_both_did_is_asked(
    model: Any, whole: CareerPath, as_edith: Client
) -> None:
    row = row_of(model, whole)
    ours, theirs, page = (
        values(as_edith, row, "!"),
        values(as_edith, row, "??"),
        opened(as_edith, row),
    )
    names = list(ours)
    half = names[::2]
    assert errors_of(send(as_edith, row, page | {n: theirs[n] for n in half})) == []
    # Nothing typed on the older page: nothing is changed by it.
    stored = opened(as_edith, row)
    assert errors_of(send(as_edith, row, page)) == []
    assert opened(as_edith, row) == stored
    # Something else typed there: both stay.
    mine = {n: ours[n] for n in names[1::2]}
    assert errors_of(send(as_edith, row, page | mine)) == []
    assert {n: opened(as_edith, row)[n] for n in names} == {n: theirs[n] for n in half} | mine
    # The same typed there: both values are told, everything typed stays, and saving again decides.
    both = send(as_edith, row, page | mine | {n: ours[n] for n in half})
    assert len(errors_of(both)) == len(half)
    for name, told in zip(half, errors_of(both), strict=True):
        assert f"set this to “{theirs[name]}” since" in told
        assert f"here it is “{ours[name]}”, which is not saved yet" in told
    again = fields_of(both.content.decode())
    assert {n: again[n] for n in names} == {n: ours[n] for n in half} | mine
    assert errors_of(send(as_edith, row, again)) == []
    assert {n: opened(as_edith, row)[n] for n in names} == {n: ours[n] for n in names}


# --- Rows of a page ---------------------------------------------------------------------------


@pytest.fixture
def level(path: CareerPath) -> Level:
    found: Level = path.levels.get(rank=1)
    return found


def asked(level: Level) -> list[tuple[str, int, bool]]:
    rows = level.requirements.order_by("pk")
    return [(r.skill.name, r.proficiency, r.must_have) for r in rows.select_related("skill")]


def test_two_editors_change_two_skills_of_one_level(level: Level, as_edith: Client) -> None:
    ours, theirs = opened(as_edith, level), opened(as_edith, level)
    send(as_edith, level, theirs | {"requirements-0-proficiency": "4"})
    send(as_edith, level, ours | {"requirements-1-must_have": "on"})
    assert asked(level) == [
        ("Gardener 1 1", 4, False), ("Gardener 1 2", 3, True), ("Gardener 1 3", 3, False),
    ]  # fmt: skip


def test_both_change_one_choice_and_are_told_its_names(level: Level, as_edith: Client) -> None:
    ours = opened(as_edith, level)
    level.requirements.filter(position=1).update(proficiency=4)
    told = send(as_edith, level, ours | {"requirements-0-proficiency": "2"})
    assert errors_of(told) == [
        (
            "requirements-0-proficiency: Somebody else has set this to “Leading” since you opened "
            "the page; here it is “Practising”, which is not saved yet. Save again to keep "
            "“Practising”."
        )
    ]
    send(as_edith, level, fields_of(told.content.decode()))
    assert asked(level)[0] == ("Gardener 1 1", 2, False)


def test_a_row_changed_on_its_own_page_is_seen_on_its_levels(
    level: Level, as_edith: Client
) -> None:
    """And the other way round: two pages, one row."""
    row, ours = level.requirements.get(position=1), opened(as_edith, level)
    own = opened(as_edith, row)
    send(as_edith, row, own | {"must_have": "on"})
    send(as_edith, level, ours | {"requirements-0-proficiency": "1"})
    send(as_edith, row, own | {"position": "9"})
    assert asked(level)[0] == ("Gardener 1 1", 1, True)


def test_rows_added_meanwhile_stay(level: Level, as_edith: Client) -> None:
    ours = opened(as_edith, level)
    RequirementFactory(
        level=level, skill=SkillFactory(name="New"), group=SkillGroup.objects.first()
    )
    assert errors_of(send(as_edith, level, ours | {"short_name": "Entry"})) == []
    assert [name for name, _, _ in asked(level)][-1] == "New"


def test_a_row_that_is_gone_is_let_go_where_nothing_was_typed(
    level: Level, as_edith: Client
) -> None:
    ours = opened(as_edith, level)
    level.requirements.get(position=1).delete()
    changed = {"short_name": "Entry", "requirements-1-proficiency": "4"}
    assert errors_of(send(as_edith, level, ours | changed)) == []
    assert asked(level) == [("Gardener 1 2", 4, False), ("Gardener 1 3", 3, False)]


def test_what_was_typed_into_a_row_that_is_gone_becomes_a_new_one(
    path: CareerPath, level: Level, as_edith: Client
) -> None:
    """Deleted or moved elsewhere: it is said, and saved only when it is sent again."""
    ours = opened(as_edith, level)
    level.requirements.get(position=1).delete()
    level.requirements.filter(position=2).update(level=path.levels.get(rank=2))
    changed = {f"requirements-{n}-proficiency": "4" for n in (0, 1)}
    told = send(as_edith, level, ours | changed)
    assert errors_of(told) == [
        (
            "requirements: Somebody else deleted or moved 2 rows that you changed. What you typed "
            "are the last rows now: save again to add them, or empty them."
        )
    ]
    assert asked(level) == [("Gardener 1 3", 3, False)]
    assert errors_of(send(as_edith, level, fields_of(told.content.decode()))) == []
    assert asked(level) == [
        ("Gardener 1 3", 3, False), ("Gardener 1 1", 4, False), ("Gardener 1 2", 4, False),
    ]  # fmt: skip


def test_deleting_a_row_that_was_changed_is_asked(level: Level, as_edith: Client) -> None:
    ours = opened(as_edith, level)
    level.requirements.filter(position=1).update(must_have=True)
    told = send(as_edith, level, ours | {"requirements-0-DELETE": "on"})
    assert errors_of(told) == [
        (
            "requirements: Gardener 1 1 at Proficient was changed since you opened the page. To "
            "delete it all the same, save again."
        )
    ]
    assert len(asked(level)) == 3
    again = fields_of(told.content.decode()) | {"requirements-0-DELETE": "on"}
    assert errors_of(send(as_edith, level, again)) == []
    assert [name for name, _, _ in asked(level)] == ["Gardener 1 2", "Gardener 1 3"]


def test_ranks_that_somebody_else_swapped_stay(path: CareerPath, as_edith: Client) -> None:
    ours = opened(as_edith, path)
    send(as_edith, path, ours | {"levels-0-rank": "2", "levels-1-rank": "1"})
    assert errors_of(send(as_edith, path, ours | {"levels-0-name": "First"})) == []
    assert list(path.levels.order_by("rank").values_list("rank", "name")) == [
        (1, "Level 2 Gardener"), (2, "First"),
    ]  # fmt: skip


# --- Boxes, rights, and pages that say nothing ------------------------------------------------


def test_rights_given_by_two_superusers_are_both_kept(as_edith: Client) -> None:
    helper, groups = UserFactory(), [Group.objects.create(name=name) for name in ("A", "B")]
    ours, theirs = opened(as_edith, helper), opened(as_edith, helper)
    send(as_edith, helper, theirs | {"is_staff": "on"})
    send(as_edith, helper, ours | {"groups": str(groups[0].pk)})
    helper.refresh_from_db()
    assert (helper.is_staff, [group.name for group in helper.groups.all()]) == (True, ["A"])
    told = send(as_edith, helper, ours | {"groups": str(groups[1].pk)})
    [error] = errors_of(told)
    assert error.startswith("groups: Somebody else has set this to “A” since you opened the page; ")
    assert "here it is “B”, which is not saved yet." in error
    assert [group.name for group in helper.groups.all()] == ["A"]


def test_a_groups_rights_changed_meanwhile_are_asked(as_edith: Client) -> None:
    group, rights = Group.objects.create(name="Helpers"), Permission.objects.order_by("pk")
    ours = opened(as_edith, group)
    group.permissions.set(rights[:1])
    assert errors_of(send(as_edith, group, ours | {"name": "Aides"})) == []
    assert (Group.objects.get(pk=group.pk).name, list(group.permissions.all())) == (
        "Aides", list(rights[:1]),
    )  # fmt: skip
    told = send(as_edith, group, ours | {"name": "Aides", "permissions": str(rights[1].pk)})
    assert f"set this to “{rights[0]}” since" in " ".join(errors_of(told))


@pytest.mark.parametrize("shown", [None, "", "x", "[]", '{"": 3}', '{"": {}}', "9" * 5000])
def test_a_page_that_does_not_say_what_it_showed_is_asked(
    shown: str | None, as_edith: Client
) -> None:
    """One from before this was built, or made up."""
    skill = SkillFactory(name="Git")
    page = opened(as_edith, skill) | {"name": "Got", SHOWN: shown}
    assert "set this to “Git” since" in " ".join(errors_of(send(as_edith, skill, page)))
    assert Skill.objects.get().name == "Git"


# --- Deleting, going back, and a row that is gone ---------------------------------------------


def test_deleting_what_was_changed_since_one_was_asked_is_asked_again(as_edith: Client) -> None:
    skill = SkillFactory(name="Git")
    asked = lists_of(as_edith.get(address(skill, "delete")).content.decode())
    skill.name = "Git and more"
    skill.save()
    again = as_edith.post(address(skill, "delete"), asked)
    assert "It was changed since you were asked: nothing was deleted." in text_of(again)
    assert "Delete “Git and more”?" in text_of(again)
    assert Skill.objects.exists()
    as_edith.post(address(skill, "delete"), lists_of(again.content.decode()))
    assert not Skill.objects.exists()


def test_deleting_several_of_which_one_was_changed_is_asked_again(as_edith: Client) -> None:
    skills = [SkillFactory(name=name) for name in ("Git", "SVN")]
    chosen = {"action": "delete_selected", "_selected_action": [skill.pk for skill in skills]}
    page = address(Skill, "changelist")
    asked = lists_of(as_edith.post(page, chosen).content.decode())
    skills[0].aliases.create(name="DVCS")
    again = as_edith.post(page, asked)
    assert "It was changed since you were asked: nothing was deleted." in text_of(again)
    as_edith.post(page, lists_of(again.content.decode()))
    assert not Skill.objects.exists()


def test_going_back_to_a_version_that_was_overtaken_is_asked(as_edith: Client) -> None:
    skill = SkillFactory(name="Git")
    version = f"{address(skill, 'history')}{skill.history.latest().pk}/"
    page = fields_of(as_edith.get(version).content.decode())
    skill.name = "Git and more"
    skill.save()
    told = as_edith.post(version, page | {"description": "Typed"})
    assert "Somebody else has changed this since you opened this version." in text_of(told)
    again = fields_of(told.content.decode())
    assert (again["name"], again["description"]) == ("Git", "Typed")
    assert Skill.objects.get().name == "Git and more"
    assert as_edith.post(version, again).status_code == 302
    assert (Skill.objects.get().name, Skill.objects.get().description) == ("Git", "Typed")


@pytest.mark.parametrize("model", PAGES, ids=lambda m: m.__name__)
def test_what_was_typed_for_a_row_that_is_gone_is_shown(
    model: Any, path: CareerPath, as_edith: Client
) -> None:
    sent = {"name": "Typed <b>", "rows-0-text": "Two\nlines", "rows-0-id": "3", SHOWN: "{}"}
    answer = as_edith.post(f"{address(model, 'changelist')}999/change/", sent)
    assert answer.status_code == 404
    assert "Somebody else deleted it while you had it open" in text_of(answer)
    name = "Name" if "name" in {field.name for field in model._meta.fields} else "name"
    assert answer.context["typed"] == [(name, "Typed <b>"), ("rows-0-text", "Two\nlines")]


def test_rows_beyond_those_of_a_page_are_not_looked_for(
    as_edith: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of rows is a field of the form: a huge one kept SQLite's lock until the end."""
    skill, asked = SkillFactory(name="Git"), []
    whole, name = ShownFormSet.add_prefix, "aliases-INITIAL_FORMS"

    def counted(formset: ShownFormSet, index: int | str) -> str:
        asked.append(index)
        return str(whole(formset, index))

    page = opened(as_edith, skill)
    monkeypatch.setattr(ShownFormSet, "add_prefix", counted)
    answer = send(as_edith, skill, page | {name: "10000"})
    assert answer.status_code == 200
    assert len(asked) < 1000
