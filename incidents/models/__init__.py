from incidents.models.agency import Agency, AgencyNote
from incidents.models.check import LedgerCheck
from incidents.models.checkpoint import CheckpointDelivery, CheckpointPlace, LedgerCheckpoint
from incidents.models.draft import Draft
from incidents.models.evidence import EvidenceCopy, EvidenceFile, EvidenceInspection
from incidents.models.identity import Identity, IdentityAgreement
from incidents.models.incident import Incident, IncidentReader, IncidentWall
from incidents.models.ledger import LedgerEntry, LedgerHead
from incidents.models.revision import Revision
from incidents.models.upload import Upload

__all__ = [
    "Agency",
    "AgencyNote",
    "CheckpointDelivery",
    "CheckpointPlace",
    "Draft",
    "EvidenceCopy",
    "EvidenceFile",
    "EvidenceInspection",
    "Identity",
    "IdentityAgreement",
    "Incident",
    "IncidentReader",
    "IncidentWall",
    "LedgerCheck",
    "LedgerCheckpoint",
    "LedgerEntry",
    "LedgerHead",
    "Revision",
    "Upload",
]
