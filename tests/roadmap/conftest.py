from __future__ import annotations

import pytest
from django.core.management import call_command

from careerpath.framework.models import CareerPath


@pytest.fixture
def ml(db: None) -> CareerPath:
    """The real path, as it ships."""
    call_command("loaddata", "ml_engineer", verbosity=0)
    found: CareerPath = CareerPath.objects.get(public_id="ml-engineer")
    return found
