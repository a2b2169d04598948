from __future__ import annotations

from typing import Any

import pytest

from assessments.models import Assessment
from careerpath.framework.models import CareerPath
from tests.factories import ml_engineer
from tests.roadmap.building import with_projects
from tests.roadmap.people import assessed


@pytest.fixture
def ml(db: None) -> CareerPath:
    """The ML Engineer path as its document is: every skill at Proficient."""
    return ml_engineer()


@pytest.fixture
def built(db: None) -> CareerPath:
    """The small path with three projects at its first level."""
    return with_projects()


@pytest.fixture
def done(alice: Any, built: CareerPath) -> Assessment:
    """Alice's roadmap, on which they are to be built."""
    return assessed(alice, built, {"gardener-1-1": 1, "gardener-1-2": 1, "gardener-1-3": 1})
