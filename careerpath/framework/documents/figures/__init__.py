"""Years, pay and shares of a day: small notations, each with a reader and a writer.

Readers work on protected text (see text.py) and say None, or keep the text, for what they don't
understand.
"""

from __future__ import annotations

from .days import is_about, is_aside, read_day, read_language, read_threshold, split_days, write_day
from .pay import names_pay, pay_text, read_pay, write_pay
from .years import (
    leading_years,
    name_and_years,
    names_years,
    read_years,
    write_years,
    years_within,
)

__all__ = [
    "is_about",
    "is_aside",
    "leading_years",
    "name_and_years",
    "names_pay",
    "names_years",
    "pay_text",
    "read_day",
    "read_language",
    "read_pay",
    "read_threshold",
    "read_years",
    "split_days",
    "write_day",
    "write_pay",
    "write_years",
    "years_within",
]
