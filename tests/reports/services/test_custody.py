"""The custody papers: filled from ledger entries alone, each sentence with its entries, blanks where there is none."""

import io
import json
import re

import pytest
from django.test import Client

from incidents.models import EvidenceFile, LedgerEntry
from incidents.services import evidence, identities, inspection, readers
from incidents.services.verification import verify
from reports.composition import compose_custody
from reports.composition.custody import BLANK, SHORT, certification
from reports.errors import NotAllowed
from reports.services import custody
from tests.builders import full_document, record_incident
from tests.incidents.photos import a_photo
from tests.reports import reading

FACTS = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\d{3,})\b")
pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.7")]


@pytest.fixture
def file(volunteer, attorney):
    incident = record_incident(volunteer, full_document("papers"))
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    identities.enter(actor=volunteer, incident=incident, person="P1", details={"name": "Canary Person 7731"})
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=io.BytesIO(a_photo()),
        filename="canary-name-5502.jpg",
        content_type="image/jpeg",
        kind="photo",
        note="canary note 6603",
    )
    inspection.inspect_pending()
    file = EvidenceFile.objects.get()
    for reason in ("canary reason 1", "canary reason 2"):
        b"".join(evidence.open_original(actor=attorney, file=file, reason=reason))
    return file


@pytest.fixture
def content(file):
    return custody.frozen(file)


def test_every_filled_sentence_names_the_entries_that_hold_all_its_facts(content, figure):
    by_number = {entry["sequence"]: entry for entry in content["entries"]}
    filled = blank = 0
    for _heading, statements in certification(content):
        for statement in statements:
            if not statement.entries:
                assert SHORT in statement.text or BLANK in statement.text or "there is none" in statement.text
                blank += 1
                continue
            assert statement.written.endswith("]")
            assert SHORT not in statement.text
            held = json.dumps([by_number[number] for number in statement.entries])
            facts = re.findall(
                r"\b(?:[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\d{3,})\b", statement.text
            )
            facts = [fact for fact in facts if fact != "256"]
            assert [fact for fact in facts if fact not in held] == [], statement.text
            filled += 1
    figure(f"{filled} filled sentences, each with its entries; {blank} with blanks")


def test_the_paper_says_that_it_is_a_draft_and_shows_every_entry(content, fonts):
    pdf = compose_custody(content, fonts)
    pages = [reading.packed(page) for page in reading.pages(pdf)]
    assert all(reading.packed("Draft: not signed, not sworn") in page for page in pages)
    everything = "".join(pages)
    for part in (
        "902(13)",
        "902(14)",
        "28 U.S.C. § 1746",
        "I declare under penalty of perjury",
        "The original was opened 2 times",
    ):
        assert reading.packed(part) in everything, part
    for entry in content["entries"]:
        assert entry["digest"] in everything
    assert content["entries"][0]["detail"]["sha256"] in everything


def test_nothing_but_the_ledger_is_in_the_paper(content, fonts, volunteer, attorney):
    everything = reading.objects(compose_custody(content, fonts)).decode("latin-1") + reading.text(
        compose_custody(content, fonts)
    )
    for canary in ("Canary", "canary", volunteer.name, attorney.name, volunteer.email, "Alder"):
        assert canary not in everything, canary


def test_the_same_entries_give_the_same_bytes(content, fonts):
    assert compose_custody(content, fonts) == compose_custody(json.loads(json.dumps(content)), fonts)


def test_a_file_that_nobody_opened_or_looked_into_is_told_so(content, fonts):
    bare = {**content, "entries": content["entries"][:1]}
    text = reading.packed(reading.text(compose_custody(bare, fonts)))
    assert reading.packed("there is none of an opening of the original") in text
    assert reading.packed("A process of the system read the file") not in text


def test_taking_it_is_an_act_in_the_ledger_and_is_for_attorneys_who_have_the_record(file, attorney, other_attorney, volunteer):
    for somebody in (other_attorney, volunteer):
        with pytest.raises(NotAllowed):
            custody.draft(actor=somebody, file=file)
    client = Client()
    client.force_login(attorney)
    address = f"/incidents/{file.incident_id}/files/E1/"
    assert "Draft certification and custody timeline" in client.get(address).text
    answer = client.post(f"{address}custody/")
    assert answer.content.startswith(b"%PDF")
    assert LedgerEntry.objects.get(act="evidence.custody_drafted").actor == attorney
    again = reading.packed(reading.text(client.post(f"{address}custody/").content))
    assert "evidence.custody_drafted" in again  # that a draft was taken is part of the custody of the next
    client.force_login(volunteer)
    assert client.post(f"{address}custody/").status_code == 404
    assert verify(files=True).breaks == []
