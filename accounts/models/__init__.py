"""Who acts."""

from accounts.models.invitation import Invitation
from accounts.models.person import SECOND_FACTOR_ROLES, Role, User, UserManager
from accounts.models.token import ApiToken

__all__ = ["SECOND_FACTOR_ROLES", "ApiToken", "Invitation", "Role", "User", "UserManager"]
