"""Where one goes after something was done: back to the page it was done on."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, page: str) -> str:
    """The address that the form gives as ``next``, when it is one of ours; else that of a page."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and ours else reverse(page)
