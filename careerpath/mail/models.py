"""A mail on its way. What went out leaves no row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a mail has come; the last three are ends, and have no text any more."""

    WAITING = "waiting", _("waits")
    CLAIMED = "claimed", _("is being sent")
    HANDED_OVER = "handed over", _("is being handed over")
    REFUSED = "refused", _("was refused")
    EXPIRED = "expired", _("was too old to be of use")
    UNSURE = "unsure", _("may have arrived")


GIVEN_UP = (State.REFUSED, State.EXPIRED, State.UNSURE)


class Trouble(models.TextChoices):
    """What was in the way at the last try."""

    NONE = "", _("nothing")
    AWAY = "away", _("The mail server did not answer, or hung up.")
    TLS = "tls", _("No safe connection to the mail server could be made.")
    SIGN_IN = "sign-in", _("The mail server did not take the user and password of EMAIL_URL.")
    NOT_TAKEN = "not taken", _("The mail server took nothing from us.")
    SAID_NO = "said no", _("The mail server said no to this mail.")


class OutgoingMail(models.Model):
    """A mail to one address, from the moment it is written until it went out or was given up."""

    recipient = models.CharField(_("to"), max_length=320, help_text=_("The address it goes to."))
    subject = models.CharField(_("subject"), max_length=250, help_text=_("Its subject."))
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Everything that is sent, one-time links in it; empty once it was given up."),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=State,
        default=State.WAITING,
        help_text=_("How far it has come."),
    )
    trouble = models.CharField(
        _("trouble"),
        max_length=12,
        choices=Trouble,
        default=Trouble.NONE,
        blank=True,
        help_text=_("What was in the way at the last try."),
    )
    answer = models.CharField(
        _("answer"),
        max_length=16,
        blank=True,
        help_text=_("The number the mail server answered with, and none of its words."),
    )
    tries = models.PositiveIntegerField(
        _("tries"), default=0, help_text=_("How often sending it was begun.")
    )
    queued_at = models.DateTimeField(_("written"), help_text=_("When it was written."))
    expires = models.DateTimeField(
        _("of use until"), help_text=_("When it is too old to be sent: its links have run out.")
    )
    due = models.DateTimeField(
        _("next look"),
        db_index=True,
        help_text=_("When it is tried again, taken from who has it, or deleted."),
    )

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-queued_at", "-pk")

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"
