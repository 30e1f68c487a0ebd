"""Who asked for a conversation, and who waits longest for one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from stapsteen.learning.access import talked_with
from stapsteen.learning.models import Conversation, TalkWish
from stapsteen.learning.queries.conversations import last_talks, next_talk
from stapsteen.school.access import Viewer
from stapsteen.school.models import Person

State = Conversation.State


@dataclass(frozen=True)
class Moment:
    """What a pupil reads of its own conversation: the next one, or that it asked for one."""

    next: Conversation | None
    asked: bool


@dataclass(frozen=True)
class Waiting:
    """A pupil with whom nothing is planned: when it asked, and when somebody last talked with it."""

    person: Person
    asked: datetime | None
    talked: date | None

    @property
    def rank(self) -> tuple[bool, float, date, str]:
        """Who asked comes first, the earliest before; then who was not talked with for longest."""
        asked = self.asked.timestamp() if self.asked else 0.0
        return self.asked is None, asked, self.talked or date.min, self.person.name


def standing_wishes(people: Collection[int] | QuerySet[Person]) -> QuerySet[TalkWish]:
    """The wishes of these people that nobody answered yet. One query."""
    talks = Conversation.objects.filter(person=OuterRef("person"))
    planned = Exists(talks.filter(state=State.PLANNED))
    held = Exists(talks.filter(state=State.HELD, held_at__gte=OuterRef("asked_at")))
    asked = TalkWish.objects.filter(person__in=people, taken_back_at__isnull=True)
    return asked.filter(~planned, ~held)


def moment_of(person: Person) -> Moment:
    """What a pupil reads of its own conversation. Two queries."""
    coming = next_talk(person)
    return Moment(coming, coming is None and standing_wishes([person.pk]).exists())


def waiting_for_talk(viewer: Viewer) -> list[Waiting]:
    """The pupils in view with whom no conversation is planned: who waits longest first. Three queries."""
    planned = Conversation.objects.filter(person=OuterRef("pk"), state=State.PLANNED)
    people = list(talked_with(viewer).filter(~Exists(planned)))
    numbers = [one.pk for one in people]
    asked = dict(standing_wishes(numbers).values_list("person", "asked_at"))
    talked = last_talks(numbers)
    found = [Waiting(one, asked.get(one.pk), talked.get(one.pk)) for one in people]
    return sorted(found, key=lambda one: one.rank)
