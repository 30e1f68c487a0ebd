"""Results of practice software and normed tests: choose a file, look what came in, take it back, give keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.exchange.parked import park
from stapsteen.exchange.results.keys import (
    BRING_IN,
    keys_for,
    make_key,
    results_for,
    revoke_key,
)
from stapsteen.exchange.results.result import Reason
from stapsteen.exchange.results.taking import withdraw_import
from stapsteen.exchange.upload import content_of, files_of, in_words
from stapsteen.kit.refused import Refused
from stapsteen.learning.models import EvidenceImport
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.results.forms import KINDS, KeyForm, ResultsForm
from stapsteen.web.results.looking import only_file, refuse_unreadable
from stapsteen.web.results.telling import lines_of

importers_only = roles_only(*BRING_IN)
MOST_SHOWN = 30


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    form = ResultsForm(request.POST or None, request.FILES or None, initial={"kind": KINDS[0][0]})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_parked(form))
        except Refused as refused:
            form.add_error("file", str(refused))
    return _page(request, form, KeyForm())


@importers_only
@require_POST
def new_key(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, ResultsForm(initial={"kind": KINDS[0][0]}), form)
    key = make_key(form.cleaned_data["source"], by=viewer_of(request))
    context = {"key": key, "source": form.cleaned_data["source"]}
    answer = render(request, "results/key.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@importers_only
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    key = found(keys_for(viewer).filter(pk=number).first())
    revoke_key(key, by=viewer)
    messages.success(
        request,
        _("De sleutel van %(name)s werkt niet meer.") % {"name": key.source.name},
    )
    return redirect("results:overview")


@importers_only
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    withdraw_import(found(results_for(viewer).filter(pk=number).first()), viewer)
    messages.success(
        request,
        _("Teruggedraaid. Deze resultaten tellen niet meer mee. Je kunt ze opnieuw inlezen."),
    )
    return redirect("results:overview")


def _parked(form: ResultsForm) -> str:
    """Where the file can be looked at, which is readable. Refuses in words what cannot be read."""
    upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    with in_words():
        content = content_of(upload)
        refuse_unreadable(only_file(files_of(upload.name, content)), kind)
        token = park(upload.name, content)
    what = urlencode({"kind": kind, "source": form.cleaned_data["source"]})
    return f"{reverse('results:look', args=[token])}?{what}"


def _page(request: HttpRequest, form: ResultsForm, key_form: KeyForm) -> HttpResponse:
    viewer = viewer_of(request)
    imports = list(results_for(viewer)[:MOST_SHOWN])
    context = {
        "form": form,
        "key_form": key_form,
        "imports": [(batch, _reasons(batch)) for batch in imports],
        "sources": sorted({batch.source.name for batch in imports}),
        "keys": keys_for(viewer),
    }
    wrong = form.errors or key_form.errors
    return render(request, "results/overview.html", context, status=422 if wrong else 200)


def _reasons(batch: EvidenceImport) -> list[tuple[str, int, str]]:
    """Why rows were left out: the reason, how many, and the lines of the first."""
    return [
        (str(Reason(reason).label), said["count"], lines_of(said["lines"], said["count"]))
        for reason, said in batch.left_out.items()
    ]
