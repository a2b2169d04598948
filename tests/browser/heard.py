"""What a screen reader is told: Chromium's own accessibility tree, not the markup."""

from __future__ import annotations

from typing import Any, NamedTuple

Node = dict[str, Any]
Tree = list[Node]


class Heard(NamedTuple):
    """A picture as it is announced: its name, and the description that may follow."""

    name: str
    description: str


def tree(page: Any) -> Tree:
    """What of the page is told at all, in the order it is read."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node["ignored"]]


def pictures(told: Tree) -> list[Heard]:
    """Every picture of the page, in the order it is read."""
    return [_heard(node) for node in told if node["role"]["value"] == "image"]


def inside_pictures(told: Tree) -> list[str]:
    """Words inside pictures that are read besides their names: there should be none."""
    nodes = {node["nodeId"]: node for node in told}

    def in_picture(node: Node) -> bool:
        above = nodes.get(node.get("parentId", ""))
        return above is not None and (above["role"]["value"] == "image" or in_picture(above))

    return [
        _heard(node).name
        for node in nodes.values()
        if node["role"]["value"] == "StaticText" and in_picture(node)
    ]


def _heard(node: Node) -> Heard:
    return Heard(*(str(node.get(part, {}).get("value", "")) for part in ("name", "description")))
