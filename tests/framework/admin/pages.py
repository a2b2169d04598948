"""Admin pages as an editor uses them: read the form, change a field, send it back whole."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse


class _Fields(HTMLParser):
    """What a browser would send of the page's largest form, as names and values."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.pairs: list[tuple[str, str]] = []
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at: dict[str, Any] = dict(attrs)
        if "disabled" in at:
            return
        if tag == "select":
            self.select = at["name"]
        elif tag == "option" and "selected" in at and self.select:
            self.sent[self.select] = at.get("value") or ""
        elif tag == "textarea":
            self.area = at["name"]
            self.sent[self.area] = ""
        elif tag == "input" and at.get("name"):
            self._input(at)

    def _input(self, at: dict[str, Any]) -> None:
        if at.get("type") in {"submit", "search"}:
            return
        if at.get("type") != "checkbox":
            self.sent[at["name"]] = at.get("value") or ""
            self.pairs.append((at["name"], at.get("value") or ""))
        elif "checked" in at:
            self.sent[at["name"]] = at.get("value") or "on"

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def fields_of(html: str) -> dict[str, str]:
    """Every field of the page, without the templates for rows added by script."""
    reader = _Fields()
    reader.feed(html)
    skipped = ("__prefix__", "csrfmiddlewaretoken", "theme", "next")
    return {k: v for k, v in reader.sent.items() if not any(word in k for word in skipped)}


def lists_of(html: str) -> dict[str, list[str]]:
    """Every input of a page that asks, with all its values; buttons and ticks are left out."""
    reader = _Fields()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for name, value in reader.pairs:
        if name not in {"csrfmiddlewaretoken", "theme", "next", "language"}:
            found.setdefault(name, []).append(value)
    return found


def address(row: Any, page: str = "change") -> str:
    """The address of a row's admin page; of a model's, the list or the page to add one."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if isinstance(row, models.Model) else [])


def save(client: Client, row: Any, changes: dict[str, Any], page: str = "change") -> Any:
    """Open a page, change some fields, save; gives the answer."""
    sent = fields_of(client.get(address(row, page)).content.decode())
    missing = [name for name in changes if name not in sent and changes[name] not in {"on", None}]
    assert missing == [], f"no such fields: {missing}; there are {sorted(sent)}"
    sent |= changes
    return client.post(address(row, page), {k: v for k, v in sent.items() if v is not None})


def errors_of(answer: Any) -> list[str]:
    """Everything the page complains of, in its order; [] when it was saved."""
    if answer.status_code == 302:
        return []
    form = answer.context["adminform"].form
    found = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
    for group in answer.context["inline_admin_formsets"]:
        formset = group.formset
        found += [f"{formset.prefix}: {text}" for text in formset.non_form_errors()]
        found += [
            f"{row.prefix}-{name}: {text}"
            for row in formset.forms
            for name, texts in row.errors.items()
            for text in texts
        ]
    return found
