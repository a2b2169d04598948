"""Eight ladders in eight hands, each with the choices that make it what its company means."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

import openpyxl


@dataclass(frozen=True, slots=True)
class Hand:
    """A ladder as it is handed in, what an editor chooses, and what each level asks then."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    title: str
    asks: dict[str, list[tuple[str, int]]]
    choices: tuple[tuple[str, str], ...] = field(default=())


def _text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def _sheets(**sheets: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _folder(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"ladder/{name}.md", content)
    return data.getvalue()


MATRIX = Hand(
    "matrix",
    (
        (
            "gardeners.md",
            _text(
                "# How gardeners grow",
                "",
                "| | Junior Gardener | Gardener | Senior Gardener |",
                "| --- | --- | --- | --- |",
                "| **Plants** | | | |",
                "| Pruning | Cuts what is shown. | Cuts alone. | Teaches cutting. |",
                "| Watering | Waters by plan. | Waters by eye. | Makes the plan. |",
                "| **People** | | | |",
                "| Asking | Asks early. | Asks early. | Answers. |",
            ),
        ),
    ),
    "Gardener",
    {
        "Junior Gardener": [("Asking", 2), ("Pruning", 2), ("Watering", 2)],
        "Gardener": [("Asking", 2), ("Pruning", 3), ("Watering", 3)],
        "Senior Gardener": [("Asking", 3), ("Pruning", 4), ("Watering", 4)],
    },
    (("The path's name", "Gardener"),),
)
SHEET = Hand(
    "sheet",
    (
        (
            "welders.xlsx",
            _sheets(
                Seams=[
                    ["Competency", "Level 1", "Level 2", "Level 3"],
                    ["Fillet welds", "Foundational", "Intermediate", "Advanced"],
                    ["Pipe welds", "Nope", "Foundational", "Intermediate"],
                ],
                Safety=[
                    ["Competency", "Level 1", "Level 2", "Level 3"],
                    ["Gas checks", "Intermediate", "Advanced", "Expert"],
                ],
                About=[["Made by the guild"]],
            ),
        ),
    ),
    "Welder",
    {
        "Level 1": [("Fillet welds", 1), ("Gas checks", 2)],
        "Level 2": [("Fillet welds", 2), ("Gas checks", 3), ("Pipe welds", 1)],
        "Level 3": [("Fillet welds", 3), ("Gas checks", 4), ("Pipe welds", 2)],
    },
    (("The path's name", "Welder"),),
)
FOLDER = Hand(
    "folder",
    (
        (
            "nurses.zip",
            _folder(
                **{
                    "1-junior-nurse": _text("# Junior Nurse", "", "## Skills", "- Wound care", ""),
                    "2-nurse": _text("# Nurse", "", "## Skills", "- Wound care", "- Triage", ""),
                    "3-senior-nurse": _text("# Senior Nurse", "", "## Skills", "- Mentoring", ""),
                }
            ),
        ),
    ),
    "Nurse",
    {
        "Junior Nurse": [("Wound care", 3)],
        "Nurse": [("Triage", 3), ("Wound care", 3)],
        "Senior Nurse": [("Mentoring", 3)],
    },
)
OWN_NAMES = Hand(
    "headings with own names",
    (
        (
            "potters.md",
            _text(
                *("# Potter", "", "How we work with clay.", "", "## Clay", "### Wheel"),
                *("- Centres a kilo", "### Together", "- Cleans up", ""),
                *("## Glaze", "### Wheel", "- Throws a set", "### Together", "- Shows others", ""),
                *("## Fire", "### Wheel", "- Throws tall forms", "### Together", "- Runs the kiln"),
            ),
        ),
    ),
    "Potter",
    {
        "Clay": [("Centres a kilo", 3)],
        "Glaze": [("Throws a set", 3)],
        "Fire": [("Throws tall forms", 3)],
    },
    (("Together", "Responsibilities"), ("The path's name", "Potter")),
)
CODES = Hand(
    "codes",
    (
        (
            "pilots.html",
            _text(
                "<html><body><main><h1>Pilot ladder</h1>",
                "<h2>P1 - Cadet</h2><ul><li>Checklists: reads them aloud</li>",
                "<li>Radio: repeats what was said</li></ul>",
                "<h2>P2 - First Officer</h2><ul><li>Checklists: knows them by heart</li>",
                "<li>Radio: speaks for the crew</li></ul>",
                "<h2>P3 - Captain</h2><ul><li>Checklists: writes new ones</li></ul>",
                "</main></body></html>",
            ),
        ),
    ),
    "Pilot",
    {
        "Cadet": [("Checklists", 2), ("Radio", 2)],
        "First Officer": [("Checklists", 3), ("Radio", 3)],
        "Captain": [("Checklists", 4)],
    },
    (
        (
            "Lists right below a level",
            "Skills by the name before the colon, asked higher where it comes back",
        ),
        ("The path's name", "Pilot"),
    ),
)
TWO_TRACKS = Hand(
    "two tracks",
    (
        (
            "brewers.md",
            _text(
                *(
                    "# Brewery",
                    "",
                    "## Brewing",
                    "",
                    "### Junior Brewer",
                    "**Skills:** Mashing",
                    "",
                ),
                *("### Senior Brewer", "**Skills:** Mashing, Recipes", "", "## Leading", ""),
                *("### Shift Manager", "**Skills:** Planning", ""),
                *("### Brewery Director", "**Skills:** Planning, Budgets", ""),
            ),
        ),
    ),
    "Brewing lead",
    {
        "Shift Manager": [("Planning", 3)],
        "Brewery Director": [("Budgets", 3), ("Planning", 3)],
    },
    (
        ("The levels", "2 parts below “Brewery › Leading”: Shift Manager, Brewery Director"),
        ("The path's name", "Brewing lead"),
    ),
)
TOP_FIRST = Hand(
    "top first",
    (
        (
            "tailors.md",
            _text(
                *("# Career Path: Tailor", "", "## Master Tailor", "#### What it takes"),
                *("- Drafts from nothing", "", "## Senior Tailor", "#### What it takes"),
                *("- Fits a coat", "", "## Apprentice Tailor", "#### What it takes"),
                "- Sews a straight seam",
            ),
        ),
    ),
    "Tailor",
    {
        "Apprentice Tailor": [("Sews a straight seam", 3)],
        "Senior Tailor": [("Fits a coat", 3)],
        "Master Tailor": [("Drafts from nothing", 3)],
    },
)
LONG_ROWS = Hand(
    "long rows",
    (
        (
            "roles.csv",
            _text(
                "Role;Role level;Skill name;Skill level",
                "Cook;Senior cook;Sauces;Expert",
                "Cook;Junior cook;Sauces;Working",
                "Waiter;Junior waiter;Wine;Awareness",
                "Waiter;Senior waiter;Wine;Practitioner",
                "Waiter;Junior waiter;Trays;Working",
            ),
        ),
    ),
    "Waiter",
    {
        "Junior waiter": [("Trays", 2), ("Wine", 1)],
        "Senior waiter": [("Wine", 3)],
    },
    (("Which role", "Waiter"),),
)
LADDERS = (MATRIX, SHEET, FOLDER, OWN_NAMES, CODES, TWO_TRACKS, TOP_FIRST, LONG_ROWS)
