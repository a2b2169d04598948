"""What templates say about the framework's rows: `{% load careerpath %}`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from careerpath.framework import phrases, prose
from careerpath.framework.models import CareerPath, Level, Proficiency
from careerpath.framework.models.translatable import Translated

register = template.Library()

DOT, DOT_GAP = 14, 4


@register.simple_tag
def public_address() -> str:
    """Where people reach the app, whatever name and port a request came by."""
    return f"{settings.SCHEME}://{settings.HOST}"


@register.filter
def years(row: phrases.HasYears) -> str:
    """ "2–4 years" of a level or a growth phase."""
    return phrases.years(row)


@register.filter
def phase_years(phase: phrases.HasYears) -> str:
    """ "Years 2–4" of a growth phase."""
    return phrases.phase_years(phase)


@register.filter
def pay(level: Level) -> str:
    """ "$80K–$110K USD" of a level."""
    return phrases.pay(level)


@register.filter
def money(amount: int, currency: str) -> str:
    """ "$80K" of an amount and its currency."""
    return phrases.money(amount, currency)


@register.filter
def percent(share: int) -> str:
    """ "86%" of a share in percent."""
    return phrases.percent(share)


@register.filter
def proficiency(value: int | str | None) -> str:
    """The name of a point of the scale; None is "not rated"."""
    if value is None or value == "":  # what a template makes of a variable that is not there
        return _("not rated")
    return str(Proficiency(int(value)).label)


@register.filter(expects_localtime=True)
def day(moment: dt.datetime) -> SafeString:
    """The day of a moment with the moment itself for programs; the footer names whose day it is."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), date_format(moment))


@register.filter
def foreign(path: CareerPath) -> str:
    """The path's language where the page around it is in another one, else nothing."""
    return phrases.foreign(path)


@register.simple_tag(takes_context=True)
def mark(context: Context, text: str, language: str | None = None) -> SafeString:
    """The attribute that says a text is not in the page's language; nothing where it is.

    What is not translated is in the language given, or in the `lang` around it, that of the path.
    """
    written = context.get("lang", "") if language is None else language
    if not written or isinstance(text, Translated) or not phrases.is_foreign(written):
        return SafeString("")
    return format_html(' lang="{}"', written)


@register.filter
def blocks(text: str) -> list[prose.Block]:
    """A note's text as paragraphs, lists and code."""
    return prose.blocks(text)


@register.simple_tag
def scale() -> list[Proficiency]:
    """The whole scale, lowest first."""
    return list(Proficiency)


@register.simple_tag
def squares(have: int | None, goal: int | None) -> list[dict[str, Any]]:
    """The four squares of a proficiency: reached, still to reach, beyond the goal."""
    return [
        {
            "x": 1 + (n - 1) * (DOT + DOT_GAP),
            "kind": "have" if n <= (have or 0) else "goal" if n <= (goal or 0) else "",
        }
        for n in range(1, 5)
    ]
