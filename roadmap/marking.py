"""Where a person says what became of a project: the forms on its cards, and the links beside them.

A link is a word that a person wrote: in what is kept it has gaps, as evidence has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from assessments.forms import ProjectForm
from assessments.models import Assessment, ProjectMark
from assessments.selectors import seen_of_mark
from careerpath.framework.caching import gap
from careerpath.framework.models import Project
from roadmap.evidence import Evidence, printed_once, words_of
from roadmap.types import PortfolioReading, ProjectCard

_value = gap("link")
_seen = gap("seen")


@dataclass(frozen=True)
class Refused:
    """What was said of a project and is not saved, with its form, which tells why."""

    project: Project
    form: ProjectForm

    @property
    def card(self) -> ProjectCard:
        """Where it stands on a roadmap that does not speak of the project."""
        spec = self.project
        return ProjectCard(
            id=spec.spec_id, name=spec.name, level=spec.level.short_name,
            gain="", share=0, adds=(), also=(),
        )  # fmt: skip


@dataclass(frozen=True)
class Marking:
    """What was said of the projects, by their ids, and what was refused."""

    assessment: Assessment
    rows: Mapping[str, ProjectMark]
    refused: Refused | None = None

    @cached_property
    def linked(self) -> dict[str, Evidence]:
        """The links there are."""
        marked = {project: row for project, row in self.rows.items() if row.state and row.link}
        return {
            project: Evidence(project, "", row.link, None, "") for project, row in marked.items()
        }

    @property
    def says(self) -> tuple[Any, ...]:
        """All that differs between two people, but for words."""
        return tuple(one.without_words for one in self.linked.values()), tuple(self.rows)

    @cached_property
    def links(self) -> dict[str, SafeString]:
        """Each link as HTML, with gaps."""
        return printed_once(self.linked)

    def words(self) -> dict[str, str]:
        """What belongs into the gaps."""
        values = {self._value_of(project): escape(row.link) for project, row in self.rows.items()}
        seen = {self._seen_of(project): seen_of_mark(row) for project, row in self.rows.items()}
        return {**values, **seen, **words_of(self.linked)}

    def stray(self, reading: PortfolioReading | None) -> ProjectCard | None:
        """The card of what was refused, where the roadmap has none of it."""
        if self.refused is None or self.refused.card.id in {card.id for card in _cards(reading)}:
            return None
        return self.refused.card

    def forms(
        self, reading: PortfolioReading | None, wanted: str | None = None
    ) -> dict[str, ProjectForm]:
        """A form for each card, by its project; `wanted` is the target that they were read for."""
        forms = {card.id: self._form(card, wanted) for card in _cards(reading)}
        if self.refused:
            forms[self.refused.card.id] = self.refused.form
        return forms

    def _form(self, card: ProjectCard, wanted: str | None) -> ProjectForm:
        said = card.id in self.rows
        return ProjectForm(
            to=address(self.assessment, card.id, wanted),
            now=card.state,
            name=card.anchor,
            initial={
                "link": self._value_of(card.id) if said else "",
                "seen": self._seen_of(card.id) if said else seen_of_mark(None),
            },
        )

    def _value_of(self, project: str) -> str:
        return f"{_value}-{project}."

    def _seen_of(self, project: str) -> str:
        return f"{_seen}-{project}."


def _cards(reading: PortfolioReading | None) -> tuple[ProjectCard, ...]:
    return (*reading.to_build, *reading.marked) if reading else ()


def address(assessment: Assessment, project: str, wanted: str | None) -> str:
    """Where it is said, on the roadmap to the level that is `wanted`."""
    here = reverse("roadmap:project", args=[assessment.public_id, *project.split("/")])
    return f"{here}{target_query(wanted)}"


def target_query(wanted: str | None) -> str:
    """What a roadmap's address says of its target; nothing for the next level."""
    return f"?{urlencode({'target': wanted})}" if wanted else ""


def projects_url(assessment: Assessment) -> str:
    """The path's page of projects, up to a card's anchor; empty where nobody can read it."""
    if not assessment.path.published:
        return ""
    return reverse("framework:projects", args=[assessment.path.public_id]) + "#"
