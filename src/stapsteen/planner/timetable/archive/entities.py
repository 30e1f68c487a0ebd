"""The nouns of an instance: times, resources and events, from their elements."""

from __future__ import annotations

from dataclasses import dataclass, field

from stapsteen.planner.timetable.archive.elements import (
    Element,
    inner,
    number,
    refer,
    text,
    unique,
    wrong,
)
from stapsteen.planner.timetable.instance import Event, Need, Resource, TimeGroup

GROUP_KINDS = ("Day", "Week", "TimeGroup")


@dataclass
class Nouns:
    """What an instance speaks of, by id; the constraints refer to it."""

    times: dict[str, int] = field(default_factory=dict)
    time_groups: dict[str, TimeGroup] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    resource_groups: dict[str, str] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    event_groups: dict[str, str] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)


def read_nouns(instance: Element) -> Nouns:
    """Times, resources and events of an ``Instance`` element."""
    nouns = Nouns()
    _read_times(instance, nouns)
    _read_resources(instance, nouns)
    _read_events(instance, nouns)
    return nouns


def _read_times(instance: Element, nouns: Nouns) -> None:
    names: dict[str, tuple[str, str]] = {}
    members: dict[str, list[int]] = {}
    for one in inner(instance, "Times/TimeGroups/*"):
        if one.tag not in GROUP_KINDS:
            raise wrong(one, "hier horen alleen Day, Week en TimeGroup.")
        name = unique(one, names)
        names[name] = (text(one, "Name", name), str(one.tag))
        members[name] = []
    for index, one in enumerate(inner(instance, "Times/Time")):
        nouns.times[unique(one, nouns.times)] = index
        mentioned = [one.findall(path) for path in ("Day", "Week", "TimeGroups/*")]
        for group in dict.fromkeys(refer(two, _self(names)) for many in mentioned for two in many):
            members[group].append(index)
    nouns.time_groups = {
        group: TimeGroup(group, name, tuple(members[group]), kind)
        for group, (name, kind) in names.items()
    }


def _self(known: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {name: name for name in known}


def _read_resources(instance: Element, nouns: Nouns) -> None:
    for one in inner(instance, "Resources/ResourceTypes/ResourceType"):
        name = unique(one, nouns.types)
        nouns.types[name] = name
    for one in inner(instance, "Resources/ResourceGroups/ResourceGroup"):
        nouns.resource_groups[unique(one, nouns.resource_groups)] = text(one, "Name", "")
    known = {name: name for name in nouns.resource_groups}
    for one in inner(instance, "Resources/Resource"):
        name = unique(one, nouns.resources)
        kind = one.find("ResourceType")
        if kind is None:
            raise wrong(one, "<ResourceType> ontbreekt.")
        groups = frozenset(refer(two, known) for two in inner(one, "ResourceGroups/ResourceGroup"))
        nouns.resources[name] = Resource(
            name, text(one, "Name", name), refer(kind, nouns.types), groups
        )


def _read_events(instance: Element, nouns: Nouns) -> None:
    for one in inner(instance, "Events/EventGroups/*"):
        nouns.event_groups[unique(one, nouns.event_groups)] = text(one, "Name", "")
    known = {name: name for name in nouns.event_groups}
    members: dict[str, list[Need]] = {name: [] for name in nouns.resource_groups}
    for resource in nouns.resources.values():
        for group in resource.groups:
            members[group].append(Need(type=resource.type, resource=resource.id))
    for one in inner(instance, "Events/Event"):
        name = unique(one, nouns.events)
        nouns.events[name] = _event(one, name, nouns, members, known)


def _event(
    one: Element,
    name: str,
    nouns: Nouns,
    members: dict[str, list[Need]],
    groups: dict[str, str],
) -> Event:
    duration = number(one, "Duration")
    time = one.find("Time")
    needs = [_need(need, nouns) for need in inner(one, "Resources/Resource")]
    for group in inner(one, "ResourceGroups/ResourceGroup"):
        needs += refer(group, members)
    if not 1 <= duration <= max(1, len(nouns.times)):
        raise wrong(one, f"de duur {duration} past niet in {len(nouns.times)} tijden.")
    start = None if time is None else refer(time, nouns.times)
    if start is not None and start + duration > len(nouns.times):
        raise wrong(one, "begint zo laat dat het na de laatste tijd doorloopt.")
    mentioned = [*one.findall("Course"), *one.findall("EventGroups/EventGroup")]
    return Event(
        name,
        text(one, "Name", name),
        duration,
        tuple(needs),
        start,
        _workload(one),
        frozenset(refer(group, groups) for group in mentioned),
    )


def _workload(one: Element) -> int | None:
    return None if one.find("Workload") is None else number(one, "Workload")


def _need(one: Element, nouns: Nouns) -> Need:
    """An event resource. One that is still to be found has a role and a type."""
    given = refer(one, nouns.resources) if one.get("Reference") is not None else None
    kind = one.find("ResourceType")
    if given is None and (kind is None or one.find("Role") is None):
        raise wrong(one, "wie nog gezocht wordt heeft een Role en een ResourceType nodig.")
    return Need(
        text(one, "Role", ""),
        refer(kind, nouns.types) if kind is not None else given.type if given else "",
        given.id if given else None,
        _workload(one),
    )
