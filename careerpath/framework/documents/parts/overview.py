"""What the path is about: its overview, and its core responsibilities."""

from __future__ import annotations

from careerpath.framework.documents.draft import Draft, keep_labelled, line_of
from careerpath.framework.documents.names import section_of
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said


def read_overview(draft: Draft, node: Node) -> None:
    """The texts of a section, but for what stands below headings of its own."""
    run: list[Node] = []
    for child in [*node.children, None]:
        if child is None or child.kind == "heading":
            draft.overview.append(draft.outline.raw(run))
            run = []
            if child and section_of(child.text) == "overview":
                read_overview(draft, child)
            elif child:
                keep_labelled(draft, child, about="Notes on the role")
        elif run and run[-1].end <= child.start and _gap(draft, run[-1], child):
            draft.overview.append(draft.outline.raw(run))
            run = [child]
        else:
            run.append(child)


def _gap(draft: Draft, one: Node, other: Node) -> bool:
    """Whether something that was taken out stood between two nodes."""
    return any(line.strip() for line in draft.outline.lines[one.end : other.start])


def read_core(draft: Draft, node: Node, rest: str = "") -> None:
    """What everybody on the path does; `rest` stands beside the label."""
    lines = [said(rest), *map(line_of, draft.listed(node.children))]
    draft.core += [line for line in lines if line]
