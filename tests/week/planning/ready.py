"""A school that is ready to be planned: the cast's school with usual values."""

from __future__ import annotations

from tests.cast import Cast, cast

from stapsteen.planner.organisation.planning import plan_week
from stapsteen.school.actions import assume_defaults
from stapsteen.week.models import Plan
from stapsteen.week.planning.actions import ask_run
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.planning.keeping import keep


def ready() -> Cast:
    """The cast at a school with times, rooms, staff and minutes."""
    everybody = cast()
    everybody.group.room = everybody.room
    everybody.group.save()
    assume_defaults(everybody.year, everybody.principal)
    return everybody


def planned(
    everybody: Cast, organisation: str = "year_class", seconds: float = 1, allowed: int = 10
) -> Plan:
    """A plan of the school under an organisation; another ``allowed`` time makes it another run."""
    week = school_week_of(everybody.year)
    run = ask_run(everybody.year, week, organisation, seconds=allowed, by=everybody.principal)
    return keep(run, plan_week(week, organisation, seconds=seconds, workers=1))
