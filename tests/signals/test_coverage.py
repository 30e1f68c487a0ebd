"""Coverage: core objectives beside what is planned and what was seen, for pupil, group and school."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal, make_subject
from tests.learning.seen import works_on
from tests.week.themes.theme import theme_of

from stapsteen.curriculum.models import CoreObjective, Goal, Method, MethodLesson
from stapsteen.learning.actions.evidence import observe, withdraw
from stapsteen.learning.levels import Level
from stapsteen.learning.models import Evidence
from stapsteen.signals.access import coverage_groups_for, sees_coverage
from stapsteen.signals.coverage import (
    Source,
    Status,
    coverage_of_group,
    coverage_of_pupil,
    coverage_of_school,
)
from stapsteen.week.themes.actions import add_activity, carry

pytestmark = pytest.mark.django_db
EDITION = "2006"


def objective(everybody: Cast, code: str, *goals: Goal) -> CoreObjective:
    """A core objective that goals serve."""
    made = CoreObjective.objects.create(
        school=everybody.school, edition=EDITION, code=code, title=f"Kerndoel {code}"
    )
    made.goals.set(goals)
    return made


def of_dina(everybody: Cast) -> dict[str, tuple[Status, tuple[Source, ...], int]]:
    rows = coverage_of_pupil(person_of(everybody.pupil), everybody.year, EDITION)
    return {row.objective.code: (row.status, row.sources, row.pieces) for row in rows}


def in_method(everybody: Cast, goal: Goal, year_group: str = "5") -> None:
    """A lesson of the method for a year group works on a goal."""
    method = Method.objects.create(
        school=everybody.school, subject=make_subject(everybody.school), year_group=year_group,
        name="Rekenrijk",
    )  # fmt: skip
    MethodLesson.objects.create(method=method, position=1, title="Les 1").goals.add(goal)


def test_an_objective_is_seen_planned_later_a_gap_or_without_a_goal():
    everybody = cast()
    school = everybody.school
    seen, planned, gap = (make_goal(school, title) for title in ("Telt", "Deelt", "Meet"))
    later = make_goal(school, "Rekent met procenten", step=15)
    for code, goals in (("1", [seen]), ("2", [planned]), ("3", [gap]), ("4", [later]), ("5", [])):
        objective(everybody, code, *goals)
    in_method(everybody, planned)
    observe(everybody.teacher, [person_of(everybody.pupil)], [seen], Level.NOT_YET)
    assert of_dina(everybody) == {
        "1": (Status.SEEN, (), 1),
        "2": (Status.PLANNED, (Source.METHOD,), 0),
        "3": (Status.GAP, (), 0),
        "4": (Status.LATER, (), 0),
        "5": (Status.NO_GOAL, (), 0),
    }


def test_a_plan_is_a_method_of_the_year_group_a_theme_of_the_group_or_what_the_pupil_chose():
    everybody = cast()
    methods, themes, chosen, elsewhere = (
        make_goal(everybody.school, title) for title in ("Telt", "Deelt", "Meet", "Weegt")
    )
    for code, goal in (("1", methods), ("2", themes), ("3", chosen), ("4", elsewhere)):
        objective(everybody, code, goal)
    in_method(everybody, methods)
    activity = add_activity(theme_of(everybody), "Een dam bouwen", by=everybody.teacher)
    carry(activity, themes, carries=True, by=everybody.teacher)
    works_on(person_of(everybody.pupil), chosen)
    works_on(person_of(everybody.classmate), elsewhere)
    assert [sources for _status, sources, _pieces in of_dina(everybody).values()] == [
        (Source.METHOD,), (Source.THEME,), (Source.CHOSEN,), (),
    ]  # fmt: skip
    Method.objects.update(year_group="6")
    assert of_dina(everybody)["1"] == (Status.GAP, (), 0)


def test_what_was_withdrawn_or_said_by_the_pupil_itself_is_not_seen_and_a_retired_goal_is():
    everybody = cast()
    dina = person_of(everybody.pupil)
    goal, own = make_goal(everybody.school, "Telt"), make_goal(everybody.school, "Deelt")
    objective(everybody, "1", goal)
    objective(everybody, "2", own)
    seen = observe(everybody.teacher, [dina], [goal], Level.ALONE)
    Evidence.objects.create(person=dina, goal=own, kind="self", value=3, at=timezone.now())
    Goal.objects.filter(pk=goal.pk).update(retired_on=timezone.localdate())
    assert of_dina(everybody)["1"] == (Status.SEEN, (), 1)
    assert of_dina(everybody)["2"] == (Status.GAP, (), 0)
    withdraw(everybody.teacher, seen)
    assert of_dina(everybody)["1"] == (Status.NO_GOAL, (), 0)


def test_a_group_is_told_of_how_many_pupils_and_the_school_by_year_group():
    everybody = cast()
    dina = person_of(everybody.pupil)
    goal = make_goal(everybody.school, "Telt")
    objective(everybody, "1", goal)
    works_on(person_of(everybody.classmate), goal)
    observe(everybody.teacher, [dina], [goal], Level.ALONE)
    (row,) = coverage_of_group(everybody.group, EDITION)
    assert (row.status, row.seen, row.pupils, row.chosen) == (Status.SEEN, 1, 2, 1)
    (line,) = coverage_of_school(everybody.year, EDITION)
    told = {cell.year_group: (cell.status, cell.seen, cell.pupils) for cell in line.cells}
    assert told["5"] == (Status.SEEN, 1, 2)
    assert told["4"] == (Status.LATER, 0, 0)
    assert told["6"] == (Status.GAP, 0, 0)
    assert not line.is_missing


def test_the_school_as_a_whole_is_for_who_answers_for_it_and_a_group_for_who_has_it():
    everybody = cast()
    who = ("principal", "care_coordinator", "administrator", "teacher", "colleague", "pupil")
    assert [one for one in who if sees_coverage(getattr(everybody, one))] == list(who[:3])
    opens = {
        one: list(coverage_groups_for(getattr(everybody, one), everybody.year))
        for one in (*who, "stranger")
    }
    every = [everybody.group]
    assert opens == {
        "principal": every, "care_coordinator": every, "administrator": every, "teacher": every,
        "colleague": [], "pupil": [], "stranger": [],
    }  # fmt: skip


def test_an_observation_that_lands_on_several_goals_of_an_objective_is_one_piece():
    everybody = cast()
    measures, tells, draws = (
        make_goal(everybody.school, name) for name in ("Meet", "Telt", "Tekent")
    )
    objective(everybody, "1", measures, tells)
    objective(everybody, "2", draws)
    for level in (Level.WITH_HELP, Level.ALONE):
        observe(everybody.teacher, [person_of(everybody.pupil)], [measures, tells, draws], level)
    assert {code: pieces for code, (_s, _p, pieces) in of_dina(everybody).items()} == {
        "1": 2,
        "2": 2,
    }
