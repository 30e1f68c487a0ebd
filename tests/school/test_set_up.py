"""Setting a school up: usual values fill what is open, and say so until somebody confirms them."""

from __future__ import annotations

from datetime import time
from itertools import pairwise

import pytest
from tests.cast import cast, give, make_group, make_person, person_of

from stapsteen.kit.refused import Refused
from stapsteen.school.actions import (
    add_room,
    assume_defaults,
    confirm,
    set_groups_of_staff,
    set_gym_opening,
    set_minutes,
    set_staff_terms,
    set_times,
)
from stapsteen.school.defaults.times import PATTERNS, USUAL, Pause, SchoolTimes, pieces
from stapsteen.school.models import Guidance, LessonSlot, RoleKind, StaffTerms, SubjectMinutes

pytestmark = pytest.mark.django_db
TOPICS = {"times", "minutes", "contract_days", "staff_groups"}


def topics(year) -> set[str]:
    return set(year.assumptions.values_list("topic", flat=True))


def test_usual_values_fill_what_is_open_and_are_marked_as_assumed():
    everybody = cast()
    assume_defaults(everybody.year, everybody.principal)
    assert topics(everybody.year) == TOPICS
    assert everybody.year.slots.filter(kind="lesson").count() == 30
    assert StaffTerms.objects.get(person=everybody.teacher.person).assumed


def test_doing_it_again_changes_nothing():
    everybody = cast()
    assume_defaults(everybody.year, everybody.principal)
    before = [list(LessonSlot.objects.values()), list(Guidance.objects.values())]
    assume_defaults(everybody.year, everybody.principal)
    assert [list(LessonSlot.objects.values()), list(Guidance.objects.values())] == before


def test_what_the_school_has_said_stays():
    everybody = cast()
    set_times(everybody.year, PATTERNS[1].times, everybody.principal)
    assume_defaults(everybody.year, everybody.principal)
    assert everybody.year.slots.filter(weekday=3, kind="lunch").count() == 0
    assert "times" not in topics(everybody.year)


def test_a_topic_is_assumed_until_somebody_confirms_it():
    everybody = cast()
    assume_defaults(everybody.year, everybody.principal)
    confirm(everybody.year, "contract_days", everybody.principal)
    assert topics(everybody.year) == TOPICS - {"contract_days"}
    assert not StaffTerms.objects.filter(assumed=True).exists()


@pytest.mark.parametrize(
    "who", ["teacher", "care_coordinator", "assistant", "pupil", "guardian", "stranger"]
)
def test_only_who_runs_the_school_sets_it_up(who):
    everybody = cast()
    with pytest.raises(Refused):
        assume_defaults(everybody.year, getattr(everybody, who))
    assert topics(everybody.year) == set()


def test_two_teachers_of_one_group_share_the_week():
    everybody = cast()
    give(person_of(everybody.colleague), everybody.group)
    assume_defaults(everybody.year, everybody.principal)
    days = {
        one.staff.given_name: one.weekdays for one in Guidance.objects.filter(group=everybody.group)
    }
    assert "".join(sorted(days["Bram"] + days["Gijs"])) == "12345"


def test_a_group_without_a_teacher_gets_one_who_is_free():
    everybody = cast()
    group = make_group(everybody.year, "Groep 6", ["6"])
    assume_defaults(everybody.year, everybody.principal)
    assert Guidance.objects.get(group=group).staff.given_name == "Gijs"


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.key)
def test_every_pattern_begins_and_ends_together_with_lessons_between(pattern):
    for day in pattern.times.ends:
        kinds = [piece.kind for piece in pieces(pattern.times) if piece.weekday == day]
        assert (kinds[0], kinds[-1], kinds.count("start"), kinds.count("end")) == (
            "start",
            "end",
            1,
            1,
        )
        found = [piece for piece in pieces(pattern.times) if piece.weekday == day]
        assert all(one.ends == two.starts for one, two in pairwise(found))


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.key)
def test_the_usual_minutes_fit_in_every_pattern_with_a_lesson_to_spare(pattern):
    everybody = cast()
    set_times(everybody.year, pattern.times, everybody.principal)
    assume_defaults(everybody.year, everybody.principal)
    lessons = everybody.year.slots.filter(kind="lesson")
    minutes = sum(
        (s.ends.hour - s.starts.hour) * 60 + s.ends.minute - s.starts.minute for s in lessons
    )
    for year_group in "12345678":
        asked = SubjectMinutes.objects.filter(year=everybody.year, year_group=year_group)
        assert sum(one.minutes for one in asked) < minutes


def test_times_that_run_through_each_other_are_refused_and_nothing_changes():
    everybody = cast()
    set_times(everybody.year, USUAL.times, everybody.principal)
    before = list(everybody.year.slots.values())
    wrong = SchoolTimes(
        time(8, 30),
        {1: time(14, 0)},
        (Pause(time(10, 0), 30, "break", 2), Pause(time(10, 15), 15, "lunch", 2)),
    )
    with pytest.raises(Refused, match="lopen door elkaar"):
        set_times(everybody.year, wrong, everybody.principal)
    assert list(everybody.year.slots.values()) == before


def test_new_working_days_leave_the_old_ones_as_history():
    everybody = cast()
    person = person_of(everybody.teacher)
    set_staff_terms(everybody.year, person, {1: "all", 2: "all"}, by=everybody.principal)
    StaffTerms.objects.update(starts=everybody.year.starts)
    set_staff_terms(everybody.year, person, {1: "all", 2: "morning"}, by=everybody.principal)
    terms = person.terms.order_by("pk")
    assert [(one.minutes_a_week, one.ends is None) for one in terms] == [(960, False), (720, True)]


def test_the_same_working_days_again_write_nothing():
    everybody = cast()
    person = person_of(everybody.teacher)
    for _time in range(2):
        set_staff_terms(everybody.year, person, {1: "all"}, by=everybody.principal)
    assert person.terms.count() == 1


def test_working_days_of_somebody_elsewhere_are_refused():
    everybody = cast()
    with pytest.raises(Refused, match="werkt niet op je school"):
        set_staff_terms(
            everybody.year, person_of(everybody.stranger), {1: "all"}, by=everybody.principal
        )


def test_who_has_a_group_changes_from_today_on():
    everybody = cast()
    colleague = make_person(everybody.school, "Roos", RoleKind.TEACHER)
    teachers = {
        day: (colleague.pk if day > 3 else person_of(everybody.teacher).pk) for day in range(1, 6)
    }
    set_groups_of_staff(everybody.year, everybody.group, teachers, by=everybody.principal)
    now = Guidance.objects.filter(group=everybody.group, ends__isnull=True)
    assert sorted(now.values_list("staff__given_name", "weekdays")) == [
        ("Bram", "123"),
        ("Roos", "45"),
    ]


def test_minutes_outside_a_week_are_refused():
    everybody = cast()
    assume_defaults(everybody.year, everybody.principal)
    with pytest.raises(Refused, match="minuten klopt niet"):
        set_minutes(everybody.year, {("reading", "5"): 9999}, everybody.principal)


def test_a_room_needs_a_name_of_its_own_and_a_size():
    everybody = cast()
    with pytest.raises(Refused, match="Lokaal 1"):
        add_room(everybody.year, "Lokaal 1", "classroom", 30, by=everybody.principal)
    with pytest.raises(Refused, match="plaatsen"):
        add_room(everybody.year, "Lokaal 2", "classroom", 0, by=everybody.principal)


def test_a_gym_is_open_when_the_school_says_so():
    everybody = cast()
    gym = add_room(everybody.year, "Gymzaal", "gym", 40, by=everybody.principal)
    set_gym_opening(gym, everybody.year, [1, 3], time(9), time(12), by=everybody.principal)
    assert list(gym.openings.values_list("weekday", flat=True)) == [1, 3]
    with pytest.raises(Refused):
        set_gym_opening(gym, everybody.year, [], time(9), time(12), by=everybody.principal)
