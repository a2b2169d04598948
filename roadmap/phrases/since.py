"""What changed in the path since an assessment, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.changes import Change, Kind
from roadmap.phrases.way import proficiency
from roadmap.phrases.words import names

Names = Mapping[str, str]
"""Public id to name."""


def sentence(change: Change, skills: Names, levels: Names) -> str:
    """One change as one sentence."""
    words = {
        "level": levels.get(change.level, change.level),
        "skill": skills.get(change.skill, change.skill),
        "before": change.before,
        "after": change.after,
    }
    if change.kind == Kind.PROFICIENCY:
        words |= {name: proficiency(int(words[name] or 0)) for name in ("before", "after")}
    if change.kind == Kind.MOVED:
        words["before"] = levels.get(str(change.before), change.before)
    return _template(change) % words


def replaced(skills: Sequence[str], successors: Sequence[str], level: str) -> str:
    """Skills whose place others took, instead of what was dropped and asked."""
    return ngettext(
        "At %(level)s, %(skills)s is now %(successors)s.",
        "At %(level)s, %(skills)s are now %(successors)s.",
        len(skills),
    ) % {"level": level, "skills": _quoted(skills), "successors": _quoted(successors)}


def to_check(skill: str) -> str:
    """A skill that means something else now."""
    return _("What “%(skill)s” means was reworded: please check your rating of it.") % {
        "skill": skill
    }


def elsewhere(count: int) -> str:
    """How many changes are none of this person's business. Empty for none."""
    if not count:
        return ""
    return ngettext(
        "%(count)d more change is further up the path, or about what you have not rated.",
        "%(count)d more changes are further up the path, or about what you have not rated.",
        count,
    ) % {"count": count}


def _quoted(items: Sequence[str]) -> str:
    return names([_("“%(name)s”") % {"name": item} for item in items])


def _template(change: Change) -> str:
    if change.kind == Kind.MUST_HAVE and not change.after:
        return _("“%(skill)s” is no must-have of %(level)s any more.")
    return {
        Kind.LEVEL_ADDED: _("“%(after)s” is a new level."),
        Kind.LEVEL_REMOVED: _("“%(before)s” is no level of this path any more."),
        Kind.LEVELS_REORDERED: _("The levels are in another order now: %(after)s."),
        Kind.LEVEL_RENAMED: _("The level “%(before)s” is called “%(after)s” now."),
        Kind.THRESHOLD: _("%(level)s is held from %(after)s%% on; it was %(before)s%%."),
        Kind.ASKED: _("%(level)s asks “%(skill)s” now."),
        Kind.DROPPED: _("%(level)s does not ask “%(skill)s” any more."),
        Kind.MOVED: _("“%(skill)s” is asked at %(level)s now, no longer at %(before)s."),
        Kind.PROFICIENCY: _("%(level)s asks “%(skill)s” at %(after)s now; it was %(before)s."),
        Kind.MUST_HAVE: _("“%(skill)s” is a must-have of %(level)s now."),
        Kind.SKILL_RENAMED: _("“%(before)s” is called “%(after)s” now; your rating stays."),
        Kind.REGROUPED: _("“%(skill)s” is listed in the group “%(after)s” now."),
        Kind.GROUP_RENAMED: _("The group “%(before)s” is called “%(after)s” now."),
    }[change.kind]
