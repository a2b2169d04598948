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
from django.db.models import QuerySet
from django.http import HttpRequest

from careerpath.accounts.models import User
from careerpath.accounts.services import delete_person

RIGHTS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")

# Secrets of second factors, keys of open sessions, and whose an address is: with any of them a
# superuser could come in as somebody else.
for kind in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(kind)


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People sign up by themselves; only rights are given here, and only by superusers.

    Passwords and addresses are a person's own: they are neither shown nor set here.
    """

    list_display = ("email", "is_staff", "is_superuser", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email",)
    ordering = ("email",)
    fields = ("email", *RIGHTS, "date_joined", "last_login")
    filter_horizontal = ("groups", "user_permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002  # Django's signature
        """Rights are changed by superusers alone, or any editor could make one of themselves."""
        own = ("email", "date_joined", "last_login")
        return own if request.user.is_superuser else (*own, *RIGHTS)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Nobody is signed up by somebody else; `make admin` makes the first editor."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002  # Django's signature
        """Deleting a person takes all that is theirs along."""
        return bool(request.user.is_superuser)

    def delete_model(self, request: HttpRequest, obj: User) -> None:  # noqa: ARG002  # Django's signature
        """The same as when they do it themselves, sessions included."""
        delete_person(person=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:  # noqa: ARG002  # Django's signature
        """Each as when they do it themselves."""
        for person in queryset:
            delete_person(person=person)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes, without asking for the right to delete each kind of row by hand."""
        deleted, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected
