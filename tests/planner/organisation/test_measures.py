"""The seven measures, each against an example that was worked out by hand.

Two groups, A (Ada, Ben) and B (Cem, Dua), on one Monday of two lessons of 45 minutes: lesson slots 0
and 1. Tess has A, Ulf has B; each works one day of 480 minutes. The plan:

    slot 0  A reading at step 9 with Tess         B reading at step 9 with Ulf
    slot 1  A arithmetic at step 9 with Tess      B own work, chosen, with Ulf in the gym hall
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from stapsteen.planner.organisation.comparison import measure
from stapsteen.planner.organisation.plan import Lesson, PlannedGroup, Supervision, WeekPlan
from stapsteen.planner.organisation.school_week import (
    Group,
    Guidance,
    Pupil,
    Room,
    SchoolWeek,
    Slot,
    Staff,
    Subject,
    WorkingDay,
)

WEEK = SchoolWeek(
    name="Twee groepen",
    slots=(
        Slot(1, "08:30", "09:15"),
        Slot(1, "09:15", "10:00"),
        Slot(1, "10:00", "10:15", "break", 1),
    ),
    rooms=(Room("a", "Lokaal A"), Room("b", "Lokaal B"), Room("zaal", "Gymzaal", "gym")),
    subjects=(
        Subject("reading", "Lezen", core=True, minutes={"5": 45}),
        Subject("arithmetic", "Rekenen", core=True, minutes={"5": 45}),
    ),
    groups=(Group("A", "A", ("5",), "a"), Group("B", "B", ("5",), "b")),
    pupils=(
        Pupil("ada", "5", "A", needs={"reading": 9, "arithmetic": 9}),
        Pupil("ben", "5", "A", needs={"reading": 8, "arithmetic": 9}),
        Pupil("cem", "5", "B", needs={"reading": 9}),
        Pupil("dua", "5", "B", needs={"reading": 10}),
    ),
    staff=(
        Staff("tess", "Tess", (WorkingDay(1),), 480),
        Staff("ulf", "Ulf", (WorkingDay(1),), 480),
    ),
    guidance=(Guidance("tess", "A"), Guidance("ulf", "B")),
)
PLAN = WeekPlan(
    "year_class",
    groups=(
        PlannedGroup("A", "A", ("5",), ("ada", "ben"), "a", "5/6", ("tess",)),
        PlannedGroup("B", "B", ("5",), ("cem", "dua"), "b", "5/6", ("ulf",)),
    ),
    lessons=(
        Lesson(0, 1, "lesson", "reading", ("A",), staff=("tess",), room="a", steps=(9,)),
        Lesson(0, 1, "lesson", "reading", ("B",), staff=("ulf",), room="b", steps=(9,)),
        Lesson(1, 1, "lesson", "arithmetic", ("A",), staff=("tess",), room="a", steps=(9,)),
        Lesson(1, 1, "independent", "", ("B",), staff=("ulf",), room="zaal", chosen=True),
    ),
    supervision=(Supervision(0, ("tess",)),),
)


def of(key: str, week: SchoolWeek = WEEK, plan: WeekPlan = PLAN):
    return {one.key: one for one in measure(week, plan)}[key]


def test_fit_is_the_share_of_instruction_at_the_step_of_the_pupil():
    """Six pupil lessons of instruction; at their own step: Ada twice, Ben once, Cem once: 4 of 6."""
    assert of("fit").value == pytest.approx(4 / 6)


def test_where_two_year_groups_take_turns_half_of_the_time_is_instruction():
    """Reading at steps 8 and 9 in A: 22.5 minutes of instruction each; Ada and Ben both get theirs.

    Fitting: A reading 2 x 22.5, Cem 45, A arithmetic 2 x 45 = 180, of 45 + 90 + 90 = 225 minutes.
    """
    turns = replace(PLAN.lessons[0], steps=(8, 9))
    plan = replace(PLAN, lessons=(turns, *PLAN.lessons[1:]))
    assert of("fit", plan=plan).value == pytest.approx(180 / 225)


def test_fit_is_unknown_where_nobody_knows_what_pupils_need():
    without = replace(WEEK, pupils=tuple(replace(one, needs={}) for one in WEEK.pupils))
    assert of("fit", without).value is None
    assert of("fit", replace(WEEK, assumed=("needs",))).value is None


def test_choice_is_the_share_of_time_in_which_a_pupil_decides_something():
    """Two of eight pupil lessons are chosen."""
    assert of("choice").value == pytest.approx(2 / 8)


def test_cohesion_is_the_share_of_time_of_the_whole_group_with_its_own_coach():
    """All eight pupil lessons are; with a stranger before A in slot 1 six of eight are."""
    assert of("cohesion").value == 1
    stranger = replace(PLAN.lessons[2], staff=("ulf",))
    plan = replace(PLAN, lessons=(*PLAN.lessons[:2], stranger, PLAN.lessons[3]))
    assert of("cohesion", plan=plan).value == pytest.approx(6 / 8)


def test_part_of_a_group_is_not_the_group():
    part = replace(PLAN.lessons[0], pupils=("ada",))
    plan = replace(PLAN, lessons=(part, *PLAN.lessons[1:]))
    assert of("cohesion", plan=plan).value == pytest.approx(6 / 7)


def test_alignment_is_the_minutes_with_the_same_subject_as_another_group_of_the_unit():
    """Both groups read in slot 0: 45 minutes each; alone in a unit nobody lines up."""
    assert of("alignment").value == 45
    apart = (PLAN.groups[0], replace(PLAN.groups[1], unit="7/8"))
    assert of("alignment", plan=replace(PLAN, groups=apart)).value == 0


def test_calm_counts_changes_of_place_group_and_adult_for_each_pupil_and_day():
    """Cem and Dua walk to the hall: two changes of place over four pupils and one day."""
    found = of("calm")
    assert found.value == pytest.approx(2 / 4)
    assert found.details == {"place": 0.5, "group": 0, "adult": 0}


def test_load_is_the_share_of_the_contract_with_pupils():
    """Tess: 90 minutes of lessons and 15 of supervision; Ulf: 90; both of 480."""
    found = of("load")
    assert found.value == pytest.approx((105 / 480 + 90 / 480) / 2)
    assert found.details["highest"] == pytest.approx(105 / 480)
    assert found.details["preparations"] == pytest.approx((2 + 1) / 2)


def test_cost_is_the_hours_of_all_staff_together():
    """105 and 90 minutes; two rooms in use at once; the hall for three quarters of an hour."""
    found = of("cost")
    assert found.value == pytest.approx(195 / 60)
    assert found.details == {"rooms_at_once": 2, "gym_hours": 0.75}


def test_a_measure_says_which_assumptions_it_rests_on():
    week = replace(WEEK, assumed=("contract_days", "rooms"))
    assert of("load", week).rests_on == ("contract_days",)
    assert of("cost", week).rests_on == ("contract_days", "rooms")
    assert of("choice", week).rests_on == ()
