"""Who needs a session goes before who only wishes it: by its instruction group, and by what it chose and is ready for."""

from __future__ import annotations

import pytest
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.week.instruction.block import block_of, seat_of, twelve
from tests.week.sessions.offer import ASSIGNED, FREE, dina, make_round, make_workshop

from stapsteen.curriculum.models import Goal
from stapsteen.learning.models import PersonalGoal
from stapsteen.school.models import Person
from stapsteen.week.models import Enrolment, Round, Session, Wish
from stapsteen.week.sessions.choosing import deal_seats
from stapsteen.week.sessions.reasons import reason_of

pytestmark = pytest.mark.django_db


def round_with(everybody: Cast, goal: Goal, variant=FREE) -> tuple[Round, Session]:
    """A round with one workshop of one seat about a goal."""
    turn = make_round(everybody, variant)
    session = make_workshop(everybody, turn, capacity=1)
    session.goal = goal
    session.save()
    return turn, session


def dealt_to(everybody: Cast, turn: Round) -> dict[Person, str]:
    """Who got a seat, and the reason in its words."""
    deal_seats(turn, by=everybody.principal)
    seats = Enrolment.objects.filter(state="seated").select_related("pupil")
    return {seat.pupil: reason_of(seat) for seat in seats}


def chose(pupil: Person, goal: Goal, everybody: Cast) -> None:
    PersonalGoal.objects.create(person=pupil, goal=goal, starts=everybody.year.starts)


@pytest.mark.parametrize("needs_it", [0, 11])
def test_who_is_taught_that_goal_now_goes_before_a_wish(needs_it):
    everybody = cast()
    people = twelve(everybody)
    pupil, other = people[needs_it], people[11 - needs_it]
    goal = seat_of(block_of(everybody, people), pupil).group.goal
    turn, session = round_with(everybody, goal)
    for one in (other, pupil):
        Wish.objects.create(pupil=one, session=session, rank=1)
    assert dealt_to(everybody, turn) == {pupil: "Je bent hieraan toe."}


def test_who_chose_a_goal_and_is_ready_for_it_goes_before_who_is_not():
    everybody = cast()
    people = twelve(
        everybody
    )  # the last masters what comes before the third goal, the first does not
    goal = Goal.objects.get(title="Deelt met rest")
    turn, session = round_with(everybody, goal)
    for one in (people[0], people[11]):
        chose(one, goal, everybody)
        Wish.objects.create(pupil=one, session=session, rank=1)
    assert dealt_to(everybody, turn) == {people[11]: "Je bent hieraan toe."}


@pytest.mark.parametrize(("variant", "seated"), [(FREE, False), (ASSIGNED, True)])
def test_who_wished_nothing_is_seated_only_where_the_teacher_gives_the_seats(variant, seated):
    everybody = cast()
    goal = make_goal(everybody.school, "Meet met liters")
    turn, _session = round_with(everybody, goal, variant)
    for one in (dina(everybody), person_of(everybody.classmate)):
        chose(one, goal, everybody)
    told = dealt_to(everybody, turn)
    assert list(told.values()) == ["Je bent hieraan toe."] * seated
    assert Enrolment.objects.filter(state="waiting").count() == 0  # who wished nothing lost nothing
