"""Adds a person with a role: the first administrator, and whoever is needed when nobody can invite. Others come by a link."""

from argparse import ArgumentParser
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts
from accounts.models import Role, User
from accounts.states import STATES


class Command(BaseCommand):
    help = "Adds a person with a role; asks for the password twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address the person signs in with")
        parser.add_argument("name", help="the name that others see, in quotation marks")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument(
            "--states",
            nargs="+",
            default=[],
            metavar="ST",
            help="for a coordinator: USPS codes of the states looked after, such as MA RI",
        )

    def handle(self, *args: object, email: str, name: str, role: str, states: list[str], **options: object) -> None:
        person = User(email=User.objects.normalize_email(email).lower(), name=name, role=role, states=self.codes(role, states))
        check(person)
        password = ask_password(person)
        with transaction.atomic():
            made = User.objects.create_user(person.email, password, name=name, role=role, states=person.states)
            acts.note(actor=None, act="person.added", person=made, detail={"role": role, "states": made.states})
        self.stdout.write(_("%(name)s can now sign in as %(email)s.") % {"name": name, "email": person.email})

    def codes(self, role: str, states: list[str]) -> list[str]:
        """The states in capitals. A coordinator without one would see no incident, and nobody else needs any."""
        if (role == Role.COORDINATOR) != bool(states):
            raise CommandError(_("Give --states for a coordinator, and only for a coordinator. Nobody was added."))
        codes = [state.upper() for state in states]
        wrong = [code for code in codes if code not in STATES]
        if wrong:
            raise CommandError(_("Not a state's code: %(codes)s. Nobody was added.") % {"codes": ", ".join(wrong)})
        return codes


def check(person: User) -> None:
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join([*error.messages, _("Nobody was added.")])) from error


def ask_password(person: User) -> str:
    password = getpass(_("Password: "))
    if getpass(_("The same password again: ")) != password:
        raise CommandError(_("The two passwords differ. Nobody was added; run the command again."))
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise CommandError(" ".join([*error.messages, _("Nobody was added.")])) from error
    return password
