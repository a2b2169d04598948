"""What the levels ask: groups and requirements, brought to what a document says."""

from __future__ import annotations

from collections import Counter

from careerpath.framework.documents.model import Group, PathDocument
from careerpath.framework.fullness import refuse_too_full
from careerpath.framework.models import CareerPath, Level, Requirement, SkillGroup
from careerpath.framework.models.base import stem_of

from .book import SkillBook
from .matching import Named, folded, named, pair
from .path_rows import in_order, in_use
from .skill_rows import skill_row
from .sync import Editing, Sync, Wanted, free_id, set_fields


def bring_requirements(
    editing: Editing,
    path: CareerPath,
    levels: list[Level],
    document: PathDocument,
    book: SkillBook,
) -> None:
    """What each level asks; the skills must be there. Raises TooManySkills."""
    before = Counter(row.level_id for row in in_use(editing.rows[Requirement]))
    groups = _bring_groups(editing, path, document)
    wanted = []
    for level, rung in zip(levels, document.levels, strict=True):
        asked = [(group, skill) for group in rung.groups for skill in group.skills]
        refuse_too_full(level.name, asked=len(asked), before=before[level.pk])
        for position, (group, skill) in enumerate(asked, start=1):
            row = skill_row(book, skill.name, skill.public_id)
            fields = {
                "group": groups[folded(group.name)],
                "skill": row,
                "proficiency": skill.proficiency,
                "must_have": skill.must_have,
                "position": position,
            }
            wanted.append(Wanted(level, row.public_id, fields))
    sync = Sync(editing, Requirement, "level", called=lambda row: row.skill.public_id)
    sync.run(levels, wanted)


def _bring_groups(
    editing: Editing, path: CareerPath, document: PathDocument
) -> dict[str, SkillGroup]:
    """The path's groups by name; those no longer asked stay, for what was asked in them."""
    items = _groups_of(document)
    rows = in_order(editing.rows[SkillGroup])
    places = pair(
        [Named(row.name, row.public_id) for row in rows],
        [named(group.name, group.public_id) for group in items],
    )
    taken = {row.public_id for row in rows}
    made, changed, found = [], [], {}
    for position, (group, place) in enumerate(zip(items, places, strict=True), start=1):
        kind = SkillGroup.Kind.SOFT if group.soft else SkillGroup.Kind.TECHNICAL
        fields = {"name": group.name, "kind": kind, "position": position}
        if place is None:
            new_id = free_id(group.public_id or stem_of(group.name), taken)
            row = SkillGroup(path=path, public_id=new_id, **fields)
            made.append(row)
        else:
            row = rows[place]
            if set_fields(row, fields):
                changed.append(row)
        found[folded(group.name)] = row
    editing.update(SkillGroup, changed, ["name", "kind", "position"])
    editing.create(SkillGroup, made)
    return found


def _groups_of(document: PathDocument) -> list[Group]:
    """Each group once, technical ones first."""
    wanted: dict[str, Group] = {}
    for rung in document.levels:
        for group in rung.groups:
            wanted.setdefault(folded(group.name), group)
    return sorted(wanted.values(), key=lambda group: group.soft)
