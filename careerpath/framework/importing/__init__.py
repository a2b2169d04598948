"""Documents brought in: looked at first, applied whole, reverted by one press.

- state.py      a path's rows as values, and the stamp of their state
- preview.py    a text as what applying it would do, in the state it was looked at
- describing.py what it would do, in words
- applying.py   apply what was previewed, unless the path has changed since, and write it down
- sources.py    ladders of any hand, kept with what was chosen, put together to a document
- wordings.py   what a source says of skills beside the document
- reverting.py  bring a path back to what it was before a document
"""

from __future__ import annotations

from .applying import Stale, bring_in
from .preview import HandedIn, Preview, key_of, preview, trial_of_document
from .reverting import RevertRefused, Undoing, look, revert
from .state import stamp_of

__all__ = [
    "HandedIn",
    "Preview",
    "RevertRefused",
    "Stale",
    "Undoing",
    "bring_in",
    "key_of",
    "look",
    "preview",
    "revert",
    "stamp_of",
    "trial_of_document",
]
