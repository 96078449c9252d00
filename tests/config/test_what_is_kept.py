"""The page about what is kept, held against the schema: what lies readable in the database is what the page says does."""

import pytest
from django.apps import apps
from django.db import models

pytestmark = [pytest.mark.assurance("3.6"), pytest.mark.assurance("M1")]
ROOMS = ("accounts", "incidents", "casework", "reports", "mfa", "usersessions", "axes", "sessions")
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.DateField)
# Every column with words or days in it that is not sealed, by what the page says of it. A new one must be told here and there.
TOLD = {
    "date, state, county and city of an incident": {"Incident": {"occurred_on", "state", "county", "city"}},
    "size and digest of its files": {
        "EvidenceFile": {"key", "sha256", "content_type"},
        "EvidenceInspection": {"media_type", "fault"},
        "EvidenceCopy": {"name", "media_type", "sha256"},
    },
    "titles of cases": {"Case": {"title"}},
    "which findings there are": {
        "Finding": {"code", "subject"},
        "FindingState": {"status", "support", "basis"},
        "Adoption": {"code", "rule_digest"},
        "Review": {"decision", "rule_digest"},
        "Deadline": {"claim", "digest", "start", "due", "ask", "steps", "denied"},
        "Evaluation": {"register", "as_of", "digest"},
        "FactSheet": {"register", "layout"},
        "WeighedChange": {"code", "subject", "kind", "before", "after"},
    },
    "name, e-mail address and role of each person": {
        "User": {"password", "email", "name", "role", "states"},
        "Invitation": {"digest", "role", "states", "name", "email"},
        "ApiToken": {"label", "digest"},
    },
    "A ledger of acts": {
        "LedgerEntry": {"act", "subject", "detail", "previous", "digest"},
        "LedgerHead": {"digest"},
        "LedgerCheck": {"state", "head", "breaks", "clock"},
        "LedgerCheckpoint": {"note", "proof"},
        "CheckpointPlace": {"name", "fault"},
        "CheckpointDelivery": {"place"},
        "Revision": {"digest", "leaf_root"},
    },
    "who may read it": {
        "IncidentReader": {"through"},
        "IncidentWall": {"through"},
        "IdentityAgreement": {"recipient", "answer"},
    },
    "Names and contacts of people, apart from the record": {"Identity": {"person"}},
    "Report": {"Report": {"language", "snapshot_digest", "state", "step", "sha256", "error"}},
}
# Public facts and the library's own rows, which say nothing of a record or of an address (tests/accounts/signing).
APART = {
    "Agency", "AgencyNote", "LawRelease", "ReleaseAdoption", "Weighing", "AuthorityReading", "Agreement", "StatedAgreements",
    "Sheet", "ListedAgency", "SheetRow", "RegisterQuestion", "Listing", "RegisterEdition", "Authenticator", "UserSession",
    "AccessFailureLog", "AccessAttempt", "AccessAttemptExpiration", "AccessLog", "Session",
}  # fmt: skip


def readable():
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if model.__name__ not in APART:
                columns = {f.name for f in model._meta.concrete_fields if isinstance(f, TEXTS)}
                times = {f.name for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField)}
                if columns - times:
                    yield model.__name__, columns - times


def test_every_readable_column_is_told_and_nothing_is_told_that_is_not_there():
    told = {model: columns for group in TOLD.values() for model, columns in group.items()}
    assert dict(readable()) == told


@pytest.mark.parametrize("phrase", [one for one in TOLD if one not in ("Report",)])
def test_the_page_says_it(client, phrase, db):
    assert phrase in client.get("/about/").text


def test_no_column_asks_for_what_must_not_be_kept():
    forbidden = ("immigration", "alien", "a_number", "ssn", "social_security", "passport", "country_of_birth", "birth")
    names = [f"{model.__name__}.{f.name}" for model in apps.get_models() for f in model._meta.concrete_fields]
    assert [name for name in names if any(word in name.lower() for word in forbidden)] == []


def test_the_page_is_linked_before_the_first_use_and_reads_in_both_languages(client, db):
    assert 'href="/about/"' in client.get("/sign-in/").text
    client.cookies["django_language"] = "es"
    page = client.get("/about/").text
    for heading in ("Si se llevan algo", "Lo que este sitio no puede proteger", "Cuánto tiempo, y cómo irse"):
        assert heading in page
