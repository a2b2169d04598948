"""People, as an editor may see them: who has an account, and who may do what in admin."""

from __future__ import annotations

from typing import Any

# Imported for what they register, which is taken back below.
from allauth.account import admin as _addresses  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _second_factors  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _sign_ins  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from careerpath.accounts import sessions
from careerpath.accounts.erasures import mark_of
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, account_pseudonym, record
from careerpath.accounts.services import delete_person
from careerpath.concurrency.admin import ShownAdmin
from careerpath.concurrency.forms import ShownForm
from careerpath.keys import ShortKeys

RIGHTS = ("is_active", "is_staff", "is_superuser", "groups")

# Secrets of second factors, keys of open sessions, and whose an address is: with any of them a
# superuser could come in as somebody else.
for kind in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(kind)


@admin.register(Group)
class RightsAdmin(ShortKeys, ShownAdmin, GroupAdmin):
    """Django's page of a group's rights, which says what it has seen."""

    form = ShownForm


@admin.register(User)
class UserAdmin(ShortKeys, ShownAdmin, admin.ModelAdmin[User]):
    """People sign up by themselves; only rights are given here, by group, and only by superusers.

    Passwords and addresses are a person's own: none is set here, and but for the main address,
    which says who it is, none is shown.
    """

    form = ShownForm
    list_display = ("email", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email",)
    ordering = ("email",)
    fields = ("email", *RIGHTS, "date_joined", "last_login")

    actions = ("sign_out",)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002  # Django's signature
        """Rights are changed by superusers alone, or any editor could make one of themselves."""
        own = ("email", "date_joined", "last_login")
        return own if request.user.is_superuser else (*own, *RIGHTS)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        """Groups are few: a box each."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        found: ModelMultipleChoiceField[Any] | None = super().formfield_for_manytomany(
            db_field, request, **kwargs
        )
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Nobody is signed up by somebody else; `make admin` makes the first editor."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002  # Django's signature
        """Deleting a person takes all that is theirs along."""
        return bool(request.user.is_superuser)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """The same as when they do it themselves, sessions included."""
        self._delete(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Each as when they do it themselves."""
        for person in queryset:
            self._delete(request, person)

    @staticmethod
    def _delete(request: HttpRequest, person: User) -> None:
        record(
            Event.ACCOUNT_DELETED, request=request, about=account_pseudonym(person),
            erased=mark_of(person),
        )  # fmt: skip
        delete_person(person=person)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[User],
        formsets: Any,
        change: bool,  # noqa: FBT001  # Django's signature
    ) -> None:
        """Note new rights; whoever they are about signs in anew, for no longer than they may."""
        super().save_related(request, form, formsets, change)
        changed = [right for right in RIGHTS if right in form.changed_data]
        if not changed:
            return
        person, now = form.instance, {right: form.cleaned_data[right] for right in RIGHTS[:3]}
        record(
            Event.RIGHTS_CHANGED, request=request, about=account_pseudonym(person),
            changed=changed, **now,
        )  # fmt: skip
        if person != request.user:
            self._end_sessions(request, person)

    @admin.action(description=_("Sign out everywhere"), permissions=["sign_out"])
    def sign_out(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End every session of the people chosen."""
        ended = sum(self._end_sessions(request, person) for person in queryset)
        said = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
        self.message_user(request, said % {"count": ended})

    def has_sign_out_permission(self, request: HttpRequest) -> bool:
        """Superusers alone, like everything that is done to people here."""
        return bool(request.user.is_superuser)

    @staticmethod
    def _end_sessions(request: HttpRequest, person: User) -> int:
        ended = sessions.end_all(person)
        about = account_pseudonym(person)
        record(Event.SESSIONS_ENDED, request=request, about=about, count=ended)
        return ended

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes, without asking for the right to delete each kind of row by hand."""
        deleted, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected
