"""Changing a timetable by hand: the table one works in, and everything that can be done there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from stapsteen.jobs.queries import newest
from stapsteen.kit.refused import Refused
from stapsteen.web.asked import NO_NUMBER, number_in
from stapsteen.web.door import found, viewer_of
from stapsteen.web.planning.plans import planners_only
from stapsteen.week.models import Edit, Version
from stapsteen.week.versions import actions
from stapsteen.week.versions.access import versions_for, working_for
from stapsteen.week.versions.gently import ask_gently
from stapsteen.week.versions.lesson import lesson_form, places_of
from stapsteen.week.versions.page import edit_page, told_edit, told_since
from stapsteen.week.versions.work import ask_rest, stop_rest

Do = Callable[[Version, int], Edit | None]
NEED = "need-"
NOWHERE = ("", "none")  # out of the timetable
HIDDEN = ("event", "time", "view")  # with ``need-...``: what is asked again when somebody insists


def version_of(request: HttpRequest, number: int) -> Version:
    """A working version that the viewer may change, or 404."""
    version: Version = found(working_for(viewer_of(request)).filter(pk=number).first())
    return version


@planners_only
@require_safe
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The page; asked by the page itself every so often, only when something has changed."""
    version = found(versions_for(viewer_of(request)).filter(pk=number).first())
    if version.state != Version.State.WORKING:
        return _to_the_list(request)
    seen = request.GET.get("seen", "")
    if number_in(seen) == NO_NUMBER:
        return _page(request, version)
    ended = _has_ended(request, version)
    if number_in(seen) == version.revision and not ended:
        return HttpResponse(status=204)
    return _page(request, version, said=told_since(version, number_in(seen)), tells_rest=ended)


def _to_the_list(request: HttpRequest) -> HttpResponse:
    """Where a version that was published is found; a page that is still open goes there as well."""
    where = reverse("planning:versions")
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return redirect(where)


def _has_ended(request: HttpRequest, version: Version) -> bool:
    """Whether the page waits for the rest to be planned, and that is over."""
    job = newest(version.rest_key) if "rest" in request.GET else None
    return job is not None and job.is_over


@planners_only
@require_safe
def places(request: HttpRequest, number: int) -> HttpResponse:
    """What every place costs for the lesson that is held, as JSON."""
    version = version_of(request, number)
    prices = found(places_of(version, request.GET.get("event", "")))
    return JsonResponse({"revision": version.revision, "places": prices})


@planners_only
@require_safe
def lesson(request: HttpRequest, number: int) -> HttpResponse:
    """The form of one lesson: a page, and in the table a dialog."""
    version = version_of(request, number)
    form = found(lesson_form(version, request.GET.get("event", "")))
    template = "planning/lesson.html"
    if getattr(request, "htmx", False):
        template += "#form"
    view = request.GET.get("view", "")
    return render(request, template, {"version": version, "form": form, "view": view})


@planners_only
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    asked = request.POST
    event = asked.get("event", "")
    version = version_of(request, number)
    given, time, by = _given(request), _moment(asked.get("time", "")), viewer_of(request)

    def do(now: Version, revision: int) -> Edit | None:
        if asked.get("gently") == "1":
            ask_gently(now, event, time=time, given=given, revision=revision, by=by)
            return None
        force = asked.get("force") == "1"
        return actions.move_lesson(
            now, event, time=time, given=given, revision=revision, by=by, force=force
        )

    return _done(request, version, do)


def _moment(asked: str) -> int | None:
    """The time of the week that was asked; nothing asked is no time, and nonsense one that is not there."""
    return None if asked in NOWHERE else number_in(asked)


@planners_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    by = viewer_of(request)
    version = version_of(request, number)
    return _done(request, version, lambda now, seen: actions.undo(now, revision=seen, by=by))


@planners_only
@require_POST
def redo(request: HttpRequest, number: int) -> HttpResponse:
    by = viewer_of(request)
    version = version_of(request, number)
    return _done(request, version, lambda now, seen: actions.redo(now, revision=seen, by=by))


@planners_only
@require_POST
def lock(request: HttpRequest, number: int) -> HttpResponse:
    """Lock a lesson, or unlock one that is locked."""
    by, event = viewer_of(request), request.POST.get("event", "")
    version = version_of(request, number)
    do = actions.unlock if version.locks.filter(event=event).exists() else actions.lock
    return _done(request, version, lambda now, seen: do(now, event, revision=seen, by=by))


@planners_only
@require_POST
def rest(request: HttpRequest, number: int) -> HttpResponse:
    """Have everything planned that is not locked, or stop that."""
    by = viewer_of(request)
    version = version_of(request, number)

    def do(now: Version, seen: int) -> None:
        (stop_rest if request.POST.get("stop") else ask_rest)(now, revision=seen, by=by)

    return _done(request, version, do)


def _given(request: HttpRequest) -> dict[int, str | None] | None:
    """The people and rooms that were chosen, by the place of the need."""
    found = {
        number_in(name.removeprefix(NEED)): str(value)
        for name, value in request.POST.items()
        if name.startswith(NEED) and value
    }
    return {**found} or None


def _done(request: HttpRequest, version: Version, do: Do) -> HttpResponse:
    """Do it, and show the table as it is then: with the refusal and 422 where it was refused."""
    try:
        edit = do(version, number_in(request.POST.get("revision", "")))
    except Refused as refused:
        return _page(request, version_of(request, version.pk), refused=refused)
    if not getattr(request, "htmx", False):
        view = {"view": request.POST.get("view", "")}
        return redirect(reverse("planning:edit", args=[version.pk]) + "?" + urlencode(view))
    return _page(request, version_of(request, version.pk), edit=edit, tells_rest=edit is None)


def _page(
    request: HttpRequest,
    version: Version,
    *,
    refused: Refused | None = None,
    edit: Edit | None = None,
    said: str = "",
    tells_rest: bool = False,
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    context = {
        "page": edit_page(version, asked.get("view", "")),
        "refused": refused,
        "again": _again(request) if isinstance(refused, actions.Breaks) else (),
        "said": told_edit(version, edit) if edit else said,
        "tells_rest": tells_rest,
        "focus": _focus(edit),
        "back": asked.get("event", "") if refused else "",
    }
    template = "planning/edit.html" + ("#edit" if getattr(request, "htmx", False) else "")
    return render(request, template, context, status=422 if refused else 200)


def _again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was asked, to be asked once more by who insists."""
    return [
        (name, str(value))
        for name, value in request.POST.items()
        if name in HIDDEN or name.startswith(NEED)
    ]


def _focus(edit: Edit | None) -> str:
    """The lesson that the keyboard stays on: the one that was moved, under the name it has now."""
    if edit is None:
        return ""
    return str(edit.renamed.get(edit.event, edit.event))
