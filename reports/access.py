"""Who may ask for a report, and who may read it: the attorneys on its case ask; they and its reviewers read.

A reviewer is the second pair of eyes before a report leaves the house. Others do not see that it exists.
"""

from accounts.models import User
from casework import access as casework_access
from casework.models import Case
from reports.models import Report


def can_request(user: User, case: Case) -> bool:
    return casework_access.is_on(user, case)


def can_read_of(user: User, case: Case) -> bool:
    """The reports of a case, as many as there are."""
    return casework_access.is_member(user, case)


def can_read(user: User, report: Report) -> bool:
    return can_read_of(user, report.case)
