"""A morning of illness calls in a row at the demo school, each answered before the next one comes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.week.changes.otherwise import propose

from stapsteen.accounts.models import User
from stapsteen.demo.build import build_demo
from stapsteen.planner.organisation.changed import Absence, Closure, Disturbance
from stapsteen.planner.organisation.changed.day import DayPlan, day_of
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.changed.day_repair import changes_of, distance_of
from stapsteen.planner.organisation.plan import PLAN, Lesson
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.school.models import Person, Room, SchoolYear
from stapsteen.week.changes.actions import accept, report_absent, report_back, report_closed
from stapsteen.week.changes.queries import changed_day, day_in_force, plan_on
from stapsteen.week.changes.workshops import sessions_otherwise
from stapsteen.week.models import ChangedDay, DayChange, Round, Session
from stapsteen.week.planning.export import number_of, person_id, room_id

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_SECONDS = 5
MOST_CHANGED = 1 / 2  # of the lessons of the day, for each call


@dataclass
class Morning:
    """The day of the first round of workshops, and who was reported on it so far."""

    year: SchoolYear
    principal: User
    away: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.date = Round.objects.order_by("date").values_list("date", flat=True)[0]
        plan = plan_on(self.year, self.date)
        assert plan is not None
        self.plan = plan
        self.week = week_from_plain(plan.run.week)
        self.body = PLAN.validate_python(plan.body)
        self.planned = day_of(self.week, self.body, self.date.isoweekday())

    @property
    def goes(self) -> DayPlan:
        """The day as it goes."""
        changed = changed_day(self.year, self.date, self.plan)
        return day_in_force(changed) if changed else self.planned

    def teachers(self) -> list[Person]:
        """Three who lead a lesson and offer a workshop that day."""
        leaders = {who for one in self.planned.lessons for who in one.lesson.staff}
        offer = Session.objects.filter(round__date=self.date).order_by("pk")
        found = dict.fromkeys(one.leader for one in offer if person_id(one.leader_id) in leaders)
        return list(found)[:3]

    def when(self) -> dict[str, object]:
        return {
            "year": self.year, "starts": self.date, "ends": self.date, "part": "all",
            "by": self.principal,
        }  # fmt: skip

    def answer(self, change: DayChange) -> ChangedDay:
        """What the worker and then the principal do, with what must hold after every call."""
        before = self.goes
        accept(propose(change), by=self.principal)
        day = change.days.get()
        assert day.seconds <= MOST_SECONDS
        self.is_right()
        self.changes_little(before, day)
        return day

    def is_right(self) -> None:
        """Nobody who is away, and no closed room, is in a lesson or a workshop that takes place."""
        lessons = [one.lesson for one in self.goes.lessons]
        assert not {who for one in lessons for who in one.staff} & self.away
        assert not {one.room for one in lessons} & self.closed
        changes = sessions_otherwise(self.year)
        for session in Session.objects.filter(round__date=self.date):
            one = changes.get(session.pk)
            if one is None:
                assert person_id(session.leader_id) not in self.away
                assert room_id(session.room_id) not in self.closed
            elif one.kind != "cancelled" and one.round == session.round_id:
                assert person_id(one.leader) not in self.away
                assert room_id(one.room) not in self.closed

    def changes_little(self, before: DayPlan, day: ChangedDay) -> None:
        """What a call changes is weighed against what was told last, and most of that stays."""
        disturbance = Disturbance(
            tuple(map(Absence, sorted(self.away))), tuple(map(Closure, sorted(self.closed)))
        )
        question = DayQuestion(self.week, self.body, self.date.isoweekday(), before, disturbance)
        changes = changes_of(before, self.goes)
        assert day.distance == distance_of(question, changes)
        assert len(changes) <= MOST_CHANGED * len(before.lessons)


def _told(lesson: Lesson) -> tuple[object, ...]:
    """What people were told of a lesson: when, where and by whom."""
    return lesson.slot, lesson.room, frozenset(lesson.staff)


def test_three_calls_one_is_back_and_a_room_is_lost() -> None:
    build_demo(225)
    principal = User.objects.get(person__roles__kind="principal")
    morning = Morning(SchoolYear.objects.get(), principal)
    calls = []
    for person in morning.teachers():
        morning.away.add(person_id(person.pk))
        calls.append(report_absent(person, **morning.when()))
        morning.answer(calls[-1])
    assert len(calls) == 3
    morning.away.remove(person_id(calls[1].person_id))
    morning.answer(report_back(calls[1], by=principal, starts=morning.date))
    back = person_id(calls[1].person_id)
    assert back in {who for one in morning.goes.lessons for who in one.lesson.staff}
    room = next(one.lesson.room for one in morning.goes.lessons if one.lesson.room)
    morning.closed.add(room)
    lost = report_closed(Room.objects.get(pk=number_of(room)), **morning.when())
    morning.answer(lost)
    for call in (calls[0], calls[2], lost):
        name = person_id(call.person_id) if call.person_id else room
        morning.away.discard(name)
        morning.closed.discard(name)
        morning.answer(report_back(call, by=principal, starts=morning.date))
    assert [(one.number, _told(one.lesson)) for one in morning.goes.lessons] == [
        (one.number, _told(one.lesson)) for one in morning.planned.lessons
    ]
    assert sessions_otherwise(morning.year) == {}
