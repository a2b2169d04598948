"""What a plan holds, and what was taken into it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.phrases.words import NAMES_IN_A_SENTENCE, names


def added(items: Sequence[str]) -> str:
    """What is new in the plan."""
    if len(items) > NAMES_IN_A_SENTENCE:
        text = ngettext(
            "%(count)d thing is in your plan now.", "%(count)d things are in your plan now.",
            len(items),
        )  # fmt: skip
        return text % {"count": len(items)}
    text = ngettext("%(names)s is in your plan now.", "%(names)s are in your plan now.", len(items))
    return text % {"names": names(items)}


def raised(items: Sequence[str]) -> str:
    """What was in it with less to reach."""
    text = ngettext(
        "%(names)s was in your plan already, and is to go further now.",
        "%(names)s were in your plan already, and are to go further now.",
        len(items),
    )
    return text % {"names": names(items)}


def taken_up_again(items: Sequence[str]) -> str:
    """What had been dropped."""
    text = ngettext(
        "%(names)s had been dropped, and is taken up again.",
        "%(names)s had been dropped, and are taken up again.",
        len(items),
    )
    return text % {"names": names(items)}


def there(items: Sequence[str]) -> str:
    """What stays as it was."""
    if len(items) > NAMES_IN_A_SENTENCE:
        text = ngettext(
            "%(count)d thing was in your plan already.",
            "%(count)d things were in your plan already.",
            len(items),
        )
        return text % {"count": len(items)}
    text = ngettext(
        "%(names)s was in your plan already.", "%(names)s were in your plan already.", len(items)
    )
    return text % {"names": names(items)}


def not_on_the_roadmap() -> str:
    """What was pressed is not there."""
    return _("That is not on this roadmap any more; nothing was taken.")


def full(most: int) -> str:
    """Why nothing more is taken."""
    return _(
        "A plan holds %(count)d things at most, so nothing was added. Take out what is done or "
        "dropped first."
    ) % {"count": most}


def out_of_use(became: Sequence[str]) -> str:
    """What happened to a skill that is not used any more."""
    if not became:
        return _("It went out of use since; what you noted stays.")
    return _("It went out of use since: now it is %(names)s.") % {"names": names(became)}


def not_asked() -> str:
    """A skill that is in use, but not here."""
    return _("The path does not ask this any more.")


def project_gone() -> str:
    """A project that is not shown any more."""
    return _("The path does not have this project any more.")
