"""`manage.py add_agreement`."""

import hashlib
from datetime import date
from io import StringIO
from pathlib import Path

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


@pytest.mark.assurance("5.1")
def test_another_agreement_with_its_document_scope_training_and_end(db, tmp_path):
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"a contract")
    given = {"kind": "detention_contract", "model": "", "scope": "40 beds", "training": "none", "expires": "2027-06-30"}
    assert "Detention contract" in add(document=paper, **given)
    row = Agreement.objects.get()
    assert row.document == hashlib.sha256(b"a contract").hexdigest()
    assert (row.scope, row.expires) == ("40 beds", date(2027, 6, 30))
    assert "Its end is recorded: 2026-01-31" in add(ended="2026-01-31", rescission="Vote of the county board", **given)
    row.refresh_from_db()
    assert (row.ended, row.rescission) == (date(2026, 1, 31), "Vote of the county board")
    assert [entry.act for entry in LedgerEntry.objects.order_by("sequence")] == ["agreement.added", "agreement.ended"]
    with pytest.raises(CommandError, match="it ended on 2026-01-31"):
        add(ended="2026-02-28", **given)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "treaty"}, "give one of 287g"),
        ({"kind": "mutual_aid"}, "only an agreement under 8 U.S.C. 1357"),
        ({"expires": "2019-01-01"}, "before it was signed"),
        ({"document": Path("nowhere.pdf")}, "cannot be read"),
    ],
)
def test_what_is_wrong_with_another_agreement_is_said(db, changed, said):
    with pytest.raises(CommandError, match=said):
        add(**changed)
    assert not Agreement.objects.exists()
