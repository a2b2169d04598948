"""`manage.py account_in_log 3f2a...`"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym, address_pseudonym


class Command(BaseCommand):
    help = "Say which account or address a name in the security log stands for; it tries them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what stands behind account, about or address in the log")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        found = 0
        for person in User.objects.order_by("pk").only("pk", "email").iterator():
            if name in (account_pseudonym(person), address_pseudonym(person.email)):
                self.stdout.write(f"{person.pk} {person.email}")
                found += 1
        if not found:
            raise CommandError(
                "No account of today has this name. It may be deleted, the address may have none, "
                "or the secret key was another one then."
            )
