"""Two editors on one page of admin: a page says what it has seen, as a rating does.

A page carries a digest of every value it showed. When it comes back, what nobody touched in it is
what is stored by now, what was touched is saved, and what somebody else has changed meanwhile as
well is told with both values and asked once more.

- shown.py  what a page showed, in a few letters a value
- forms.py  one row
- rows.py   many rows of one page: added, deleted or moved meanwhile, too
- admin.py  the page, and the lock around saving it
"""
