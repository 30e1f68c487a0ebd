"""Small random questions with every kind of rule, and random plans for them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from stapsteen.planner.timetable.instance import (
    Bounds,
    Constraint,
    CostFunction,
    Event,
    Instance,
    Kind,
    Need,
    Pair,
    Resource,
    TimeGroup,
)
from stapsteen.planner.timetable.solution import Meet, Solution

CLASS = Resource("klas", "Klas", "column", frozenset({"alle"}))
STAFF = (
    Resource("anne", "Anne", "staff", frozenset({"alle", "gym"})),
    Resource("bob", "Bob", "staff", frozenset({"alle"})),
)
USUAL = (
    Constraint("placed", "een tijd", Kind.ASSIGN_TIME, event_groups=("alle",)),
    Constraint("taught", "iemand", Kind.ASSIGN_RESOURCE, role="juf", event_groups=("alle",)),
    Constraint("clashes", "niet twee keer", Kind.AVOID_CLASHES, resource_groups=("alle",)),
)


def dice(seed: int) -> Random:
    """The chance that makes a question; the same seed makes the same one."""
    return Random(seed)  # noqa: S311 - no key is made of it


def small_instance(random: Random, *, kinds: int = 8, usual: bool = False) -> Instance:
    """Three to five events in three to six times, with rules of so many kinds.

    ``usual``: those that nearly every school has are among them, required and for everybody.
    """
    amount = random.randint(3, 6)
    border = random.randint(1, amount - 1)
    days = (
        TimeGroup("ma", "maandag", tuple(range(border))),
        TimeGroup("di", "dinsdag", tuple(range(border, amount))),
    )
    events = tuple(_event(random, f"e{number}", amount) for number in range(_few(random)))
    always = USUAL if usual else ()
    others = [kind for kind in Kind if kind not in {rule.kind for rule in always}]
    chosen = random.sample(others, kinds - len(always))
    rules = tuple(_rule(random, kind, events, days) for kind in chosen)
    times = tuple(f"t{number}" for number in range(amount))
    return Instance("klein", "klein", times, days, (CLASS, *STAFF), events, (*always, *rules))


def _few(random: Random) -> int:
    return random.choice((3, 3, 4, 5))


def _event(random: Random, name: str, amount: int) -> Event:
    duration = random.randint(1, 3)
    needs = [Need(resource="klas")] if random.random() < 0.6 else []
    if random.random() < 0.7:
        needs.append(Need("juf", "staff", workload=random.choice((None, 1, 5))))
    fixed = random.randint(0, amount - duration) if random.random() < 0.2 else None
    groups = {"alle", *random.sample(("samen", "apart"), random.randint(0, 2))}
    workload = random.choice((None, None, 2, 3))
    return Event(name, name, duration, tuple(needs), fixed, workload, frozenset(groups))


def _rule(
    random: Random, kind: Kind, events: tuple[Event, ...], days: tuple[TimeGroup, ...]
) -> Constraint:
    times = [time for day in days for time in day.times]
    first, second = random.sample([event.id for event in events], 2)
    least = random.randint(0, 2)
    spread = kind is Kind.SPREAD_EVENTS
    return Constraint(
        kind.value,
        kind.value,
        kind,
        required=random.random() < 0.5,
        weight=random.randint(1, 3),
        cost_function=random.choice(list(CostFunction)),
        events=(first,) if random.random() < 0.3 else (),
        event_groups=tuple(random.sample(("alle", "samen", "apart"), random.randint(1, 2))),
        resources=("klas",) if random.random() < 0.3 else (),
        resource_groups=(random.choice(("alle", "gym")),),
        role="juf",
        times=frozenset(random.sample(times, random.randint(1, len(times)))),
        preferred=frozenset(random.sample(("anne", "bob"), random.randint(0, 1))),
        preferred_groups=frozenset(random.sample(("gym",), random.randint(0, 1))),
        bounds=tuple(_bounds(random, day, limited=spread) for day in days),
        pairs=(Pair(first, second, random.randint(0, 1), random.choice((None, 2))),),
        duration=random.choice((1, 2) if kind is Kind.DISTRIBUTE_SPLIT_EVENTS else (None, 1)),
        duration_minimum=random.randint(1, 2),
        duration_maximum=random.randint(1, 3),
        minimum=least,
        maximum=least + random.randint(0, 2),
    )


def _bounds(random: Random, day: TimeGroup, *, limited: bool) -> Bounds:
    if not limited:
        return Bounds(day.times, name=day.name)
    least = random.randint(0, 1)
    return Bounds(day.times, least, least + random.randint(0, 1), day.name)


def small_solution(random: Random, instance: Instance) -> Solution:
    """Any plan: cut up somehow, somewhere or nowhere, with somebody or nobody."""
    cut = ((event, random.choice(list(cuts(event.duration)))) for event in instance.events)
    return Solution(
        tuple(
            random.choice(list(places(instance, event, length)))
            for event, lengths in cut
            for length in lengths
        )
    )


def cuts(duration: int, longest: int = 99) -> Iterator[tuple[int, ...]]:
    """All ways to cut a duration up, longest part first."""
    if not duration:
        yield ()
    for part in range(min(duration, longest), 0, -1):
        yield from ((part, *rest) for rest in cuts(duration - part, part))


def places(instance: Instance, event: Event, length: int) -> Iterator[Meet]:
    """Every meet of this length that an event can have."""
    starts = range(instance.time_count - length + 1)
    times = [None, *starts] if event.time is None else [event.time]
    for time in times:
        for who in _fillings(instance, event.needs):
            yield Meet(event.id, length, time, who)


def _fillings(instance: Instance, needs: tuple[Need, ...]) -> Iterator[tuple[str | None, ...]]:
    if not needs:
        yield ()
        return
    first, rest = needs[0], needs[1:]
    found: list[str | None] = [first.resource]
    if first.resource is None:
        found += [one.id for one in instance.resources if one.type == first.type]
    for one in found:
        yield from ((one, *others) for others in _fillings(instance, rest))
