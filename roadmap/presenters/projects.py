"""What to build: the engine's choice as cards, and what was built already."""

from __future__ import annotations

from dataclasses import dataclass

from careerpath.engine.portfolio import portfolio as choose
from careerpath.engine.types import Portfolio, ProjectChoice, ProjectSpec
from roadmap.facts import Facts
from roadmap.marks import Mark
from roadmap.phrases import projects as phrases
from roadmap.types import PortfolioReading, ProjectCard


def portfolio(facts: Facts) -> PortfolioReading | None:
    """The cards; None where there is no way, or no project to speak of, and none was begun."""
    reading = _Reading.of(facts)
    cards = PortfolioReading(
        summary=reading.summary() if facts.target else "",
        note=reading.note() if facts.target else "",
        chosen=tuple(
            reading.card(c.project, phrases.gain(place, len(c.adds), reading.total), c)
            for place, c in enumerate(reading.choice.chosen, start=1)
        ),
        others=tuple(reading.card(c.project, reading.why_not(c), c) for c in reading.choice.others),
        unmapped=tuple(
            reading.card(project, phrases.unmapped(), None) for project in reading.choice.unmapped
        ),
        marked=tuple(reading.marked_card(mark) for mark in reading.besides()),
    )
    return cards if cards.any else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The engine's choice with what it is told by."""

    facts: Facts
    choice: Portfolio
    specs: dict[str, ProjectSpec]
    marks: dict[str, Mark]
    total: int
    """How many raises of the way need a project."""

    @classmethod
    def of(cls, facts: Facts) -> _Reading:
        """Ask the rules; what is done is not told to be built again."""
        specs = {spec.id: spec for spec in facts.projects}
        marks = {mark.project: mark for mark in facts.marks}
        done = {mark.project for mark in facts.marks if mark.done_at}
        to_rate = {
            skill
            for mark in facts.marks
            if mark.to_rate and mark.project in specs
            for skill in specs[mark.project].skills
        }
        choice = choose(facts.projects, facts.way, facts.gaps, done=done, to_rate=to_rate)
        return cls(facts, choice, specs, marks, len(set(facts.way.skills) - to_rate))

    @property
    def has_done(self) -> bool:
        """Whether any project is done."""
        return any(mark.done_at for mark in self.marks.values())

    def summary(self) -> str:
        """The line above the cards."""
        target = self.facts.target.short_name if self.facts.target else ""
        says = phrases.summary_besides_done if self.has_done else phrases.summary
        exercised = self.total - len(self.choice.uncovered)
        return says(len(self.choice.chosen), exercised, self.total, target)

    def note(self) -> str:
        """What no project exercises, and what rests on unrated skills."""
        names = self.facts.skill_names()
        return phrases.note(
            [names[skill] for skill in self.choice.uncovered] if self.choice.chosen else [],
            rests_on_unrated=self.facts.way.points != self.facts.best_way.points,
            besides_done=self.has_done,
        )

    def why_not(self, choice: ProjectChoice) -> str:
        """Why a mapped project was not chosen."""
        if choice.covers and not self.choice.chosen:
            return phrases.adds_nothing_to_done()
        return phrases.adds_nothing(len(self.choice.chosen) if choice.covers else 0)

    def besides(self) -> list[Mark]:
        """What is done, and what was begun and is not among what there is to build."""
        choice = self.choice
        told = {c.project for c in (*choice.chosen, *choice.others)} | set(choice.unmapped)
        return [mark for mark in self.facts.marks if mark.project not in told]

    def card(self, project: str, gain: str, choice: ProjectChoice | None) -> ProjectCard:
        """One that there is to build."""
        spec, names = self.specs[project], self.facts.skill_names()
        levels = {level.id: level.short_name for level in self.facts.path.levels}
        adds = choice.adds if choice else ()
        mark = self.marks.get(project)
        return ProjectCard(
            id=spec.id,
            name=spec.name,
            level=levels[spec.level],
            gain=gain,
            share=100 * len(adds) // max(1, self.total),
            adds=tuple(names[skill] for skill in adds),
            also=tuple(
                names[skill]
                for skill in ((*choice.covers, *choice.besides) if choice else ())
                if skill not in adds
            ),
            begun_at=mark.begun_at if mark else None,
        )

    def marked_card(self, mark: Mark) -> ProjectCard:
        """One that stands as it is, with the skills it exercises that the path asks."""
        spec, names = self.specs.get(mark.project), self.facts.skill_names()
        asked = [skill for skill in (spec.skills if spec else ()) if skill in names]
        return ProjectCard(
            id=mark.project,
            name=spec.name if spec else mark.name,
            level=mark.level,
            gain="",
            share=0,
            adds=(),
            also=tuple(names[skill] for skill in asked),
            begun_at=mark.begun_at,
            done_at=mark.done_at,
            to_rate=mark.to_rate and bool(asked),
        )
