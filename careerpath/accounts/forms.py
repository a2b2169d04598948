"""allauth's forms in our words, and the one that deletes an account."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from careerpath.accounts.adapter import SecondFactorAdapter
from careerpath.accounts.models import User

EMAIL = _("Email address")
PASSWORD = _("Password")
CODE = _("Code")
NEW_PASSWORD = _("New password")
LENGTH = _("12 to 128 characters. Any will do; a few words are easy to remember and hard to guess.")


class Plain(forms.Form):
    """Takes away the placeholders: a label says it, and doesn't vanish when one types."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Plain, account_forms.LoginForm):
    """Address and password; every browser is remembered for 30 days."""

    labels = {"login": EMAIL, "password": PASSWORD}


class SignUpForm(Plain, account_forms.SignupForm):
    """Address and one password; a typo in it is mended by a reset."""

    labels = {"email": EMAIL, "password1": PASSWORD}
    helps = {"password1": LENGTH}


class AddEmailForm(Plain, account_forms.AddEmailForm):
    """One more address."""

    labels = {"email": EMAIL}


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    """The old password, and the new one twice: here a typo would lock out."""

    labels = {
        "oldpassword": _("Current password"),
        "password1": NEW_PASSWORD,
        "password2": _("New password, again"),
    }
    helps = {"password1": LENGTH}


class SetPasswordForm(Plain, account_forms.SetPasswordForm):
    """A first password for someone who has none."""

    labels = {"password1": NEW_PASSWORD, "password2": _("New password, again")}
    helps = {"password1": LENGTH}


class NewPasswordForm(Plain, account_forms.ResetPasswordKeyForm):
    """A new password for someone who followed the link of a reset."""

    labels = {"password1": NEW_PASSWORD, "password2": _("New password, again")}
    helps = {"password1": LENGTH}


class PasswordAgainForm(Plain, account_forms.ReauthenticateForm):
    """The password, to show once more who one is."""

    labels = {"password": PASSWORD}


class CodeForm(Plain, mfa_forms.AuthenticateForm):
    """A code of the app, or a recovery code, after the password."""

    labels = {"code": CODE}


class CodeAgainForm(Plain, mfa_forms.ReauthenticateForm):
    """A code, to show once more who one is."""

    labels = {"code": CODE}


class SetUpAppForm(Plain, totp_forms.ActivateTOTPForm):
    """The first code of a new app shows that it works."""

    labels = {"code": _("Code in the app")}


class ResetPasswordForm(Plain, account_forms.ResetPasswordForm):
    """The address to send a reset to."""

    labels = {"email": EMAIL}


class CredentialField(forms.JSONField):
    """What a browser says of a passkey, refused when it is not of that shape.

    allauth hands it on as it is, and the library under it raises whatever it stumbles over.
    """

    widget = forms.HiddenInput
    STUMBLES = (AttributeError, LookupError, TypeError, ValueError, struct.error, RecursionError)

    def __init__(self, shape: type[RegistrationResponse | AuthenticationResponse]) -> None:
        super().__init__()
        self.shape = shape

    def to_python(self, value: Any) -> Any:
        """The parsed text; a text nested too deep to parse is refused like any other nonsense."""
        try:
            said = super().to_python(value)
            if said is not None:
                self.shape.from_dict(said)
        except self.STUMBLES as error:
            raise SecondFactorAdapter().validation_error("incorrect_code") from error
        return said

    def bound_data(self, data: Any, initial: Any) -> None:  # Django's signature
        """Never sent back: each is good for one try."""


class SignInWithPasskeyForm(webauthn_forms.LoginWebAuthnForm):
    """A passkey instead of address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse)


class PasskeyAsSecondFactorForm(webauthn_forms.AuthenticateWebAuthnForm):
    """A passkey after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse)


class PasskeyAgainForm(webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey to show once more who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse)


class AddPasskeyForm(Plain, webauthn_forms.AddWebAuthnForm):
    """A key with a name; it can sign in by itself unless that is unticked."""

    labels = {"name": _("Name"), "passwordless": _("Sign in with it alone, without a password")}
    helps = {
        "name": _("So that you can tell your keys apart: “Phone”, “Work laptop”."),
        "passwordless": _(
            "Works with phones, laptops and newer keys that ask for your finger, face or a PIN. "
            "Untick it to use the key only as a second factor after your password."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["credential"] = CredentialField(RegistrationResponse)


class DeleteForm(forms.Form):
    """Makes sure it is meant: the password, or the address for someone without a password."""

    password = forms.CharField(
        label=PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    email = forms.EmailField(label=_("Your email address, to make sure"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        del self.fields["email" if person.has_usable_password() else "password"]

    def clean_password(self) -> str:
        """The password, if it is theirs."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.person, password):
            raise get_adapter().validation_error("incorrect_password")
        return password

    def clean_email(self) -> str:
        """The address, if it is theirs."""
        email: str = self.cleaned_data["email"]
        if email.lower() != self.person.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return email
