"""A redacted document proves what it shows, a file what the ledger holds of it: from the exported file alone."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from incidents.errors import InvalidDocument, NotAllowed
from incidents.format import facts
from incidents.models import EvidenceFile, LedgerEntry
from incidents.proofs import verify as verifier
from incidents.services import checkpoints, evidence, inspection, proving, readers, record
from incidents.services.verification import verify
from tests.builders import full_document, record_incident
from tests.incidents.photos import a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.4")]
SHOWN = {"/place/state", "/occurred_at"}


@pytest.fixture
def photo():
    return a_photo()


@pytest.fixture
def incident(volunteer, attorney, photo):
    record_incident(volunteer, full_document("a neighbour of it in the ledger"))
    incident = record_incident(volunteer, full_document("proved"))
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=io.BytesIO(photo),
        filename="door.jpg",
        content_type="image/jpeg",
        kind="photo",
    )
    inspection.inspect_pending()
    incident.refresh_from_db()
    return incident


def run(tmp_path, proof, *arguments):
    target = tmp_path / "proof-1.json"
    target.write_text(json.dumps(proof))
    command = [sys.executable, "-I", "-S", verifier.__file__, *map(str, arguments), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_redacted_document_proves_what_it_shows_up_to_the_signed_checkpoint(incident, attorney, tmp_path, figure):
    proof = proving.of_facts(actor=attorney, incident=incident, paths=SHOWN)
    code, said = run(tmp_path, proof, "--key", checkpoints.public_keys()[0])
    assert code == 0, said
    assert '/place/state: "MA"' in said
    assert "2 facts are shown" in said
    assert verify().breaks == []
    figure(f"2 of {len(facts(record.read(incident)))} facts shown and proved in a file of {len(json.dumps(proof))} bytes")


def test_nothing_that_is_withheld_is_in_the_proof(incident, attorney):
    text = json.dumps(proving.of_facts(actor=attorney, incident=incident, paths=SHOWN), ensure_ascii=False)
    withheld = {path: value for path, value in facts(record.read(incident)).items() if path not in SHOWN}
    assert len(withheld) > 40
    assert [path for path in withheld if f'"{path}"' in text] == []
    told = [value for value in withheld.values() if isinstance(value, str) and len(value) > 12 and value != str(incident.pk)]
    assert [value for value in told if value in text] == []
    assert "a neighbour" not in text


def mutations(proof):
    """Everything in a proof changed, one at a time: a value, a salt, a digest, an entry, a step, the checkpoint."""
    for number, leaf in enumerate(proof["document"]["leaves"]):
        for name in leaf:
            other = json.loads(json.dumps(proof))
            changed = {"path": leaf.get("path", "") + "x", "value": "NY"}.get(name) or flipped(leaf[name])
            other["document"]["leaves"][number][name] = changed
            yield f"leaf {number} {name}", other
    for part in range(len(proof["entries"])):
        for step in range(len(proof["entries"][part]["inclusion"])):
            other = json.loads(json.dumps(proof))
            other["entries"][part]["inclusion"][step] = flipped(proof["entries"][part]["inclusion"][step])
            yield f"step {step}", other
        for name, value in proof["entries"][part]["entry"].items():
            other = json.loads(json.dumps(proof))
            other["entries"][part]["entry"][name] = value + 1 if isinstance(value, int) else {} if value == {} else "ab" * 32
            yield f"entry {name}", other
    for place in range(len(proof["checkpoint"])):
        other = json.loads(json.dumps(proof))
        letter = proof["checkpoint"][place]
        other["checkpoint"] = proof["checkpoint"][:place] + chr(ord(letter) ^ 1) + proof["checkpoint"][place + 1 :]
        yield f"checkpoint {place}", other


def flipped(digits):
    return ("0" if digits[0] != "0" else "1") + digits[1:]


def test_a_proof_with_anything_changed_is_refused(incident, attorney, figure):
    proof = proving.of_facts(actor=attorney, incident=incident, paths=SHOWN)
    key = checkpoints.public_keys()
    refused = 0
    for name, other in mutations(proof):
        report = verifier.Report()
        verifier.check_proof("proof", other, key, report)
        assert report.wrong, name
        refused += 1
    figure(f"{refused} of {refused} changed proofs refused")


def test_a_fact_that_was_never_recorded_cannot_be_shown(incident, attorney, tmp_path):
    proof = proving.of_facts(actor=attorney, incident=incident, paths=SHOWN)
    proof["document"]["leaves"].append({"path": "/entry/forced", "value": True, "salt": "00" * 32})
    code, said = run(tmp_path, proof, "--key", checkpoints.public_keys()[0])
    assert (code, "not those that were recorded" in said) == (1, True)


def test_a_file_is_proved_by_its_entries_and_the_original_by_its_bytes(incident, attorney, photo, tmp_path):
    file = EvidenceFile.objects.get()
    b"".join(evidence.open_original(actor=attorney, file=file, reason="declaration"))
    proof = proving.of_file(actor=attorney, file=file)
    assert [part["entry"]["act"] for part in proof["entries"]] == ["evidence.received", "evidence.inspected", "evidence.opened"]
    (tmp_path / "door.jpg").write_bytes(photo)
    key = ["--key", checkpoints.public_keys()[0]]
    code, said = run(tmp_path, proof, *key, "--file", tmp_path / "door.jpg")
    assert code == 0, said
    assert "is, byte for byte, the file that entry" in said
    (tmp_path / "door.jpg").write_bytes(photo[:-1] + bytes([photo[-1] ^ 1]))
    assert run(tmp_path, proof, *key, "--file", tmp_path / "door.jpg")[0] == 1
    assert "declaration" not in json.dumps(proof)


def test_a_proof_alone_says_whose_key_it_took(incident, attorney, tmp_path):
    code, said = run(tmp_path, proving.of_file(actor=attorney, file=EvidenceFile.objects.get()))
    assert (code, "Compare it with one from elsewhere" in said) == (0, True)


def test_facts_that_are_not_there_and_no_facts_are_refused(incident, attorney):
    before = LedgerEntry.objects.count()
    for paths in ([], ["/no/such"], ["/place/state", "/no/such"]):
        with pytest.raises(InvalidDocument):
            proving.of_facts(actor=attorney, incident=incident, paths=paths)
    assert LedgerEntry.objects.count() == before


def test_only_an_attorney_who_has_the_record_hands_proofs_out(incident, volunteer, other_attorney, reviewer, auditor):
    for somebody in (volunteer, other_attorney, reviewer, auditor):
        with pytest.raises(NotAllowed):
            proving.of_facts(actor=somebody, incident=incident, paths=SHOWN)
        with pytest.raises(NotAllowed):
            proving.of_file(actor=somebody, file=EvidenceFile.objects.get())


def test_the_page_hands_the_proof_out_and_the_ledger_keeps_its_digest(incident, attorney, tmp_path):
    client = Client()
    client.force_login(attorney)
    page = client.get(f"/incidents/{incident.pk}/prove/").text
    assert 'value="/place/state"' in page
    assert client.post(f"/incidents/{incident.pk}/prove/", {}).status_code == 422
    answer = client.post(f"/incidents/{incident.pk}/prove/", {"fact": sorted(SHOWN)})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    code, said = run(tmp_path, answer.json(), "--key", checkpoints.public_keys()[0])
    assert code == 0, said
    entry = LedgerEntry.objects.get(act="incident.facts_proved")
    assert (entry.actor, entry.detail["facts"]) == (attorney, 2)
    assert client.post(f"/incidents/{incident.pk}/files/E1/prove/").json()["format"] == proving.FORMAT
    assert client.post(f"/incidents/{incident.pk}/files/E9/prove/").status_code == 404
    assert Path(verifier.__file__).name == "verify.py"
