"""From the rules' answers to a page: `read` makes the one Roadmap the template prints.

- facts.py      everything the engine says of one assessment and one target
- standing.py   the hero sentence, the lead, the notes
- reasons.py    the rungs with their reasons
- way.py        the shortest way, every gap, what to keep
- projects.py   what to build
- profile.py    the profile by group
"""

from __future__ import annotations

from careerpath.engine.types import PathSpec, Placement, ProjectSpec, Ratings
from roadmap.reading import profile, projects, reasons, standing, way
from roadmap.reading.facts import gather
from roadmap.types import Roadmap, TargetChoice


def read(
    *,
    path: PathSpec,
    ratings: Ratings,
    placement: Placement,
    project_specs: tuple[ProjectSpec, ...],
    wanted: str | None = None,
) -> Roadmap:
    """The roadmap of one assessment; `wanted` is a level id, ignored where it is not further up."""
    facts = gather(path, ratings, placement, project_specs, wanted)
    return Roadmap(
        path=path.name,
        headline=standing.headline(facts),
        lead=standing.lead(facts),
        notes=standing.notes(facts),
        range=standing.unrated_range(facts),
        unrated=len(facts.unrated),
        current=facts.current.short_name if facts.current else None,
        current_id=facts.current.id if facts.current else None,
        target=facts.target.short_name if facts.target else None,
        focus=facts.focus.id if facts.focus else None,
        rungs=reasons.rungs(facts),
        choices=tuple(
            TargetChoice(level.id, level.short_name, is_chosen=level == facts.target)
            for level in path.levels
            if level.rank > (placement.current_rank or 0) and level.requirements
        ),
        way=way.shortest(facts),
        portfolio=projects.portfolio(facts),
        gaps=way.gaps(facts),
        gap_count=way.gap_count(facts),
        keep=way.keep(facts),
        groups=profile.groups(facts),
    )
