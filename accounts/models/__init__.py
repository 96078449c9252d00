"""Who acts."""

from accounts.models.person import SECOND_FACTOR_ROLES, Role, User, UserManager
from accounts.models.token import ApiToken

__all__ = ["SECOND_FACTOR_ROLES", "ApiToken", "Role", "User", "UserManager"]
