"""The parts of the forms on a roadmap; forms.py puts them together."""

from __future__ import annotations

from careerpath.layout import Choices, Part


class Trial(Part):
    """What there is to try, with its buttons; or that there is nothing."""

    template = "roadmap/layout/trial.html"


class Tries(Choices):
    """Each skill on offer, with the scale."""

    template = "roadmap/layout/tries.html"


class Moments(Part):
    """Finished assessments in rows, two of which can be chosen."""

    template = "roadmap/layout/moments.html"
