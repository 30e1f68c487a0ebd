"""Reading a school's own export in: choose a file, look what would change, say yes, take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.exchange.access import imports_for
from stapsteen.exchange.actions import preview, read, read_in, undo
from stapsteen.exchange.parked import let_go, park, parked
from stapsteen.exchange.roster import Unreadable
from stapsteen.exchange.upload import content_of, files_of
from stapsteen.school.models import RoleKind
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.exchange.forms import UploadForm
from stapsteen.web.exchange.telling import rows_of
from stapsteen.web.undoing import say_done

runners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = content_of(upload)
            read(files_of(upload.name, content))
            return redirect("exchange:preview", token=park(upload.name, content))
        except Unreadable as unreadable:
            problems = unreadable.problems
    context = {
        "form": form,
        "problems": problems,
        "imports": imports_for(viewer_of(request))[:20],
    }
    return render(request, "exchange/imports.html", context, status=422 if problems else 200)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def preview_import(request: HttpRequest, token: str) -> HttpResponse:
    viewer = viewer_of(request)
    files = parked(token)
    roster = read(files)
    if request.method == "POST":
        batch = read_in(roster, files, by=viewer)
        let_go(token)
        if batch is None:
            messages.info(request, _("Alles stond er al. Er is niets veranderd."))
            return redirect("exchange:imports")
        say_done(
            request,
            _("Ingelezen. Vul nu aan wat niet in het bestand staat."),
            "exchange:undo",
            batch.pk,
        )
        return redirect("school:set_up")
    seen = preview(roster, by=viewer)
    context = {
        "seen": seen,
        "rows": rows_of(seen),
        "dropped": sorted(
            roster.dropped.items()
        ),  # a template would take a Counter's "items" for a key
    }
    return render(request, "exchange/preview.html", context)


@runners_only
@require_POST
def undo_import(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    undo(found(imports_for(viewer).filter(pk=number).first()), by=viewer)
    messages.success(request, _("Teruggedraaid. De school is weer zoals ervoor."))
    return redirect("exchange:imports")
