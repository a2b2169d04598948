"""Editors change paths in every way there is, while people rate, finish and begin again.

After every step: no rating is lost or moved to another skill, what was finished is as it was to the
letter, what people rated can't be deleted, and a preview's counts are what then happened.
`make proof-edits STEPS=10000` walks further.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assessments import services
from assessments.models import Assessment, SkillRating
from assessments.rating_data import RatingData, data_in, seen_in
from assessments.wizard import Wizard
from careerpath.accounts.models import User
from careerpath.engine.counting import Counts
from careerpath.engine.placement import place
from careerpath.framework.admin.previews import ANYWAY, SEEN
from careerpath.framework.impact import asked_everywhere, effects_of
from careerpath.framework.models import CareerPath, Level, Requirement, Skill, SkillGroup
from careerpath.framework.succession import replace
from roadmap.builder import RoadmapBuilder
from roadmap.since import since
from tests.assessments.test_impact import brute_force
from tests.factories import (
    LevelFactory,
    RequirementFactory,
    SkillFactory,
    SkillGroupFactory,
    UserFactory,
    make_path,
)
from tests.framework.admin.pages import address, fields_of

STEPS = int(os.environ.get("CAREERPATH_EDIT_STEPS", "200"))
AT_A_TIME = 50
WAYS_OUT = ("Retire it instead", "It is retired already", "Give its requirements another group")
PICK = st.integers(0, 10_000)
tally: Counter[str] = Counter()


def picked(rows: Any, number: int) -> Any:
    """One of the rows, None where there is none."""
    found = list(rows)
    return found[number % len(found)] if found else None


class Edits(RuleBasedStateMachine):
    """A path of three levels and one that shares a skill with it, three people, guests."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        self.path = make_path(levels=3)
        baker = make_path("Baker", levels=1, skills=2)
        shared = self.path.levels.get(rank=1).requirements.get(position=1)
        RequirementFactory(
            level=baker.levels.get(), group=SkillGroupFactory(path=baker), skill=shared.skill
        )
        self.people: list[User | None] = [UserFactory() for _ in range(3)]
        self.people.append(None)
        self.editor = Client()
        self.editor.force_login(UserFactory(is_staff=True, is_superuser=True))
        # What was said, as it was last saved: (assessment, skill) to the words.
        self.said: dict[tuple[int, int], RatingData] = {}
        self.sealed: dict[int, str] = {}
        self.guest_ids: list[str] = []
        self.started = False
        self.some_have_finished()

    def some_have_finished(self) -> None:
        """Two people and a guest have a roadmap; the third person is about to begin."""
        for owner in (*self.people[:2], None):
            begun = Assessment.objects.create(owner=owner, path=self.path, started_at=self.now)
            for n, asked in enumerate(Requirement.objects.filter(level__path=self.path)):
                answer = (3, 3, 4, 2, None)[(n + begun.pk) % 5]
                self.save(begun, asked.skill, RatingData(answer))
            done = services.complete(assessment=begun, now=self.tick())
            self.sealed[done.pk] = self.seal(done)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now

    # --- People -----------------------------------------------------------------------------------

    def sitting(self, number: int) -> Assessment | None:
        found: Assessment | None = picked(Assessment.objects.open().order_by("pk"), number)
        return found

    @rule(who=PICK, where=PICK)
    def begin(self, who: int, where: int) -> None:
        self.begin_on(self.people[who % 4], picked(CareerPath.objects.order_by("pk"), where))

    def begin_on(self, owner: User | None, path: CareerPath) -> None:
        known = set(Assessment.objects.values_list("pk", flat=True))
        try:
            begun = services.start(
                owner=owner, path=path, now=self.tick(), guest_ids=self.guest_ids
            )
        except services.NothingAsked:
            return
        if owner is None:
            self.guest_ids.append(str(begun.public_id))
        if begun.pk in known:
            return
        # Whatever came along was said of that very skill, the last time it was said.
        mine = Assessment.objects.filter(owner=owner)
        if owner is None:
            mine = mine.filter(public_id__in=self.guest_ids)
        order = list(mine.completed().values_list("pk", flat=True))
        for row in begun.ratings.all():
            before = [
                self.said[pk, row.skill_id] for pk in order if (pk, row.skill_id) in self.said
            ]
            assert data_in(row) == before[0]
            self.said[begun.pk, row.skill_id] = before[0]
        asked = {
            a.skill for level in Wizard(begun, now=self.now).path.levels for a in level.requirements
        }
        rated = SkillRating.objects.filter(assessment__in=order, skill__public_id__in=asked)
        assert set(rated.values_list("skill", flat=True)) <= {
            skill for pk, skill in self.said if pk == begun.pk
        }

    @rule(
        number=PICK,
        which=PICK,
        value=st.sampled_from([None, 0, 1, 2, 3, 3, 3, 4, "mark"]),
        note=st.sampled_from(["", "", "Did it"]),
    )
    def rate(self, number: int, which: int, value: Any, note: str) -> None:
        """Any skill the path ever asked: a page may be older than the last edit."""
        sitting = self.sitting(number)
        if sitting is None:
            return
        asked = Requirement.objects.filter(level__path=sitting.path).order_by("pk")
        found = picked(asked, which)
        if found is not None:
            said = RatingData(None if value == "mark" else value, value == "mark", note)
            self.save(sitting, found.skill, said)

    def save(self, sitting: Assessment, skill: Skill, said: RatingData) -> None:
        row = sitting.ratings.filter(skill=skill).first()
        services.save_rating(
            assessment=sitting,
            skill=skill,
            said=said,
            seen=seen_in(row),
            now=self.tick(),
        )
        self.said[sitting.pk, skill.pk] = said

    @rule(who=PICK, which=st.lists(PICK, max_size=4), value=st.integers(0, 4), offers=st.booleans())
    def sit_down(self, who: int, which: list[int], value: int, *, offers: bool) -> None:
        """Begin or go on, rate some, take what is offered, finish: all before the next edit."""
        owner = self.people[who % 4]
        self.begin_on(owner, self.path)
        sitting = Assessment.objects.open().filter(owner=owner, path=self.path).last()
        if sitting is None:
            return
        for number in which:
            if found := picked(Requirement.objects.filter(level__path=self.path), number):
                self.save(sitting, found.skill, RatingData(value))
        if offers:
            self.take_from(sitting, who)
        self.finish_one(sitting)

    @rule(number=PICK, which=PICK)
    def take_over(self, number: int, which: int) -> None:
        """An offer is what was said of a skill that went out of use; taking it keeps both."""
        sitting = self.sitting(number)
        if sitting is not None:
            self.take_from(sitting, which)

    def take_from(self, sitting: Assessment, which: int) -> None:
        page = Wizard(sitting, now=self.now)
        asked = [a.skill for level in page.path.levels for a in level.requirements]
        offers = [(skill, offer) for skill in asked for offer in page.proposals(skill)]
        if found := picked(offers, which):
            skill, offer = found
            old = Skill.objects.get(public_id=offer.old)
            tally["offers taken over"] += 1
            assert offer.said == self.said[sitting.pk, old.pk]
            self.save(sitting, Skill.objects.get(public_id=skill), offer.said)

    @rule(number=PICK)
    def confirm(self, number: int) -> None:
        sitting = self.sitting(number)
        row = picked(sitting.ratings.order_by("pk"), number) if sitting else None
        if sitting and row:
            services.confirm_rating(assessment=sitting, skill=row.skill, now=self.tick())
            row.refresh_from_db()
            assert not row.is_to_check(row.skill)

    @rule(number=PICK)
    def finish(self, number: int) -> None:
        sitting = self.sitting(number)
        if sitting is not None:
            self.finish_one(sitting)

    def finish_one(self, sitting: Assessment) -> None:
        done = services.complete(assessment=sitting, now=self.tick())
        self.sealed[done.pk] = self.seal(done)
        tally["finished"] += 1

    @rule(number=PICK)
    def read(self, number: int) -> None:
        """The roadmap keeps the verdict that was given, and says what changed without a slip."""
        done = picked(Assessment.objects.completed().select_related("path"), number)
        if done is not None:
            told = RoadmapBuilder.of(done)
            assert place(told.path, told.ratings) == told.placement
            since(done, told)

    # --- Editors ----------------------------------------------------------------------------------

    def edit(self, change: Callable[[], object]) -> None:
        """Look at what it would do, do it, and see that it did."""
        self.tick()
        before, told = asked_everywhere(), effects_of(change)
        change()
        self.compare(before, {found.path: found.counts for found in told.paths})

    def compare(self, before: Any, told: dict[str, Counts]) -> None:
        after = asked_everywhere()
        for path in CareerPath.objects.all():
            if path.pk in before:
                truth = brute_force(path, before[path.pk], after[path.pk])
                said = told.get(path.name, Counts())
                if said.moved or truth.moved:
                    tally["previews that moved people"] += 1
                    assert said == truth

    def requirement(self, number: int) -> Requirement | None:
        found: Requirement | None = picked(Requirement.objects.current().order_by("pk"), number)
        return found

    @rule(
        number=PICK,
        proficiency=st.integers(1, 4),
        must_have=st.booleans(),
        page=st.integers(0, 4),
    )
    def change_terms(self, number: int, proficiency: int, *, must_have: bool, page: int) -> None:
        asked = self.requirement(number)
        if asked is None:
            return
        if page == 0:
            self.change_in_admin(asked, proficiency, must_have=must_have)
            return
        rows = Requirement.objects.filter(pk=asked.pk)
        self.edit(lambda: rows.update(proficiency=proficiency, must_have=must_have))

    def change_in_admin(self, asked: Requirement, proficiency: int, *, must_have: bool) -> None:
        """The same on its page: asked about first, or saved at once where nobody is moved."""
        self.tick()
        before, url = asked_everywhere(), address(asked)
        sent = fields_of(self.editor.get(url).content.decode()) | {"proficiency": str(proficiency)}
        sent.pop("must_have", None)
        if must_have:
            sent["must_have"] = "on"
        answer = self.editor.post(url, sent)
        told = {}
        if answer.status_code == 200:
            asked.refresh_from_db()
            told = {found.path: found.counts for found in answer.context["effects"].paths}
            assert asked_everywhere() == before
            seen = {ANYWAY: "1", SEEN: answer.context["effects"].stamp}
            answer = self.editor.post(url, sent | seen)
        assert answer.status_code == 302
        asked.refresh_from_db()
        assert (asked.proficiency, asked.must_have) == (proficiency, must_have)
        self.compare(before, told)

    @rule(number=PICK, percent=st.sampled_from([1, 34, 50, 67, 80, 100]), path=st.booleans())
    def change_threshold(self, number: int, percent: int, *, path: bool) -> None:
        model: Any = CareerPath if path else Level
        row = picked(model.objects.order_by("pk"), number)
        self.edit(lambda: model.objects.filter(pk=row.pk).update(threshold_percent=percent))

    @rule(number=PICK, model=st.sampled_from([Skill, Level, SkillGroup, CareerPath]), word=PICK)
    def rename(self, number: int, model: Any, word: int) -> None:
        row = picked(model.objects.order_by("pk"), number)
        row.name = f"Word {word} {row.pk}"
        public_id = row.public_id
        self.edit(row.save)
        row.refresh_from_db()
        assert row.public_id == public_id

    @rule(number=PICK)
    def reword(self, number: int) -> None:
        row = picked(Skill.objects.order_by("pk"), number)
        self.tick()
        rows = Skill.objects.filter(pk=row.pk)
        self.edit(lambda: rows.update(description="Anew", meaning_changed_at=self.now))

    @rule(number=PICK, where=PICK)
    def move(self, number: int, where: int) -> None:
        asked = self.requirement(number)
        if asked is None:
            return
        level = picked(Level.objects.filter(path=asked.level.path).order_by("pk"), where)
        group = picked(SkillGroup.objects.filter(path=asked.level.path).order_by("pk"), where)
        asked.group = group
        if not level.requirements.filter(skill=asked.skill).exists():
            asked.level = level
        self.edit(asked.save)

    @rule(number=PICK, where=PICK, new=st.booleans())
    def ask_more(self, number: int, where: int, *, new: bool) -> None:
        level = picked(Level.objects.current().order_by("pk"), where)
        skill = None if new else picked(Skill.objects.current().order_by("pk"), number)
        group = picked(SkillGroup.objects.filter(path=level.path), number) if level else None
        if group is None or level.requirements.filter(skill=skill).exists():
            return
        skill = skill or SkillFactory()
        self.edit(lambda: Requirement.objects.create(level=level, group=group, skill=skill))

    @rule(number=PICK, model=st.sampled_from([Skill, Requirement, Level]))
    def retire_or_restore(self, number: int, model: Any) -> None:
        row = picked(model.objects.order_by("pk"), number)
        if row is None:
            return
        gone = None if row.is_retired else self.now
        if model is Level and gone is None:
            taken = Level.objects.current().filter(path=row.path, rank=row.rank)
            if taken.exists():
                return
        self.edit(lambda: model.objects.filter(pk=row.pk).update(retired_at=gone))

    @rule(number=PICK, where=st.integers(1, 5))
    def insert_level(self, number: int, where: int) -> None:
        path = picked(CareerPath.objects.order_by("pk"), number)
        if path.levels.count() < 6:
            self.edit(lambda: self.put_in(path, where))

    def put_in(self, path: CareerPath, where: int) -> None:
        for level in path.levels.current().filter(rank__gte=where).order_by("-rank"):
            Level.objects.filter(pk=level.pk).update(rank=level.rank + 1)
        LevelFactory(path=path, rank=where, short_name="Between", name="Between")

    @rule(order=st.permutations(range(6)))
    def reorder_levels(self, order: list[int]) -> None:
        levels = list(self.path.levels.current().order_by("pk"))

        def reorder() -> None:
            for level, rank in zip(levels, order, strict=False):
                Level.objects.filter(pk=level.pk).update(rank=100 + rank)

        for level in levels:
            Level.objects.filter(pk=level.pk).update(rank=200 + level.rank)
        self.edit(reorder)

    @rule(numbers=st.lists(PICK, min_size=2, max_size=3), merge=st.booleans(), new=st.booleans())
    def replace_skills(self, numbers: list[int], *, merge: bool, new: bool) -> None:
        """One by one, split, merge; by skills that are there or by new ones."""
        current = list(Skill.objects.current().order_by("pk"))
        chosen = list(dict.fromkeys(picked(current, n) for n in numbers))
        if new:
            chosen.insert(0, SkillFactory())
        if len(chosen) < 2 or None in chosen:
            return
        olds, news = (chosen[1:], chosen[:1]) if merge else (chosen[-1:], chosen[:-1])
        pks = [old.pk for old in olds]
        self.edit(lambda: replace(list(Skill.objects.filter(pk__in=pks)), news, now=self.now))

    @rule(
        number=PICK,
        model=st.sampled_from([Skill, Level, Requirement, SkillGroup, CareerPath]),
    )
    def try_to_delete(self, number: int, model: Any) -> None:
        """On its page, as an editor would: refused with a way out where people rated it."""
        row = picked(model.objects.order_by("pk"), number)
        if row is None or (CareerPath.objects.count() < 2 and model is CareerPath):
            return
        self.tick()
        rated, before, url = self.is_rated(row), asked_everywhere(), address(row, "delete")
        page = self.editor.get(url)
        effects = getattr(page.wsgi_request, "effects", None)
        told = {found.path: found.counts for found in effects.paths} if effects else {}
        self.editor.post(url, fields_of(page.content.decode()) | {"post": "yes"})
        there = model.objects.filter(pk=row.pk).exists()
        if rated:
            tally["deletions refused"] += 1
            assert there
            assert any(way in page.content.decode() for way in WAYS_OUT), page.content.decode()
        if not there:
            self.compare(before, told)
        self.path = CareerPath.objects.order_by("pk")[0]

    def is_rated(self, row: Any) -> bool:
        """Straight from the rows, without the walk that the refusal uses."""
        ratings = SkillRating.objects.all()
        if isinstance(row, Skill):
            return ratings.filter(skill=row).exists()
        if isinstance(row, CareerPath):
            return row.assessments.exists()
        asked = [row] if isinstance(row, Requirement) else list(row.requirements.all())
        return any(
            ratings.filter(skill=one.skill, assessment__path=one.level.path).exists()
            for one in asked
        )

    # --- What holds -------------------------------------------------------------------------------

    @invariant()
    def no_rating_is_lost_or_moved(self) -> None:
        rows = SkillRating.objects.all()
        assert {(row.assessment_id, row.skill_id): data_in(row) for row in rows} == self.said
        self.count_step()

    @invariant()
    @precondition(lambda self: self.sealed)
    def what_was_finished_is_as_it_was(self) -> None:
        done = Assessment.objects.completed()
        assert {assessment.pk: self.seal(assessment) for assessment in done} == self.sealed

    def count_step(self) -> None:
        """Every rule is followed by this once; so is the start, which is no step."""
        tally["steps"] += self.started
        self.started = True

    def seal(self, assessment: Assessment) -> str:
        """Everything a finished assessment keeps, as text."""
        fresh = Assessment.objects.filter(pk=assessment.pk).values().get()
        rows = SkillRating.objects.filter(assessment=assessment).order_by("pk").values()
        return json.dumps([fresh, list(rows)], default=str, sort_keys=True)


@pytest.mark.django_db
def test_edits_hurt_nobody() -> None:
    aim = tally["steps"] + STEPS
    chosen = settings(
        max_examples=max(1, STEPS // AT_A_TIME),
        stateful_step_count=AT_A_TIME,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    while tally["steps"] < aim:
        run_state_machine_as_test(Edits, settings=chosen)
    print(dict(tally))  # noqa: T201  # shown by `make proof-edits`
