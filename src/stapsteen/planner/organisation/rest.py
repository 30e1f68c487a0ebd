"""Planning the rest of a week: what people locked stays, everything else is planned around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from stapsteen.planner.organisation.moving import Change, Movable
from stapsteen.planner.organisation.planning import Step
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Event, Instance
from stapsteen.planner.timetable.solution import Meet, Solution


def plan_the_rest(
    week: Movable,
    *,
    seconds: float,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[Step], None] = lambda _step: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Change:
    """The best week around the locked lessons; an empty change when nothing better was found."""
    from stapsteen.planner.timetable.solve import solve  # OR-Tools takes over a second to import

    outcome = solve(
        with_locks(week),
        start=week.solution,
        seconds=seconds,
        seed=seed,
        workers=workers,
        on_progress=lambda found: on_progress(
            Step(found.seconds, found.infeasibility, found.objective)
        ),
        should_stop=should_stop,
    )
    found = {meet.event: meet for meet in outcome.solution.meets}
    after = Solution(tuple(found[meet.event] for meet in week.solution.meets))
    cost_of = week.rebuilt or (lambda solution: evaluate(week.instance, solution))
    if cost_of(after).cost >= week.evaluation.cost:
        return Change({})
    return Change({meet.event: meet for meet in after.meets if meet != week.meet(meet.event)})


def with_locks(week: Movable) -> Instance:
    """The instance in which the locked events have their time and their resources already."""
    events = tuple(
        _fixed(event, week.meet(event.id)) if event.id in week.locked else event
        for event in week.instance.events
    )
    return replace(week.instance, events=events)


def _fixed(event: Event, meet: Meet) -> Event:
    needs = tuple(
        need if given is None else replace(need, resource=given)
        for need, given in zip(event.needs, meet.resources, strict=True)
    )
    return replace(event, time=meet.time, needs=needs)
