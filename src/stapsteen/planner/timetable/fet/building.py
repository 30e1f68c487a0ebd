"""From what the rules have said to an instance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from stapsteen.planner.timetable.fet.draft import (
    PUPILS,
    ROOM,
    TEACHER,
    TIE,
    Draft,
    pupils,
    room,
    teacher,
)
from stapsteen.planner.timetable.fet.grid import Grid
from stapsteen.planner.timetable.fet.needless import needless, without
from stapsteen.planner.timetable.fet.school import Activity
from stapsteen.planner.timetable.instance import (
    Constraint,
    Event,
    Instance,
    Kind,
    Need,
    Resource,
    TimeGroup,
)

EVERYTHING = "alles"
GROUPS = {
    TEACHER: "Leerkrachten",
    PUPILS: "Leerlingen",
    ROOM: "Lokalen",
    TIE: "Verbanden",
}


def build(draft: Draft, about: dict[str, str]) -> Instance:
    """The instance. What every timetable keeps to comes before the rules of the file."""
    gone = needless(draft)
    rules, draft.constraints = list(without(draft.constraints, gone)), []
    _always(draft)
    return Instance(
        id=draft.school.name,
        name=draft.school.name,
        times=draft.grid.names,
        days=_days(draft.grid),
        resources=tuple(_resources(draft, gone)),
        events=(*_events(draft, gone), *_gates(draft)),
        constraints=tuple(_numbered([*draft.constraints, *rules])),
        resource_groups=GROUPS,
        event_groups=_group_names(draft),
        about=about,
    )


def _numbered(rules: list[Constraint]) -> Iterator[Constraint]:
    for number, rule in enumerate(rules, start=1):
        yield replace(rule, id=f"regel-{number}")


def _days(grid: Grid) -> tuple[TimeGroup, ...]:
    return tuple(
        TimeGroup(f"dag {name}", name, tuple(grid.day(at))) for at, name in enumerate(grid.days)
    )


def _always(draft: Draft) -> None:
    durations = sorted({activity.duration for activity in draft.school.active})
    draft.add("Alles krijgt een tijd", Kind.ASSIGN_TIME, event_groups=(EVERYTHING,))
    for duration in durations:
        group = (_lasting(duration),)
        starts = draft.grid.starts(duration, draft.open)
        if len(starts) < len(draft.grid.names):
            draft.add("Binnen de dag", Kind.PREFER_TIMES, event_groups=group, times=starts)
        if duration > 1:
            draft.add("Aan één stuk", Kind.SPLIT_EVENTS, event_groups=group, minimum=1, maximum=1)
    for kind in (TEACHER, PUPILS, ROOM):
        draft.add(f"{GROUPS[kind]} niet dubbel", Kind.AVOID_CLASHES, resource_groups=(kind,))


def _lasting(duration: int) -> str:
    return f"duur-{duration}"


def _resources(draft: Draft, gone: frozenset[str]) -> Iterator[Resource]:
    for name in draft.school.teachers:
        yield _resource(teacher(name), name, TEACHER)
    for part in draft.school.sets.smallest:
        if draft.of_part(part) and pupils(part) not in gone:
            yield _resource(pupils(part), part, PUPILS)
    for one in draft.school.rooms.values():
        if not one.choices:
            yield _resource(room(one.name), one.name, ROOM)
    for tie in draft.ties.values():
        yield _resource(tie, tie, TIE)


def _resource(name: str, called: str, kind: str) -> Resource:
    return Resource(name, called, kind, frozenset({kind}))


def _events(draft: Draft, gone: frozenset[str]) -> Iterator[Event]:
    groups, ties = _memberships(draft.groups), _memberships(draft.ties)
    for activity in draft.school.active:
        own = {EVERYTHING, _lasting(activity.duration), *groups[activity.id]}
        yield Event(
            activity.id,
            activity.name,
            activity.duration,
            tuple(
                need
                for need in _needs(draft, activity, ties[activity.id])
                if need.resource not in gone
            ),
            draft.fixed.get(activity.id),
            groups=frozenset(own),
        )


def _memberships(sets: dict[frozenset[str], str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for members, name in sets.items():
        for member in members:
            found[member].append(name)
    return found


def _needs(draft: Draft, activity: Activity, ties: list[str]) -> Iterator[Need]:
    for name in dict.fromkeys(activity.teachers):
        yield Need(type=TEACHER, resource=teacher(name))
    for part in draft.parts(activity):
        yield Need(type=PUPILS, resource=pupils(part))
    yield from draft.room_needs[activity.id]
    for tie in ties:
        yield Need(type=TIE, resource=tie)


def _gates(draft: Draft) -> Iterator[Event]:
    """One event before every day, attended by all whose days begin on time."""
    if not draft.at_gate:
        return
    needs = tuple(
        Need(type=TIE if name.startswith(f"{TIE} ") else PUPILS, resource=name)
        for name in sorted(draft.at_gate)
    )
    for at, day in enumerate(draft.grid.days):
        yield Event(f"poort-{at + 1}", f"Voor de poort, {day}", 1, needs, draft.grid.gate_of(at))


def _group_names(draft: Draft) -> dict[str, str]:
    durations = sorted({activity.duration for activity in draft.school.active})
    return {
        EVERYTHING: "Alles",
        **{_lasting(duration): f"Duurt {duration} uur" for duration in durations},
        **{name: name for name in draft.groups.values()},
    }
