"""The skills that a document names: renamed, made, or brought back into use."""

from __future__ import annotations

from django.utils.translation import gettext

from careerpath.framework.documents.model import PathDocument
from careerpath.framework.models import Skill, SkillAlias
from careerpath.framework.models.base import stem_of

from .book import SkillBook
from .matching import folded
from .skills import Resolved
from .sync import ApplyError, Editing, free_id


def bring_skills(editing: Editing, resolved: Resolved) -> None:
    """Renames, then what nobody had yet; the book knows them all afterwards."""
    _rename(editing, resolved.book, resolved.renames)
    _make(editing, resolved.book, resolved.document)


def skill_row(book: SkillBook, name: str, public_id: str = "") -> Skill:
    """The row of a skill that is known to be there."""
    row = book.find(name, public_id)
    if row is None:
        raise ApplyError(gettext("No skill “%(skill)s”.") % {"skill": name})
    return row


def _rename(editing: Editing, book: SkillBook, renames: dict[str, str]) -> None:
    """A renamed skill keeps its old name as an alias, so older documents still find it."""
    rows, aliases = [], []
    for public_id, name in renames.items():
        row = book.by_id[public_id]
        other = book.by_name.get(folded(name))
        if other and other.pk != row.pk:
            raise ApplyError(
                gettext("“%(old)s” can't be renamed: “%(new)s” exists already.")
                % {"old": row.name, "new": other.name}
            )
        if folded(row.name) not in book.by_alias:
            aliases.append(SkillAlias(skill=row, name=row.name))
        book.by_name[folded(name)] = row
        row.name = name
        rows.append(row)
    editing.update(Skill, rows, ["name"])
    editing.create(SkillAlias, aliases)


def _make(editing: Editing, book: SkillBook, document: PathDocument) -> None:
    """Skills nobody had yet; retired ones that are asked again come back."""
    taken = set(book.by_id)
    made: dict[str, Skill] = {}
    back: dict[int, Skill] = {}
    for name, public_id in _named(document):
        row = book.find(name, public_id)
        if row is None and folded(name) not in made:
            new_id = free_id(public_id or stem_of(name), taken)
            made[folded(name)] = Skill(name=name, public_id=new_id)
        elif row is not None and row.retired_at is not None:
            row.retired_at = None
            back[row.pk] = row
    editing.create(Skill, list(made.values()))
    editing.update(Skill, back.values(), ["retired_at"])
    book.by_name |= made


def _named(document: PathDocument) -> list[tuple[str, str]]:
    """Every skill a document names, with the id it gives."""
    found = []
    for rung in document.levels:
        found += [(skill.name, skill.public_id) for group in rung.groups for skill in group.skills]
    for rung in document.levels:
        found += [(e.skill, "") for project in rung.projects for e in project.exercises]
    return found
