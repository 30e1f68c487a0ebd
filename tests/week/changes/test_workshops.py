"""Workshops on a day without somebody: taken over, moved, or told not to take place; never overwritten."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, person_of
from tests.week.changes.otherwise import ill, in_force, next_date, propose

from stapsteen.kit.refused import Refused
from stapsteen.profile.actions import write_down
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import Person, Room, WorkingDay
from stapsteen.week.changes.actions import accept, report_back, report_closed, take_back
from stapsteen.week.changes.page import proposal_of
from stapsteen.week.changes.queries import school_dates
from stapsteen.week.changes.week_work import week_change
from stapsteen.week.changes.weeks import ask_week_change, workshops_of
from stapsteen.week.changes.workshops import sessions_otherwise
from stapsteen.week.models import DayChange, Enrolment, PlanInForce, Round, Session, Wish
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.sessions.choosing import deal_seats
from stapsteen.week.sessions.offering import offer_workshop, open_round
from stapsteen.week.sessions.queries import rounds_of_pupil
from stapsteen.week.sessions.seats import take_seat
from stapsteen.week.year_plan.days import year_plan_of

pytestmark = pytest.mark.django_db


def round_on(everybody: Cast, day: date, hour: int = 10) -> Round:
    write_down(everybody.school, "in_force", VARIANTS[3].positions, by=None)
    now = timezone.now()
    return open_round(
        everybody.year, f"Ronde {hour}", day=day, starts=time(hour), ends=time(hour, 45),
        opens=now - timedelta(days=1), closes=now - timedelta(hours=1), by=everybody.principal,
    )  # fmt: skip


def workshop(
    everybody: Cast, round_: Round, leader: Person, title: str = "Brug", capacity: int = 5
) -> Session:
    room = Room.objects.create(school=everybody.school, name=f"Plek {title}", capacity=20)
    return offer_workshop(
        round_, title=title, leader=leader, room=room, capacity=capacity, by=everybody.principal
    )


def with_workshop(everybody: Cast) -> Session:
    """A workshop of Bram on the next day, with Dina in it."""
    made = workshop(
        everybody, round_on(everybody, next_date(everybody.year)), person_of(everybody.teacher)
    )
    take_seat(made, person_of(everybody.pupil), by=everybody.principal)
    made.refresh_from_db()
    return made


def kinds(everybody: Cast) -> dict[str, str]:
    changes = sessions_otherwise(everybody.year)
    titles = dict(Session.objects.values_list("pk", "title"))
    return {titles[number]: one.kind for number, one in changes.items()}


def told(change: DayChange) -> list[str]:
    (day,) = proposal_of(change, "nl").days
    return [f"{one.title} {one.word}: {one.text} {one.children}" for one in day.workshops]


def test_who_takes_over_the_group_takes_over_the_workshop() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    change = ill(everybody, everybody.teacher)
    assert told(change) == [
        "Brug andere leerkracht: Gijs neemt over van Bram. 1 kind houdt de plek."
    ]
    assert kinds(everybody) == {}
    accept(change, by=everybody.principal)
    assert sessions_otherwise(everybody.year)[session.pk].leader == everybody.colleague.person_id
    session.refresh_from_db()
    assert session.leader_id == everybody.teacher.person_id
    take_back(change, by=everybody.principal)
    assert kinds(everybody) == {}


def test_with_nobody_and_no_other_round_it_is_told_with_where_the_children_stay() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    change = ill(everybody, everybody.teacher)
    assert told(change) == [
        "Brug gaat niet door: Er is geen collega of ruimte vrij, en geen andere ronde. 1 kind blijft bij: Groep 5 (1)."
    ]
    accept(change, by=everybody.principal)
    assert Enrolment.objects.get(session=session).state == Enrolment.State.SEATED
    (one,) = rounds_of_pupil(everybody.pupil, person_of(everybody.pupil))
    assert one.is_off
    with pytest.raises(Refused, match="gaat niet door"):
        take_seat(session, person_of(everybody.classmate), by=everybody.principal)


def test_who_is_back_has_the_workshop_again() -> None:
    everybody = in_force()
    with_workshop(everybody)
    first = ill(everybody, everybody.teacher)
    accept(first, by=everybody.principal)
    assert kinds(everybody) == {"Brug": "taken_over"}
    back = propose(report_back(first, by=everybody.principal, starts=next_date(everybody.year)))
    assert told(back) == [
        "Brug gaat weer door: Zoals aangeboden: Bram, Plek Brug. 1 kind houdt de plek."
    ]
    accept(back, by=everybody.principal)
    assert kinds(everybody) == {}


def test_it_moves_to_a_round_in_which_everybody_in_it_is_free() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    today = session.round.date
    dates = school_dates(year_plan_of(everybody.year), today, today + timedelta(days=13))
    busy, free = list(dates)[1:3]
    other = workshop(everybody, round_on(everybody, busy), person_of(everybody.principal), "Toren")
    take_seat(other, person_of(everybody.pupil), by=everybody.principal)
    later = round_on(everybody, free)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    accept(ill(everybody, everybody.teacher), by=everybody.principal)
    change = sessions_otherwise(everybody.year)[session.pk]
    assert (change.kind, change.round) == ("moved", later.pk)
    toren = workshop(everybody, later, person_of(everybody.principal), "Kasteel")
    with pytest.raises(Refused, match="al een plek bij Brug"):
        take_seat(toren, person_of(everybody.pupil), by=everybody.principal)
    with pytest.raises(Refused, match="Bram geeft dan al Brug"):
        workshop(everybody, later, person_of(everybody.teacher), "Fort")


def test_who_chose_something_else_meanwhile_keeps_that() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    other = workshop(everybody, session.round, person_of(everybody.principal), "Toren")
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    change = ill(everybody, everybody.teacher)
    assert "Nog plek bij: Toren (5)." in told(change)[0]
    accept(change, by=everybody.principal)
    take_seat(other, person_of(everybody.pupil), by=everybody.principal)
    take_back(change, by=everybody.principal)
    session.refresh_from_db()
    assert session.taken == 0
    (one,) = rounds_of_pupil(everybody.pupil, person_of(everybody.pupil))
    assert one.seat is not None
    assert one.seat.session == other


def test_a_room_that_is_lost_becomes_another_room() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    day = session.round.date
    Room.objects.create(school=everybody.school, name="Zolder", capacity=6)
    change = propose(
        report_closed(
            session.room, year=everybody.year, starts=day, ends=day, part="all",
            by=everybody.principal,
        )
    )  # fmt: skip
    assert told(change) == [
        "Brug andere plek: In Zolder in plaats van Plek Brug. 1 kind houdt de plek."
    ]


def test_before_the_seats_are_dealt_the_wishes_for_it_are_told_and_it_is_not_dealt() -> None:
    everybody = in_force()
    round_ = round_on(everybody, next_date(everybody.year))
    session = workshop(everybody, round_, person_of(everybody.teacher))
    Wish.objects.create(pupil=person_of(everybody.pupil), session=session, rank=1)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    change = ill(everybody, everybody.teacher)
    assert told(change)[0].endswith("geen andere ronde. 1 kind heeft hier een wens voor.")
    accept(change, by=everybody.principal)
    assert deal_seats(round_, by=everybody.principal) == 0


def test_a_workshop_in_the_other_half_of_the_day_stays_as_it_is() -> None:
    everybody = in_force()
    with_workshop(everybody)
    assert told(ill(everybody, everybody.teacher, part="afternoon")) == []


def test_in_an_adjusted_week_who_no_longer_works_then_is_replaced_once_it_holds() -> None:
    everybody = in_force()
    session = with_workshop(everybody)
    before = PlanInForce.objects.get().plan
    weekday = session.round.date.isoweekday()
    WorkingDay.objects.filter(terms__person=person_of(everybody.teacher), weekday=weekday).delete()
    change = ask_week_change(everybody.year, by=everybody.principal)
    week_change({"change": change.pk}, lambda _told: None, lambda: False)
    change.refresh_from_db()
    (row,) = workshops_of(change, "nl")
    assert (row.title, row.text) == ("Brug", "Gijs neemt over van Bram.")
    assert kinds(everybody) == {}
    assert change.plan is not None
    put_in_force(change.plan, by=everybody.principal)
    assert kinds(everybody) == {"Brug": "taken_over"}
    put_in_force(before, by=everybody.principal)
    assert kinds(everybody) == {}
