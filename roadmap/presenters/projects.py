"""What to build: the engine's choice as cards."""

from __future__ import annotations

from careerpath.engine.portfolio import portfolio as choose
from careerpath.engine.types import Portfolio, ProjectChoice, ProjectSpec
from roadmap.facts import Facts
from roadmap.phrases import projects as phrases
from roadmap.types import PortfolioReading, ProjectCard


def portfolio(facts: Facts) -> PortfolioReading | None:
    """The cards; None where there is no way, or no project to speak of."""
    if facts.target is None:
        return None
    choice = choose(facts.projects, facts.way, facts.gaps)
    if not (choice.chosen or choice.others or choice.unmapped):
        return None
    return _worded(facts, choice, {spec.id: spec for spec in facts.projects})


def _worded(facts: Facts, choice: Portfolio, specs: dict[str, ProjectSpec]) -> PortfolioReading:
    names, total = facts.skill_names(), len(facts.way.skills)
    target = facts.target.short_name if facts.target else ""
    return PortfolioReading(
        summary=phrases.summary(len(choice.chosen), total - len(choice.uncovered), total, target),
        note=phrases.note(
            [names[skill] for skill in choice.uncovered] if choice.chosen else [],
            rests_on_unrated=facts.way.points != facts.best_way.points,
        ),
        chosen=tuple(
            _card(facts, specs[c.project], phrases.gain(place, len(c.adds), total), c)
            for place, c in enumerate(choice.chosen, start=1)
        ),
        others=tuple(
            _card(
                facts,
                specs[c.project],
                phrases.adds_nothing(len(choice.chosen) if c.covers else 0),
                c,
            )
            for c in choice.others
        ),
        unmapped=tuple(
            _card(facts, specs[project], phrases.unmapped(), None) for project in choice.unmapped
        ),
    )


def _card(facts: Facts, spec: ProjectSpec, gain: str, choice: ProjectChoice | None) -> ProjectCard:
    names = facts.skill_names()
    levels = {level.id: level.short_name for level in facts.path.levels}
    adds = choice.adds if choice else ()
    return ProjectCard(
        id=spec.id,
        name=spec.name,
        level=levels[spec.level],
        gain=gain,
        share=100 * len(adds) // len(facts.way.skills),
        adds=tuple(names[skill] for skill in adds),
        also=tuple(
            names[skill]
            for skill in ((*choice.covers, *choice.besides) if choice else ())
            if skill not in adds
        ),
    )
