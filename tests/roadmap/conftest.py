from __future__ import annotations

import pytest

from careerpath.framework.models import CareerPath
from tests.factories import ml_engineer


@pytest.fixture
def ml(db: None) -> CareerPath:
    """The ML Engineer path as its document is: every skill at Proficient."""
    return ml_engineer()
