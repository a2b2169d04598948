"""Career-path documents out of nowhere: nasty texts in every place, within the tree's own rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

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
    Years,
)
from careerpath.framework.documents.names import part_of, section_of
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.text import clean, prose

# Pieces that mean something in Markdown or in the notation, alone and in odd places.
BITS = [
    "- ", "* ", "+ ", "1. ", "2) ", "# ", "## ", "###", "> ", "```", "~~~", "---", "===", "***",
    "**", "__", "*", "_", "`", "\\", "\\\\", "<script>", "</b>", "&amp;", "[a](b)", "![", "](",
    ":", ": ", ";", ", ", " / ", "/", "(", ")", "[", "]", "{", "}", "{#id}", "%", "40%",
    "(40% of time)",
    "(0-2 years)", "Years 2-4: ", "10+", "$80K-$90K USD", "(must-have)", "(Leading)", "Note: ",
    "Level 3: ", "L2 - ", "**Focus:** ", "Compensation", "Soft Skills", "Networking", "and ", "etc",
    "|", "a", "b", "Zürich", "naïve", "日本語", "ß", "İ", "–", "—", "…", "é", "\u00a0",
    "\u2028", "😀", "'", '"',
    "Career Path: ", "System Design", "Timeline", "Flexibility", "Threshold", ".", "any", "Level",
]  # fmt: skip
# Figures of letters and digits alone: there is no mark in them whose meaning could be taken away.
FIGURES = [
    "100RSU", "100 RSU", "USD 5", "EUR7", "10k CHF", "1M USD", "5 lakhs INR", "10 to 20 USD",
    "0 to 2 years", "3 years", "2 yrs", "Year 1", "Level 3", "L4", "20 percent", "half", "2026",
    "1 of 2", "²", "٣", "7",
]  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs"])
nasty = st.lists(
    st.one_of(st.sampled_from(BITS), st.text(LETTERS, max_size=6)), min_size=1, max_size=8
).map("".join)
words = st.text("abcdefgh XYZ", min_size=1, max_size=20)
figures = st.lists(
    st.sampled_from([*FIGURES, "and", "vested", "a", "(", ")", "."]), min_size=1, max_size=4
)
# Headings and labels of the format, as somebody may also call a thing of theirs.
own = st.sampled_from([
    "Timeline", "Flexibility", "Core Responsibilities", "Threshold", "Language: de", "Projects",
    "Transitions", "Required Skills", "Experience: 2 years", "Level 3: X", "Note: X", "Focus",
])  # fmt: skip
texts = st.one_of(words, nasty, figures.map(" ".join), own)


def line(most: int = 200) -> st.SearchStrategy[str]:
    """A clean line that is not empty."""
    return texts.map(lambda text: clean(text)[:most].strip()).filter(bool)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something, or nothing said."""
    return st.one_of(st.just(""), strategy)


def several(
    strategy: st.SearchStrategy[Any], by: Callable[[Any], str], most: int = 3
) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few, no two of one name."""
    unique = st.lists(strategy, max_size=most, unique_by=lambda item: by(item).casefold())
    return unique.map(tuple)


proses = st.lists(texts, max_size=5).map("\n".join).map(prose)
ids = st.one_of(st.just(""), st.from_regex(r"[-a-zA-Z0-9_]{1,8}", fullmatch=True))
years = st.one_of(
    st.none(),
    st.builds(Years, st.integers(0, 60), st.none()),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda span: Years(*sorted(span))),
)
skill_names = line(60).map(skill_name).filter(lambda name: any(sign.isalnum() for sign in name))
percents = st.one_of(st.none(), st.integers(1, 100))


@st.composite
def pays(draw: st.DrawFn) -> Pay:
    """Figures with a currency, or only a note that holds none."""
    source = draw(maybe(line(100)))
    low = draw(st.one_of(st.none(), st.integers(0, 3_000_000)))
    if low is None:
        return Pay(note=draw(maybe(line(100))), source=source)
    high = draw(st.one_of(st.none(), st.integers(low, 4_000_000)))
    currency = draw(st.sampled_from(["USD", "EUR", "CHF", "INR", "XYZ"]))
    return Pay(low, high, draw(st.booleans()), currency, draw(maybe(line(100))), source)


@st.composite
def days(draw: st.DrawFn) -> tuple[DayLine, ...]:
    """Activities whose shares add to at most 100."""
    left, found = 100, []
    for activity in draw(st.lists(line(100), max_size=4)):
        percent = draw(st.one_of(st.none(), st.integers(0, left)))
        left -= percent or 0
        found.append(DayLine(activity, percent))
    return tuple(found)


@st.composite
def groups(draw: st.DrawFn, pool: list[str], kinds: dict[str, Group]) -> tuple[Group, ...]:
    """A level's groups: each skill once, technical ones first."""
    left = list(draw(st.permutations(pool)))
    found = []
    for name in draw(st.lists(st.sampled_from(sorted(kinds)), unique=True, max_size=3)):
        taken, left = left[:2], left[2:]
        skills = tuple(
            SkillAsked(skill, draw(st.integers(1, 4)), draw(st.booleans()), draw(ids))
            for skill in taken
        )
        if skills:
            found.append(Group(name, skills, kinds[name].soft, kinds[name].public_id))
    return tuple(sorted(found, key=lambda group: group.soft))


@st.composite
def group_kinds(draw: st.DrawFn) -> dict[str, Group]:
    """The path's groups: one kind and id each."""
    names = draw(st.lists(line(60), max_size=4, unique_by=str.casefold))
    return {
        name: Group(name, (), draw(st.booleans()) or part_of(name) == "soft", draw(ids))
        for name in [*names, SOFT_GROUP]
    }


@st.composite
def projects(draw: st.DrawFn, pool: list[str]) -> tuple[ProjectIdea, ...]:
    """Projects that exercise the path's skills."""
    exercises = st.builds(Exercise, st.sampled_from(pool), maybe(line()))
    one = st.builds(ProjectIdea, line(), maybe(line()), several(exercises, lambda e: e.skill), ids)
    found: tuple[ProjectIdea, ...] = draw(several(one, lambda p: p.name))
    return found


notes = several(st.builds(Note, line(), proses), lambda note: note.heading)


@st.composite
def documents(draw: st.DrawFn) -> PathDocument:
    """A whole document."""
    pool = draw(st.lists(skill_names, min_size=1, max_size=6, unique_by=str.casefold))
    kinds = draw(group_kinds())
    names = draw(st.lists(line(), max_size=4, unique_by=str.casefold))
    shorts = draw(
        st.lists(line(100), min_size=len(names), max_size=len(names), unique_by=str.casefold)
    )
    levels = tuple(
        Rung(
            name,
            short,
            years=draw(years),
            threshold_percent=draw(percents),
            responsibilities=tuple(draw(st.lists(line(), max_size=3))),
            groups=draw(groups(pool, kinds)),
            day=draw(days()),
            pay=draw(pays()),
            projects=draw(projects(pool)),
            notes=draw(notes),
            public_id=draw(ids),
        )
        for name, short in zip(names, shorts, strict=True)
    )
    phases = st.builds(Phase, line(), years, maybe(line()), maybe(line()), maybe(line()))
    asked = st.builds(
        Questions, line(), st.sampled_from(["", *shorts]), st.lists(line(), max_size=3).map(tuple)
    )
    circles = st.one_of(
        st.builds(Circle, line(), st.lists(line(), max_size=3).map(tuple)),
        st.builds(Circle, st.just(""), st.lists(line(), min_size=1, max_size=3).map(tuple)),
    )
    advice = st.builds(Advice, line(), maybe(line()))
    title = draw(line().filter(lambda text: section_of(f"Career Path: {text}") is None))
    return PathDocument(
        title=title,
        overview=draw(proses),
        core_responsibilities=tuple(draw(st.lists(line(), max_size=3))),
        threshold_percent=draw(percents),
        language=draw(st.sampled_from([None, "de", "pt-BR"])),
        levels=levels,
        phases=tuple(draw(st.lists(phases, max_size=3))),
        interview=draw(several(asked, lambda a: a.name)),
        system_design_focus=draw(maybe(line())),
        networking=draw(several(circles, lambda c: c.name)),
        tips=tuple(draw(st.lists(advice, max_size=3))),
        transitions=tuple(draw(st.lists(advice, max_size=3))),
        transition_timeline=draw(maybe(line())),
        flexibility=draw(maybe(line())),
        notes=draw(notes),
        public_id=draw(ids),
    )
