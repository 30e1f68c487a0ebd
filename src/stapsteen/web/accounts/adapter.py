from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """Nobody makes an account alone: the administrator of the school invites people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
