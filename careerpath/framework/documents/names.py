"""The headings and labels a document may use, and how skills are spelled."""

from __future__ import annotations

import re
from functools import lru_cache

from .text import clean, plain, settle

_LEVEL_WORD = re.compile(
    r"\b(intern|trainee|apprentice|graduate|entry|associate|junior|mid|middle|intermediate|senior"
    r"|staff|principal|lead|expert|distinguished|fellow|chief|head|director|[lL]\d)\b",
    re.IGNORECASE,
)
_FORCED_NOTE = re.compile(r"note: ", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]\s+|[^\w(]+)+")

_SECTIONS = {
    "overview": r"(the )?(role|career|job|path)( overview| summary| description)?|overview|summary"
    r"|about( the| this)?( role| job| path)?|introduction|what (is|does|do) .*",
    "core": r"((core|key|main) )?responsibilities( of the role)?",
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
    "timeline": r"(transition )?timeline",
    "flexibility": r"(career )?(path )?flexibility",
    "system_design": r"system design( interviews?| focus| interview focus)?",
    "threshold": r"threshold",
}

_PARTS = {
    "responsibilities": r"((typical|key|main|core) )?responsibilities|what you do|duties"
    r"|what they do",
    "skills": r"((required|technical|key|core|hard|needed) )?skills( required| needed)?"
    r"|(required |key )?technical skills|skills and tools|requirements",
    "soft": r"(required |key )?(soft|people|interpersonal|human) skills",
    "day": r"((a|the) )?((typical|usual) )?day( in the life)?( of .*)?|time (allocation|split|use)"
    r"|where the time goes|(a )?day in the life",
    "pay": r"((total|typical|annual|yearly) )?(compensation|salary|pay)( range| band)?",
    "pay_source": r"(pay|compensation|salary) source",
    "years": r"(years of )?experience|years",
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
_PART_PATTERNS = _compiled(_PARTS)
_PHASE_PATTERNS = _compiled(_PHASE_PARTS)


def section_of(heading: str) -> str | None:
    """Which section a heading opens; None for one the reader does not know."""
    return _find(_SECTION_PATTERNS, heading)


def part_of(label: str) -> str | None:
    """Which part of a level a label opens; None for one the reader does not know."""
    return _find(_PART_PATTERNS, label)


def phase_part_of(label: str) -> str | None:
    """Which part of a growth phase a label opens; None for one the reader does not know."""
    return _find(_PHASE_PATTERNS, label)


def _find(table: dict[str, re.Pattern[str]], text: str) -> str | None:
    words = bare(text)
    if len(words) > 80:  # noqa: PLR2004  # no known heading is near that long
        return None
    return next((name for name, pattern in table.items() if pattern.fullmatch(words)), None)


def bare(text: str) -> str:
    """A heading reduced to its words: no number before it, no colon behind, small letters."""
    words = _NUMBERING.sub("", settle(plain(text)).casefold())
    return clean(words.rstrip(": ").replace("&", " and ").replace("’", "'"))


def names_level(name: str) -> bool:
    """Whether a name has a word that rungs of ladders go by."""
    return bool(_LEVEL_WORD.search(name))


def note_heading(text: str) -> str:
    """A note's heading without the “Note:” that marks it as one."""
    return settle(plain(_FORCED_NOTE.sub("", plain(text), count=1)))


def is_forced_note(text: str) -> bool:
    """Whether a heading says of itself that it opens a note."""
    return bool(_FORCED_NOTE.match(plain(text)))


# --- Skill names ------------------------------------------------------------------------------

# Names that are written small by those who made them.
SMALL_NAMES = frozenset(
    """
    awk bash bpftrace cgroups conda containerd cron crontab curl dbt dplyr eslint etcd
    ffmpeg gcc gdb grep htop iptables jq kubectl lxc make matplotlib mdadm ncurses nftables
    nginx npm numba pandas perf pip pnpm poetry psql pytest rsync rustc scikit-learn scipy
    seaborn sed sqlmap strace systemd tcpdump tidyverse tmux tox vim webpack xarray zsh
    """.split()  # noqa: SIM905  # one name a line would be a page
)


@lru_cache(maxsize=4096)
def skill_name(text: str) -> str:
    """How a skill is spelled: an ordinary first word gets a capital, a brand keeps its own.

    A first word with a capital or a digit in it (“eBPF”, “k8s”) or in SMALL_NAMES (“pandas”,
    “scikit-learn basics”) stays as it is.
    """
    name = clean(text)
    word = re.split(r"[\s,;:()]", name, maxsplit=1)[0]
    ordinary = word.islower() and not any(sign.isdigit() for sign in word)
    if not ordinary or {word, re.split(r"[/-]", word)[0]} & SMALL_NAMES:
        return name
    capital = name[0].upper()
    return capital + name[1:] if len(capital) == 1 else name
