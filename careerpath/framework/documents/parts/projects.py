"""Portfolio projects and the skills they exercise.

- **Edge platform {#edge}:** Runs models on devices.
  - **Python:** The runtime is a service you write.
"""

from __future__ import annotations

from django.utils.translation import gettext

from careerpath.framework.documents.draft import LINE, NAME, Draft, flat
from careerpath.framework.documents.model import Exercise, ProjectIdea, Rung
from careerpath.framework.documents.names import bare, skill_name
from careerpath.framework.documents.outline import Node
from careerpath.framework.documents.text import (
    any_label,
    safe,
    said,
    settle,
    split_list,
    strong_label,
)

from .skills import read_label, take_id, write_label


def read_project(draft: Draft, node: Node) -> ProjectIdea | None:
    """A project from its item; None where it has no usable name."""
    label = any_label(node.text)
    if label:
        (name, public_id), description = read_label(label[0]), said(label[1])
    else:
        text, public_id = take_id(node.text)
        name, description = said(text), ""
    if not name or len(name) > NAME:
        return None
    exercises: dict[str, Exercise] = {}
    for child in node.children:
        if found := read_exercise(draft, child):
            exercises.setdefault(found.skill.casefold(), found)
    return ProjectIdea(name, description, tuple(exercises.values()), public_id)


def read_exercise(draft: Draft, node: Node) -> Exercise | None:
    """“**Python:** why” or “Python”."""
    text = flat(node)
    skill, why = any_label(text) or (text, "")
    name = skill_name(said(skill))
    if not name or len(name) > NAME or len(said(why)) > LINE:
        draft.remark(node.line, said(text), gettext("Not understood as a skill and why; left out."))
        return None
    return Exercise(draft.spelling(name), said(why))


def read_projects(draft: Draft, nodes: list[Node], rest: str) -> list[ProjectIdea]:
    """The projects of one level: a line of names, items, or both; each name once."""
    found = [ProjectIdea(said(part)) for part in split_list(rest.rstrip("."))]
    for node in nodes:
        if node.kind in {"rule", "fence"}:
            continue
        project = read_project(draft, node)
        if project:
            found.append(project)
        else:
            draft.keep(node, "Notes on projects")
    return found


def level_named(rungs: list[Rung], label: str) -> int | None:
    """Which level a label like “Mid”, “Senior projects” or “For juniors” means, by place."""
    exact = said(label).casefold()
    for names in ([rung.name for rung in rungs], [rung.short_name for rung in rungs]):
        for place, name in enumerate(names):
            if name.casefold() == exact:
                return place
    return _level_like(bare(label), rungs)


def _level_like(words: str, rungs: list[Rung]) -> int | None:
    for suffix in (" projects", " project", " levels", " level", " engineers"):
        words = words.removesuffix(suffix)
    names = [(bare(rung.short_name), bare(rung.name)) for rung in rungs]
    for place, both in enumerate(names):
        if words in both:
            return place
    for place, (short, name) in enumerate(names):
        if words and (f"{short}-".startswith(f"{words}-") or name.startswith(f"{words} ")):
            return place
    return None


def read_section(draft: Draft, node: Node) -> None:
    """The whole projects section: levels as headings, labels or items."""
    for child in node.children:
        if child.kind == "rule":
            continue
        label = (child.text, "") if child.kind == "heading" else any_label(child.text)
        label = label or (child.text, "")
        place = level_named([level.rung for level in draft.levels], label[0])
        if place is None:
            draft.keep(child, "Notes on projects")
            continue
        add_projects(draft, place, child, read_projects(draft, child.children, label[1]))


def add_projects(draft: Draft, place: int, node: Node, projects: list[ProjectIdea]) -> None:
    """Give a level its projects; a name it has already is reported, not repeated."""
    level = draft.levels[place]
    for project in projects:
        if not project.name:
            continue
        if len(project.name) > NAME:
            draft.remark(
                node.line, project.name, gettext("Too long for the name of a project; left out.")
            )
        elif project.name.casefold() in level.projects:
            draft.remark(node.line, project.name, gettext("This level has this project already."))
        else:
            level.projects[project.name.casefold()] = project


# --- Writing ----------------------------------------------------------------------------------


def write_project(project: ProjectIdea) -> list[str]:
    """The canonical item with its skills below it."""
    if project.description:
        said_so = safe(project.description, lambda text: said(text) == project.description)
        lines = [f"- {write_label(project.name, project.public_id)} {said_so}"]
    else:
        tail = f" {{#{project.public_id}}}" if project.public_id else ""
        lines = [f"- {safe(project.name, lambda t: _bare_name(t + tail) == project.name)}{tail}"]
    return lines + [f"  - {_exercise(exercise)}" for exercise in project.exercises]


def _bare_name(text: str) -> str | None:
    return None if any_label(text) else said(take_id(text)[0])


def _exercise(exercise: Exercise) -> str:
    if not exercise.why:
        return safe(
            exercise.skill, lambda t: not any_label(t) and skill_name(said(t)) == exercise.skill
        )

    def keeps(text: str) -> bool:
        found = strong_label(f"**{text}:** x")
        return bool(found) and skill_name(settle((found or ("",))[0])) == exercise.skill

    why = safe(exercise.why, lambda text: said(text) == exercise.why)
    return f"**{safe(exercise.skill, keeps)}:** {why}"
