"""Unfinished forms: sealed, their owner's alone, gone with their key when they are sent or discarded."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import NotAllowed
from incidents.models import Draft
from incidents.services import sealing


def save(*, actor: User, identifier: UUID, content: dict[str, Any]) -> Draft:
    """Keeps the form's content (plain JSON) under the identifier the incident will have. Raises NotAllowed."""
    if not access.can_create(actor):
        raise NotAllowed
    now = timezone.now()
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=identifier).first()
        if draft is None:
            draft = Draft(id=identifier, owner=actor, key_wrapped=sealing.new_key(), created_at=now)
        if draft.owner_id != actor.pk:
            raise NotAllowed
        draft.sealed = sealing.seal(draft.key_wrapped, json.dumps(content).encode(), _purpose(identifier))
        draft.changed_at = now
        draft.save()
    return draft


def load(draft: Draft) -> dict[str, Any]:
    """What the form held. Raises SealBroken."""
    content: dict[str, Any] = json.loads(sealing.unseal(draft.key_wrapped, draft.sealed, _purpose(draft.pk)))
    return content


def find(*, actor: User, identifier: UUID) -> Draft | None:
    """The actor's own draft of that identifier."""
    return Draft.objects.filter(pk=identifier, owner=actor).first()


def discard(*, actor: User, identifier: UUID) -> bool:
    """Removes the actor's own draft; False where there was none."""
    removed, _kinds = Draft.objects.filter(pk=identifier, owner=actor).delete()
    return removed > 0


def _purpose(identifier: UUID) -> str:
    return f"draft/{identifier}"
