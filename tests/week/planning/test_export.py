"""From the database to the planner's question: nothing is lost, and no name of a child goes along."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests.cast import cast, give, make_group, make_person, person_of, place
from tests.week.instruction.block import block_of, seat_of, twelve
from tests.week.planning.ready import ready

from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.models import PersonalGoal
from stapsteen.planner.organisation.check import refuse_nonsense
from stapsteen.planner.organisation.week_data import plain
from stapsteen.school.models import Guidance, RoleKind
from stapsteen.week.instruction.moving import give_goal
from stapsteen.week.models import InstructionSeat
from stapsteen.week.planning.export import person_id, school_week_of

pytestmark = pytest.mark.django_db


def test_a_school_that_was_set_up_is_a_question_without_contradictions():
    week = school_week_of(ready().year)
    refuse_nonsense(week)
    assert [group.name for group in week.groups] == ["Groep 5"]
    assert len(week.pupils) == 2
    assert [slot.kind for slot in week.lesson_slots[:2]] == ["start", "lesson"]


def test_names_of_pupils_stay_in_the_school():
    everybody = ready()
    question = json.dumps(plain(school_week_of(everybody.year)))
    assert "Dina" not in question
    assert "Bram" in question


def test_what_is_assumed_goes_along_and_needs_are_unknown_until_there_are_goals():
    everybody = ready()
    assert "needs" in school_week_of(everybody.year).assumed
    subject = everybody.school.subjects.get(key="reading")
    goal = Goal.objects.create(
        school=everybody.school, subject=subject, step=9, title="x", pupil_title="y"
    )
    PersonalGoal.objects.create(
        person=person_of(everybody.pupil), goal=goal, starts=everybody.year.starts
    )
    week = school_week_of(everybody.year)
    assert "needs" not in week.assumed
    assert week.needs_known
    assert sorted(len(pupil.needs) for pupil in week.pupils) == [0, 1]


def test_a_need_in_a_subject_without_minutes_is_not_planned_around():
    everybody = ready()
    bring_in_starter(everybody.principal, everybody.school)
    goal = Goal.objects.get(key="personal.planning.tidy")
    PersonalGoal.objects.create(
        person=person_of(everybody.pupil), goal=goal, starts=everybody.year.starts
    )
    week = school_week_of(everybody.year)
    refuse_nonsense(week)
    assert "personal" not in week.subject_by_id
    assert not week.needs_known


def test_toddlers_are_not_planned():
    everybody = ready()
    toddlers = make_group(everybody.year, "Ukkies", ["0"])
    place(make_person(everybody.school, "Bo", RoleKind.PUPIL), toddlers, "0")
    assert [group.name for group in school_week_of(everybody.year).groups] == ["Groep 5"]


def test_assistants_are_no_teachers_of_a_group():
    everybody = ready()
    give(person_of(everybody.assistant), everybody.group, kind=Guidance.Kind.ASSISTS)
    week = school_week_of(everybody.year)
    names = {one.id: one.name for one in week.staff}
    assert [names[staff] for staff in week.teachers_on(week.groups[0].id, 1)] == ["Bram"]
    assert any(link.assists for link in week.guidance)


def test_the_second_half_of_the_year_asks_the_second_step():
    everybody = ready()
    first = everybody.year.starts.year
    assert school_week_of(everybody.year, date(first, 10, 1)).step == 1
    assert school_week_of(everybody.year, date(first + 1, 3, 1)).step == 2


def test_a_school_that_is_not_set_up_is_told_what_is_missing():
    with pytest.raises(Refused, match="lestijden"):
        school_week_of(cast().year)


def test_the_queries_do_not_grow_with_the_school(django_assert_max_num_queries):
    everybody = ready()
    for number in range(30):
        place(make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL), everybody.group, "5")
    with django_assert_max_num_queries(31):
        school_week_of(everybody.year)


def test_pupils_of_one_class_need_the_step_where_they_are_and_in_a_running_group_that_of_its_goal():
    everybody = ready()
    low, *_some, high = people = twelve(
        everybody
    )  # the first mastered step 8, the last also step 9

    def steps(day: date | None = None) -> list[dict[str, int]]:
        found = {
            pupil.id: dict(pupil.needs) for pupil in school_week_of(everybody.year, day).pupils
        }
        return [found[person_id(one.pk)] for one in (low, high)]

    first, second = steps()
    assert (first, second) == ({"arithmetic": 9}, {"arithmetic": 10})
    block = block_of(everybody, people, leaders=1)
    seat = seat_of(block, low)
    give_goal(seat.group, Goal.objects.get(step=8), by=everybody.teacher)
    InstructionSeat.objects.filter(pupil=high).update(group=seat.group)
    assert steps() == [{"arithmetic": 8}, {"arithmetic": 8}]
    after = block.expires_on + timedelta(days=1)
    assert steps(after) == [first, second]
