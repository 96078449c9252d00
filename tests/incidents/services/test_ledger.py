import pytest
from django.db import transaction

from incidents.models import LedgerEntry, LedgerHead
from incidents.services import ledger

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]


def add(actor, number=1):
    return [ledger.append(actor=actor, act="test.done", subject=f"thing:{n}", detail={"n": n}) for n in range(number)]


def test_entries_are_numbered_without_gap_and_chained(volunteer):
    entries = add(volunteer, 5)
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries] == [ledger.GENESIS, *(entry.digest for entry in entries[:-1])]
    assert LedgerHead.objects.get().digest == entries[-1].digest


def test_an_entry_reads_back_to_the_digest_it_was_written_with(volunteer):
    written = add(volunteer)[0]
    entry = LedgerEntry.objects.get()
    said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous, entry.salt)
    assert ledger.entry_digest(*said) == entry.digest == written.digest


def test_every_part_of_an_entry_is_in_its_digest(volunteer, other_volunteer):
    entry = add(volunteer)[0]
    said = [entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous, entry.salt]
    others = [2, entry.at.replace(microsecond=1), other_volunteer.pk, "other", "thing:9", {"n": 1}, "1" * 64, b"s" * 16]
    for place, other in enumerate(others):
        assert ledger.entry_digest(*[*said[:place], other, *said[place + 1 :]]) != entry.digest


def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap(volunteer):
    add(volunteer)
    with transaction.atomic():
        add(volunteer)
        transaction.set_rollback(True)
    assert LedgerEntry.objects.count() == 1
    assert add(volunteer)[0].sequence == 2


def test_the_system_itself_can_act(db):
    assert ledger.append(actor=None, act="law.loaded", subject="law", detail={}).actor_id is None
