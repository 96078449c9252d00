"""`manage.py add_agreement`."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.models import Agreement
from incidents.models import LedgerEntry

GIVEN = {
    "agency": "Barnstable County Sheriff",
    "state": "ma",
    "model": "warrant_service_officer",
    "signed": "2020-06-09",
    "source": "List of participating agencies, 3 November 2025",
}


def add(**changed):
    out = StringIO()
    call_command("add_agreement", stdout=out, **{**GIVEN, **changed})
    return out.getvalue()


def test_an_agreement_is_added_once_and_stands_in_the_ledger(attorney):
    assert "Added: Barnstable County Sheriff, MA" in add(by=attorney.email)
    assert "Already in the register" in add(by=attorney.email)
    row = Agreement.objects.get()
    assert (row.state, row.signed, row.added_by) == ("MA", date(2020, 6, 9), attorney)
    entry = LedgerEntry.objects.get(act="agreement.added")
    assert entry.subject == f"agreement:{row.pk}"


def test_the_same_agreement_with_another_source_says_what_stands(db):
    add()
    assert "source: List of participating agencies, 3 November 2025" in add(source="A newspaper")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "Massachusetts"}, "give its USPS code"),
        ({"model": "jail"}, "give one of jail_enforcement"),
        ({"signed": "9 June 2020"}, "write the day as YYYY-MM-DD"),
        ({"signed": "2020-06-31"}, "write the day as YYYY-MM-DD"),
        ({"ended": "2019-01-01"}, "before it was signed"),
        ({"agency": " "}, "--agency: say it in words"),
        ({"source": ""}, "--source: say it in words"),
        ({"by": "nobody@example.org"}, "nobody here signs in with that address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(db, changed, said):
    with pytest.raises(CommandError, match=said):
        add(**changed)
    assert not Agreement.objects.exists()


def test_every_mistake_is_said_at_once(db):
    with pytest.raises(CommandError) as refused:
        add(state="XX", model="jail", agency="")
    assert all(name in str(refused.value) for name in ("--state", "--model", "--agency"))
