"""What a page does with a refusal: show the sentence and the advice, with status 422."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stapsteen.kit.refused import Refused


class Refusals:
    """Middleware that turns ``Refused`` into an answer a person can read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other error to Django."""
        if not isinstance(error, Refused):
            return None
        template = "parts/refused.html" if getattr(request, "htmx", False) else "refused.html"
        return render(request, template, {"refused": error}, status=422)
