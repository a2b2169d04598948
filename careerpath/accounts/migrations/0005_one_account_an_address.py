"""One account keeps each address; the others are set aside, with everything in them.

Who confirmed the address keeps it, else an editor, else who used the app last. The others keep
their password, assessments and notes under a name that no mail can reach; whoever has the address
brings them over with the password of then (accounts/addresses.py, earlier_accounts).
"""

from importlib import import_module

from django.conf import settings
from django.db import migrations
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Lower


def settle(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    Address = apps.get_model("account", "EmailAddress")
    confirmed = Address.objects.filter(verified=True)
    for person in User.objects.exclude(email=Lower("email")):
        User.objects.filter(pk=person.pk).update(email=person.email.lower())
    name_by_confirmed(User, Address, confirmed)
    vouch_for_editors(User, Address, confirmed)
    shared = User.objects.values("email").annotate(n=Count("pk")).filter(n__gt=1)
    for email in list(shared.values_list("email", flat=True)):
        set_aside_all_but_one(User.objects.filter(email=email), Address, confirmed)
    if settings.SENDS_MAIL:
        end_unproven_sessions(apps, User, confirmed)


def name_by_confirmed(User, Address, confirmed):
    """An account that confirmed another address than its main one goes by that one."""
    any_of_theirs = confirmed.filter(user=OuterRef("pk"))
    wrongly = User.objects.filter(Exists(any_of_theirs)).exclude(
        Exists(any_of_theirs.filter(email=OuterRef("email")))
    )
    for person in wrongly:
        best = confirmed.filter(user=person).order_by("-primary", "pk")[0]
        Address.objects.filter(user=person, primary=True).update(primary=False)
        Address.objects.filter(pk=best.pk).update(primary=True)
        User.objects.filter(pk=person.pk).update(email=best.email)


def vouch_for_editors(User, Address, confirmed):
    """Editors made on the command line never had to confirm: whoever runs the server named them."""
    made_there = User.objects.filter(is_staff=True).exclude(
        Exists(Address.objects.filter(user=OuterRef("pk")))
    )
    for person in made_there:
        if not confirmed.filter(email=person.email).exists():
            Address.objects.create(user=person, email=person.email, verified=True, primary=True)


def set_aside_all_but_one(people, Address, confirmed):
    def claim(person):
        has_it = confirmed.filter(user=person, email=person.email).exists()
        return has_it, person.is_staff, person.last_login or person.date_joined, person.pk

    for person in sorted(people, key=claim)[:-1]:
        Address.objects.get_or_create(user=person, email=person.email)
        people.filter(pk=person.pk).update(email=f"{person.pk}@set-aside.invalid")


def end_unproven_sessions(apps, User, confirmed):
    """Where mail is sent, nobody is in by an address they never confirmed; they confirm it now."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    proven = Exists(confirmed.filter(user=OuterRef("user")))
    sign_ins = apps.get_model("usersessions", "UserSession").objects.exclude(proven)
    for key in list(sign_ins.values_list("session_key", flat=True)):
        store().delete(key)
    sign_ins.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_erasures"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop, elidable=True)]
