"""Whose account it is: the words of one person are not written over by another."""

from typing import Any

from accounts.models import User
from incidents import access
from incidents.errors import FieldError, InvalidDocument
from incidents.format import canonical, join
from incidents.format.pointer import split
from incidents.models import Incident
from incidents.services import record

Accounts = dict[str, dict[str, Any]]


def keep_words_of_others(
    *, actor: User, incident: Incident, before: dict[str, Any], after: dict[str, Any], reason: str
) -> None:
    """Refuses a change that writes over what somebody else told, unless an attorney makes it with a reason.

    To take a fact back has a reason of its own; what moves up behind a retracted entry, or no longer names a retracted member,
    writes over nothing. Raises InvalidDocument.
    """
    told, tells = _accounts(before), _accounts(after)
    over = {key: paths for key in told if key in tells and (paths := _written_over(told[key], tells[key]))}
    if not over or (reason.strip() and access.can_settle(actor, incident)):
        return
    authors = _authors(incident, set(over))
    errors = [
        FieldError(join(["accounts", key, "facts", path]), "account_of_another")
        for key, paths in over.items()
        if authors.get(key) != actor.pk
        for path in paths
    ]
    if errors:
        raise InvalidDocument(errors)


def _accounts(document: dict[str, Any]) -> Accounts:
    return {account["key"]: account["facts"] for account in document.get("accounts", [])}


def _written_over(told: dict[str, Any], tells: dict[str, Any]) -> list[str]:
    return [path for path, was in told.items() if path in tells and not _is_kept(path, was, tells[path])]


def _is_kept(path: str, was: Any, now: Any) -> bool:
    if was is None or canonical(was) == canonical(now) or any(token.isdecimal() for token in split(path)):
        return True
    return isinstance(was, list) and isinstance(now, list) and all(one in was for one in now)


def _authors(incident: Incident, wanted: set[str]) -> dict[str, int]:
    """Account key -> who wrote the revision in which it first stood."""
    found: dict[str, int] = {}
    for revision in incident.revisions.order_by("number"):
        document, _seed = record.opened(revision)
        found |= {key: revision.author_id for key in _accounts(document) if key in wanted and key not in found}
        if wanted <= found.keys():
            break
    return found
