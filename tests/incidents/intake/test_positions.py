"""An entry that goes by position is removed whole, and what is told of the others stays with them."""

import pytest
from django.urls import reverse

from incidents.format import get
from incidents.intake import retracting
from incidents.services import record as records
from tests.incidents.intake.conftest import record

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]


def topic(incident, name, member):
    return reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": name, "member": member})


def head(incident):
    incident.refresh_from_db()
    return records.read(incident)


def take_back(client, incident, path, reason="It was another house"):
    return client.post(reverse("incident-retract", kwargs={"identifier": incident.pk}), {"path": path, "reason": reason})


@pytest.fixture
def incident(signed_in):
    """Three cars of one group, two things said, one stay in jail."""
    made = record(signed_in)
    for number, plate in enumerate(("AAA 1", "BBB 2", "CCC 3")):
        path = f"agencies.A1.vehicles.{number}"
        more = {f"{path}.markings": "K-9"} if number == 0 else {}
        signed_in.post(topic(made, "vehicles", f"A1/{number}"), {"base": str(number + 1), f"{path}.plate": plate, **more})
    for number, words in enumerate(("Open the door", "We have a paper")):
        signed_in.post(topic(made, "words", str(number)), {"base": str(number + 4), f"words_spoken.{number}.words": words})
    signed_in.post(topic(made, "custody", "0"), {"base": "6", "custody.0.person": "P1", "custody.0.detainer_lodged": "yes"})
    return made


def test_a_vehicle_is_removed_and_the_others_keep_what_is_told_of_them(signed_in, incident):
    before = head(incident)["provenance"]["/agencies/A1/vehicles/2/plate"]
    assert take_back(signed_in, incident, "/agencies/A1/vehicles/0").status_code == 302
    document = head(incident)
    assert [vehicle["plate"] for vehicle in get(document, "/agencies/A1/vehicles")] == ["BBB 2", "CCC 3"]
    about = {path: keys for path, keys in document["provenance"].items() if "/vehicles/" in path}
    assert about == {"/agencies/A1/vehicles/0/plate": before, "/agencies/A1/vehicles/1/plate": before}


def test_words_and_a_stay_in_jail_are_removed_with_their_support(signed_in, incident):
    take_back(signed_in, incident, "/words_spoken/0")
    take_back(signed_in, incident, "/custody/0")
    document = head(incident)
    assert [said["words"] for said in document["words_spoken"]] == ["We have a paper"]
    assert "custody" not in document
    assert [path for path in document["provenance"] if path.startswith(("/custody", "/words_spoken"))] == [
        "/words_spoken/0/words"
    ]


def test_a_removed_entry_stays_in_its_revision_with_the_reason_shown(signed_in, incident):
    take_back(signed_in, incident, "/custody/0", "He was never in that jail")
    assert records.read(incident, 7)["custody"] == [{"person": "P1", "detainer_lodged": True}]
    assert "He was never in that jail" in signed_in.get(reverse("incident", args=[incident.pk])).content.decode()


def test_every_entry_can_be_removed_from_the_overview(signed_in, incident):
    page = signed_in.get(reverse("incident-questions", args=[incident.pk])).content.decode()
    for path in ("/custody/0", "/words_spoken/1", "/agencies/A1/vehicles/2", "/persons/P1"):
        assert f"?path={path.replace('/', '%2F')}" in page, path


@pytest.mark.parametrize(
    "path", ["/custody/1", "/custody/x", "/custody/-1", "/custody", "/agencies/0", "/agencies/A1/vehicles/9"]
)
def test_an_entry_that_is_not_there_is_not_found(signed_in, incident, path):
    assert take_back(signed_in, incident, path).status_code == 404


def test_accounts_about_later_entries_move_along():
    facts = {
        "/custody/0/detainer_lodged": True,
        "/custody/1/detainer_lodged": False,
        "/custody/1/person": "P1",
        "/entry/entered": True,
    }
    document = {"accounts": [{"key": "C1", "source": "S1", "facts": facts}]}
    back = retracting.entry(document, "/custody/0", reason="r")
    assert back.update == {
        "accounts": [{"key": "C1", "facts": {"/custody/0/detainer_lodged": False, "/custody/0/person": "P1"}}]
    }
    taken = {entry["path"].replace("~1", "/") for entry in back.retract}
    assert taken == {
        "/custody/0",
        "/accounts/C1/facts//custody/1/detainer_lodged",
        "/accounts/C1/facts//custody/1/person",
    }
