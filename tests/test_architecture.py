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
# Inside each room, from the ground up: a module may import those that stand before it.
ORDER = {
    "careerpath.engine": """
        types solver changes placement backing progress settling portfolio gaps way distance
        forecast practice work
        effects
        revisiting bits counting
    """,
    "careerpath.mail": "models admin packing smtp sending sender outbox management",
    "careerpath.accounts": """
        models user_agents passkeys validators erasures known_browsers personal security_log
        session_store sessions tokens templatetags kept_forms middleware pending addresses
        joining services backends guessing signals admin mails adapter forms confirming management
        views urls
    """,
    "careerpath.framework": """
        models fullness charts editors caching prose deletion documents ladders exporting
        translations loading succession phrases specs learning names selectors templatetags
        moved impact importing admin management middleware views urls
    """,
    "assessments": """
        screens settling side serializers models selectors admin impact rating_data plan_data
        practice_data layout forms services drafts proposals ended guest_session presenters
        permissions form_handling wizard chosen guests fragments set_all claiming signals
        responses posting management views urls
    """,
    "roadmap": """
        types charts phrases marks facts trial plan_effect presenters builder planning ical proof
        reminders evidence marking templatetags history progress forecast practice next_level
        path_switch since learning sections layout forms management views urls
    """,
    "careerpath.operations": """
        counters cache table_cache checks headers logs sqlite3 readiness archive health serve
        reading capacity restoring management
    """,
    "careerpath.environment": "words options addresses databases",
    "careerpath.concurrency": "shown admin forms rows",
}
# What one of them decides, the other may not know: a view brings them together.
STRANGERS = {"forms": "services", "services": "forms"}


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


@pytest.mark.parametrize("room", ORDER)
def test_modules_of_a_room_import_what_stands_before_them(room: str) -> None:
    order, folder = ORDER[room].split(), ROOT / room.replace(".", "/")
    files = {file: file.relative_to(folder).with_suffix("").parts[0] for file in files_of(room)}
    inner = {file: module for file, module in files.items() if module not in {"__init__", "apps"}}
    assert set(inner.values()) == set(order)
    wrong = []
    for file, module in inner.items():
        allowed = {*order[: order.index(module) + 1]} - {STRANGERS.get(module)}
        wrong += [
            f"{file.relative_to(ROOT)} imports {imported}"
            for imported in imports_of(file)
            if imported.startswith(f"{room}.")
            and (other := imported.removeprefix(f"{room}.").partition(".")[0]) in order
            and other not in allowed
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
