"""Imports point one way: roadmap -> assessments -> framework -> engine, accounts aside.

Read from the source, imports inside functions too, so that it can't rot.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASES = [ROOT / "careerpath", ROOT]  # a folder of the project, or an app beside it

# Each room, and the rooms of ours it may import from. A room may always import itself.
ROOMS = {
    "careerpath.engine": set[str](),
    "careerpath.mail": set[str](),
    "careerpath.accounts": {"careerpath.mail"},
    "careerpath.framework": {"careerpath.engine"},
    # Who a person is: that what they said moves with them is told by a signal of accounts.
    "assessments": {"careerpath.engine", "careerpath.framework", "careerpath.accounts"},
    "roadmap": {"careerpath.engine", "careerpath.framework", "assessments"},
}
# Inside an app: urls -> views -> forms, services -> models. A later name may import earlier ones.
FLOORS = ["models", "forms", "services", "views", "urls"]


def imports_of(file: Path) -> list[str]:
    """Every module a file imports, relative ones resolved, wherever the import stands."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            found += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return found


def room_of(module: str) -> str | None:
    return next((room for room in ROOMS if f"{module}.".startswith(f"{room}.")), None)


def files_of(room: str) -> list[Path]:
    folder = ROOT / room.replace(".", "/")
    return [f for f in sorted(folder.rglob("*.py")) if "migrations" not in f.parts]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room: str) -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files_of(room)
        for module in imports_of(file)
        if (other := room_of(module)) and other != room and other not in ROOMS[room]
    ]
    assert files_of(room)
    assert wrong == []


def test_engine_knows_no_django() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files_of("careerpath.engine")
        for module in imports_of(file)
        if module.split(".")[0] in {"django", "cattrs", "environ", "allauth"}
    ]
    assert wrong == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "careerpath.engine"])
def test_floors_of_an_app_point_down(room: str) -> None:
    wrong = []
    for file in files_of(room):
        floor = file.relative_to(ROOT / room.replace(".", "/")).with_suffix("").parts[0]
        if floor not in FLOORS:
            continue
        above = {f"{room}.{name}" for name in FLOORS[FLOORS.index(floor) + 1 :]}
        if floor == "forms":
            above.add(f"{room}.services")
        if floor == "services":
            above.add(f"{room}.forms")
        wrong += [
            f"{file.relative_to(ROOT)} imports {module}"
            for module in imports_of(file)
            if any(f"{module}.".startswith(f"{name}.") for name in above)
        ]
    assert wrong == []


# --- What README says of tests/ ---------------------------------------------------------------


def test_tests_have_the_folders_of_the_code_and_those_readme_names() -> None:
    """README: "the code's folders again ... Beside them browser/, proofs/ ..."."""
    said = (ROOT / "README.md").read_text(encoding="utf-8").partition("Beside them ")[2]
    beside = set(re.findall(r"(\w+)/", said.partition("\n")[0]))
    tests = ROOT / "tests"
    folders = {file.parent.relative_to(tests) for file in tests.rglob("*.py")}
    of_code = {here for here in folders if any((base / here).is_dir() for base in BASES)}

    assert beside == {"browser", "proofs", "bench", "releases"}
    assert {str(here) for here in folders - of_code if here.parts[0] not in beside} == set()
