"""The pages of a roadmap.

- roadmaps.py  the roadmap of an assessment, and keeping its verdict
- trials.py    the same for ratings that nobody gave: what if
- projects.py  what becomes of its projects
- proofs.py    its verdict to be checked
- switches.py  another path with what is known
"""

from __future__ import annotations

from .projects import project
from .proofs import proof, proof_json
from .roadmaps import detail, keep, latest
from .switches import switch_to

__all__ = ["detail", "keep", "latest", "project", "proof", "proof_json", "switch_to"]
