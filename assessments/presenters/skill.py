"""One skill on a screen: what it asks, what was said, what went wrong, ready to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.drafts import name_of
from assessments.forms import SkillRatingForm, answer_of, initial_of, typed_over
from assessments.models import SkillRating
from assessments.proposals import Proposal
from assessments.rating_data import RatingData, data_in, seen_in
from careerpath.engine.types import RequirementSpec, is_answer
from careerpath.framework.models import Skill

FIELDS = ("note", "link", "last_used")


@dataclass
class Line:
    """One skill on a screen. `data` is what was posted, `typed` what waited to be saved.

    `read` gives what is stored; it is asked once, when that is first needed. `why` says what a
    chosen skill was chosen for.
    """

    asked: RequirementSpec
    skill: Skill
    read: Callable[[], SkillRating | None]
    today: dt.date
    must_have: bool = False
    data: Mapping[str, Any] | None = None
    typed: Mapping[str, str] | None = None
    offered: tuple[Proposal, ...] = ()
    conflict: str = ""
    stored_evidence: list[tuple[str, str]] = field(default_factory=list)
    typed_before: list[tuple[str, str]] = field(default_factory=list)
    also_at: list[str] = field(default_factory=list)
    why: str = ""

    @cached_property
    def stored(self) -> SkillRating | None:
        """What is stored; whoever saves says what that is then."""
        return self.read()

    @cached_property
    def form(self) -> SkillRatingForm:
        """What checks it; a line that only shows what is stored never needs one."""
        if self.data is not None:
            return self._form(self.data)
        return self._form(initial=typed_over(initial_of(self.stored), self.typed or {}))

    def form_with(self, initial: Mapping[str, Any]) -> SkillRatingForm:
        """The same with other values in it: texts that stand for what somebody typed."""
        return self._form(initial={"answer": self.chosen, **initial})

    def _form(self, *data: Mapping[str, Any], **more: Any) -> SkillRatingForm:
        return SkillRatingForm(
            *data, today=self.today, prefix=self.id, must_have=self.must_have, **more
        )

    @property
    def id(self) -> str:
        """The skill's public id."""
        return self.asked.skill

    @property
    def is_as_stored(self) -> bool:
        """Whether it shows what is stored and nothing else."""
        return self.data is None and self.typed is None

    @property
    def is_unsaved(self) -> bool:
        """Whether it shows what was typed earlier and could not be saved."""
        return self.typed is not None

    @property
    def waited(self) -> str:
        """Names what waited to be saved and is shown here; see unsaved.name_of."""
        if self.typed is not None:
            return name_of(self.typed)
        return str(self.data.get(f"{self.id}-waited", "")) if self.data is not None else ""

    @property
    def has_problem(self) -> bool:
        """Whether something has to be said about why it is not saved."""
        return bool(self.conflict or (self.data is not None and self.form.errors))

    @property
    def chosen(self) -> str:
        """The answer shown, as its radio button's value."""
        if self.is_as_stored:
            return answer_of(self._said)
        return str(self.form["answer"].value() or "")

    @property
    def seen(self) -> str:
        """What the page has seen of what is stored; see rating_data.seen_in."""
        if self.is_as_stored:
            return seen_in(self.stored)
        return str(self.form["seen"].value() or "")

    @property
    def state(self) -> str:
        """How much of it is stored, in a word: "carried", "saved" or nothing."""
        if self.stored is None or self.stored.pk is None:
            return ""
        return "carried" if self.stored.carried_over else "saved"

    @property
    def evidence(self) -> dict[str, str]:
        """What is in each field below the answer."""
        if self.is_as_stored:
            return {name: str(getattr(self._said, name) or "") for name in FIELDS}
        return {name: str(self.form[name].value() or "") for name in FIELDS}

    @property
    def has_evidence(self) -> bool:
        """Whether the folded part should be open: something is in it."""
        return any(self.evidence.values())

    @property
    def own_words(self) -> dict[int, str]:
        """How this skill words points of the scale, where it has words of its own."""
        return {anchor.proficiency: anchor.text for anchor in self.skill.anchors.all()}

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What can be taken over, as long as nothing is answered."""
        return () if is_answer(self._said) else self.offered

    @property
    def to_check(self) -> bool:
        """Whether the answer is older than the skill's meaning."""
        return bool(self.stored and self.stored.is_to_check(self.skill))

    @property
    def _said(self) -> RatingData:
        return data_in(self.stored) if self.stored else RatingData()
