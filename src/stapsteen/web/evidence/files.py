"""Photos and voice notes, to who may see them; and the script that keeps the page for offline."""

from __future__ import annotations

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.learning.access import media_for
from stapsteen.learning.media import content_type
from stapsteen.learning.queries.evidence import people_shown
from stapsteen.web.door import everyone, found, staff_only, viewer_of

WORKER = Path(__file__).parent.parent / "static" / "js" / "offline.js"
PART = re.compile(r"bytes=(\d+)-(\d*)$")


@everyone
@require_safe
def media(request: HttpRequest, number: int) -> HttpResponse:
    """A photo or a voice note. Who opened it is written down for each pupil whom it shows."""
    viewer = viewer_of(request)
    one = found(media_for(viewer).filter(pk=number).first())
    for pupil in people_shown(one):
        note_file_opened(pupil, by=viewer, page="evidence:media")
    with one.file.open("rb") as file:
        return part_of(request, file.read(), content_type(one))


def part_of(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    """A file, or the part that is asked for: Safari plays no sound that comes whole."""
    asked = PART.match(request.headers.get("Range", ""))
    first = int(asked[1]) if asked else 0
    last = min(int(asked[2] or len(content)) if asked else len(content), len(content) - 1)
    if asked is None or first > last:
        response = HttpResponse(content, content_type=kind)
    else:
        response = HttpResponse(content[first : last + 1], content_type=kind, status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    return response


@staff_only
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands here, and not with the static files, to be heard on these pages."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
