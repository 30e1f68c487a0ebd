"""How sessions go now, with the people, rooms and rounds that were found for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stapsteen.school.models import Person, Room, School
from stapsteen.week.changes.workshops import sessions_of_school
from stapsteen.week.models import Round, Session


@dataclass(frozen=True)
class SessionNow:
    """A session that goes otherwise than offered: with somebody else, elsewhere, or not at all.

    ``round`` is given only where it takes place in another one.
    """

    kind: str
    leader: Person
    room: Room
    round: Round | None


def now_of(school: School, sessions: Sequence[Session]) -> dict[int, SessionNow]:
    """Of these sessions the ones that go otherwise than offered; two queries when there are none."""
    known = {one.pk: one for one in sessions}
    changes = [one for number, one in sessions_of_school(school).items() if number in known]
    if not changes:
        return {}
    people = Person.objects.in_bulk({one.leader for one in changes})
    rooms = Room.objects.in_bulk({one.room for one in changes})
    rounds = Round.objects.in_bulk({one.round for one in changes})
    return {
        one.session: SessionNow(
            one.kind,
            people[one.leader],
            rooms[one.room],
            rounds[one.round] if one.round != known[one.session].round_id else None,
        )
        for one in changes
    }
