"""Where programmes hand in results. They come in with a key, and without a session.

The key stands in the header ``Authorization``: as ``Bearer KEY``, or as the password of Basic, which
is how xAPI clients send it. What is refused is said as JSON: ``{"error": ..., "advice": ...}``.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stapsteen.exchange.results import plain, xapi
from stapsteen.exchange.results.keys import source_of_key
from stapsteen.exchange.results.matching import Goals
from stapsteen.exchange.results.taking import take_results, withdraw_keys
from stapsteen.kit.refused import Refused
from stapsteen.learning.models import EvidenceImport, EvidenceSource

LARGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # bytes of a message
LONGEST_LENGTH = 18  # digits
Answer = Callable[[HttpRequest, EvidenceSource], HttpResponse]


def with_key(view: Answer) -> Callable[[HttpRequest], HttpResponse]:
    """Let in who has a key that holds; say a refusal as JSON."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        source = source_of_key(_key_in(request.headers.get("Authorization", "")))
        if source is None:
            refused = Refused(
                _("Deze sleutel kennen we niet."), _("Vraag de school om een sleutel.")
            )
            answer = _said(refused, 401)
            answer["WWW-Authenticate"] = 'Basic realm="results"'
            return answer
        if (wrong := _wrong_length(request.headers.get("Content-Length", ""))) is not None:
            return wrong
        try:
            return view(request, source)
        except Refused as refused:
            return _said(refused, 400)

    return csrf_exempt(guarded)


@with_key
def results(request: HttpRequest, source: EvidenceSource) -> HttpResponse:
    """Take results as plain JSON: how many were taken, and which not and why."""
    return require_POST(_results)(request, source)


def _results(request: HttpRequest, source: EvidenceSource) -> HttpResponse:
    found, dirt = plain.read(request.body)
    batch = take_results(source, found, dirt, by=None)
    return JsonResponse(_counts(batch))


@with_key
def statements(request: HttpRequest, source: EvidenceSource) -> HttpResponse:
    """Take xAPI statements: POST gives their identifiers back, PUT of one gives nothing."""
    return require_http_methods(["POST", "PUT"])(_statements)(request, source)


def _statements(request: HttpRequest, source: EvidenceSource) -> HttpResponse:
    if not request.headers.get("X-Experience-API-Version", "").startswith("1.0"):
        raise Refused(
            _("De kop X-Experience-API-Version mist, of noemt een andere versie."),
            _("Stuur 1.0.3."),
        )
    asked = request.GET.get("statementId", "") if request.method == "PUT" else None
    said = xapi.read(request.body, Goals(source.school).among, asked)
    _take(source, said)
    answer = (
        HttpResponse(status=204) if request.method == "PUT" else JsonResponse(said.ids, safe=False)
    )
    answer["X-Experience-API-Version"] = xapi.VERSION
    return answer


@transaction.atomic
def _take(source: EvidenceSource, said: xapi.Statements) -> None:
    """Keep what was said and take back what was voided, also when both stand in one message."""
    if said.voided:
        withdraw_keys(source, said.voided)
    if said.results or said.dirt:
        take_results(source, said.results, said.dirt, by=None)
    if both := {one.key for one in said.results} & set(said.voided):
        withdraw_keys(source, both)


@require_GET
def about(_request: HttpRequest) -> HttpResponse:
    """The version of xAPI that is spoken here; anybody may know."""
    answer = JsonResponse({"version": [xapi.VERSION]})
    answer["X-Experience-API-Version"] = xapi.VERSION
    return answer


def _wrong_length(said: str) -> HttpResponse | None:
    """What to answer when a message is too large, or says of its length what is no number."""
    if said and not (said.isascii() and said.isdigit()):
        return _said(
            Refused(_("De kop Content-Length is geen getal."), _("Verbeter het bericht.")), 400
        )
    if len(said) > LONGEST_LENGTH or int(said or 0) > LARGEST:
        return _said(Refused(_("Dit bericht is te groot."), _("Stuur het in stukken.")), 413)
    return None


def _counts(batch: EvidenceImport) -> dict[str, object]:
    return {"rows": batch.rows, "taken": batch.taken, "left_out": batch.left_out}


def _key_in(header: str) -> str:
    scheme, _space, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, or no UTF-8
        return ""


def _said(refused: Refused, status: int) -> JsonResponse:
    return JsonResponse({"error": refused.message, "advice": refused.advice}, status=status)
