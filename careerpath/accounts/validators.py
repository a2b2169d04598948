"""What a password must be, beyond Django's own validators: no composition rules."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext


class MaximumLengthValidator:
    """Refuses what is too long to be typed by anyone and only costs time to hash."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002  # Django passes it
        """Raise ValidationError for a password of more than `max_length` characters."""
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return ngettext(
            "Your password can have at most %(count)d character.",
            "Your password can have at most %(count)d characters.",
            self.max_length,
        ) % {"count": self.max_length}


class HouseWordsValidator:
    """Refuses a password that is little more than words anyone here would try first.

    Those are the app's name, what it is about, and the host's own names; the list is in
    docs/security.md. Without them and any figures, `least` letters must be left.
    """

    WORDS = ("careerpath", "career", "roadmap", "assessment", "laufbahn", "fahrplan")

    def __init__(self, least: int = 6) -> None:
        self.least = least

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002  # Django passes it
        """Raise ValidationError where hardly anything but such words is there."""
        words = sorted({*self.WORDS, *self._host_words()}, key=len, reverse=True)
        left = re.sub("|".join(map(re.escape, words)), "", password.casefold())
        if left != password.casefold() and len(re.sub(r"[\W\d_]", "", left)) < self.least:
            raise ValidationError(self.get_help_text(), code="password_of_house_words")

    @staticmethod
    def _host_words() -> list[str]:
        """The parts of the host's name that are long enough to be words: not www, not com."""
        return [part for part in settings.ALLOWED_HOSTS[0].casefold().split(".") if len(part) > 3]  # noqa: PLR2004

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return gettext("This password is made of words that others here would guess first.")
