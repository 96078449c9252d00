"""A list asks the database the same few questions however long it is."""

import pytest
from django.test import Client

from casework.services import cases
from tests.builders import full_document, record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.2")]
MOST = 15


@pytest.mark.parametrize("path", ["/cases/", "/incidents/", "/api/v1/incidents/"])
@pytest.mark.parametrize("who", ["attorney", "coordinator"])
def test_a_list_takes_at_most_fifteen_queries(request, coordinator, attorney, other_attorney, who, path, figure):
    for number in range(30):
        incident = record_incident(coordinator, full_document(f"listed {number}"))
        case = cases.open_case(actor=coordinator, title=f"Case {number}", incident=incident, lead=attorney)
        cases.add_member(actor=attorney, case=case, user=other_attorney)
    client = Client()
    client.force_login(request.getfixturevalue(who))
    client.get(path)
    asked = request.getfixturevalue("django_assert_max_num_queries")
    with asked(MOST) as queries:
        page = client.get(path)
    assert page.status_code == 200
    if path == "/cases/":
        assert page.text.count('scope="row"') == 30
        assert page.text.count(other_attorney.name) == 30
    figure(f"{path} as {who}: {len(queries)} queries for 30 rows")
