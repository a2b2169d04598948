"""What Django's table of rows leaves unsaid."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
UNNAMED = '<th class="original"></th>'


@register.filter
def name_columns(table: str) -> SafeString:
    """Head the column with the row's name for screen readers; one that is empty has no heading."""
    row = _("Row")
    heading = f'<th class="original"><span class="visually-hidden">{row}</span></th>'
    table = table.replace(UNNAMED, heading).replace("<th></th>", "<td></td>")
    return mark_safe(table)  # noqa: S308  # the table is Django's own template
