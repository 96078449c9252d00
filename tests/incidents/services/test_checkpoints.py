"""Signed checkpoints, the places outside, and what somebody elsewhere finds with the exported files alone."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Role
from config.running import doctor
from incidents.errors import CheckpointKeyError, LedgerNotAsSigned, NotAllowed
from incidents.models import CheckpointDelivery, CheckpointPlace, LedgerCheckpoint, LedgerEntry, LedgerHead
from incidents.proofs import verify as verifier
from incidents.services import auditing, checkpoints, handing_over, ledger, outside
from incidents.services.verification import verify
from tests.conftest import person
from tests.incidents.tampering import tamper, triggers_lifted

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.4")]
VERIFIER = Path(verifier.__file__)
ANOTHER_SEED = "YW5vdGhlciBrZXkgdGhhdCBzaWducyBjaGVja3BvaW4="


def write(number, first=1):
    for place in range(first, first + number):
        ledger.append(actor=None, act="agencies.imported", subject=f"agencies:{place}", detail={"n": place})


@pytest.fixture
def auditor(db):
    return person("Aud Reyes", Role.AUDITOR)


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A folder on another machine, as far as this one knows."""
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    return settings.CHECKPOINT_DIR


@pytest.fixture
def history(elsewhere):
    """Three hundred entries and more, signed after each sixtieth and carried outside: the names of those checkpoints."""
    for part in range(5):
        write(60, part * 60 + 1)
        outside.sign_and_carry()
    return sorted(elsewhere.glob("*.checkpoint"))


def export(auditor, target):
    """The entries as an auditor takes them away."""
    target.write_text("".join(auditing.export(actor=auditor)))
    return target


def exported_as_it_stands(target):
    """The entries as a server says they are, whoever owns it; no act of its own."""
    lines = [json.dumps(ledger.exported(entry)) for entry in LedgerEntry.objects.order_by("sequence")]
    target.write_text("\n".join(lines) + "\n")
    return target


def key_given_by_hand():
    return str(checkpoints.public_keys()[0])


def run(*arguments):
    """The verifier as an outsider runs it: one file, an interpreter without any package, nothing else. Code and words."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def rewrite_from(sequence):
    """What the owner of the server does who knows the construction: every digest from here on made anew."""
    with triggers_lifted():
        previous = LedgerEntry.objects.get(sequence=sequence - 1).digest if sequence > 1 else ledger.GENESIS
        for entry in LedgerEntry.objects.filter(sequence__gte=sequence).order_by("sequence"):
            said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, previous, entry.salt)
            LedgerEntry.objects.filter(pk=entry.pk).update(previous=previous, digest=ledger.entry_digest(*said))
            previous = ledger.entry_digest(*said)
    last = LedgerEntry.objects.order_by("sequence").last()
    LedgerHead.objects.update(sequence=last.sequence if last else 0, digest=previous)


def sign_anew():
    """With the live key: all checkpoints away, and one of what is there now."""
    CheckpointDelivery.objects.all().delete()
    with triggers_lifted():
        LedgerCheckpoint.objects.all().delete()
    return checkpoints.make()


def test_a_checkpoint_is_signed_and_says_what_the_ledger_is(db):
    write(7)
    made = checkpoints.make()
    said = checkpoints.said_by(made)
    [key] = checkpoints.public_keys()
    assert said.note.signers([key]) == [key]
    assert (said.size, said.head) == (LedgerHead.objects.get().sequence, LedgerHead.objects.get().digest)
    assert said.size == 8  # the naming of the key among them
    assert said.root == verifier.root_of(checkpoints.leaves(8))
    assert checkpoints.make() == made


def test_the_first_entry_of_an_empty_ledger_names_the_key(db):
    assert checkpoints.make().size == 1
    assert LedgerEntry.objects.get().act == "ledger.key_put_in_use"
    assert verify().breaks == []


def test_each_checkpoint_is_shown_to_be_the_beginning_of_the_next(history, elsewhere):
    code, said = run("--key", key_given_by_hand(), elsewhere)
    assert (code, "4 steps: each checkpoint is the beginning of the next" in said) == (0, True), said
    assert "not every checkpoint is joined" not in said


def test_the_exported_files_alone_are_found_right(history, elsewhere, auditor, tmp_path):
    code, said = run("--key", key_given_by_hand(), elsewhere, export(auditor, tmp_path / "ledger.jsonl"))
    assert code == 0, said
    assert "the first 301 entries are as they were signed" in said


def test_a_ledger_that_was_changed_is_never_signed_again(history):
    tamper("UPDATE incidents_ledgerentry SET digest = %s WHERE sequence = 5", "0" * 64)
    write(1, 900)
    with pytest.raises(LedgerNotAsSigned):
        checkpoints.make()
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.SIGNING).fault == "not_as_signed"
    [finding] = [one for one in doctor._checkpoints() if one.state == doctor.WRONG]
    assert "not as it was signed" in finding.says


def cut(number):
    def change():
        last = LedgerEntry.objects.order_by("sequence").last().sequence
        tamper("DELETE FROM incidents_ledgerentry WHERE sequence > %s", last - number)
        rewrite_from(last - number)

    return change


def exchange(sequence):
    def change():
        tamper("UPDATE incidents_ledgerentry SET act = 'evidence.opened' WHERE sequence = %s", sequence)
        rewrite_from(sequence)

    return change


def remove(sequence):
    def change():
        last = LedgerEntry.objects.order_by("sequence").last().sequence
        tamper("DELETE FROM incidents_ledgerentry WHERE sequence = %s", sequence)
        for number in range(sequence + 1, last + 1):
            tamper("UPDATE incidents_ledgerentry SET sequence = %s WHERE sequence = %s", number - 1, number)
        rewrite_from(sequence)

    return change


def put_in():
    last = LedgerEntry.objects.order_by("sequence").last().sequence
    for number in range(last, 149, -1):
        tamper("UPDATE incidents_ledgerentry SET sequence = %s WHERE sequence = %s", number + 1, number)
    LedgerEntry.objects.create(
        sequence=150, at=timezone.now(), actor=None, act="x.y", subject="x", detail={}, previous="", salt=b"", digest=""
    )
    rewrite_from(150)


def swap():
    one, other = LedgerEntry.objects.get(sequence=100), LedgerEntry.objects.get(sequence=200)
    tamper("UPDATE incidents_ledgerentry SET subject = %s WHERE sequence = 100", other.subject)
    tamper("UPDATE incidents_ledgerentry SET subject = %s WHERE sequence = 200", one.subject)
    rewrite_from(100)


def delete_all():
    tamper("DELETE FROM incidents_ledgerentry")
    LedgerHead.objects.all().delete()
    sign_anew()


def fork():
    """Two histories, each whole and each signed with the live key: the other one was carried outside."""
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence > 250")
    rewrite_from(250)
    write(60, 5_000)
    sign_anew()


CHANGES = {
    "edited": exchange(150),
    "put in": put_in,
    "swapped": swap,
    "first deleted": remove(1),
    "middle deleted": remove(150),
    "last 1 deleted": cut(1),
    "last 100 deleted": cut(100),
    "all deleted": delete_all,
    "two histories": fork,
    "yesterday's database": cut(61),
}


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_the_ledger_is_found_elsewhere_without_the_database(history, elsewhere, tmp_path, change, figure):
    key = key_given_by_hand()
    CHANGES[change]()
    code, said = run("--key", key, elsewhere, exported_as_it_stands(tmp_path / "ledger.jsonl"))
    assert code == 1, said
    assert "WRONG" in said
    figure(change)


@pytest.mark.assurance("I3")
def test_yesterdays_database_put_back_is_found_by_the_server_itself_at_its_next_round(history, elsewhere):
    """The database of yesterday ends with an earlier checkpoint and knows nothing of those carried since."""
    newest = LedgerCheckpoint.objects.last()
    with triggers_lifted():
        CheckpointDelivery.objects.filter(checkpoint=newest).delete()
        LedgerCheckpoint.objects.filter(pk=newest.pk).delete()
        LedgerEntry.objects.filter(sequence__gt=newest.follows).delete()
    last = LedgerEntry.objects.order_by("sequence").last()
    LedgerHead.objects.update(sequence=last.sequence, digest=last.digest)
    assert verify().breaks == []  # it is whole; only a place outside knows more
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.FOLDER).fault == "ahead"
    assert any("set back" in one.says for one in doctor._checkpoints())


@pytest.mark.assurance("I4")
def test_a_history_written_anew_with_the_live_key_is_found_from_any_one_anchor(history, auditor, tmp_path, figure):
    key = key_given_by_hand()
    exchange(40)()
    sign_anew()
    said_now = exported_as_it_stands(tmp_path / "ledger.jsonl")
    newest = tmp_path / "now.checkpoint"
    newest.write_text(LedgerCheckpoint.objects.get().note)
    assert verify().breaks == []  # on its own machine it looks whole
    assert run("--key", key, newest, said_now)[0] == 0
    for anchor in history:
        code, said = run("--key", key, anchor, newest, said_now)
        assert code == 1, said
        assert "not those that were signed" in said
        assert run("--key", key, anchor, said_now)[0] == 1
    figure(f"{len(history)} of {len(history)} anchors find it, each alone")


@pytest.mark.assurance("I4")
def test_a_head_that_was_only_noted_on_paper_is_an_anchor_too(history, tmp_path):
    noted = LedgerEntry.objects.get(sequence=200)
    head = f"200:{noted.digest}"
    whole = exported_as_it_stands(tmp_path / "ledger.jsonl")
    assert run("--head", head, whole)[0] == 0
    assert run("--head", f"400:{noted.digest}", whole)[0] == 1
    exchange(40)()
    code, said = run("--head", head, exported_as_it_stands(tmp_path / "ledger.jsonl"))
    assert (code, "written anew before it" in said) == (1, True)
    assert run("--head", "200", whole)[0] == 2


@pytest.mark.assurance("I3")
def test_the_servers_own_verification_finds_what_a_checkpoint_here_speaks_against(history):
    exchange(40)()
    [broken] = verify().breaks
    assert (broken.kind, broken.sequence) == ("not_as_signed", LedgerCheckpoint.objects.first().size)


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("which", ["first", "middle"])
def test_a_checkpoint_taken_out_here_is_found(history, which):
    place = {"first": 0, "middle": 2}[which]
    row = LedgerCheckpoint.objects.order_by("size")[place]
    CheckpointDelivery.objects.filter(checkpoint=row).delete()
    tamper("DELETE FROM incidents_ledgercheckpoint WHERE size = %s", row.size)
    assert [broken.kind for broken in verify().breaks] == ["checkpoint_changed"]


@pytest.mark.assurance("I3")
def test_every_changed_byte_of_a_checkpoint_is_found(history, elsewhere, tmp_path, figure):
    key = [verifier.key_of(key_given_by_hand())]
    content, target = history[0].read_bytes(), tmp_path / "1.checkpoint"
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        target.write_bytes(bytes(changed))
        report = verifier.check([target], key)
        assert report.wrong, (place, bytes(changed))
    figure(f"{len(content)} of {len(content)} bytes")


@pytest.mark.assurance("I3")
def test_every_changed_byte_of_a_line_of_the_ledger_is_found(history, auditor, tmp_path):
    lines = export(auditor, tmp_path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    anchor = next(iter(history))
    target = tmp_path / "changed.jsonl"
    for place in range(len(lines[9]) - 1):
        changed = bytearray(lines[9])
        changed[place] ^= 1
        target.write_bytes(b"".join([*lines[:9], bytes(changed), *lines[10:]]))
        try:
            report = verifier.check([anchor, target], [verifier.key_of(key_given_by_hand())])
        except UnicodeDecodeError:
            continue
        assert report.wrong, bytes(changed)


def test_a_key_that_nobody_gave_signs_nothing(history, elsewhere):
    stranger = "threshold/ledger/0000000000000000"
    other = verifier.Key(stranger, bytes(range(32)))
    code, said = run("--key", other, elsewhere)
    assert (code, "signed by no key that is trusted here" in said) == (1, True)
    code, said = run(elsewhere)
    assert (code, "no --key was given" in said) == (0, True)


def put_first(settings, line):
    ring = settings.CHECKPOINT_KEYS_FILE
    ring.write_text(f"{line}\n{ring.read_text()}")


def test_a_new_key_is_named_in_the_ledger_and_reached_from_the_old_one(history, elsewhere, auditor, tmp_path, settings):
    old = key_given_by_hand()
    put_first(settings, f"c2 {ANOTHER_SEED}")
    outside.sign_and_carry()
    settings.CHECKPOINT_KEYS_FILE.write_text(f"c2 {ANOTHER_SEED}\n")
    write(3, 700)
    outside.sign_and_carry()
    assert len(checkpoints.public_keys()) == 2
    assert verify().breaks == []
    assert len((elsewhere / "keys.txt").read_text().splitlines()) == 2
    code, said = run("--key", old, elsewhere, export(auditor, tmp_path / "ledger.jsonl"))
    assert code == 0, said


def test_a_lost_key_is_replaced_and_what_it_signed_holds(history, elsewhere, auditor, tmp_path, settings):
    old = key_given_by_hand()
    settings.CHECKPOINT_KEYS_FILE.write_text(f"c2 {ANOTHER_SEED}\n")
    write(3, 700)
    outside.sign_and_carry()
    new = str(checkpoints.public_keys()[-1])
    exported = export(auditor, tmp_path / "ledger.jsonl")
    assert verify().breaks == []
    assert run("--key", old, *history, exported)[0] == 0
    assert run("--key", old, elsewhere, exported)[0] == 1  # who does not hold the new key does not trust it unasked
    assert run("--key", old, "--key", new, elsewhere, exported)[0] == 0


def test_a_key_file_that_cannot_be_used_stops_signing_and_nothing_else(elsewhere, settings):
    settings.CHECKPOINT_KEYS_FILE.write_text("c1 short\n")
    write(2)
    with pytest.raises(CheckpointKeyError, match="line 1"):
        checkpoints.make()
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.SIGNING).fault == "no_key"
    assert LedgerEntry.objects.count() == 2


@pytest.mark.assurance("I8")
def test_a_clock_set_back_for_an_hour_is_flagged_and_the_order_stands(elsewhere, auditor, tmp_path, figure):
    now = timezone.now()
    write(5)
    outside.sign_and_carry()
    with time_machine.travel(now - timedelta(days=2), tick=True):
        write(4, 100)
        outside.sign_and_carry()
    with time_machine.travel(now + timedelta(hours=1), tick=True):
        write(3, 200)
        outside.sign_and_carry()
    result = verify()
    assert result.breaks == []
    assert result.clock == [(7, 10)]
    assert list(LedgerEntry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 14))
    code, said = run("--key", key_given_by_hand(), elsewhere, export(auditor, tmp_path / "ledger.jsonl"))
    assert code == 0
    assert "clock: entries 7 to 10" in said
    assert "says it was signed before" in said
    figure("−2 days for an hour: 4 entries and a checkpoint flagged, sequence intact")


@pytest.mark.assurance("I8")
def test_a_clock_that_is_right_is_not_flagged(history, auditor, elsewhere, tmp_path):
    assert verify().clock == []
    assert "clock" not in run("--key", key_given_by_hand(), elsewhere, export(auditor, tmp_path / "ledger.jsonl"))[1]


@pytest.mark.assurance("I9")
def test_an_outage_of_two_days_queues_is_told_within_the_hour_and_catches_up(elsewhere, settings, auditor, figure):
    write(3)
    outside.sign_and_carry()
    start, away = timezone.now(), elsewhere.with_name("taken away")
    elsewhere.rename(away)
    told = None
    for minutes in range(10, 48 * 60, 10):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=True):
            write(1, 1_000 + minutes)  # nothing is refused
            if minutes % 60 == 0 or minutes < 90:
                outside.sign_and_carry()
            if told is None and any(one.state == doctor.WRONG for one in doctor._checkpoints()):
                told = minutes
    assert told is not None
    assert told <= 60
    with time_machine.travel(start + timedelta(hours=48), tick=True):
        waits = outside.waiting(outside.FOLDER).count()
        state = next(state for state in outside.states() if state.name == outside.FOLDER)
        assert (state.waiting, state.fault, state.late) == (waits, "not_there", True)
        away.rename(elsewhere)
        outside.sign_and_carry()
        assert outside.waiting(outside.FOLDER).count() == 0
        assert not any(one.state == doctor.WRONG for one in doctor._checkpoints())
        late = [
            one
            for one in CheckpointDelivery.objects.select_related("checkpoint")
            if one.at - one.checkpoint.at > timedelta(hours=24)
        ]
        assert late  # the gap stays visible
    code, said = run("--key", key_given_by_hand(), elsewhere)
    assert code == 0, said
    figure(
        f"told after {told} minutes, {waits} waited and were taken in order, {LedgerEntry.objects.count()} entries, 0 refused"
    )


def test_another_disk_is_not_taken_for_the_folder_until_somebody_says_so(history, elsewhere, capsys):
    for file in elsewhere.iterdir():
        file.unlink()
    write(1, 900)
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.FOLDER).fault == "not_the_folder"
    assert list(elsewhere.iterdir()) == []
    call_command("checkpoint", "--again")
    assert len(list(elsewhere.glob("*.checkpoint"))) == 6
    assert "Checkpoints in the folder elsewhere: 6; 0 waiting." in capsys.readouterr().out


def test_a_folder_with_another_history_is_not_written_over(history, elsewhere, settings):
    exchange(40)()
    sign_anew()
    with triggers_lifted():
        LedgerCheckpoint.objects.all().delete()
    checkpoints.make()
    assert outside.carry(outside.FOLDER) == 0
    assert CheckpointPlace.objects.get(name=outside.FOLDER).fault == "other_history"
    assert history[-1].read_text() != LedgerCheckpoint.objects.last().note


def test_a_message_a_day_carries_the_newest_checkpoint(settings):
    settings.CHECKPOINT_MAIL, settings.EMAIL_HOST = ["keeper@example.org"], "mail.example.org"
    start = timezone.now()
    for hours in (0, 1, 5, 21, 22):
        with time_machine.travel(start + timedelta(hours=hours), tick=True):
            write(1, hours + 1)
            outside.sign_and_carry()
    assert len(mail.outbox) == 2
    [note, keys] = mail.outbox[-1].attachments
    assert note[1] in set(LedgerCheckpoint.objects.values_list("note", flat=True))
    assert keys[1].strip() == key_given_by_hand()
    assert mail.outbox[-1].to == ["keeper@example.org"]


def test_nothing_goes_anywhere_where_the_operator_named_no_place(settings):
    settings.CHECKPOINT_MAIL = ["keeper@example.org"]  # and no mail server
    settings.EMAIL_HOST = ""
    write(1)
    assert outside.sign_and_carry() == 0
    assert (mail.outbox, CheckpointDelivery.objects.count()) == ([], 0)
    assert any(one.state == doctor.LOOK and "on this machine alone" in one.says for one in doctor._checkpoints())


def test_the_auditor_takes_checkpoints_and_verifier_away_and_they_check(history, auditor, tmp_path, volunteer):
    with pytest.raises(NotAllowed):
        handing_over.checkpoints_file(actor=volunteer)
    with zipfile.ZipFile(io.BytesIO(handing_over.checkpoints_file(actor=auditor).read())) as archive:
        archive.extractall(tmp_path / "taken")
    assert {"README.txt", "keys.txt", "verify.py"} <= {file.name for file in (tmp_path / "taken").iterdir()}
    export(auditor, tmp_path / "taken" / "ledger.jsonl")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "--key", key_given_by_hand(), "."],
        cwd=tmp_path / "taken",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the first 302 entries are as they were signed" in done.stdout
    assert LedgerEntry.objects.filter(act="ledger.checkpoints_exported", actor=auditor).count() == 1


def test_the_database_itself_refuses_to_change_a_checkpoint(history):
    for statement in ("UPDATE incidents_ledgercheckpoint SET follows = 9", "DELETE FROM incidents_ledgercheckpoint"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_digest_cannot_be_tried_against_guesses(db):
    """The same act said twice at the same moment of the same history has two digests."""
    write(1)
    entry = LedgerEntry.objects.get()
    said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous)
    assert len(bytes(entry.salt)) == 16
    assert ledger.entry_digest(*said, b"\x00" * 16) != entry.digest


def test_an_entry_of_before_there_were_salts_still_stands(db, auditor, tmp_path, elsewhere):
    write(2)
    with triggers_lifted():
        LedgerEntry.objects.update(salt=None)
    rewrite_from(1)
    outside.sign_and_carry()
    assert verify().breaks == []
    assert run(elsewhere, export(auditor, tmp_path / "ledger.jsonl"))[0] == 0


@pytest.mark.assurance("F10")
def test_the_task_delivered_twice_signs_once(elsewhere):
    from incidents.tasks import sign_ledger

    write(2)
    assert [sign_ledger(), sign_ledger(), sign_ledger()] == [1, 0, 0]
    assert LedgerCheckpoint.objects.count() == 1
