"""Pictures of an incident: seen as copies, compared with the record, the original opened by few and with a reason."""

import io

import pytest

from incidents.models import EvidenceCopy, EvidenceFile, EvidenceInspection, LedgerEntry
from incidents.services import copies, evidence, inspection, readers
from tests.builders import full_document, record_incident
from tests.incidents.photos import a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.3")]
PLACE = {**full_document()["place"], "latitude": 42.35, "longitude": -71.05}


@pytest.fixture
def incident(volunteer):
    return record_incident(volunteer, full_document(place=PLACE))


def receive(actor, incident, data, filename="door.jpg"):
    file = evidence.receive(
        actor=actor, incident=incident, stream=io.BytesIO(data), filename=filename, content_type="image/jpeg", kind="photo"
    )
    inspection.inspect_pending()
    return file


def page(client, incident, key="E1", after=""):
    return client.get(f"/incidents/{incident.pk}/files/{key}/{after}")


def test_a_file_is_shown_as_a_copy_that_says_nothing(client, volunteer, incident):
    receive(volunteer, incident, a_photo())
    client.force_login(volunteer)
    shown = page(client, incident).content.decode()
    assert f"/incidents/{incident.pk}/files/E1/copies/clean/" in shown
    for name in ("clean", "thumbnail"):
        answer = page(client, incident, after=f"copies/{name}/")
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"Canary" not in answer.content


def test_what_the_file_says_stands_beside_the_record(client, volunteer, incident):
    receive(volunteer, incident, a_photo())
    client.force_login(volunteer)
    shown = page(client, incident).content.decode()
    assert "Between the recorded beginning and end." in shown
    assert "At the recorded place, as near as a phone can tell." in shown
    assert "CanarySerial" in shown


def test_a_place_and_a_time_that_do_not_agree_are_pointed_out_neutrally(client, volunteer):
    far = record_incident(
        volunteer,
        full_document("far", place={**PLACE, "latitude": 41.82}, occurred_at="2026-01-14T09:20:00-05:00", ended_at=None),
    )
    receive(volunteer, far, a_photo())
    client.force_login(volunteer)
    shown = page(client, far).content.decode()
    assert "58.9 km from the recorded place." in shown
    assert "2 hours before the recorded beginning." in shown


def test_two_sizes_of_one_picture_are_said_to_look_alike(client, volunteer, incident):
    receive(volunteer, incident, a_photo(size=(640, 480)))
    receive(volunteer, incident, a_photo(decoder="PNG", size=(320, 240)), filename="screen.png")
    client.force_login(volunteer)
    assert "/files/E2/" in page(client, incident).content.decode()


def test_a_file_that_cannot_be_shown_says_why_and_stays(client, volunteer, incident):
    data = a_photo()[:900]
    file = receive(volunteer, incident, data)
    client.force_login(volunteer)
    assert "It breaks off before its end" in page(client, incident).content.decode()
    assert b"".join(evidence.stored_bytes(file)) == data


def test_other_kinds_are_told_by_their_bytes_and_not_opened(volunteer, incident):
    receive(volunteer, incident, b"%PDF-1.7 <script>", filename="photo.jpg")
    receive(volunteer, incident, b"<svg onload=alert(1)>", filename="b.jpg")
    assert list(EvidenceInspection.objects.order_by("file__key").values_list("media_type", "fault")) == [
        ("application/pdf", ""),
        ("application/octet-stream", ""),
    ]
    assert not EvidenceCopy.objects.exists()


def test_a_file_is_looked_into_once_and_that_is_in_the_ledger(volunteer, incident):
    receive(volunteer, incident, a_photo())
    assert inspection.inspect_pending() == 0
    [entry] = LedgerEntry.objects.filter(act="evidence.inspected")
    assert entry.detail["file"] == str(EvidenceFile.objects.get().pk)
    assert set(entry.detail["copies"]) == {"clean", "thumbnail"}
    assert "Canary" not in str(entry.detail)


def test_no_copy_and_nothing_found_lies_readable_on_disk(volunteer, incident, settings):
    file = receive(volunteer, incident, a_photo())
    for stored in evidence.folder_of(incident).iterdir():
        assert not stored.read_bytes().startswith((b"\xff\xd8", b"\x89PNG"))
        assert b"Canary" not in stored.read_bytes()
    assert b"Canary" not in bytes(EvidenceInspection.objects.get().sealed)
    assert copies.read(EvidenceCopy.objects.select_related("file__incident").get(file=file, name="clean")).startswith(
        b"\xff\xd8"
    )


def test_a_copy_of_another_file_put_in_its_place_is_not_shown(client, volunteer, incident):
    one = receive(volunteer, incident, a_photo("one"))
    other = receive(volunteer, incident, a_photo("other"))
    copies.path_of(one, "clean").write_bytes(copies.path_of(other, "clean").read_bytes())
    client.force_login(volunteer)
    assert page(client, incident, after="copies/clean/").status_code == 404
    assert page(client, incident, "E2", "copies/clean/").status_code == 200


def test_who_opened_the_original_and_why_is_told_to_those_who_may_open_it(client, volunteer, attorney, incident):
    file = receive(volunteer, incident, a_photo())
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:1")
    list(evidence.open_original(actor=attorney, file=file, reason="For the declaration"))
    client.force_login(attorney)
    assert "For the declaration" in page(client, incident).content.decode()
    client.force_login(volunteer)
    assert "For the declaration" not in page(client, incident).content.decode()


@pytest.mark.assurance("A2")
def test_pictures_do_not_exist_for_others(client, volunteer, other_volunteer, administrator, incident):
    receive(volunteer, incident, a_photo())
    for stranger in (other_volunteer, administrator):
        client.force_login(stranger)
        for after in ("", "copies/clean/", "copies/thumbnail/"):
            assert page(client, incident, after=after).status_code == 404
