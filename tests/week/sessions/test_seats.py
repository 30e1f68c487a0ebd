"""Seats: who may take one, who waits, who moves up, and why."""

from __future__ import annotations

import pytest
from tests.cast import cast, make_user, person_of
from tests.week.sessions.offer import ASKING, ASSIGNED, dealt, dina, make_round, make_workshop

from stapsteen.kit.refused import Refused
from stapsteen.school.models import RoleKind
from stapsteen.week.models import Attendance, Enrolment, Session
from stapsteen.week.sessions.attending import mark_all_present, mark_attendance
from stapsteen.week.sessions.choosing import deal_seats, give_wishes
from stapsteen.week.sessions.offering import bring_back_offer, offer_workshop, withdraw_offer
from stapsteen.week.sessions.reasons import reason_of
from stapsteen.week.sessions.seats import confirm_seat, leave_seat, take_seat

pytestmark = pytest.mark.django_db


def test_a_pupil_takes_a_place_that_is_left_and_reads_why():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    seat = take_seat(session, dina(everybody), by=everybody.pupil)
    session.refresh_from_db()
    assert (seat.state, session.taken) == ("seated", 1)
    assert reason_of(seat) == "Je nam een plek die over was."


def test_before_the_seats_are_dealt_nobody_takes_one():
    everybody = cast()
    session = make_workshop(everybody, make_round(everybody))
    with pytest.raises(Refused, match="nog niet verdeeld"):
        take_seat(session, dina(everybody), by=everybody.pupil)


def test_on_a_full_session_one_waits_and_moves_up_when_a_seat_comes_free():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)), capacity=1)
    first = take_seat(session, dina(everybody), by=everybody.pupil)
    second = take_seat(session, person_of(everybody.classmate), by=everybody.classmate)
    assert second.state == "waiting"
    moved = leave_seat(first, by=everybody.pupil)
    session.refresh_from_db()
    assert moved == second
    assert (moved.state, session.taken) == ("seated", 1)
    assert reason_of(moved) == "Er kwam een plek vrij, en jij was aan de beurt."


def test_who_found_a_seat_elsewhere_does_not_move_up():
    everybody = cast()
    round_ = dealt(make_round(everybody))
    full, other = (
        make_workshop(everybody, round_, capacity=1),
        make_workshop(everybody, round_, "Tuin"),
    )
    first = take_seat(full, dina(everybody), by=everybody.pupil)
    take_seat(full, person_of(everybody.classmate), by=everybody.classmate)
    take_seat(other, person_of(everybody.classmate), by=everybody.classmate)
    assert leave_seat(first, by=everybody.pupil) is None
    full.refresh_from_db()
    assert full.taken == 0


def test_nobody_sits_in_two_sessions_of_one_round():
    everybody = cast()
    round_ = dealt(make_round(everybody))
    take_seat(make_workshop(everybody, round_), dina(everybody), by=everybody.pupil)
    with pytest.raises(Refused, match="al een plek bij Brug"):
        take_seat(make_workshop(everybody, round_, "Tuin"), dina(everybody), by=everybody.pupil)


def test_where_pupils_ask_the_teacher_gives_the_seat_in_one_tap():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody, ASKING)))
    asked = take_seat(session, dina(everybody), by=everybody.pupil)
    session.refresh_from_db()
    assert (asked.state, session.taken) == ("asked", 0)
    given = confirm_seat(asked, by=everybody.teacher)
    session.refresh_from_db()
    assert (given.state, session.taken) == ("seated", 1)


def test_where_teachers_assign_pupils_take_nothing_and_teachers_place_them():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody, ASSIGNED)))
    with pytest.raises(Refused, match="leerkracht verdeelt"):
        take_seat(session, dina(everybody), by=everybody.pupil)
    assert take_seat(session, dina(everybody), by=everybody.teacher).state == "seated"


@pytest.mark.parametrize("who", ["classmate", "guardian", "stranger", "assistant"])
def test_nobody_chooses_for_another(who):
    everybody = cast()
    round_ = make_round(everybody)
    session = make_workshop(everybody, round_)
    other = getattr(everybody, who)
    with pytest.raises(Refused):
        give_wishes(round_, dina(everybody), [session], by=other)
    with pytest.raises(Refused):
        take_seat(session, dina(everybody), by=other)
    assert not Enrolment.objects.exists()


def test_wishes_come_true_in_order_and_the_full_one_is_named():
    everybody = cast()
    round_ = make_round(everybody)
    bridge, garden = (
        make_workshop(everybody, round_, capacity=1),
        make_workshop(everybody, round_, "Tuin"),
    )
    give_wishes(round_, dina(everybody), [bridge], by=everybody.pupil)
    give_wishes(round_, person_of(everybody.classmate), [bridge, garden], by=everybody.classmate)
    assert deal_seats(round_, by=everybody.teacher) == 2
    told = {one.pupil.given_name: reason_of(one) for one in Enrolment.objects.all()}
    assert told == {
        "Dina": "Dit was je eerste wens.",
        "Emre": "Brug was vol. Dit was je volgende wens.",
    }


def test_who_loses_out_waits_in_front_and_goes_first_the_next_time():
    everybody = cast()
    for _round in range(2):
        round_ = make_round(everybody)
        session = make_workshop(everybody, round_, f"Brug {_round}", capacity=1)
        for user in (everybody.pupil, everybody.classmate):
            give_wishes(round_, person_of(user), [session], by=user)
        deal_seats(round_, by=everybody.teacher)
    seated = Enrolment.objects.filter(state="seated").values_list("pupil__given_name", flat=True)
    assert sorted(seated) == ["Dina", "Emre"]


def test_seats_are_dealt_once():
    everybody = cast()
    round_ = make_round(everybody)
    deal_seats(round_, by=everybody.teacher)
    with pytest.raises(Refused, match="al verdeeld"):
        deal_seats(round_, by=everybody.teacher)


@pytest.mark.parametrize("wishes", [4, 2])
def test_more_wishes_than_three_or_one_twice_are_refused(wishes):
    everybody = cast()
    round_ = make_round(everybody)
    offered = [make_workshop(everybody, round_, f"Brug {number}") for number in range(4)]
    chosen = offered if wishes == 4 else [offered[0], offered[0]]
    with pytest.raises(Refused, match="Je mag 3 dingen kiezen"):
        give_wishes(round_, dina(everybody), chosen, by=everybody.pupil)


def test_a_room_and_a_leader_are_in_one_place_at_a_time():
    everybody = cast()
    round_ = make_round(everybody)
    session = make_workshop(everybody, round_)
    same = {"title": "Tuin", "capacity": 2, "by": everybody.principal}
    with pytest.raises(Refused, match="geeft dan al Brug"):
        offer_workshop(round_, leader=session.leader, room=everybody.room, **same)
    with pytest.raises(Refused, match="In Plek Brug is dan al Brug"):
        offer_workshop(round_, leader=person_of(everybody.teacher), room=session.room, **same)


def test_a_room_holds_no_more_places_than_it_has():
    everybody = cast()
    with pytest.raises(Refused, match="passen 30"):
        make_workshop(everybody, make_round(everybody), capacity=31)


def test_a_withdrawn_workshop_comes_back_with_its_pupils():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    take_seat(session, dina(everybody), by=everybody.pupil)
    withdraw_offer(session, by=everybody.teacher)
    bring_back_offer(session, by=everybody.teacher)
    session = Session.objects.get(pk=session.pk)
    assert (session.withdrawn_at, session.taken) == (None, 1)


def test_attendance_is_one_tap_for_all_and_one_for_who_is_not_there():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    mine = take_seat(session, dina(everybody), by=everybody.pupil)
    take_seat(session, person_of(everybody.classmate), by=everybody.classmate)
    mark_attendance(mine, "absent", by=everybody.teacher)
    assert mark_all_present(session, by=everybody.teacher) == 1
    marks = Attendance.objects.values_list("enrolment__pupil__given_name", "state")
    assert sorted(marks) == [("Dina", "absent"), ("Emre", "present")]


def test_after_attendance_a_seat_cannot_be_left():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    seat = take_seat(session, dina(everybody), by=everybody.pupil)
    mark_all_present(session, by=everybody.teacher)
    with pytest.raises(Refused, match="al geweest"):
        leave_seat(seat, by=everybody.pupil)


def test_a_pupil_of_another_school_gets_no_seat():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    elsewhere = make_user(person_of(everybody.stranger).school, "Kai", RoleKind.PUPIL)
    with pytest.raises(Refused, match="andere school"):
        take_seat(session, person_of(elsewhere), by=elsewhere)


def test_a_teacher_can_place_whoever_has_no_seat_also_one_with_wishes():
    from stapsteen.school.access import pupils_for
    from stapsteen.week.sessions.queries import without_seat

    everybody = cast()
    round_ = make_round(everybody)
    session = make_workshop(everybody, round_)
    give_wishes(round_, dina(everybody), [session], by=everybody.pupil)
    take_seat(session, person_of(everybody.classmate), by=everybody.teacher)
    assert without_seat(round_, pupils_for(everybody.teacher)) == [dina(everybody)]


def test_a_teacher_of_another_school_takes_no_seat_away():
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)))
    seat = take_seat(session, dina(everybody), by=everybody.pupil)
    with pytest.raises(Refused, match="niet jouw plek"):
        leave_seat(seat, by=everybody.stranger)
    with pytest.raises(Refused):
        give_wishes(session.round, dina(everybody), [session], by=everybody.stranger)
