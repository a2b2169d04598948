"""The framework editor's tool: Django admin.

- paths.py      a path and a level, each with its rows on one page
- skills.py     skills, their groups, and what asks them
- resources.py  where skills can be learned
- portfolio.py  projects with the skills they exercise
- advice.py     growth phases, interviews, networking and notes
- base.py       what every page does: keep ids, look up, show history
- deleting.py   deleting: never what people rated, and only what was shown
- previews.py   whom an edit moves, asked before it is saved
- replacing.py  skills that take the place of others: replace, split, merge
- retiring.py   retire and restore, by checkbox and by action
- forms.py      one row's form: its place, its retirement, errors beside their field
- formsets.py   many rows at once: duplicates, swapped ranks, a day's shares
- selects.py    autocomplete without a query for each row
- documents.py  bring a career-path document in, look at what it would do, take one out
- document_form.py  the form that takes one
- translations.py  a path in other languages, beside the original
- translation_form.py  the forms of that page
- imports.py    documents brought in, and the way back
- changes.py    the edit history of the rows on a page
- wording.py   a column's value as one reads it
- keys.py       what may be a row's number
- counts.py     counts in lists, without a query for each row
"""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import advice, imports, paths, portfolio, resources, skills

__all__ = ["advice", "imports", "paths", "portfolio", "resources", "skills"]

admin.site.site_header = "careerpath"
admin.site.site_title = "careerpath"
admin.site.index_title = _("What the framework is made of")
admin.site.empty_value_display = "–"
