"""Deny by default: a view that names no permission of its own answers nobody. What is not visible is 404, in the selectors."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from incidents import access

if TYPE_CHECKING:  # the framework reads its settings, and so this module, while its own views are being made
    from rest_framework.views import APIView


class DenyByDefault(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class MayRecord(BasePermission):
    """Signed in, with a role that works with incidents."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return bool(request.user.is_authenticated and access.can_create(request.user))
