"""What a page does with a refusal: show the sentence and the advice, with status 422.

On SQLite one writes at a time; on PostgreSQL two may wait for one another. Who waits longer than the
database lets it is told so, with status 503: nothing of it was saved, and it can be sent again.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused

WAITED = {
    "55P03",
    "40P01",
}  # PostgreSQL: a lock was not to be had in time; two waited for each other
AGAIN = "5"  # seconds after which it can be sent again


class Refusals:
    """Middleware that turns ``Refused`` into an answer a person can read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other error to Django."""
        if waited(error):
            answer = _answer_busy(request)
            answer.headers["Retry-After"] = AGAIN
            return answer
        if not isinstance(error, Refused):
            return None
        template = "parts/refused.html" if getattr(request, "htmx", False) else "refused.html"
        context = {"refused": error, "back": back_of(request)}
        return render(request, template, context, status=422)


def waited(error: Exception) -> bool:
    """Whether this says that the database was waited for too long."""
    if not isinstance(error, OperationalError):
        return False
    return "locked" in str(error) or getattr(error.__cause__, "sqlstate", "") in WAITED


def _answer_busy(request: HttpRequest) -> HttpResponse:
    refused = busy()
    if request.path.startswith("/api/"):
        said = {"error": refused.message, "advice": refused.advice}
        return JsonResponse(said, status=503)
    template = "parts/refused.html" if getattr(request, "htmx", False) else "busy.html"
    # Not with the request: what stands around every page asks the database, which is busy.
    context = {"refused": refused, "back": back_of(request)}
    return HttpResponse(render_to_string(template, context), status=503)


def back_of(request: HttpRequest) -> str:
    """The page of this site that one came from; an address that only takes what is sent is no page."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return came_from
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"


def busy() -> Refused:
    """What is said when something large is being saved for so long that this could not be."""
    return Refused(
        _("Er wordt net iets groots opgeslagen, en daarna pas dit."),
        _("Dit is nog niet opgeslagen. Wacht even en probeer het nog eens."),
    )
