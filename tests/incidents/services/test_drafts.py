from uuid import UUID

import pytest

from incidents.errors import NotAllowed
from incidents.models import Draft
from incidents.services import drafts
from tests.builders import identifier

pytestmark = pytest.mark.django_db
ID = UUID(identifier("draft"))


def test_a_form_is_kept_and_read_again(volunteer):
    drafts.save(actor=volunteer, identifier=ID, content={"narrative": "They CANARY knocked."})
    drafts.save(actor=volunteer, identifier=ID, content={"narrative": "They CANARY knocked twice."})
    draft = drafts.find(actor=volunteer, identifier=ID)
    assert drafts.load(draft) == {"narrative": "They CANARY knocked twice."}
    assert b"CANARY" not in bytes(draft.sealed)


def test_a_draft_is_its_owners_alone(volunteer, other_volunteer, administrator):
    drafts.save(actor=volunteer, identifier=ID, content={})
    assert drafts.find(actor=other_volunteer, identifier=ID) is None
    assert not drafts.discard(actor=other_volunteer, identifier=ID)
    for stranger in (other_volunteer, administrator):
        with pytest.raises(NotAllowed):
            drafts.save(actor=stranger, identifier=ID, content={"x": 1})
    assert drafts.load(Draft.objects.get()) == {}


def test_a_discarded_draft_is_gone(volunteer):
    drafts.save(actor=volunteer, identifier=ID, content={})
    assert drafts.discard(actor=volunteer, identifier=ID)
    assert not Draft.objects.exists()
