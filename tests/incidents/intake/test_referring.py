"""From the record to a case."""

from django.urls import reverse

from tests.builders import record_incident


def test_the_way_to_a_case_is_shown_to_those_who_may_open_one(client, volunteer, coordinator):
    incident = record_incident(volunteer)
    where = reverse("case-open", args=[incident.pk])
    for person, shown in ((volunteer, False), (coordinator, True)):
        client.force_login(person)
        page = client.get(reverse("incident", args=[incident.pk]))
        assert (where in page.content.decode()) is shown
