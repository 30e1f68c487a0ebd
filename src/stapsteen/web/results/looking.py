"""Looking at a file of results before anything is kept, and saying yes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from stapsteen.accounts.models import User
from stapsteen.exchange.parked import let_go, name_of, parked
from stapsteen.exchange.results import csv_file, normed
from stapsteen.exchange.results.keys import BRING_IN, source_named, source_seen
from stapsteen.exchange.results.result import Reason
from stapsteen.exchange.results.sorting import sort_out
from stapsteen.exchange.results.taking import take_results
from stapsteen.kit.refused import Refused
from stapsteen.learning.models import EvidenceImport, EvidenceSource
from stapsteen.school.models import School
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.results.forms import WhatForm
from stapsteen.web.results.telling import Left, Row, left_rows, result_rows, test_rows
from stapsteen.web.undoing import say_done


@dataclass(frozen=True)
class Seen:
    """What a file would do: how many rows, of how many pupils, the first of them, and what is left out."""

    taken: int
    pupils: int
    rows: list[Row]
    left: list[Left]
    only_there: bool


@roles_only(*BRING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    """What is in a parked file, in counts and sentences; a yes keeps it. The address says what it is of."""
    viewer = viewer_of(request)
    content, name = only_file(parked(token)), name_of(token)
    form = WhatForm(request.GET)
    if not form.is_valid():
        return redirect("results:overview")
    kind, source = form.cleaned_data["kind"], form.cleaned_data["source"]
    if request.method == "POST":
        batch = _take(viewer, content, kind, source, name)
        let_go(token)
        _say(request, batch)
        return redirect("results:overview")
    seen = _seen(found(viewer.school), content, kind, source)
    return render(request, "results/look.html", {"seen": seen, "name": name, "source": source})


def only_file(files: dict[str, bytes]) -> bytes:
    """The one file that was sent, out of its zip when it came in one."""
    if len(files) != 1:
        raise Refused(
            _("In dit zip-bestand zit niet precies een bestand."), _("Kies het CSV-bestand zelf.")
        )
    return next(iter(files.values()))


def refuse_unreadable(content: bytes, kind: str) -> None:
    """Refuse in words what is no file of this kind."""
    (normed if kind == EvidenceSource.Kind.TEST else csv_file).read(content)


def _seen(school: School, content: bytes, kind: str, name: str) -> Seen:
    source = source_seen(school, name, kind)
    if kind == EvidenceSource.Kind.TEST:
        tests, left = normed.look_at(source, *normed.read(content))
        people = {one.person_id for one in tests}
        rows = test_rows(tests)
        taken = len(tests)
    else:
        found = sort_out(source, *csv_file.read(content))
        left, taken = found.left, len(found.fresh)
        people = {person.pk for _result, person, _goals in found.fresh}
        rows = result_rows(found.fresh)
    only_there = not taken and bool(left) and {one.reason for one in left} == {Reason.THERE}
    return Seen(taken, len(people), rows, left_rows(left), only_there)


def _take(viewer: User, content: bytes, kind: str, name: str, file: str) -> EvidenceImport:
    source = source_named(found(viewer.school), name, kind)
    if kind == EvidenceSource.Kind.TEST:
        return normed.take_tests(source, *normed.read(content), by=viewer, name=file)
    return take_results(source, *csv_file.read(content), by=viewer, name=file)


def _say(request: HttpRequest, batch: EvidenceImport) -> None:
    said = ngettext("%(n)s resultaat ingelezen.", "%(n)s resultaten ingelezen.", batch.taken)
    left = batch.rows - batch.taken
    more = ngettext("%(n)s regel niet.", "%(n)s regels niet.", left) % {"n": left} if left else ""
    say_done(
        request, " ".join((said % {"n": batch.taken}, more)).strip(), "results:take_back", batch.pk
    )
