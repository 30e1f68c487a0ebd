"""A working version of the cast's school, and lessons in it that a test can move."""

from __future__ import annotations

from tests.cast import Cast
from tests.week.planning.ready import planned, ready

from stapsteen.planner.organisation.changed.move import repair_move
from stapsteen.planner.organisation.moving import Movable, Place
from stapsteen.planner.timetable.instance import Kind
from stapsteen.planner.timetable.repair import Effort
from stapsteen.week.models import Version
from stapsteen.week.versions.actions import start_working_version
from stapsteen.week.versions.state import movable_of

QUICK = Effort(seconds=5, seed=1)


def begun(everybody: Cast | None = None) -> tuple[Cast, Version]:
    """A working version on a fresh plan of year classes, by the principal."""
    everybody = everybody or ready()
    plan = planned(everybody, seconds=30)  # it ends as soon as nothing is left to wish for
    assert (plan.infeasibility, plan.objective) == (0, 0)
    return everybody, start_working_version(plan, by=everybody.principal)


def now(version: Version) -> Version:
    """The version as it stands in the database."""
    return Version.objects.select_related("base__run__year__school", "head").get(pk=version.pk)


def week_of(version: Version) -> Movable:
    """Its lessons."""
    return movable_of(now(version))


def places(version: Version, state: str, amount: int = 1) -> list[tuple[str, Place]]:
    """Lessons with a place of some kind, none of which moves what another moves."""
    week = week_of(version)
    found: list[tuple[str, Place]] = []
    moved: set[str] = set()
    for block in week.draft.blocks:
        for place in week.places(block.id):
            if place.state == state and moved.isdisjoint(place.change.meets):
                found.append((block.id, place))
                moved |= set(place.change.meets)
            if len(found) == amount:
                return found
    raise AssertionError(f"no {amount} places are {state}")


def layout(version: Version) -> dict[str, tuple[int | None, tuple[str | None, ...]]]:
    """Where everything stands."""
    meets = week_of(version).solution.meets
    return {meet.event: (meet.time, meet.resources) for meet in meets}


def crowded(version: Version) -> tuple[str, Place]:
    """A lesson with a place that breaks a rule only because of what stands there, which can go away."""
    week = week_of(version)
    return next(
        (block.id, place)
        for block in week.draft.blocks
        for place in week.places(block.id)
        if place.time is not None
        and {one.constraint.kind for one in place.new_breaks} == {Kind.AVOID_CLASHES}
        and not repair_move(week, block.id, place.time, effort=QUICK).new_breaks
    )
