"""Results of practice software and normed tests: read a file in, look what came, take it back, give keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.accounts.models import User
from stapsteen.exchange.results import csv_file, normed
from stapsteen.exchange.results.keys import (
    BRING_IN,
    keys_for,
    make_key,
    results_for,
    revoke_key,
    source_named,
)
from stapsteen.exchange.results.result import Reason
from stapsteen.exchange.results.taking import take_results, withdraw_import
from stapsteen.exchange.upload import Upload, content_of, files_of, in_words
from stapsteen.kit.refused import Refused
from stapsteen.learning.models import EvidenceImport, EvidenceSource
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.results.forms import KINDS, KeyForm, ResultsForm
from stapsteen.web.undoing import say_done

importers_only = roles_only(*BRING_IN)
MOST_SHOWN = 30


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = ResultsForm(request.POST or None, request.FILES or None, initial={"kind": KINDS[0][0]})
    if request.method == "POST" and form.is_valid():
        try:
            batch = _take(viewer, form)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            _say(request, batch)
            return redirect("results:overview")
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


def _take(viewer: User, form: ResultsForm) -> EvidenceImport:
    """Read the file and keep what is in it. Refuses in words what cannot be read."""
    upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    content = _only_file(upload)
    if kind == EvidenceSource.Kind.TEST:
        tests, dirt = normed.read(content)
        source = source_named(found(viewer.school), form.cleaned_data["source"], kind)
        return normed.take_tests(source, tests, dirt, by=viewer, name=upload.name)
    results, dirty = csv_file.read(content)
    source = source_named(found(viewer.school), form.cleaned_data["source"], kind)
    return take_results(source, results, dirty, by=viewer, name=upload.name)


def _only_file(upload: Upload) -> bytes:
    """The one file that was sent, out of its zip when it came in one."""
    with in_words():
        files = files_of(upload.name, content_of(upload))
    if len(files) != 1:
        raise Refused(
            _("In dit zip-bestand zit niet precies een bestand."), _("Kies het CSV-bestand zelf.")
        )
    return next(iter(files.values()))


def _say(request: HttpRequest, batch: EvidenceImport) -> None:
    said = ngettext("%(n)s resultaat ingelezen.", "%(n)s resultaten ingelezen.", batch.taken)
    left = batch.rows - batch.taken
    more = ngettext("%(n)s regel niet.", "%(n)s regels niet.", left) % {"n": left} if left else ""
    say_done(
        request, " ".join((said % {"n": batch.taken}, more)).strip(), "results:take_back", batch.pk
    )


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
        (str(Reason(reason).label), said["count"], ", ".join(map(str, said["lines"])))
        for reason, said in batch.left_out.items()
    ]
