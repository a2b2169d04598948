from __future__ import annotations

import pytest

from careerpath.framework.models import CareerPath
from tests.factories import ml_engineer


@pytest.fixture
def ml(db: None) -> CareerPath:
    """The real path, as it ships."""
    return ml_engineer()
