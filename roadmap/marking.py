"""Where a person says what became of a project: the forms on its cards, and the links beside them.

A link is a word that a person wrote: in what is kept it has gaps, as evidence has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from assessments.forms import ProjectForm
from assessments.models import Assessment, ProjectMark
from careerpath.framework.caching import gap
from roadmap.evidence import Evidence, places, printed
from roadmap.types import PortfolioReading, ProjectCard

_value = gap("link")


@dataclass(frozen=True)
class Marking:
    """What was said of the projects, by their ids; `refused` is a form that was not understood."""

    assessment: Assessment
    rows: Mapping[str, ProjectMark]
    refused: Mapping[str, ProjectForm] = field(default_factory=dict)

    @property
    def linked(self) -> dict[str, Evidence]:
        """The links there are."""
        marked = {project: row for project, row in self.rows.items() if row.state and row.link}
        return {project: Evidence("", "", row.link, None, "") for project, row in marked.items()}

    @property
    def links(self) -> dict[str, SafeString]:
        """The gap of each link, printed."""
        return places(self.linked)

    def words(self) -> dict[str, str]:
        """What belongs into the gaps."""
        links, shown = self.links, printed(self.linked)
        values = {self._value_of(project): escape(row.link) for project, row in self.rows.items()}
        return {**values, **{links[project]: html for project, html in shown.items()}}

    def forms(self, reading: PortfolioReading | None) -> dict[str, ProjectForm]:
        """A form for each card, by its project."""
        cards = (*reading.to_build, *reading.marked) if reading else ()
        return {card.id: self.refused.get(card.id) or self._form(card) for card in cards}

    def _form(self, card: ProjectCard) -> ProjectForm:
        said = card.id in self.rows
        return ProjectForm(
            to=address(self.assessment, card.id),
            now=card.state,
            name=card.anchor,
            initial={"link": self._value_of(card.id) if said else ""},
        )

    def _value_of(self, project: str) -> str:
        return f"{_value}-{project}."


def address(assessment: Assessment, project: str) -> str:
    """Where it is said."""
    return reverse("roadmap:project", args=[assessment.public_id, *project.split("/")])


def projects_url(assessment: Assessment) -> str:
    """The path's page of projects, up to a card's anchor; empty where nobody can read it."""
    if not assessment.path.published:
        return ""
    return reverse("framework:projects", args=[assessment.path.public_id]) + "#"
