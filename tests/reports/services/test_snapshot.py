"""What is frozen: the case as it stands, allowed fields alone, nothing privileged, nobody's name who was harmed."""

import json
import re
import uuid
from datetime import date

import pytest

from casework.services import decisions, standing
from incidents.services import drafts, identities, record
from reports.composition import compose
from reports.composition.trace import citings
from reports.errors import NotAllowed
from reports.services import allowed, snapshot
from reports.services.snapshot import freeze
from tests.reports import builders, reading
from tests.reports.conftest import DAY, NOTE, WORD


@pytest.fixture
def frozen(decided, attorney):
    return freeze(case=decided, actor=attorney, on=DAY)


def test_incident_stands_at_its_head_revision_with_digest_and_leaf_root(frozen, incident):
    revision = incident.revisions.get(number=incident.head)
    told = frozen["incidents"][0]
    assert (told["revision"], told["digest"], told["leaf_root"]) == (revision.number, revision.digest, revision.leaf_root)


def test_confirmed_finding_carries_result_decision_and_adoption(frozen):
    finding = next(one for one in frozen["findings"] if one["code"] == "FA-ENTRY")
    assert finding["result"]["status"] == "indicated"
    assert finding["review"]["reason"] == "Two accounts agree."
    assert finding["review"]["rule_digest"] == finding["adoption"]["rule_digest"]
    assert all(entry["reason"] == WORD for entry in finding["review"]["ruled_out"])
    assert finding["changed_since"] is False


def test_every_authority_of_a_confirmed_finding_has_its_record(frozen):
    cited = {entry["id"] for one in frozen["findings"] for entry in one["result"]["authorities"]}
    assert cited
    assert cited <= set(frozen["authorities"])
    assert all(record["readings"] == [] for record in frozen["authorities"].values())


def test_every_authority_that_the_report_cites_has_its_record(frozen):
    """What a presumption cites, what stands against the finding, and what stands against that in turn."""
    records = frozen["authorities"]
    assert records
    for one in frozen["findings"]:
        against = [row for row in one["against"] if "id" in row]
        assert set(citings(one["result"])) <= set(records)
        assert {row["id"] for row in against} <= set(records)
        assert {name for row in one["against"] for name in row["contrary_to"]} <= set(records)
    assert {name for record in records.values() for name in record["contrary"]} <= set(records)


def test_what_stands_against_the_authorities_is_told_once_with_its_standing_that_day(frozen):
    entry = next(one for one in frozen["findings"] if one["code"] == "FA-ENTRY")
    listed = [row["id"] for row in entry["result"]["authorities"]]
    memo = [row for row in entry["against"] if row.get("id") == "us/policy/ice-memo-2025-05-12-i205"]
    assert "us/policy/ice-memo-2025-05-12-i205" not in listed
    assert [(row["status_on_day"], "us/scotus/payton-v-new-york-1980" in row["contrary_to"]) for row in memo] == [
        ("contested", True)
    ]


def test_what_was_not_yet_law_that_day_does_not_stand_against_a_finding():
    result = {"authorities": [{"id": "us/scotus/payton-v-new-york-1980", "role": "supports"}]}
    before, after = (snapshot._against(result, day, DAY) for day in (date(1980, 1, 1), date(2026, 1, 14)))
    assert before == []
    assert [row["id"] for row in after] == ["us/policy/ice-memo-2025-05-12-i205"]


@pytest.mark.assurance("2.7")
def test_no_id_of_a_record_and_no_name_of_a_file_of_the_law_is_printed(frozen, fonts):
    said = reading.packed(reading.text(compose(frozen, fonts)))
    assert not re.search(r"us/(scotus|const|ca\d+|policy|usc|cfr)/", said)
    assert ".yaml" not in said


def test_reading_by_a_named_attorney_is_told_with_its_day(decided, attorney, frozen):
    name = frozen["findings"][0]["result"]["authorities"][0]["id"]
    decisions.record_reading(actor=attorney, authority=name, digest=frozen["authorities"][name]["digest"], note="Reporter")
    again = freeze(case=decided, actor=attorney, on=DAY)
    assert again["authorities"][name]["readings"][0]["attorney"] == "Ada Brandt"


@pytest.mark.assurance("A13")
def test_privileged_note_is_in_neither_snapshot_nor_pdf(frozen, fonts):
    assert NOTE not in json.dumps(frozen)
    pdf = compose(frozen, fonts)
    assert NOTE not in reading.text(pdf)
    assert NOTE.encode() not in reading.objects(pdf)


def test_identities_are_in_no_snapshot(decided, attorney, incident):
    identities.enter(actor=attorney, incident=incident, person="P1", details={"name": "Marisol Quintanilla"})
    assert "Quintanilla" not in json.dumps(freeze(case=decided, actor=attorney, on=DAY))


@pytest.mark.assurance("A13")
def test_nothing_privileged_and_nobody_s_identity_is_anywhere_in_snapshot_or_file(
    decided, attorney, coordinator, incident, fonts, figure
):
    """Canaries in every place that a report must not reach, looked for in the bytes, in every opened stream and in the text."""
    canaries = {name: f"canary-{name}-5b7c" for name in ("identity", "reading", "dismissal", "draft", "extension")}
    identities.enter(actor=attorney, incident=incident, person="P1", details={"name": canaries["identity"]})
    drafts.save(actor=coordinator, identifier=uuid.uuid4(), content={"narrative": canaries["draft"]})
    update = {"extensions": {"private": canaries["extension"]}}
    record.revise(actor=coordinator, incident=incident, base=incident.head, update=update, reason="Told")
    authority = next(iter(freeze(case=decided, actor=attorney, on=DAY)["authorities"].items()))
    decisions.record_reading(actor=attorney, authority=authority[0], digest=authority[1]["digest"], note=canaries["reading"])
    one = [one for one in standing.of_case(case=decided, on=DAY) if one.is_confirmed][-1]
    reason = canaries["dismissal"]
    decisions.dismiss(actor=attorney, case=decided, finding=one.finding, evaluation=one.evaluation, reason=reason, note=NOTE)
    frozen = freeze(case=decided, actor=attorney, on=DAY)
    pdf = compose(frozen, fonts)
    told = json.dumps(frozen).encode() + reading.objects(pdf) + reading.text(pdf).encode()
    assert b"Alder Court" in told
    found = [name for name, canary in {**canaries, "note": NOTE}.items() if canary.encode() in told]
    figure(f"{len(canaries) + 1} canaries planted, {len(found)} found")
    assert found == []


def test_dismissed_finding_is_named_among_the_others_alone(decided, attorney):
    one = next(one for one in standing.of_case(case=decided, on=DAY) if one.is_confirmed)
    decisions.dismiss(actor=attorney, case=decided, finding=one.finding, evaluation=one.evaluation, reason="secret-reason-77")
    frozen = freeze(case=decided, actor=attorney, on=DAY)
    assert one.finding.code not in [finding["code"] for finding in frozen["findings"]]
    assert one.finding.code in [other["code"] for other in frozen["others"]]
    assert "secret-reason-77" not in json.dumps(frozen)


def test_result_that_moved_since_the_decision_is_marked(decided, attorney, coordinator, incident):
    record.revise(
        actor=coordinator,
        incident=incident,
        base=incident.head,
        update={"consent": {"response": "explicit_yes"}},
        reason="Told",
    )
    frozen = freeze(case=decided, actor=attorney, on=DAY)
    assert any(finding["changed_since"] for finding in frozen["findings"])


def test_case_is_frozen_for_its_attorneys_alone(case, other_attorney, coordinator):
    for person in (other_attorney, coordinator):
        with pytest.raises(NotAllowed):
            freeze(case=case, actor=person, on=DAY)


def test_real_snapshot_becomes_a_report(frozen, fonts):
    said = reading.packed(reading.text(compose(frozen, fonts)))
    assert reading.packed("if confirmed, meet the elements of") in said
    assert frozen["incidents"][0]["digest"] in said


def test_field_that_nobody_allowed_does_not_leave():
    document = builders.snapshot()["incidents"][0]["document"]
    document["extensions"] = {"observers": {"7": "x"}}
    document["new_field"] = "canary"
    document["agencies"][0]["new_field"] = "canary"
    document["place"]["latitude"] = 41.8
    document["provenance"]["/agencies/A1/new_field"] = ["S1"]
    document["accounts"][0]["facts"]["/extensions/still_held"] = "canary"
    said = json.dumps(allowed.projected(document))
    assert all(word not in said for word in ("canary", "observers", "latitude", "new_field"))


def test_allowed_document_keeps_everything_that_the_composer_prints():
    document = builders.snapshot()["incidents"][0]["document"]
    assert allowed.projected(document) == document


def test_what_was_asked_keeps_its_order_and_wording_and_names_nobody(coordinator, attorney, decided, incident):
    questions = [{"path": "/entry/entered", "wording": "Did anybody go in?", "outcome": "answered"}]
    pages = [
        {"page": "first", "by": coordinator.pk, "questions": questions},
        {"page": "a", "by": attorney.pk, "questions": questions},
    ]
    record.revise(actor=coordinator, incident=incident, base=incident.head, update={"extensions": {"asked": pages}}, reason="x")
    asked = freeze(case=decided, actor=attorney, on=DAY)["incidents"][0]["asked"]
    assert [(one["wording"], one["by"]) for one in asked] == [
        ("Did anybody go in?", "volunteer"),
        ("Did anybody go in?", "attorney"),
    ]
