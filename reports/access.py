"""Who may ask for a report and take it away: the attorneys on its case, and nobody else. Others do not see that it exists."""

from accounts.models import User
from casework import access as casework_access
from casework.models import Case
from reports.models import Report


def can_request(user: User, case: Case) -> bool:
    return casework_access.is_on(user, case)


def can_read(user: User, report: Report) -> bool:
    return casework_access.is_on(user, report.case)
