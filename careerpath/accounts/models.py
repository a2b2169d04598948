"""A person, known by an email address; and the table behind the sign-in limits."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from careerpath.folding import Folded


class UserManager(BaseUserManager["User"]):
    """Makes people from an address and a password."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The address in small letters, as sign-in looks for it."""
        return super().normalize_email(email).lower()

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Save a person; without a password they can only come in by a reset or a passkey."""
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Save a person who may do everything in admin; refuses an address that has an account.

        Their address counts as confirmed: whoever runs the server typed it.
        """
        email = self.normalize_email(email)
        addresses = apps.get_model("account", "EmailAddress").objects
        if (
            self.filter(email=email).exists()
            or addresses.filter(email=email, verified=True).exists()
        ):
            raise ValidationError(_("Someone signs in with this address already: use another."))
        with transaction.atomic(using=self._db):
            person = self.create_user(email, password, **extra, is_staff=True, is_superuser=True)
            addresses.create(user=person, email=email, verified=True, primary=True)
        return person


class User(AbstractUser):
    """Signs in with `email`; has no user name and gives no real name.

    One address, one account, however it is written. Which addresses an account has confirmed stands
    in allauth's EmailAddress; what that gives and what it ends: accounts/addresses.py.
    """

    username = None  # type: ignore[assignment]  # the documented way to drop an inherited field
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(
        _("email address"),
        unique=True,
        help_text=_("Used to sign in; kept in small letters."),
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Folded("email"), name="person_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_editor(self) -> bool:
        """Whether they may see what only editors see: the one rule of admin and of our pages.

        Under https (STAFF_NEED_SECOND_FACTOR) that takes a second factor. Costs a query for staff.
        """
        if not (self.is_active and self.is_staff):
            return False
        return not settings.STAFF_NEED_SECOND_FACTOR or is_mfa_enabled(self)

    def get_full_name(self) -> str:
        """The address: there is no other name."""
        return self.email

    def get_short_name(self) -> str:
        """The part of the address before the @."""
        return self.email.partition("@")[0]


class Erasure(models.Model):
    """That an account was erased, without a word of whose it was: see erasures.py."""

    mark = models.CharField(
        _("mark"), max_length=40, unique=True, help_text=_("A hash that stands for the account.")
    )
    erased_at = models.DateTimeField(_("erased at"), help_text=_("When it was erased."))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return self.mark


class CacheEntry(models.Model):
    """A row of Django's database cache, as a model so that `migrate` makes its table.

    Used where no Redis is set. It counts sign-in attempts for an hour, under hashed addresses.
    """

    cache_key = models.CharField(
        _("cache key"), max_length=255, primary_key=True, help_text=_("What is kept.")
    )
    value = models.TextField(_("value"), help_text=_("Its value, encoded."))
    expires = models.DateTimeField(
        _("expires"), db_index=True, help_text=_("When it is forgotten.")
    )

    class Meta:
        db_table = "careerpath_cache"
        verbose_name = _("cache entry")
        verbose_name_plural = _("cache entries")

    def __str__(self) -> str:
        return self.cache_key
