"""Deny by default: a view that names no permission of its own answers nobody."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class DenyByDefault(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return False
