"""Reads about rounds and sessions that deserve a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from stapsteen.learning.queries import next_steps
from stapsteen.school.access import Viewer
from stapsteen.school.models import Person
from stapsteen.week.models import Enrolment, Round, Session, Wish
from stapsteen.week.sessions.access import rounds_for, sessions_for
from stapsteen.week.sessions.now import SessionNow, now_of
from stapsteen.week.sessions.reasons import reason_of

State = Enrolment.State


@dataclass(frozen=True)
class Card:
    """One session as a pupil sees it. ``rank`` is its place among the wishes, 0 for none."""

    session: Session
    for_me: bool
    rank: int
    free: int
    enrolment: Enrolment | None

    @property
    def title(self) -> str:
        """What the pupil will be able to do, or the title of a free workshop."""
        return self.session.goal.pupil_title if self.session.goal else self.session.title


@dataclass(frozen=True)
class RoundOfPupil:
    """One round as a pupil sees it: open for wishes, or dealt with or without a seat."""

    round: Round
    cards: tuple[Card, ...]
    seat: Enrolment | None
    waits: tuple[Enrolment, ...]
    is_open: bool
    otherwise: SessionNow | None = None

    @property
    def is_off(self) -> bool:
        """Whether the pupil's own session does not take place, so that it can choose again."""
        return self.otherwise is not None and self.otherwise.kind == "cancelled"

    @property
    def reason(self) -> str:
        """Why the pupil sits where it sits, or waits."""
        told = self.seat or next(iter(self.waits), None)
        return reason_of(told) if told else ""

    @property
    def wishes(self) -> int:
        """How many wishes the pupil gave."""
        return sum(card.rank > 0 for card in self.cards)


def coming_rounds(viewer: Viewer) -> QuerySet[Round]:
    """The rounds from today on, with what is offered in them."""
    offered = sessions_for(viewer).filter(withdrawn_at__isnull=True)
    offered = offered.select_related("goal__subject", "leader", "room").order_by("title")
    return (
        rounds_for(viewer)
        .filter(date__gte=timezone.localdate())
        .select_related("year")
        .prefetch_related(Prefetch("sessions", queryset=offered, to_attr="offered"))
    )


def told_now(viewer: Viewer, rounds: Iterable[Round]) -> None:
    """Let every session that is offered say how it goes now, as ``otherwise``."""
    sessions = _offered(rounds)
    now = now_of(viewer.school, sessions) if viewer.school else {}
    for session in sessions:
        session.__dict__["otherwise"] = now.get(session.pk)


def rounds_of_pupil(viewer: Viewer, pupil: Person) -> list[RoundOfPupil]:
    """The coming rounds for one pupil; as many queries however many there are."""
    rounds = list(coming_rounds(viewer))
    wishes = {
        one.session_id: one.rank
        for one in Wish.objects.filter(pupil=pupil, session__round__in=rounds)
    }
    seats = list(
        Enrolment.objects.filter(pupil=pupil, session__round__in=rounds)
        .exclude(state=State.WITHDRAWN)
        .select_related("session__leader", "session__room", "session__goal")
    )
    needs = next_steps(pupil.school, pupil).get(pupil.pk, {})
    told = now_of(pupil.school, [seat.session for seat in seats] + _offered(rounds))
    return [_round_of(one, wishes, seats, needs, told) for one in rounds]


def _offered(rounds: Iterable[Round]) -> list[Session]:
    return [session for one in rounds for session in one.__dict__["offered"]]


def _round_of(
    round_: Round,
    wishes: dict[int, int],
    seats: Iterable[Enrolment],
    needs: dict[str, int],
    told: dict[int, SessionNow],
) -> RoundOfPupil:
    mine = {one.session_id: one for one in seats if one.session.round_id == round_.pk}
    offered: list[Session] = round_.__dict__["offered"]
    cards = [
        Card(
            one,
            one.goal is not None and needs.get(one.goal.subject.key) == one.goal.step,
            wishes.get(one.pk, 0),
            max(0, one.capacity - one.taken),
            mine.get(one.pk),
        )
        for one in offered
        if one.pk not in told or told[one.pk].kind == "taken_over"
    ]
    cards.sort(key=lambda card: (not card.for_me, card.session.goal is not None, card.title))
    held = [one for one in mine.values() if one.state in {State.SEATED, State.ASKED}]
    held.sort(key=lambda one: one.session_id in told and told[one.session_id].kind == "cancelled")
    now = timezone.now()
    return RoundOfPupil(
        round_,
        tuple(cards),
        held[0] if held else None,
        tuple(one for one in mine.values() if one.state == State.WAITING),
        round_.dealt_at is None and round_.opens <= now < round_.closes,
        told.get(held[0].session_id) if held else None,
    )


def not_chosen_yet(round_: Round, pupils: QuerySet[Person]) -> list[Person]:
    """The pupils who have neither a wish nor a seat in a round: a list to help with, not to punish."""
    chosen = Wish.objects.filter(session__round=round_).values("pupil")
    seated = Enrolment.objects.filter(session__round=round_).exclude(state=State.WITHDRAWN)
    return list(
        pupils.exclude(pk__in=chosen)
        .exclude(pk__in=seated.values("pupil"))
        .order_by("given_name", "family_name")
    )


def without_seat(round_: Round, pupils: QuerySet[Person]) -> list[Person]:
    """The pupils whom a teacher can still give a seat in a round."""
    held = Enrolment.objects.filter(
        session__round=round_, state__in=(State.SEATED, State.ASKED), session__withdrawn_at=None
    )
    free = pupils.exclude(pk__in=held.values("pupil"))
    return list(free.order_by("given_name", "family_name"))


def seats_of(session: Session) -> list[Enrolment]:
    """Everybody who has, asked for or waits for a seat, with the newest mark of attendance."""
    found = session.enrolments.exclude(state=State.WITHDRAWN).select_related("pupil")
    return list(
        found.prefetch_related("attendance").order_by("pupil__given_name", "pupil__family_name")
    )


def wishes_in(round_: Round, pupil: Person) -> list[Session]:
    """What a pupil wished in a round, the dearest first."""
    given = Wish.objects.filter(pupil=pupil, session__round=round_).select_related("session")
    return [one.session for one in given.order_by("rank")]
