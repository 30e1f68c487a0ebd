"""A goal's words for pupils, spoken by somebody of the school: kept, heard, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.access import recordings_for
from stapsteen.curriculum.models import GoalRecording
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.recordings import content_type, keep_recording, remove_recording
from stapsteen.web.curriculum.goals import goal_of
from stapsteen.web.door import everyone, found, staff_only, viewer_of


@staff_only
@require_POST
def keep(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what was spoken in; it takes the place of what was there in that language."""
    goal = goal_of(request, number)
    spoken = request.FILES.get("spoken")
    if spoken is None:
        raise Refused(_("Er is geen opname gekozen."), _("Kies een geluidsbestand."))
    keep_recording(viewer_of(request), goal, request.POST.get("language", "nl"), spoken)
    messages.success(request, _("De opname is bewaard. Leerlingen horen nu deze stem."))
    return redirect("curriculum:goal", number)


@everyone
@require_safe
def listen(request: HttpRequest, number: int) -> HttpResponse:
    recording = _of(request, number)
    with recording.file.open("rb") as spoken:
        return HttpResponse(spoken.read(), content_type=content_type(recording))


@staff_only
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    recording = _of(request, number)
    remove_recording(viewer_of(request), recording)
    messages.success(
        request, _("De opname is weg. Leerlingen horen weer de stem van het apparaat.")
    )
    return redirect("curriculum:goal", recording.goal_id)


def _of(request: HttpRequest, number: int) -> GoalRecording:
    recording: GoalRecording = found(recordings_for(viewer_of(request)).filter(pk=number).first())
    return recording
