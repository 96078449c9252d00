"""Casework's tables."""

from casework.models.append_only import AppendOnlyError
from casework.models.case import Case, CaseIncident, CaseMember, CaseWall
from casework.models.deadline import Deadline
from casework.models.decision import Adoption, Review
from casework.models.evaluation import Evaluation, Finding, FindingState
from casework.models.fact_sheet import FactSheet
from casework.models.law import (
    Agreement,
    AuthorityReading,
    LawRelease,
    LawText,
    ReleaseAdoption,
    StatedAgreements,
    WeighedChange,
    Weighing,
)
from casework.models.register import ListedAgency, Listing, RegisterEdition, RegisterQuestion, Sheet, SheetRow

__all__ = [
    "Adoption",
    "Agreement",
    "AppendOnlyError",
    "AuthorityReading",
    "Case",
    "CaseIncident",
    "CaseMember",
    "CaseWall",
    "Deadline",
    "Evaluation",
    "FactSheet",
    "Finding",
    "FindingState",
    "LawRelease",
    "LawText",
    "ListedAgency",
    "Listing",
    "RegisterEdition",
    "RegisterQuestion",
    "ReleaseAdoption",
    "Review",
    "Sheet",
    "SheetRow",
    "StatedAgreements",
    "WeighedChange",
    "Weighing",
]
