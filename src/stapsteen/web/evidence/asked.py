"""What somebody filled in on the page where one writes down what one sees."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import goals_for
from stapsteen.learning.actions.evidence import observe, people_to_write_about
from stapsteen.learning.media import PHOTO, VOICE, Attachment
from stapsteen.learning.models import Evidence
from stapsteen.learning.queries.evidence import key_to_use
from stapsteen.web.asked import NO_NUMBER, key_in, number_in

OLDEST = timedelta(days=90)  # what a device kept for longer counts as this old


@dataclass(frozen=True)
class Filled:
    """The fields, as far as they make sense. Without a key (an old page) one is made here."""

    pupils: tuple[int, ...] = ()
    goal: int = NO_NUMBER
    level: int = NO_NUMBER
    note: str = ""
    search: str = ""
    key: UUID = field(default_factory=uuid4)
    age: timedelta = timedelta()
    media: tuple[Attachment, ...] = ()

    @property
    def at(self) -> datetime:
        """When it was seen. A device tells how long ago, since its clock may be wrong."""
        return timezone.now() - self.age


def filled_in(request: HttpRequest) -> Filled:
    """What came in with a form, or from the queue of a device."""
    asked = request.POST
    files = [(PHOTO, one) for one in request.FILES.getlist("photo")]
    files += [(VOICE, one) for one in request.FILES.getlist("voice")]
    more: dict[str, Any] = {"key": key} if (key := key_in(asked.get("key", ""))) else {}
    return Filled(
        pupils=tuple(number_in(text) for text in asked.getlist("pupil")),
        goal=number_in(asked.get("goal", "")),
        level=number_in(asked.get("level", "")),
        note=asked.get("note", ""),
        search=asked.get("search", ""),
        age=min(timedelta(seconds=max(0, number_in(asked.get("age", "0")))), OLDEST),
        media=tuple(Attachment(kind, file) for kind, file in files),
        **more,
    )


def write_down(viewer: User, filled: Filled) -> list[Evidence]:
    """Do what was asked. Raises ``Refused`` in words for who sees the page."""
    people = people_to_write_about(viewer, filled.pupils, filled.key)
    goals = list(goals_for(viewer).filter(pk=filled.goal))
    return observe(
        viewer, people, goals, filled.level,
        at=filled.at, note=filled.note, device_key=filled.key, media=filled.media,
    )  # fmt: skip


def with_own_key(viewer: User, filled: Filled) -> Filled:
    """What a page sends, with a new key when the key it came with was used for something else."""
    note = filled.note.strip()
    told = {(pupil, filled.goal, filled.level, note) for pupil in filled.pupils}
    return replace(filled, key=key_to_use(viewer, filled.key, told, filled.media))
