"""The headings and labels a document may use."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from careerpath.folding import folded

from .text import clean, plain, said

_LEVEL_WORD = re.compile(
    r"\b(intern|trainee|apprentice|graduate|entry|associate|junior|mid|middle|intermediate|senior"
    r"|staff|principal|lead|expert|distinguished|fellow|chief|head|director|[lL]\d)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?<=[\w)])\.\s+([A-Z][A-Za-z ]{2,30}):(?=\s)")
_FORCED_NOTE = re.compile(r"note: ", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\d{1,2}[.)]\s+|[^\w(]+)+")
_OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?(?<!\d)\s+(?=\S)|\d{1,2}(?:\.\d{1,2})+\s+(?=\S)")
_ASIDE = re.compile(r"\s*(\([^()]*\)|, .*)$")
_KNOWN_LENGTH = 80  # no known heading is near that long

# What a heading is, word by word; and, where no heading is just that, what it speaks of.
_SECTIONS = {
    "overview": r"(the )?(role|career|job|path)( overview| summary| description)?|overview"
    r"( of the role)?|summary|about( the| this)?( role| job| path)?|introduction"
    r"|what (is|does|do) .*|what (the role|it) is",
    "core": r"((core|key|main) )?(responsibilities|tasks|duties)( of the role)?"
    r"|the (core|key|main) responsibilities( of [\w ]*)?|what you do all day",
    "levels": r"(the )?(career )?(progression|levels?|ladder|stages)|level (expectations|guide)"
    r"|levels (of|in|on) .*|rungs",
    "phases": r"(skills? )?development( roadmap| plan| phases)?|(skills?|learning|growth)"
    r" (roadmap|phases|plan)|growth|roadmap",
    "projects": r"(project )?portfolio( projects| ideas)?( by level)?"
    r"|(portfolio |sample |suggested )?projects?( portfolio| ideas| to build)?( by level)?",
    "interview": r"interview(s|ing)?( preparation| prep| questions| guide| topics)?"
    r"|(common|typical|sample) interview questions|preparing for interviews",
    "networking": r"networking( strategies| tips| and community)?|communit(y|ies)"
    r"( and networking)?|(where|how) to meet people|people to meet",
    "tips": r"((salary|pay|compensation) )?negotiat(ion|ing)( tips| strategies| advice| pay)?"
    r"|(tips for )?(talking about|negotiating) (pay|salary|your salary|your pay)|salary tips",
    "transitions": r"(common )?(career )?transitions|career changes|ways in( and out)?"
    r"|(switching|moving|coming) (into|to|from) .*",
    "pay": r"pay|salar(y|ies)|compensation|wages",
    "timeline": r"(transition )?timeline",
    "flexibility": r"(career )?(path )?flexibility",
    "system_design": r"system design( interviews?| focus| interview focus)?",
    "threshold": r"threshold",
    "language": r"language",
}
_SPEAKS_OF = {
    "phases": r"((growth|development|career|learning) )?(phases|stages)( of .*)?|growing.*"
    r"|.*\broadmap",
    "projects": r".*\bportfolio\b.*|(stuff|things|projects?) to build.*|projects? for .*",
    "interview": r".*\binterview(s|ing)?\b.*",
    "networking": r".*\bnetworking\b.*|contacts?( and .*)?",
    "tips": r".*\bnegotiat(e|ing|ion)\b.*",
    "transitions": r"((moving|coming|going|getting|ways?) (in|into|out|from|to)\b.*)"
    r"|changes? of (role|profession|job|career)s?|.*\btransitions\b.*",
    "pay": r"(pay|salary|money)\b.*",
}

_PARTS = {
    "responsibilities": r"((typical|key|main|core) )?(responsibilities|duties|tasks|activities)"
    r"|resp|does|you will|what (you|they|people)( will)?( typically)? do",
    "skills": r"((required|technical|key|core|hard|needed|necessary) )?skills( required| needed)?"
    r"|((required|key) )?technical skills( needed| required)?|skills and tools|requirements"
    r"|tech|needs?",
    "must": r"must[ -]haves?( skills)?",
    "optional": r"nice( to haves?)?|optional( skills)?|good to haves?|bonus",
    "soft": r"((required|key) )?(soft|people|interpersonal|human) skills|soft"
    r"|personal (attributes|qualities)",
    "day": r"((a|the) )?((typical|usual) )?(day|week)( in the life)?( of .*)?|time"
    r"( allocation| split| use)?|where the (time|day|week) goes|how the (day|week) goes"
    r"|(distribution|division|split) of (the )?(day|week|(working )?time)",
    "pay": r"((total|typical|annual|yearly) )?(compensation|salary|pay|wages?|remuneration)"
    r"( range| band)?",
    "pay_source": r"(pay|compensation|salary) source",
    "years": r"((years of|indicative|typical) )?experience|years",
    "entry": r"entry requirements",
    "projects": r"(portfolio |sample )?projects?( ideas| to build)?",
    "interview": r"interview questions|interview(s| preparation)?",
    "threshold": r"threshold",
    "short_name": r"short name",
}

_PHASE_PARTS = {
    "focus": r"(main )?focus|goal",
    "key_skills": r"(key )?skills|skills to (learn|build)",
    "mindset": r"mindset|attitude",
}


def _compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table.items()}


_SECTION_PATTERNS = _compiled(_SECTIONS)
_SPEAKS_OF_PATTERNS = _compiled(_SPEAKS_OF)
_PART_PATTERNS = _compiled(_PARTS)
_PHASE_PATTERNS = _compiled(_PHASE_PARTS)


def section_named(heading: str) -> str | None:
    """Which section a heading names outright; None for any other."""
    return _find(_SECTION_PATTERNS, heading)


def is_guess(heading: str) -> bool:
    """Whether a heading only speaks of its section, or says more than its name."""
    return not any(form.fullmatch(bare(heading)) for form in _SECTION_PATTERNS.values())


def section_of(heading: str) -> str | None:
    """Which section a heading names or speaks of; None for one the reader does not know."""
    return section_named(heading) or _find(_SPEAKS_OF_PATTERNS, heading)


# What each section is called where a heading only speaks of it.
CALLED = {
    "core": "Core Responsibilities",
    "levels": "Career Progression",
    "overview": "Role Overview",
    "phases": "Skill Development Roadmap",
    "projects": "Project Portfolio by Level",
    "interview": "Interview Preparation",
    "networking": "Networking Strategies",
    "tips": "Salary Negotiation Tips",
    "transitions": "Common Career Transitions",
    "pay": "Compensation",
}


def part_of(label: str) -> str | None:
    """Which part of a level a label opens; None for one the reader does not know."""
    return _find(_PART_PATTERNS, label)


def part_within(text: str) -> re.Match[str] | None:
    """Where a line goes on with another part of a level: “Experience: 8+ years. Pay: €80K”.

    The match begins at the full stop; its first group is the label.
    """
    found = _NEXT.search(text)
    return found if found and part_of(found.group(1)) else None


def phase_part_of(label: str) -> str | None:
    """Which part of a growth phase a label opens; None for one the reader does not know."""
    return _find(_PHASE_PATTERNS, label)


def _find(table: dict[str, re.Pattern[str]], text: str) -> str | None:
    """The row of a table that a text fits: as it is, without an aside, or spelled right."""
    words = bare(text)
    if len(words) > _KNOWN_LENGTH:
        return None
    for tried in dict.fromkeys((words, _ASIDE.sub("", words), _mended(words))):
        if found := next((name for name, form in table.items() if form.fullmatch(tried)), None):
            return found
    return None


# Long words that people misspell; anything else is taken by its letters.
_LONG_WORDS = (
    "responsibilities", "requirements", "compensation", "experience", "interview", "interviews",
    "negotiation", "networking", "transitions", "development", "remuneration",
)  # fmt: skip
_ALIKE = 0.9


def _mended(words: str) -> str:
    """“responsabilities” as “responsibilities”."""
    return " ".join(map(_word, words.split(" ")))


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    near = [known for known in _LONG_WORDS if known[:3] == word[:3]]
    return next(iter(get_close_matches(word, near, 1, _ALIKE)), word)


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A heading reduced to its words: no number before it, no mark behind, small letters."""
    words = _NUMBERING.sub("", folded(said(text)))
    return clean(words.rstrip(":;, ").replace("&", " and ").replace("’", "'"))


def numberless(text: str) -> str:
    """A text without the number of an outline before it: “3.2.1 Technical” is “Technical”."""
    return _OUTLINE_NUMBER.sub("", text, count=1) if _OUTLINE_NUMBER.match(text) else text


def line_said(text: str) -> str:
    """What a line of a list says: without an outline's number, or a mark that only ends it."""
    text = numberless(text.strip())
    return said(text[:-1] if text.endswith((";", ",")) else text)


def is_numbered(text: str) -> bool:
    """Whether a line opens with the number of an outline."""
    return bool(_OUTLINE_NUMBER.match(text))


def names_level(name: str) -> bool:
    """Whether a name has a word that rungs of ladders go by."""
    return bool(_LEVEL_WORD.search(name))


def note_heading(text: str) -> str:
    """A note's heading without the “Note:” that marks it as one, and without its number."""
    words = _FORCED_NOTE.sub("", plain(text), count=1)
    return said(_NUMBER.sub("", words, count=1).rstrip(": "))


def is_forced_note(text: str) -> bool:
    """Whether a heading says of itself that it opens a note."""
    return bool(_FORCED_NOTE.match(plain(text)))
