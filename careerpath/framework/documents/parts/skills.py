"""Groups and skills, and the marks behind a skill: “SQL (must-have, Leading) {#sql}”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import NAME, Draft, flat
from careerpath.framework.documents.labels import (
    any_label,
    dash_label,
    split_list,
    strong_label,
    weak_label,
)
from careerpath.framework.documents.model import SOFT_GROUP, TECHNICAL_GROUP, Group, SkillAsked
from careerpath.framework.documents.names import line_said, numberless, part_of
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.text import safe, said

PROFICIENCIES = {"aware": 1, "practising": 2, "practicing": 2, "proficient": 3, "leading": 4}
PROFICIENCY_NAMES = {1: "Aware", 2: "Practising", 3: "Proficient", 4: "Leading"}
PUBLIC_ID = re.compile(r"\s*\{#([-a-zA-Z0-9_]{1,80})\}$")
_MARKS = re.compile(r"\s*\(([A-Za-z, -]{4,40})\)$")
_MUST_HAVE = {"must-have", "must have"}
_EXAMPLES = re.compile(r"(?:e\.g\.|such as|including|in particular|incl\.)\s", re.IGNORECASE)
DOTS = (" · ", " • ")
NO_SKILL = {"etc", "etc.", "and more"}


def take_id(text: str) -> tuple[str, str]:
    """A protected text and the public id written behind it, if any."""
    text = text.strip()
    found = PUBLIC_ID.search(text)
    return (text[: found.start()].strip(), found.group(1)) if found else (text, "")


def read_skill(text: str) -> SkillAsked | None:
    """One skill with its marks; None where no name is left."""
    text, public_id = take_id(text)
    text = text.strip().rstrip(";").removeprefix("+ ").removeprefix("and ").strip()
    proficiency, must_have = 3, False
    if (found := _MARKS.search(text)) and (marks := _marks(found.group(1))):
        proficiency, must_have = marks
        text = text[: found.start()]
    name = skill_name(said(text))
    usable = any(map(str.isalnum, name))
    return SkillAsked(name, proficiency, must_have, public_id) if usable else None


def _marks(text: str) -> tuple[int, bool] | None:
    """Proficiency and must-have, if every word in the brackets is one of them."""
    words = [word.strip().casefold() for word in text.split(",")]
    if not all(word in PROFICIENCIES or word in _MUST_HAVE for word in words):
        return None
    said_so = [PROFICIENCIES[word] for word in words if word in PROFICIENCIES]
    return (said_so[0] if said_so else 3), any(word in _MUST_HAVE for word in words)


def read_skills(text: str) -> list[SkillAsked]:
    """The skills of one line, in order; “etc.” is none."""
    parts = [part for part in split_list(_stopped(text)) if part not in NO_SKILL]
    parts = _with_examples(parts)
    return [skill for part in parts if (skill := read_skill(part))]


def _with_examples(parts: list[str]) -> list[str]:
    """“EDC systems, e.g. REDCap, OpenClinica” is one skill with its examples in brackets."""
    at = next((n for n, part in enumerate(parts) if n and _EXAMPLES.match(part)), None)
    if at is None:
        return parts
    return [*parts[: at - 1], f"{parts[at - 1]} ({', '.join(parts[at:])})"]


def _stopped(text: str) -> str:
    """The line without the full stop that ends it."""
    return text[:-1] if text.endswith(".") and not text.endswith(("..", "etc.")) else text


def write_skills(skills: Iterable[SkillAsked]) -> str:
    """Several in one line; parted by semicolons where a dot, which has no escape, is in one."""
    skills = list(skills)
    # A mark behind a name that ends in a dot makes it one that parts: “R · (Aware)”.
    dotted = any(dot in f"{skill.name} " for skill in skills for dot in DOTS)
    mark = ";" if dotted else ","
    line = f"{mark} ".join(write_skill(skill, mark=mark) for skill in skills)
    return f"{line};" if dotted and len(skills) == 1 else line


def write_skill(skill: SkillAsked, *, mark: str = "") -> str:
    """The canonical form; `mark` is what parts it from others in its line, if anything does."""
    marks = ["must-have"] if skill.must_have else []
    if skill.proficiency != 3:  # noqa: PLR2004  # what nobody needs to say
        marks.append(PROFICIENCY_NAMES[skill.proficiency])
    tail = f" ({', '.join(marks)})" if marks else ""
    tail += f" {{#{skill.public_id}}}" if skill.public_id else ""

    def keeps(text: str) -> bool:
        if mark:
            if text.count('"') % 2:  # it would pair up with a neighbour's
                return False
            line = text + tail
            alone = read_skills(f"{line};" if mark == ";" else line)
            last, first = read_skills(f"A{mark} {line}"), read_skills(f"{line}{mark} A")
            return (alone, last[1:], first[:1]) == ([skill], [skill], [skill])
        return read_skill(text + tail) == skill and not strong_label(text + tail)

    return safe(skill.name, keeps) + tail


def write_label(name: str, public_id: str = "") -> str:
    """A bold label, “**Name {#id}:**”."""
    tail = f" {{#{public_id}}}" if public_id else ""

    def keeps(text: str) -> bool:
        found = strong_label(f"**{text}{tail}:** x")
        if not found or line_said(text) != name:  # a line's label, too, loses a mark that ends it
            return False
        return read_label(found[0]) == (name, public_id)

    return f"**{safe(name, keeps)}{tail}:**"


def read_label(text: str) -> tuple[str, str]:
    """A label's name and the public id written in it."""
    text, public_id = take_id(text)
    return said(text), public_id


# --- A level's groups -------------------------------------------------------------------------


class GroupReader:
    """Collects a level's groups; asks each skill once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.groups: dict[str, Group] = {}
        self.asked: set[str] = set()
        self.must_have = False
        # Translated once: a line can ask the same skill a thousand times.
        self.asked_already = gettext("This level asks this skill already.")

    def read(self, node: Node, rest: str, *, soft: bool, must_have: bool = False) -> None:
        """A “Required Skills” or “Soft Skills” part: its line, then what stands below it."""
        default = SOFT_GROUP if soft else TECHNICAL_GROUP
        self.must_have = must_have
        self._add(node, default, read_skills(rest), soft=soft)
        for child in self.draft.listed(node.children):
            self._child(child, default, soft=soft)

    def _child(self, node: Node, default: str, *, soft: bool) -> None:
        label = self._group_label(node, soft=soft)
        if label is None:
            self._add(node, default, self._single(node, soft=soft), soft=soft)
            return
        name, public_id = read_label(numberless(label[0]))
        name = name or default  # a list below a bullet with no words
        soft = soft or part_of(name) == "soft"
        skills = read_skills(label[1])
        for child in self.draft.listed(node.children):
            skills += self._single(child, soft=soft)
        if not skills:
            self.draft.remark(node.line, name, gettext("A group without skills; left out."))
        self._add(node, name, skills, soft=soft, public_id=public_id)

    def _group_label(self, node: Node, *, soft: bool) -> tuple[str, str] | None:
        """The group a node opens. A plain “Ownership: end to end” is a soft skill, no group."""
        if node.kind in {"fence", "rule"}:
            return None
        if node.kind == "heading" or (node.children and not any_label(node.text)):
            return node.text, ""
        if soft and not node.children:
            found = strong_label(node.text)
        else:
            found = any_label(node.text) or self._dashed(node)
        return found if found and (found[1] or node.children or node.kind == "text") else None

    def _dashed(self, node: Node) -> tuple[str, str] | None:
        """“Data - Postgres, Redis” is a group; “Docker - the basics” is a skill."""
        found = dash_label(node.text)
        return found if found and len(read_skills(found[1])) > 1 else None

    def _single(self, node: Node, *, soft: bool) -> list[SkillAsked]:
        """The skills of an item: a soft one is a phrase, its commas are its own."""
        label = None if soft or node.children else weak_label(node.text)
        text = f"{label[0]} ({label[1]})" if label and label[1] else flat(node)
        skill = read_skill(text) if soft else None
        return [skill] if skill else ([] if soft else read_skills(text))

    def _add(
        self,
        node: Node,
        name: str,
        skills: Iterable[SkillAsked],
        *,
        soft: bool,
        public_id: str = "",
    ) -> None:
        fresh = tuple(skill for skill in skills if self._is_fresh(node, skill))
        fresh = tuple(
            replace(
                skill,
                name=self.draft.spelling(skill.name),
                must_have=skill.must_have or self.must_have,
            )
            for skill in fresh
        )
        if len(name) > NAME:
            self.draft.remark(node.line, name, gettext("Too long for the name of a group."))
            name = SOFT_GROUP if soft else TECHNICAL_GROUP
        if fresh:
            known = self.groups.get(folded(name), Group(name, (), soft, public_id))
            self.groups[folded(name)] = replace(known, skills=known.skills + fresh)

    def _is_fresh(self, node: Node, skill: SkillAsked) -> bool:
        if len(skill.name) > NAME:
            self.draft.remark(
                node.line, skill.name, gettext("Too long for the name of a skill; left out.")
            )
            return False
        if folded(skill.name) in self.asked:
            self.draft.remark(node.line, skill.name, self.asked_already)
            return False
        self.asked.add(folded(skill.name))
        return True
