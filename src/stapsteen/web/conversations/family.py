"""What a guardian sees of the conversations of a child: the next day, and what was agreed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.learning.queries.conversations import children_of
from stapsteen.school.models import RoleKind
from stapsteen.web.door import roles_only, viewer_of

guardians_only = roles_only(RoleKind.GUARDIAN)


@guardians_only
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "conversations/family.html", {"children": children_of(viewer_of(request))}
    )
