"""Reads about coaching conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from stapsteen.learning.access import children_talked_with, conversations_for
from stapsteen.learning.models import Agreement, Conversation, ConversationTopic, PersonalGoal
from stapsteen.learning.pictures import PICTURES
from stapsteen.school.access import Viewer, on
from stapsteen.school.models import DayOff, Person, SchoolYear

AHEAD = timedelta(days=7)
LATELY = timedelta(weeks=12)
MOST_GOALS = 8  # on the page of a pupil
OPEN = Agreement.Outcome.OPEN


@dataclass(frozen=True)
class Picture:
    """A picture that a pupil may choose, and whether it did."""

    name: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class GoalPicture:
    """A goal that a pupil works on, and whether it wants to talk about it."""

    held: PersonalGoal
    chosen: bool

    @property
    def words(self) -> str:
        """What the pupil calls it."""
        return self.held.goal.pupil_name if self.held.goal else self.held.own_title

    @property
    def pictogram(self) -> str:
        """Its picture."""
        return picture_of(self.held)


@dataclass(frozen=True)
class Child:
    """What a guardian sees of the conversations of a child: the next day, and what was agreed."""

    person: Person
    next: Conversation | None
    agreements: tuple[Agreement, ...]


def picture_of(held: PersonalGoal) -> str:
    """The picture of somebody's goal: its own, that of the school's goal, or stepping stones."""
    return held.pictogram or (held.goal.pictogram if held.goal else "") or "stones"


def next_talk_day(year: SchoolYear | None, ahead: timedelta = AHEAD) -> date:
    """A day for a conversation so far ahead (a week by itself): the first on which there is school."""
    day = timezone.localdate() + ahead
    free = DayOff.objects.filter(year=year, groups=None).exclude(kind=DayOff.Kind.SPECIAL)
    off = list(free.values_list("starts", "ends"))
    for _try in range(70):  # longer than any holiday
        closed = any(starts <= day <= ends for starts, ends in off)
        if day.isoweekday() <= 5 and not closed:
            break
        day += timedelta(days=1)
    return day


def planned_talks(viewer: Viewer) -> list[Conversation]:
    """What is planned with pupils in view, the first day first; two queries."""
    found = conversations_for(viewer).filter(state=Conversation.State.PLANNED)
    found = found.select_related("person", "coach").prefetch_related("topics")
    return list(found.order_by("planned_for", "person__given_name", "pk"))


def held_talks(viewer: Viewer) -> list[Conversation]:
    """What was held in the last twelve weeks with pupils in view, the newest first."""
    since = timezone.now() - LATELY
    found = conversations_for(viewer).filter(state=Conversation.State.HELD, held_at__gte=since)
    return list(found.select_related("person", "coach").order_by("-held_at", "-pk")[:100])


def earlier_talks(viewer: Viewer, talk: Conversation) -> list[Conversation]:
    """The conversations held with the same pupil before, the newest first."""
    found = conversations_for(viewer).filter(person=talk.person_id, state=Conversation.State.HELD)
    return list(found.exclude(pk=talk.pk).select_related("coach").order_by("-held_at", "-pk")[:20])


def next_talk(person: Person) -> Conversation | None:
    """The conversation that is planned with somebody."""
    planned = Conversation.objects.filter(person=person, state=Conversation.State.PLANNED)
    return planned.select_related("coach", "person__school").order_by("planned_for").first()


def last_talk(person: Person) -> Conversation | None:
    """The conversation that was held last with somebody."""
    held = Conversation.objects.filter(person=person, state=Conversation.State.HELD)
    return held.select_related("coach").order_by("-held_at").first()


def last_talks(people: Iterable[int]) -> dict[int, date]:
    """The day on which somebody last talked with each of these people. One query."""
    held = Conversation.objects.filter(person__in=people, state=Conversation.State.HELD)
    days = held.values_list("person").order_by()
    return dict(days.annotate(last=Max(Coalesce(TruncDate("held_at"), F("planned_for")))))


def agreements_of(person: Person) -> list[Agreement]:
    """What was agreed with somebody and still runs, the first day first."""
    found = Agreement.objects.filter(conversation__person=person, outcome=OPEN)
    return list(found.select_related("owner"))


def looking_back(talk: Conversation) -> QuerySet[Agreement]:
    """The agreements that come back in a conversation: what ran before it, and what it looked at."""
    earlier = Q(outcome=OPEN) & ~Q(conversation=talk)
    found = Agreement.objects.filter(
        earlier | Q(looked_at_in=talk), conversation__person=talk.person_id
    )
    return found.select_related("owner", "conversation").order_by("due", "pk")


def owners_of(talk: Conversation, leader: Person | None) -> list[Person]:
    """Who can have an agreement: the pupil, who leads the conversation, and guardians who look along."""
    guardians = Person.objects.filter(
        on(prefix="children_held__"),
        children_held__child=talk.person_id,
        children_held__may_see=True,
    )
    adults = {one.pk: one for one in (talk.coach, leader) if one is not None}
    return [talk.person, *adults.values(), *guardians.distinct()]


def pictures_for(talk: Conversation) -> list[Picture]:
    """All pictures, and which of them the pupil chose."""
    chosen = {one.pictogram for one in _of_pupil(talk) if one.goal_id is None and one.text == ""}
    return [Picture(name, str(words), name in chosen) for name, words in PICTURES.items()]


def goal_pictures_for(talk: Conversation) -> list[GoalPicture]:
    """The goals that the pupil works on, and which of them it wants to talk about."""
    topics = _of_pupil(talk)
    goals = {one.goal_id for one in topics if one.goal_id is not None}
    own = {one.text for one in topics if one.goal_id is None}
    held = PersonalGoal.objects.filter(
        person=talk.person_id, ends=None, state__in=("chosen", "busy", "claimed")
    )
    return [
        GoalPicture(one, one.goal_id in goals if one.goal_id else one.own_title in own)
        for one in held.select_related("goal").order_by("starts", "pk")[:MOST_GOALS]
    ]


def own_words_in(talk: Conversation) -> str:
    """What the pupil wrote in its own words."""
    rows = _of_pupil(talk)
    return next((one.text for one in rows if one.text and not one.pictogram), "")


def _of_pupil(talk: Conversation) -> Collection[ConversationTopic]:
    return list(talk.topics.filter(put_by=ConversationTopic.By.PUPIL))


def children_of(viewer: Viewer) -> list[Child]:
    """The children of a guardian with their next conversation and what was agreed; three queries."""
    people = list(children_talked_with(viewer).order_by("given_name"))
    planned = Conversation.objects.filter(person__in=people, state=Conversation.State.PLANNED)
    talks = {one.person_id: one for one in planned.select_related("coach")}
    open_ones = Agreement.objects.filter(conversation__person__in=people, outcome=OPEN)
    agreed: dict[int, list[Agreement]] = {}
    for one in open_ones.select_related("owner", "conversation"):
        agreed.setdefault(one.conversation.person_id, []).append(one)
    return [Child(one, talks.get(one.pk), tuple(agreed.get(one.pk, ()))) for one in people]
