"""What can go wrong with the record, in words for the person it happens to."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.format import FieldError, InvalidDocument
from incidents.format.faults import SENTENCES

__all__ = [
    "CheckpointKeyError",
    "EvidenceDamaged",
    "EvidenceEmpty",
    "EvidenceTooLarge",
    "FieldError",
    "IdentifierTaken",
    "InvalidDocument",
    "KeyRingError",
    "LedgerNotAsSigned",
    "NotAllowed",
    "RecordError",
    "SealBroken",
    "StaleBase",
    "fix_of",
    "message_of",
    "said",
]


class RecordError(Exception):
    """`message` says what happened and `fix` what to do, both translatable."""

    message: str | Promise = _("This could not be done.")
    fix: str | Promise = _("Nothing was changed.")

    def __str__(self) -> str:
        named = [word for word in self.args if isinstance(word, str)]
        return " ".join([str(self.message), *(f"({word})" for word in named), str(self.fix)])


class NotAllowed(RecordError):
    message = _("You may not do this with this incident.")
    fix = _("Ask the attorney or coordinator who looks after it.")


class IdentifierTaken(RecordError):
    message = _("Another incident already has this identifier.")
    fix = _("To change that incident, send a revision. For a new one, make a new identifier.")


class StaleBase(RecordError):
    """The revision was made from one that is no longer the latest. `document` is the latest, number `head`."""

    message = _("Somebody else changed this incident in the meantime.")
    fix = _("Compare your changes with the latest revision and send them again on top of it. Nothing was lost.")

    def __init__(self, head: int, document: dict[str, Any]) -> None:
        super().__init__(head)
        self.head = head
        self.document = document


class EvidenceTooLarge(RecordError):
    message = _("The file is larger than can be received here.")
    fix = _("Nothing was kept. Send a shorter recording, or hand the file over in another way.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class EvidenceEmpty(RecordError):
    message = _("The file is empty.")
    fix = _("Choose the file again; it may not have been saved completely.")


class NotThatOffset(RecordError):
    """A piece of an upload that does not begin where the received part ends."""

    message = _("The upload stands at another place than this piece begins.")
    fix = _("Ask for the upload again: Upload-Offset says where to go on. Nothing that was received is lost.")


class ChecksumDiffers(RecordError):
    message = _("The piece did not arrive as it was sent.")
    fix = _("Send it again. Nothing that was received before is lost.")


class TooManyUploads(RecordError):
    message = _("Too many files are coming in from you at once.")
    fix = _("Let one end, or end one that is not needed, and begin this one again.")


class StoreFull(RecordError):
    message = _("The disk of this instance has no room for this file.")
    fix = _("Tell whoever runs it. Keep the file; nothing of it was kept here.")


class EvidenceDamaged(RecordError):
    message = _("The stored file is not as it was received.")
    fix = _("Do not use it. Restore the file from a backup; the ledger carries the digest it must have.")


class SealBroken(RecordError):
    message = _("A sealed part of the record cannot be opened.")
    fix = _("It was changed after it was sealed, or the key that opens it is missing from the key file.")


class KeyRingError(RecordError):
    message = _("The file with the record keys cannot be used.")
    fix = _("Each line is a name and 32 bytes in base64; the first line is the key now in use. `make setup` makes the file.")


class CheckpointKeyError(RecordError):
    message = _("The file with the keys that sign checkpoints cannot be used.")
    fix = _("Each line is a name and 32 bytes in base64; the first line is the key now in use. `make setup` makes the file.")


class LedgerNotAsSigned(RecordError):
    """`sequence`: the entry from which on, or up to which, the ledger is not what was signed."""

    message = _("The ledger is not as it was signed, and is not signed again.")
    fix = _("Change nothing. Run `manage.py verify_ledger` and compare with the checkpoints that are kept elsewhere.")

    def __init__(self, sequence: int) -> None:
        super().__init__(sequence)
        self.sequence = sequence


def message_of(error: FieldError) -> str:
    """What is wrong, in the language now active."""
    return gettext(SENTENCES[error.code][0]) % error.params


def fix_of(error: FieldError) -> str:
    """What to do, in the language now active."""
    return gettext(SENTENCES[error.code][1]) % error.params


def said(error: FieldError) -> dict[str, str]:
    """One fault as plain data, in the language now active: `{"path", "code", "message", "fix"}`."""
    return {"path": error.path, "code": error.code, "message": message_of(error), "fix": fix_of(error)}


class UnreadableList(RecordError):
    """A file of agencies cannot be taken. Its text says why and what to do; nothing was changed."""
