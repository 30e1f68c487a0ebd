"""Builds the demo: one school or a board with several, ready to look around in."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from django.db import transaction
from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.demo.accounts import LogIn, log_ins_made, make_board_log_in, make_log_ins
from stapsteen.demo.conversations import make_claims, make_conversations, make_signals
from stapsteen.demo.instruction import make_instruction
from stapsteen.demo.learning import make_goals, make_learning, make_subjects
from stapsteen.demo.methods import make_methods
from stapsteen.demo.names import SCHOOLS
from stapsteen.demo.people import make_people
from stapsteen.demo.themes import make_themes
from stapsteen.demo.workshops import make_workshops
from stapsteen.demo.year import make_year
from stapsteen.kit.counted import count_tables
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.plan import ORGANISATIONS
from stapsteen.planner.organisation.planning import plan_week
from stapsteen.profile.actions import write_down
from stapsteen.profile.models import ProfileDecision
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import Board, School, SchoolYear
from stapsteen.week.models import Organisation, PlanInForce, WeekChoice
from stapsteen.week.planning.actions import ask_plans, ask_run
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.planning.keeping import keep
from stapsteen.week.year_plan.days import WEEK, monday_of

BOARD = "Stichting Overstag"
SEED = 2026
FIRST_PLAN_SECONDS = 1.0  # long enough for a good plan of the personal timetables
AS_IS, IN_FORCE = VARIANTS[2], VARIANTS[4]  # on its way; rounds of workshops ask the last


@transaction.atomic
def build_demo(pupils: int = 225, schools: int = 1, seed: int = SEED) -> list[LogIn]:
    """Make the demo in an empty database; the log-ins of the first school.

    ``pupils`` is how many the first school has; the others of the board have from 60 to 400. The
    timetable in force is planned at once, the other organisations are left to the worker.
    """
    board = Board.objects.create(name=BOARD)
    log_ins: list[LogIn] = []
    for number, size in enumerate(_sizes(pupils, schools, seed)):
        made = _build_school(board, number, size, seed + number)
        log_ins = log_ins or made
    return [*log_ins, make_board_log_in(board)] if schools > 1 else log_ins


def _sizes(pupils: int, schools: int, seed: int) -> Iterator[int]:
    random = Random(seed)
    yield pupils
    for _school in range(schools - 1):
        yield random.randrange(60, 400)


def _build_school(board: Board, number: int, pupils: int, seed: int) -> list[LogIn]:
    random = Random(seed)
    week = example_week(pupils, seed)
    name = SCHOOLS[number % len(SCHOOLS)] + (
        f" {number // len(SCHOOLS) + 1}" if number >= len(SCHOOLS) else ""
    )
    school = School.objects.create(board=board, name=name)
    year = make_year(school, timezone.localdate())
    make_subjects(year)
    people = make_people(year, week, random)
    goals = make_goals(school)
    count_tables()
    make_learning(year, week, people, goals, random)
    count_tables()
    make_workshops(year, week, people, goals, random)
    for kind, variant in (
        (ProfileDecision.Kind.AS_IS, AS_IS),
        (ProfileDecision.Kind.IN_FORCE, IN_FORCE),
    ):
        write_down(school, kind, variant.positions, by=None)
    make_conversations(year, week, people, random)
    make_claims(year, random)
    make_signals(year, random)
    _make_theme_weeks(year)
    make_themes(year, goals)
    make_methods(year, goals)
    log_ins = make_log_ins(week, people, f"-{number + 1}" if number else "")
    if number == 0:
        _plan(year)
        make_instruction(year)
    return log_ins


def _make_theme_weeks(year: SchoolYear) -> None:
    """Two weeks about water, soon; they run the timetable of every week."""
    monday = monday_of(timezone.localdate())
    mondays = [day for day in (monday + 2 * WEEK, monday + 3 * WEEK) if day <= year.ends]
    WeekChoice.objects.bulk_create(
        WeekChoice(year=year, monday=day, theme="Water") for day in mondays
    )


def _plan(year: SchoolYear) -> None:
    """Plan the timetable in force here and now, and leave the comparison to the worker."""
    principal = User.objects.get(person__school=year.school, person__roles__kind="principal")
    run = ask_run(year, school_week_of(year), Organisation.PERSONAL, seconds=10, by=principal)
    result = plan_week(school_week_of(year), "personal", seconds=FIRST_PLAN_SECONDS)
    PlanInForce.objects.create(
        year=year, plan=keep(run, result), starts=year.starts, decided_by=principal
    )
    ask_plans(year, ORGANISATIONS, by=principal, seconds=10)


def log_ins_of_demo() -> list[LogIn]:
    """The log-ins of a demo that was built before; empty when there is none."""
    return log_ins_made()
