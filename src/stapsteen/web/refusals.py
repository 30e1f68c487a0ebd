"""What a page does with a refusal: show the sentence and the advice, with status 422.

On SQLite one writes at a time. Who waits longer than the database lets it is told so, with status 503:
nothing of it was saved, and it can be sent again.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused


class Refusals:
    """Middleware that turns ``Refused`` into an answer a person can read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other error to Django."""
        part = getattr(request, "htmx", False)
        if isinstance(error, OperationalError) and "locked" in str(error):
            template = "parts/refused.html" if part else "busy.html"
            return render(request, template, {"refused": busy()}, status=503)
        if not isinstance(error, Refused):
            return None
        template = "parts/refused.html" if part else "refused.html"
        return render(request, template, {"refused": error}, status=422)


def busy() -> Refused:
    """What is said when something large is being saved for so long that this could not be."""
    return Refused(
        _("Er wordt net iets groots opgeslagen, en daarna pas dit."),
        _("Dit is nog niet opgeslagen. Wacht even en probeer het nog eens."),
    )
