"""What the app's own source never does, read from all of it: docs/asvs.md rests on it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = [
    file
    for room in ("careerpath", "assessments", "roadmap")
    for file in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in file.parts
]
SCRIPTS = sorted((ROOT / "careerpath" / "static" / "careerpath" / "js").glob("*.js"))

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "from_string", "Template", "format_map"}
RUNS_PROGRAMS = {
    "subprocess",
    "pickle",
    "marshal",
    "shelve",
    "ctypes",
    "pty",
    "xml",
    "lxml",
    "yaml",
}
CONNECTS = {
    "socket",
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "ftplib",
    "telnetlib",
    "smtplib",
}


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def calls(file: Path) -> Iterator[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def imported(forbidden: set[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}: {module}"
        for file in FILES
        for module in modules(file)
        if module in forbidden or module.split(".")[0] in forbidden
    ]


def test_app_runs_no_text_and_no_program() -> None:
    run = [
        f"{file.relative_to(ROOT)}:{call.lineno} {name}"
        for file in FILES
        for call in calls(file)
        if (name := name_of(call.func)) in RUNS_TEXT
        and not is_pattern(call)
        and ast.unparse(call.func) != "compiler.compile"  # of Django: a query's text
    ]
    assert run == []
    # Editors' pages are parsed by lxml's HTML parser, which knows no entities of a document's own
    # and fetches nothing; XML is refused.
    readers = "careerpath/framework/ladders/sources"
    assert imported(RUNS_PROGRAMS) == [
        f"{readers}/cells.py: lxml.html",
        f"{readers}/markup.py: lxml",
        f"{readers}/markup.py: lxml.html",
        "careerpath/operations/management/commands/move_to.py: subprocess",
    ]
    markup = (ROOT / readers / "markup.py").read_text(encoding="utf-8")
    assert "no_network=True" in markup
    assert "XMLParser" not in markup


def is_pattern(call: ast.Call) -> bool:
    """`re.compile` and its like, which only share a name with `compile`."""
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re"


def test_app_opens_no_connection_of_its_own() -> None:
    """Two probes, of a port before serving and of a replica; what it talks to is Django's doing.

    Its connection to a mail server is ours to cut, and to know how far it has come; a replica is
    asked for a word before it is read, sooner than a connection is given up.
    """
    assert imported(CONNECTS) == [
        "careerpath/framework/caching/replica.py: socket",
        "careerpath/mail/smtp.py: smtplib",
        "careerpath/mail/smtp.py: socket",
        "careerpath/operations/serve.py: socket",
    ]


def test_queries_are_never_glued_together() -> None:
    """Text of a query is a constant, or made of names of tables that are ours."""
    ours = {
        "careerpath/operations/archive.py",  # DELETE FROM a table of Django's, by its own name
        "careerpath/operations/counters.py",  # tables and columns of Django's
        "careerpath/framework/caching/stamp.py",  # the table's name is a constant
        "careerpath/operations/sqlite3/base.py",  # a whole number: PRAGMA takes no parameters
        "careerpath/prepared.py",  # what Django wrote for a queryset
    }
    glued = {
        str(file.relative_to(ROOT))
        for file in FILES
        for call in calls(file)
        if name_of(call.func) in {"execute", "executemany", "RawSQL"}
        or ast.unparse(call.func).endswith("objects.raw")
        if call.args and not isinstance(call.args[0], ast.Constant)
    }
    assert glued <= ours


def test_patterns_are_made_of_our_own_words() -> None:
    made = {
        str(file.relative_to(ROOT))
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and is_pattern(call)
        and name_of(call.func) != "escape"
        and not isinstance(call.args[0], ast.Constant)
    }
    assert made <= {
        "careerpath/accounts/validators.py",  # the host's name, escaped
        # Tables of patterns beside the function, and words of a document, escaped.
        "careerpath/framework/documents/figures/years.py",
        "careerpath/framework/documents/labels.py",
        "careerpath/framework/documents/names.py",
        "careerpath/framework/documents/parts/headings.py",
        "careerpath/framework/documents/parts/levels.py",
        "careerpath/framework/documents/parts/which.py",
        "careerpath/framework/caching/pages.py",  # the gaps' own names, escaped
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_make_no_markup_of_text(script: Path) -> None:
    """Answers are put in by htmx, which swaps what the server escaped; we make none of it."""
    text = script.read_text(encoding="utf-8")
    markup = r"\.(innerHTML|outerHTML)\s*[+=]|insertAdjacentHTML|document\.write|srcdoc"
    runs = r"\beval\(|new Function|setTimeout\(\s*[\"'`]|postMessage|[\"']message[\"']"
    assert re.findall(f"{markup}|{runs}", text) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_keep_nothing_personal(script: Path) -> None:
    """One word, that the keyboard was used last, is all that a script stores."""
    text = script.read_text(encoding="utf-8")
    assert re.findall(r"localStorage|indexedDB|document\.cookie|caches\.", text) == []
    stored = re.findall(r"sessionStorage\.setItem\(([^)]*)\)", text)
    assert stored in ([], ['HANDS, "yes"'])
