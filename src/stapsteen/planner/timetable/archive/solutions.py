"""A solution from its element: where every meet was put."""

from __future__ import annotations

from collections import defaultdict

from stapsteen.planner.timetable.archive.elements import Element, inner, number, refer, text, wrong
from stapsteen.planner.timetable.instance import Event, Instance
from stapsteen.planner.timetable.solution import Meet, Solution


def read_solution(element: Element, instances: dict[str, Instance]) -> Solution:
    """The meets of a ``Solution`` element. Raises ``Malformed``."""
    instance = refer(element, instances)
    events = {event.id: event for event in instance.events}
    resources = {resource.id: resource.type for resource in instance.resources}
    times = {name: index for index, name in enumerate(instance.times)}
    placed: dict[str, int] = defaultdict(int)
    meets = []
    for one in inner(element, "Events/Event"):
        event = refer(one, events)
        meet = _meet(one, event, times, resources)
        placed[event.id] += meet.duration
        if placed[event.id] > event.duration:
            raise wrong(one, f"de delen van '{event.id}' duren langer dan het geheel.")
        meets.append(meet)
    return Solution(tuple(meets))


def _meet(one: Element, event: Event, times: dict[str, int], types: dict[str, str]) -> Meet:
    duration = number(one, "Duration", event.duration)
    time = one.find("Time")
    start = event.time if time is None else refer(time, times)
    if duration < 1:
        raise wrong(one, "een deel duurt ten minste 1.")
    if start is not None and start + duration > len(times):
        raise wrong(one, "begint zo laat dat het na de laatste tijd doorloopt.")
    return Meet(event.id, duration, start, _resources(one, event, types))


def _resources(one: Element, event: Event, types: dict[str, str]) -> tuple[str | None, ...]:
    """The preassigned resources and those found, in the order of the needs."""
    found = [need.resource for need in event.needs]
    open_places = [place for place, need in enumerate(event.needs) if need.resource is None]
    for given in inner(one, "Resources/Resource"):
        role = text(given, "Role", "")
        kind = refer(given, types)
        name = str(given.get("Reference"))
        if any(need.role == role and need.resource == name for need in event.needs):
            continue  # it repeats what was given beforehand
        place = next((at for at in open_places if event.needs[at].role == role), None)
        if place is None:
            raise wrong(given, f"'{event.id}' heeft geen open plaats met de rol '{role}'.")
        if event.needs[place].type != kind:
            raise wrong(given, f"'{name}' is van een andere soort dan de rol '{role}' vraagt.")
        open_places.remove(place)
        found[place] = name
    return tuple(found)
