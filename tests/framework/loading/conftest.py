from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.framework.loading import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(rows: Any, name: str = "gardener.json") -> Path:
        file = tmp_path / name
        file.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
        return file

    return to_file
