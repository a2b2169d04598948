"""Portfolio projects and the skills they exercise.

- **Edge platform {#edge}:** Runs models on devices.
  - **Python:** The runtime is a service you write.
"""

from __future__ import annotations

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import LINE, NAME, Draft, flat, line_of
from careerpath.framework.documents.labels import any_label, split_list, strong_label
from careerpath.framework.documents.model import Exercise, ProjectIdea
from careerpath.framework.documents.names import bare
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.text import safe, said

from .skills import read_label, take_id, write_label
from .which import meant

WARNS = {"attention", "important", "hint", "warning"}
STACK = {"stack", "skills", "technologies", "tools", "uses"}


def read_project(draft: Draft, node: Node) -> ProjectIdea | None:
    """A project from its item; None where it has no usable name."""
    label = any_label(node.text)
    if label:
        (name, public_id), description = read_label(label[0]), said(label[1])
    else:
        text, public_id = take_id(node.text)
        name, description = said(text), ""
    if not name or len(name) > NAME or (label and bare(name) in WARNS):
        return None
    exercises: dict[str, Exercise] = {}
    steps = [description]
    for child in draft.listed(node.children):
        found, step = _below(draft, child)
        steps.append(step)
        for exercise in found:
            exercises.setdefault(folded(exercise.skill), exercise)
    description = "; ".join(step for step in steps if step)
    return ProjectIdea(name, description, tuple(exercises.values()), public_id)


def _below(draft: Draft, node: Node) -> tuple[list[Exercise], str]:
    """What a line below a project says: skills it exercises, or more about the project.

    A skill has a bold label, or is one that a level asks; so are those of a line “Stack: …”.
    """
    label = any_label(node.text)
    name = skill_name(said(label[0] if label else flat(node)))
    if strong_label(node.text) or folded(name) in draft.spelled:
        found = read_exercise(draft, node)
        return ([found], "") if found else ([], "")
    if label and bare(label[0]) in STACK:
        names = [skill_name(said(part)) for part in split_list(label[1])]
        known = [Exercise(draft.spelling(n)) for n in names if folded(n) in draft.spelled]
        return known, "" if len(known) == len(names) else line_of(node)
    return [], line_of(node)


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
        project = read_project(draft, node) if node.kind in {"item", "text"} else None
        if project:
            found.append(project)
        else:
            draft.keep(node, "Notes on projects")
    return found


def read_section(draft: Draft, node: Node) -> None:
    """The whole projects section: levels as headings, labels or items."""
    for child in draft.listed(node.children):
        label = (child.text, "") if child.kind == "heading" else any_label(child.text)
        label = label or (child.text, "")
        place = meant(draft, child, label[0])
        if place is None:
            draft.keep(child, "Notes on projects")
            continue
        below = list(draft.listed(child.children))
        add_projects(draft, place, child, read_projects(draft, below, label[1]))


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
        elif folded(project.name) in level.projects:
            draft.remark(node.line, project.name, gettext("This level has this project already."))
        else:
            level.projects[folded(project.name)] = project


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
    ends = (":**", " x") if exercise.why else ("**", "")

    def keeps(text: str) -> bool:
        found = strong_label(f"**{text}{ends[0]}{ends[1]}")
        return bool(found) and skill_name(said((found or ("",))[0])) == exercise.skill

    label = f"**{safe(exercise.skill, keeps)}{ends[0]}"
    why = safe(exercise.why, lambda text: said(text) == exercise.why)
    return f"{label} {why}".rstrip()
