"""What an unfinished form holds: for each screen what was sent, exactly as it was sent, so that nothing typed is lost."""

from typing import Any
from uuid import UUID

from accounts.models import User
from incidents.errors import SealBroken
from incidents.models import Draft
from incidents.services import drafts

Content = dict[str, Any]
Sent = dict[str, list[str]]
MOST_PLACES = 50
NOT_KEPT = ("csrfmiddlewaretoken", "action")


def of(owner: User) -> list[tuple[Draft, Content | None]]:
    """The person's drafts with what is in them, the last changed first; None for one that cannot be opened."""
    return [(draft, _opened(draft)) for draft in Draft.objects.filter(owner=owner)]


def _opened(draft: Draft) -> Content | None:
    try:
        return drafts.load(draft)
    except SealBroken:
        return None


def content_of(owner: User, identifier: UUID) -> Content | None:
    draft = drafts.find(actor=owner, identifier=identifier)
    return drafts.load(draft) if draft else None


def keep(*, owner: User, identifier: UUID, screen: str, sent: Sent, operation: str = "") -> Content:
    """Keeps what one screen sent beside what the others did. Raises NotAllowed where the identifier is somebody else's."""
    content = content_of(owner, identifier) or {"screens": {}, "operation": operation}
    content["screens"][screen] = {name: values for name, values in sent.items() if name not in NOT_KEPT}
    _note_place(content, sent if screen == "came" else {})
    drafts.save(actor=owner, identifier=identifier, content=content)
    return content


def _note_place(content: Content, sent: Sent) -> None:
    """Which kinds of place were said so far: what the next screen has asked is what is asked at one of them."""
    said = content.setdefault("premises", [""])
    said += [value for value in sent.get("place.premises", [])[-1:] if value not in said and len(said) < MOST_PLACES]
