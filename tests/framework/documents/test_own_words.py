"""A name that is also a word of the format comes back as the name it is, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from careerpath.framework.documents.model import (
    SOFT_GROUP,
    Advice,
    Circle,
    DayLine,
    Exercise,
    Group,
    Note,
    PathDocument,
    Pay,
    Phase,
    ProjectIdea,
    Questions,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.names import CALLED, part_of
from careerpath.framework.documents.read import read_text
from careerpath.framework.documents.rows import diff, document_of
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.write import write
from careerpath.framework.models import Skill
from tests.factories import make_path
from tests.framework.admin.pages import errors_of, save

OWN_WORDS = [
    *CALLED.values(), "Overview", "Transition Timeline", "Timeline", "Career Path Flexibility",
    "Flexibility", "System Design Interviews", "System Design", "Threshold", "Threshold: 40%",
    "Language", "Language: de", "Responsibilities", "Tasks", "Levels", "Career Path",
    "Career Path: X", "Growth", "Roadmap", "Portfolio", "Projects", "Interview", "Questions",
    "Networking", "Community", "Negotiation", "Transitions", "Ways in", "Pay", "Salary",
    "Typical Responsibilities", "Duties", "Required Skills", "Technical Skills", "Skills", "Tech",
    "Must-haves", "Nice to have", "Optional", "Bonus", "Soft Skills", "Soft", "People Skills",
    "Day in the Life", "Day", "Time", "Compensation: €80K", "Pay Source", "Experience",
    "Experience: 2 years", "Years", "Years 2-4", "2-4 years", "Entry Requirements", "Short Name",
    "Focus", "Key Skills", "Mindset", "Level", "Level 3", "Level 3: X", "Note", "Note: X", "Notes",
    "Closing notes", "Notes on X", "About", "any", "Leading", "must-have", "From", "To", "stack",
]  # fmt: skip


def of(*rungs: Rung, **parts: object) -> PathDocument:
    return PathDocument("X", levels=rungs or (Rung("A", "A"),), **parts)  # type: ignore[arg-type]  # each by its name


def rung(**parts: object) -> PathDocument:
    return of(Rung("A", "A", **parts))  # type: ignore[arg-type]  # each by its name


PLACES: dict[str, Callable[[str], PathDocument]] = {
    "level": lambda word: of(Rung(word, word[:100]), Rung("B", "B")),
    "level with skills": lambda word: of(
        Rung(word, word[:100], groups=(Group("G", (SkillAsked("S"),)),)), Rung("B", "B")
    ),
    "level with a project": lambda word: of(
        Rung("B", "B"), Rung(word, word[:100], projects=(ProjectIdea("P"),))
    ),
    "only level": lambda word: of(Rung(word, word[:100])),
    "short name": lambda word: of(Rung("A", word, projects=(ProjectIdea("P"),)), Rung("B", "B")),
    "group": lambda word: rung(
        groups=(Group(word, (SkillAsked("S"), SkillAsked("T")), soft=part_of(word) == "soft"),)
    ),
    "soft group": lambda word: rung(groups=(Group(word, (SkillAsked("S"),), soft=True),)),
    "skill": lambda word: rung(
        groups=(Group("G", (SkillAsked(skill_name(word)), SkillAsked("T"))),)
    ),
    "soft skill": lambda word: rung(
        groups=(Group(SOFT_GROUP, (SkillAsked(skill_name(word)),), soft=True),)
    ),
    "responsibility": lambda word: rung(responsibilities=(word, "B")),
    "activity": lambda word: rung(day=(DayLine(word, 40), DayLine("B", None))),
    "pay note": lambda word: rung(pay=Pay(1, 2, currency="EUR", note=word, source=word)),
    "project": lambda word: rung(projects=(ProjectIdea(word, "B"), ProjectIdea("C"))),
    "bare project": lambda word: rung(projects=(ProjectIdea(word),)),
    "project's text": lambda word: rung(projects=(ProjectIdea("P", word),)),
    "exercise": lambda word: of(
        Rung("A", "A", groups=(Group("G", (SkillAsked("S"),)),),
             projects=(ProjectIdea("P", "B", (Exercise("S", word),)),))
    ),
    "note of a level": lambda word: rung(notes=(Note(word, "Text."),)),
    "note": lambda word: of(notes=(Note(word, "Text."),)),
    "empty note": lambda word: of(notes=(Note(word, ""),)),
    "text of a note": lambda word: of(notes=(Note("B", f"{word}\n\n- {word}\n\n**{word}:** C"),)),
    "overview": lambda word: of(overview=f"{word}\n\n- {word}\n\n**{word}:** C"),
    "core": lambda word: of(core_responsibilities=(word, "B")),
    "phase": lambda word: of(phases=(Phase(word, None, "B", word, word), Phase(word))),
    "questions": lambda word: of(interview=(Questions(word, "", ("Why?",)),)),
    "questions of a level": lambda word: of(interview=(Questions(word, "A", (word,)),)),
    "system design": lambda word: of(system_design_focus=word),
    "circle": lambda word: of(networking=(Circle(word, ("B", word)),)),
    "entry": lambda word: of(networking=(Circle("", (word, "B")),)),
    "tip": lambda word: of(tips=(Advice(word, "B"), Advice("C", word))),
    "bare tip": lambda word: of(tips=(Advice(word), Advice("C"))),
    "transition": lambda word: of(transitions=(Advice(word, "B"), Advice("C", word))),
    "only transition": lambda word: of(
        transitions=(Advice(word, "B"),), transition_timeline=word, flexibility=word
    ),
    "bare transition": lambda word: of(transitions=(Advice(word), Advice("C"))),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_words_of_the_format_come_back_as_names(place: str) -> None:
    lost = {
        word: (write(document), found)
        for word in OWN_WORDS
        if (found := read_text(write(document := PLACES[place](word))).document) != document
    }
    assert lost == {}


@pytest.mark.parametrize("word", ["stack", "any", "must-have"])
def test_a_skill_spelled_otherwise_than_documents_do_keeps_its_name(word: str, db: None) -> None:
    path = make_path(levels=1)
    Skill.objects.filter(public_id="gardener-1-1").update(name=word)
    changes = diff(path, read_text(write(document_of(path))).document)
    assert changes.changes == ()


@pytest.mark.parametrize("name", ["Soft skills:", "Soft", "People Skills"])
def test_a_group_that_documents_take_for_soft_is_soft(name: str, as_edith: Client) -> None:
    path = make_path()
    group = path.skill_groups.get(public_id="craft")
    told = "In a document a group of this name is a soft one. Choose soft here."
    assert errors_of(save(as_edith, group, {"name": name})) == [f"kind: {told}"]
    answer = save(as_edith, path, {"skill_groups-0-name": name})
    assert errors_of(answer) == [f"skill_groups-0-kind: {told}"]
    assert errors_of(save(as_edith, group, {"name": name, "kind": "soft"})) == []
