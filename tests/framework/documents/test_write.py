"""Writing gives one form, and reading it gives the same document."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, example, given, settings

from careerpath.framework.documents.model import (
    Advice,
    DayLine,
    Exercise,
    Group,
    PathDocument,
    Pay,
    ProjectIdea,
    Questions,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.read import read, read_text
from careerpath.framework.documents.write import write
from tests.framework.documents.strategies import documents

COUNT = int(os.environ.get("CAREERPATH_DOCUMENTS", "60"))


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
@example(PathDocument("X", levels=(Rung("Note:", "X", public_id="0"),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="Good. Experience: 2 years")),)))
@example(
    PathDocument(
        "X",
        levels=(
            Rung("X", "X", groups=(Group("G", (SkillAsked('A "b'), SkillAsked('C" d')), False),)),
            Rung("Y", "Y", groups=(Group("G", (SkillAsked("A “b"), SkillAsked("C” d")), False),)),
        ),
    )
)
@example(
    PathDocument("X", levels=(Rung("X", "X", pay=Pay(1, currency="USD", source="a. Pay: 9")),))
)
@example(PathDocument("X", levels=(Rung("X", "X"),), tips=(Advice("Ask;", "in time"),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="CHF 30'000 – 165'000")),)))
@example(PathDocument("X", levels=(Rung("X", "X"),), interview=(Questions("Why?", "", ("A",)),)))
@example(
    PathDocument(
        "X",
        levels=(Rung("X", "X", projects=(ProjectIdea("A", "", (Exercise("*<script>* -"),)),)),),
    )
)
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="- :")),)))
@example(
    PathDocument(
        "X",
        overview="| | Junior | Senior |\n|---|---|---|\n| Experience | 0-1 years | 5+ |",
        levels=(Rung("Junior", "Junior"), Rung("Senior", "Senior")),
    )
)
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="£75k-£60k; bonus")),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="£75k - £60k")),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="X: by hand")),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="100RSU")),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="(100RSU)")),)))
@example(PathDocument("X", levels=(Rung("X", "X", pay=Pay(note="100 RSU vested.")),)))
@example(
    PathDocument(
        "X", levels=(Rung("X", "X", groups=(Group("A", (SkillAsked("R ·", 1),), False),)),)
    )
)
@example(PathDocument("X", levels=(Rung("X", "X", day=(DayLine("Bake;"),)),)))
@example(
    PathDocument(
        "X", levels=(Rung("X", "X", groups=(Group("A", (SkillAsked("R · S"),), soft=True),)),)
    )
)
@example(
    PathDocument(
        "X",
        levels=(Rung("X", "X", groups=(Group("A", (SkillAsked("R, T • S"), SkillAsked("B"))),)),),
    )
)
def test_document_comes_back_from_its_own_text(document: PathDocument) -> None:
    text = write(document)
    assert read_text(text).document == document
    assert write(read(text.encode()).document) == text
