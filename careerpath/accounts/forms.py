"""allauth's forms in our words, and the one that deletes an account."""

from __future__ import annotations

import struct
from typing import Any, cast

from allauth.account import app_settings as account_settings
from allauth.account import forms as account_forms
from allauth.account import signals
from allauth.account.adapter import get_adapter
from allauth.account.fields import SetPasswordField
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from careerpath.accounts import addresses, guessing, mails, sessions
from careerpath.accounts.adapter import SecondFactorAdapter
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, record

EMAIL = _("Email address")
PASSWORD = _("Password")
CODE = _("Code")
SIGNING_UP = "signing_up"  # in the session: what this browser asked for, until it is followed
NEW_PASSWORD = _("New password")
LENGTH = _("12 to 128 characters. Any will do; a few words are easy to remember and hard to guess.")
LINK_COMES = _("We send a link to it, and behind it you choose a password. Go on meanwhile.")
ONLY_A_NAME = _(
    "This server sends no mail, so nobody checks the address. Keep the password well: the link for "
    "a new one is seen only by whoever runs the server."
)
LINK_IS_PRINTED = _(
    "This server sends no mail: the link stands in its output, for whoever runs it."
)


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
    """Address and password; every browser is remembered, up to a fixed time."""

    labels = {"login": EMAIL, "password": PASSWORD}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in. allauth lets the session last as long as it is used; limit it again."""
        response: HttpResponse = super().login(request, redirect_url)
        if isinstance(request.user, User):
            sessions.limit(request.session, request.user)
        return response


class Shown(forms.Form):
    """A second factor that somebody shows; what is wrong goes into the security log."""

    user: User | None
    kind = "code"

    def clean(self) -> dict[str, Any] | None:
        """Nothing more to check."""
        cleaned = super().clean()
        if self.errors:
            request, person = context.request, self.user
            record(Event.FACTOR_FAILED, request=request, person=person, kind=self.kind)
        return cleaned


class ShownCode(Shown):
    """A code of the app, or a recovery code, that somebody shows."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, unless it was shown before or too many were wrong.

        Instead of allauth's: that has one count for everybody who tries, and forgets it when one of
        them is right.
        """
        counted = guessing.count_code(context.request, self.user)
        if counted is None:
            raise SecondFactorAdapter().validation_error("too_many_codes")
        code: str = self.cleaned_data["code"]
        if not self._fits(code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        counted.rollback()
        return code

    def _fits(self, code: str) -> bool:
        """Whether it is one of the app's or a recovery code, shown for the first time.

        A passkey has none.
        """
        factors = Authenticator.objects.filter(user=self.user)
        for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN):
            if factor.wrap().validate_code(code):
                factor.user = self.user
                self.authenticator = factor
                return True
        return False


class ShownPasskey(Shown):
    """A passkey that somebody shows."""

    kind = "passkey"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse)


class SignUpForm(Plain, account_forms.SignupForm):
    """The address; where no mail is sent, a password with it, since nothing else is asked.

    Where mail is sent the password is chosen behind the link in it: what somebody else typed before
    an address is confirmed must lead nowhere.
    """

    labels = {"email": EMAIL, "password1": PASSWORD}
    helps = {"password1": LENGTH}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = ONLY_A_NAME
        if settings.SENDS_MAIL:
            self.fields["email"].help_text = LINK_COMES
            del self.fields["password1"]

    def validate_unique_email(self, value: str) -> str:
        """Whether there is an account is said where no mail could say it, and only there."""
        if not settings.SENDS_MAIL and addresses.find(value).person:
            raise get_adapter().validation_error("email_taken")
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Send the mail that leads on; the browser keeps where it was going meanwhile."""
        if not settings.SENDS_MAIL:
            made: tuple[User | None, HttpResponse | None] = super().try_save(request)
            return made
        email = self.cleaned_data["email"]
        request.session[SIGNING_UP] = {"email": email, "next": get_next_redirect_url(request)}
        mails.send_way_in(request, email, mails.SIGN_UP)
        return None, get_adapter().respond_email_verification_sent(request, None)


class FirstPasswordForm(Plain):
    """The password of who proved an address; once, a typo in it is mended by a reset."""

    password1 = SetPasswordField(label=PASSWORD)
    labels = {"password1": PASSWORD}
    helps = {"password1": LENGTH}

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = User(email=email)  # type: ignore[attr-defined]  # allauth's


class AddEmailForm(Plain, account_forms.AddEmailForm):
    """One more address."""

    labels = {"email": EMAIL}

    def clean_email(self) -> str:
        """An address that is not theirs yet, whosever else's it is.

        Where that must not be told, nobody else's account is read: allauth's would be, and the time
        of it would tell.
        """
        if not settings.SENDS_MAIL:
            return str(super().clean_email())
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        mine = EmailAddress.objects.filter(user=self.user)
        if email == self.user.email or mine.filter(email=email).exists():
            raise get_adapter().validation_error("duplicate_email")
        if not EmailAddress.objects.can_add_email(self.user):
            most = account_settings.MAX_EMAIL_ADDRESSES
            raise get_adapter().validation_error("max_email_addresses", most)
        signals._add_email.send(User, email=email, user=self.user)  # noqa: SLF001  # as allauth: factors may object
        return email


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


class CodeForm(ShownCode, Plain, mfa_forms.AuthenticateForm):
    """A code of the app, or a recovery code, after the password."""

    labels = {"code": CODE}


class CodeAgainForm(ShownCode, Plain, mfa_forms.ReauthenticateForm):
    """A code, to show once more who one is."""

    labels = {"code": CODE}


class SetUpAppForm(Plain, totp_forms.ActivateTOTPForm):
    """The first code of a new app shows that it works."""

    labels = {"code": _("Code in the app")}


class ResetPasswordForm(Plain, account_forms.ResetPasswordForm):
    """The address to send a reset to."""

    labels = {"email": EMAIL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SENDS_MAIL:
            self.fields["email"].help_text = LINK_IS_PRINTED

    def clean_email(self) -> str:
        """Whether there is an account is said where no mail could say it, and only there."""
        email: str = self.cleaned_data["email"]
        if not settings.SENDS_MAIL and not addresses.find(email).person:
            raise get_adapter().validation_error("unknown_email")
        return email

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Send the mail that leads in."""
        email: str = self.cleaned_data["email"]
        mails.send_way_in(request, email, mails.RESET)
        return email


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


class ShownFactor(ShownPasskey):
    """A passkey of a person who is known already. Nobody guesses a signature: it is not counted.

    allauth counts it together with codes: whoever is wrong often enough keeps its owner out.
    """

    user: User

    def clean_credential(self) -> Authenticator:
        """The passkey, if it is one of theirs and signed what it was asked to sign."""
        credential = self.cleaned_data["credential"]
        return webauthn.complete_authentication(self.user, credential)


class SignInWithPasskeyForm(ShownPasskey, webauthn_forms.LoginWebAuthnForm):
    """A passkey instead of address and password."""


class PasskeyAsSecondFactorForm(ShownFactor, webauthn_forms.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgainForm(ShownFactor, webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey to show once more who one is."""


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


class EarlierAccountForm(forms.Form):
    """Which account of before, and the password that shows it was theirs: one comparison."""

    earlier = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Account"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    password = forms.CharField(
        label=_("Password of that account"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = cast("forms.ModelChoiceField[User]", self.fields["earlier"])
        earlier.queryset = addresses.earlier_accounts(person)
        earlier.label_from_instance = _since  # type: ignore[assignment,method-assign]  # as documented
        earlier.initial = earlier.queryset.first()

    def clean(self) -> dict[str, Any]:
        """The password, if it is that account's."""
        cleaned = super().clean() or {}
        if not self.errors and not get_adapter().reauthenticate(
            cleaned["earlier"], cleaned["password"]
        ):
            self.add_error("password", get_adapter().validation_error("wrong_password_of_before"))
        return cleaned


def _since(earlier: User) -> str:
    """An account that is known by nothing but its days."""
    made = date_format(timezone.localtime(earlier.date_joined), "DATE_FORMAT")
    last = earlier.last_login or earlier.date_joined
    used = date_format(timezone.localtime(last), "DATE_FORMAT")
    return gettext("Made on %(made)s, last used on %(used)s") % {"made": made, "used": used}
