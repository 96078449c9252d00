import pytest
from django.core.management import CommandError, call_command

from incidents.models import LedgerHead
from incidents.services import record
from tests.builders import record_incident
from tests.incidents.tampering import tamper

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    """Exit code, standard output, standard error."""
    try:
        call_command("verify_ledger", *arguments)
        code = 0
    except SystemExit as ended:
        code = ended.code
    out = capsys.readouterr()
    return code, out.out.strip(), out.err.strip()


def test_a_whole_ledger_is_said_to_be_whole(capsys, volunteer):
    record_incident(volunteer)
    code, out, _err = run(capsys)
    assert code == 0
    assert out.startswith("The ledger is whole: 1 entries, 1 revisions and 0 evidence files agree with it.")


def test_a_break_is_named_in_plain_words_and_ends_with_one(capsys, volunteer):
    record_incident(volunteer)
    tamper("UPDATE incidents_ledgerentry SET act = 'x' WHERE sequence = 1")
    code, out, err = run(capsys)
    assert (code, out) == (1, "")
    assert "Entry 1 [edited]" in err
    assert "was changed after it was written" in err


def test_the_head_kept_elsewhere_finds_a_cut_off_tail(capsys, volunteer):
    incident = record_incident(volunteer)
    record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "x"})
    _code, kept, _err = run(capsys, "--head")
    assert kept == f"2:{LedgerHead.objects.get().digest}"
    assert run(capsys, "--expect", kept)[0] == 0
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence = 2")
    code, _out, err = run(capsys, "--expect", kept)
    assert code == 1
    assert "Entry 2 [tail]" in err


def test_a_head_that_is_none_is_refused(volunteer):
    with pytest.raises(CommandError, match="COUNT:DIGEST"):
        call_command("verify_ledger", "--expect", "12")
