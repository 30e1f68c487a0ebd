"""The timetable in one's own calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from stapsteen.web.asked import number_in
from stapsteen.web.door import everyone, found, viewer_of
from stapsteen.week.planning.access import may_share_calendar, people_with_a_week
from stapsteen.week.planning.calendar import calendar_of, close_feeds, feed_of, open_feed


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest) -> HttpResponse:
    """Make a secret address for one's own calendar (a guardian: for a child's), or close it."""
    viewer = viewer_of(request)
    within = people_with_a_week(viewer)
    asked = request.GET.get("person", "")
    person = found(within.filter(pk=number_in(asked)).first() if asked else viewer.person)
    found(person if may_share_calendar(viewer, person) else None)
    if request.method == "POST":
        if request.POST.get("close"):
            close_feeds(person, by=viewer)
        else:
            open_feed(person, by=viewer)
        return redirect(request.get_full_path())
    feed = feed_of(person)
    address = reverse("planning:feed", args=[feed.token]) if feed else ""
    context = {"person": person, "address": request.build_absolute_uri(address) if feed else ""}
    return render(request, "planning/agenda.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself; calendars do not log in, the address is the key."""
    calendar = calendar_of(token)
    if calendar is None:
        raise Http404
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
