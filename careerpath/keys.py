"""What an address or a field of a form names: a row's number, or nothing."""

from __future__ import annotations

import re

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

DIGITS = 18
"""So many fit a big integer, whatever they are."""
_TOO_MANY = re.compile(rf"\d{{{DIGITS + 1}}}")


def is_key(text: str) -> bool:
    """Whether it could be a row's number: 1 to 18 of the digits 0 to 9.

    str.isdigit() alone takes "²" for one, of which int() and the database can make nothing.
    """
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


class ShortKeys:
    """For an admin class: no number that no row can have narrows a list or chooses in it.

    SQLite can't even be asked for it. Django answers such an address with 400.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What the list can be narrowed by, with numbers of at most 18 digits."""
        if _TOO_MANY.search(str(value)):
            return False
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]  # the admin class beside us has it
        return allowed

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """The list; rows are chosen in it by numbers that they can have, or it is a 400."""
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("What is chosen is no row.")
        answer: HttpResponse = super().changelist_view(request, extra_context)  # type: ignore[misc]  # as above
        return answer
