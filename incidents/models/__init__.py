from incidents.models.draft import Draft
from incidents.models.evidence import EvidenceFile
from incidents.models.identity import Identity, IdentityAgreement
from incidents.models.incident import Incident, IncidentReader
from incidents.models.ledger import LedgerEntry, LedgerHead
from incidents.models.revision import Revision

__all__ = [
    "Draft",
    "EvidenceFile",
    "Identity",
    "IdentityAgreement",
    "Incident",
    "IncidentReader",
    "LedgerEntry",
    "LedgerHead",
    "Revision",
]
