"""Ten thousand ordinary acts on a record, signed now and then, by the services that do them in an instance."""

import sys

import django

django.setup()

from accounts.models import Role  # noqa: E402
from incidents.models import LedgerEntry  # noqa: E402
from incidents.services import identities, outside, readers, record  # noqa: E402
from tests.builders import minimal_document  # noqa: E402
from tests.conftest import person  # noqa: E402

ACTS, SIGNED_EACH = 10, 500
volunteer, attorney, other = (
    person("Vera Lindholm", Role.VOLUNTEER),
    person("Ada Brandt", Role.ATTORNEY),
    person("Oren Halloran", Role.ATTORNEY),
)


def ten_acts(number: int) -> None:
    """One incident from its first record on."""
    incident = record.create(actor=volunteer, document=minimal_document(f"edit {number}", persons=[{"key": "P1"}])).incident
    for base in range(1, 4):
        incident = record.revise(
            actor=volunteer, incident=incident, base=base, update={"narrative": f"Told again, {number}, {base}."}, reason="more"
        ).incident
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    readers.grant(actor=volunteer, incident=incident, user=other)
    identities.enter(actor=volunteer, incident=incident, person="P1", details={"name": "Somebody"})
    identities.record_agreement(actor=attorney, incident=incident, person="P1", recipient="Office", answer="details")
    identities.look_up(actor=attorney, incident=incident, person="P1", reason="a call")
    readers.withdraw(actor=volunteer, incident=incident, user=other)


for number in range(int(sys.argv[1]) // ACTS):
    ten_acts(number)
    if (number * ACTS) % SIGNED_EACH == 0:
        outside.sign_and_carry()
outside.sign_and_carry()
sys.stdout.write(str(LedgerEntry.objects.count()))
