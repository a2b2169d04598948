"""Everything one said in a finished assessment, on one page to read and to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assessments.models import Assessment, SkillRating
from assessments.screens import all_skills, asking, screens
from careerpath.engine.backing import backing
from careerpath.engine.types import PathSpec, Placement
from careerpath.framework.models import Proficiency
from careerpath.framework.names import in_todays_words

FOLLOWED = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One skill as it was asked, and what was said of it; `row` is None where nothing was."""

    skill: str
    also_at: tuple[str, ...]
    row: SkillRating | None

    @property
    def point(self) -> Proficiency | None:
        """The point of the scale; None where it is no number."""
        if self.row is None or self.row.proficiency is None:
            return None
        return Proficiency(self.row.proficiency)

    @property
    def meaning(self) -> str:
        """What the point means: in the skill's own words, unless those came after the answer."""
        if self.row is None or self.point is None:
            return ""
        return self.own_words or self.point.meaning

    @property
    def own_words(self) -> str:
        """How the skill itself words the point; nothing where it does not, or did not then."""
        if self.row is None or self.point is None or self.row.is_to_check(self.row.skill):
            return ""
        own: dict[int, str] = {
            anchor.proficiency: anchor.text for anchor in self.row.skill.anchors.all()
        }
        return own.get(self.point.value, "")

    @property
    def not_relevant(self) -> bool:
        """Whether it was left out of the count."""
        return bool(self.row and self.row.not_relevant)

    @property
    def leads(self) -> bool:
        """Whether the link can be followed: what got in past the form is only read."""
        return bool(self.row and FOLLOWED.match(self.row.link))


@dataclass(frozen=True, slots=True)
class Part:
    """One group of one level, each skill at the lowest level that asks it."""

    level: str
    group: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Unbacked:
    """An answer that meets what a level asks with nothing beside it; `id` is the skill's."""

    id: str
    skill: str
    level: str
    must_have: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person can show for their level: `level` by backed answers alone, and as given.

    Both are empty below the first. `unbacked` are in the order in which evidence matters.
    """

    level: str
    given: str
    unbacked: tuple[Unbacked, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All answers by level and group; `besides` are of skills the path did not ask in the end."""

    parts: tuple[Part, ...]
    besides: tuple[Answer, ...]
    rated: int
    not_relevant: int
    unrated: int
    backed: int
    shown: Shown


def sheet(assessment: Assessment, today: PathSpec) -> Sheet:
    """What a completed assessment holds. Three queries, however many skills it asks.

    Names are those of then, translated where those of `today` are.
    """
    if assessment.get_deferred_fields():
        assessment.refresh_from_db(fields=["asked", "placement"])
    path = in_todays_words(assessment.asked_path(), today)
    ratings = assessment.ratings.select_related("skill").prefetch_related("skill__anchors")
    rows = {row.skill.public_id: row for row in ratings.order_by("skill__name")}
    parts = tuple(_parts(path, rows))
    asked = [answer for part in parts for answer in part.answers]
    known = all_skills(path)
    return Sheet(
        parts=parts,
        besides=tuple(
            Answer(row.skill.name, (), row) for skill, row in rows.items() if skill not in known
        ),
        rated=(rated := sum(answer.point is not None for answer in asked)),
        not_relevant=(left_out := sum(answer.not_relevant for answer in asked)),
        unrated=len(asked) - rated - left_out,
        backed=sum(bool(answer.row and answer.row.has_evidence) for answer in asked),
        shown=_shown(path, rows, assessment.stored_placement()),
    )


def _shown(path: PathSpec, rows: dict[str, SkillRating], given: Placement) -> Shown:
    told = backing(path, {skill: row.as_rating() for skill, row in rows.items()}, given)
    names = {level.id: level.short_name for level in path.levels}
    ranks = {level.rank: level.short_name for level in path.levels}
    return Shown(
        ranks.get(told.shown.current_rank or 0, ""),
        ranks.get(given.current_rank or 0, ""),
        tuple(
            Unbacked(claim.skill, claim.skill_name, names[claim.level], claim.must_have)
            for claim in told.claims
        ),
    )


def _parts(path: PathSpec, rows: dict[str, SkillRating]) -> Iterator[Part]:
    levels, seen = asking(path), set[str]()
    for screen in screens(path):
        new = [asked for asked in screen.requirements if asked.skill not in seen]
        seen.update(asked.skill for asked in new)
        if new:
            yield Part(
                screen.level.short_name,
                screen.group_name,
                tuple(
                    Answer(
                        asked.skill_name,
                        tuple(level.short_name for level in levels[asked.skill][1:]),
                        rows.get(asked.skill),
                    )
                    for asked in new
                ),
            )
