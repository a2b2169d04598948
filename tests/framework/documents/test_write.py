"""Writing gives one form, and reading it gives the same document."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, example, given, settings

from careerpath.framework.documents.model import PathDocument, Rung
from careerpath.framework.documents.read import read, read_text
from careerpath.framework.documents.write import write
from tests.framework.documents.strategies import documents

COUNT = int(os.environ.get("CAREERPATH_DOCUMENTS", "60"))


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
@example(PathDocument("X", levels=(Rung("Note:", "X", public_id="0"),)))
def test_document_comes_back_from_its_own_text(document: PathDocument) -> None:
    text = write(document)
    assert read_text(text).document == document
    assert write(read(text.encode()).document) == text
