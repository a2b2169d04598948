"""What a screen reader is told: Chromium's own accessibility tree, not the markup."""

from __future__ import annotations

from typing import Any, NamedTuple


class Heard(NamedTuple):
    """A picture as it is announced: its name, and the description that may follow."""

    name: str
    description: str


def pictures(page: Any) -> list[Heard]:
    """Every picture of the page, in the order it is read."""
    return [_heard(node) for node in _tree(page) if node["role"]["value"] == "image"]


def inside_pictures(page: Any) -> list[str]:
    """Words inside pictures that are read besides their names: there should be none."""
    nodes = {node["nodeId"]: node for node in _tree(page)}

    def in_picture(node: dict[str, Any]) -> bool:
        above = nodes.get(node.get("parentId", ""))
        return above is not None and (above["role"]["value"] == "image" or in_picture(above))

    return [
        _heard(node).name
        for node in nodes.values()
        if node["role"]["value"] == "StaticText" and in_picture(node)
    ]


def _tree(page: Any) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node["ignored"]]


def _heard(node: dict[str, Any]) -> Heard:
    return Heard(*(str(node.get(part, {}).get("value", "")) for part in ("name", "description")))
