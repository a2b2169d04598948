"""Any request to any route is answered without a server error. COUNT is requests.

Hypothesis makes them: every route, ours, the packages' and admin's, by Alice, an editor or nobody,
with values that exist, nearly exist, or are nonsense, in path, query, headers and body.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proofs.conftest import SKILLS, Person
from tests.proofs.counts import count
from tests.proofs.routes import METHODS, Route, routes
from tests.proofs.test_csrf import ids_of

KNOWN = [
    *("gardener", "level-1", "craft", "soft-skills", "1", "2", "3", "framework", "gardener-1-1"),
    *("alice@example.org", "on", "yes", "delete_selected", "-1", "99999999999999999999", "0", ""),
    *("2026-02-30", "1e9", "NaN", "\x00", "\ud7ff", "%", "..", "a" * 300, "[]", "{}", "null"),
    *("²", "٣"),
]
FIELDS = sorted(
    {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    | {f"{skill}-{part}" for skill in SKILLS[:2] for part in ("answer", "note", "link", "seen")}
    | {f"{skill}-last_used" for skill in SKILLS[:2]}
    | {"go", "set_all", "target", "try", "on", "next", "login", "password1", "password2", "q", "o"}
    | {"p", "e", "all", "term", "app_label", "model_name", "field_name", "of_path", "_to_field"}
    | {"_popup", "_changelist_filters", "action", "_selected_action", "post", "select_across"}
    | {"code", "credential", "oldpassword", "theme", "_save", "_continue", "version", "remember"}
    | {f"requirements-{part}" for part in ("TOTAL_FORMS", "INITIAL_FORMS", "0-id", "0-DELETE")}
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "multipart/form-data",
)
HEADER_NAMES = (
    *("HX-Request", "HX-Current-URL", "HX-Target", "Accept-Language", "Referer", "Cookie"),
    *("X-Forwarded-For", "If-None-Match", "If-Modified-Since", "Range", "Accept", "Origin"),
)
HEADER_VALUES = ("true", "de", "http://[", "*", "1", "bytes=0-", "x" * 500, "\xc3\xa9")
HEADERS = st.dictionaries(st.sampled_from(HEADER_NAMES), st.sampled_from(HEADER_VALUES), max_size=2)
Ask = tuple[Route, str, dict[str, str], list[tuple[str, str]], str, bytes, dict[str, str]]


def words() -> st.SearchStrategy[str]:
    """Values that exist, nearly exist, or are nonsense."""
    return st.one_of(st.sampled_from(KNOWN), st.sampled_from(KNOWN), st.text(max_size=20))


def pairs() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Fields the app knows, and some it does not."""
    names = st.one_of(*[st.sampled_from(FIELDS)] * 5, st.text(max_size=10))
    return st.lists(st.tuples(names, words()), max_size=5)


@st.composite
def requests(draw: Callable[..., Any], ids: dict[str, str]) -> Ask:
    """One request: route, method, arguments, query, type, body, headers."""
    own = [route for route in routes() if not route.template.startswith("/admin/")]
    route = draw(st.sampled_from(draw(st.sampled_from((own, routes())))))
    fitting = EXAMPLES | ids
    arguments = {
        p: draw(st.one_of(*[st.just(fitting.get(p, "1"))] * 4, words())) for p in route.parameters
    }
    method = draw(st.sampled_from(("GET", "GET", "POST", "POST", *METHODS)))
    kind, fields = draw(st.sampled_from((TYPES[0],) * 5 + TYPES)), draw(pairs())
    form = urlencode(fields, errors="replace").encode()
    body = draw(st.sampled_from((form, form, json.dumps(fields).encode(), b"\xff\x00--", b"")))
    return route, method, arguments, draw(pairs()), kind, body, draw(HEADERS)


EXAMPLES = {
    "path": "gardener",
    "level": "level-1",
    "group": "craft",
    "skill": SKILLS[0],
    "app_label": "framework",
    "url": "x",
    "key": "none-such",
    "secret": "none-such",
    "uidb36": "1",
}


def ask(client: Client, request: Ask) -> int:
    """Send it and read all of the answer; raises what the app raises."""
    route, method, arguments, query, kind, body, headers = request
    url = f"{route.address(arguments)}?{urlencode(query, errors='replace')}"
    answer: Any = client.generic(method, url, body, kind, headers=headers)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def test_no_request_ends_in_a_server_error(
    alice_and_bob: tuple[Person, Person], as_editor: Client
) -> None:
    alice, _ = alice_and_bob
    clients, asked = [alice.client, as_editor, Client()], [0]
    cookies = [client.cookies.output(header="", sep=";") for client in clients]

    @settings(
        max_examples=count(few=150, full=100_000), deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(who=st.sampled_from((0, 0, 1, 1, 2)), request=requests(ids_of(alice)))
    def fuzz(who: int, request: Ask) -> None:
        clients[who].cookies.clear()
        clients[who].cookies.load(cookies[who])
        asked[0] += 1
        with transaction.atomic():
            status = ask(clients[who], request)
            transaction.set_rollback(True)
        assert status < 500

    def ask_each_once(request: Ask) -> None:
        """However few are made up, a new route is asked by everybody."""
        for client, known in zip(clients, cookies, strict=True):
            client.cookies.clear()
            client.cookies.load(known)
            with transaction.atomic():
                assert ask(client, request) < 500, request[0].template
                transaction.set_rollback(True)

    fitting = EXAMPLES | ids_of(alice)
    for route in routes():
        arguments = {p: fitting.get(p, "1") for p in route.parameters}
        for method in ("GET", "POST"):
            ask_each_once((route, method, arguments, [], TYPES[0], b"", {}))
    fuzz()
    print(f"{asked[0]} requests to {len(routes())} routes, 0 server errors")  # noqa: T201  # the figure


LOOK_LIKE_NUMBERS = ("²", "٣", "Ⅷ", "1_0", "+1", " 1", "9" * 25)
"""Digits to one function of Python and none to another, and one beyond any key."""
NUMBERS = (
    *("requirements-TOTAL_FORMS", "requirements-INITIAL_FORMS", "requirements-0-id", "position"),
    *("_selected_action", "skill", "olds", "level", "rank", "p", "page", "of_path", "try", "seen"),
    *("level__path__id__exact", "completed_at__year", "path__id__exact", "select_across"),
)
"""Fields of bodies and queries that are turned into a number somewhere."""


@pytest.mark.parametrize("value", LOOK_LIKE_NUMBERS)
def test_what_only_looks_like_a_number_is_answered_everywhere(
    alice_and_bob: tuple[Person, Person], as_editor: Client, value: str
) -> None:
    alice, _ = alice_and_bob
    fitting = EXAMPLES | ids_of(alice)
    fields = [(name, value) for name in NUMBERS] + [("action", "retire_selected"), ("_save", "x")]
    as_editor.raise_request_exception = False
    known, failed = as_editor.cookies.output(header="", sep=";"), []
    for route in routes():
        exact = {p: fitting.get(p, "1") for p in route.parameters}
        odd = dict.fromkeys(route.parameters, value)
        for method, arguments in product(("GET", "POST"), (exact, odd)):
            form = urlencode(fields).encode()
            as_editor.cookies.clear()  # one of the routes signs out
            as_editor.cookies.load(known)
            with transaction.atomic():
                asked: Ask = (route, method, arguments, fields, TYPES[0], form, {})
                if ask(as_editor, asked) >= 500:
                    failed.append((method, route.address(arguments)))
                transaction.set_rollback(True)
    assert failed == []
