"""The sixteen kinds of constraint, from their elements: each takes the parts that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stapsteen.planner.timetable.archive.elements import (
    Element,
    choice,
    identity,
    inner,
    number,
    refer,
    text,
    wrong,
)
from stapsteen.planner.timetable.archive.entities import Nouns
from stapsteen.planner.timetable.instance import Bounds, Constraint, CostFunction, Kind, Pair

Parts = dict[str, Any]
Reader = Callable[[Element, Nouns], Parts]
BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
COST_FUNCTIONS = {function.value: function for function in CostFunction}
BEFORE_2014 = ("Sum", "SumSteps", "StepSum", "SumSquares", "SquareSum")
KINDS = {kind.value: kind for kind in Kind}


def read_constraint(element: Element, nouns: Nouns) -> Constraint:
    """One constraint. Raises ``Malformed``."""
    kind = KINDS.get(str(element.tag))
    if kind is None:
        raise wrong(element, "deze soort regel bestaat niet in het formaat.")
    applies = element.find("AppliesTo")
    if applies is None:
        raise wrong(element, "<AppliesTo> ontbreekt.")
    return Constraint(
        identity(element),
        text(element, "Name", ""),
        kind,
        required=choice(element, "Required", BOOLEANS),
        weight=number(element, "Weight"),
        cost_function=_cost_function(element),
        **_applies_to(applies, nouns),
        **PARTS.get(kind, _nothing)(element, nouns),
    )


def _cost_function(element: Element) -> CostFunction:
    written = text(element, "CostFunction")
    if written in BEFORE_2014:
        raise wrong(
            element,
            f"'{written}' is een kostenfunctie van voor 2014, die niet overal hetzelfde betekende. "
            f"Kies zelf een van: {', '.join(COST_FUNCTIONS)}.",
        )
    return choice(element, "CostFunction", COST_FUNCTIONS)


def _applies_to(applies: Element, nouns: Nouns) -> Parts:
    def ids(path: str, known: dict[str, Any]) -> tuple[str, ...]:
        return tuple(refer(one, {name: name for name in known}) for one in inner(applies, path))

    return {
        "events": ids("Events/Event", nouns.events),
        "event_groups": ids("EventGroups/EventGroup", nouns.event_groups),
        "resources": ids("Resources/Resource", nouns.resources),
        "resource_groups": ids("ResourceGroups/ResourceGroup", nouns.resource_groups),
        "pairs": tuple(_pair(one, nouns) for one in inner(applies, "EventPairs/EventPair")),
    }


def _pair(pair: Element, nouns: Nouns) -> Pair:
    ends = []
    for tag in ("FirstEvent", "SecondEvent"):
        end = pair.find(tag)
        if end is None:
            raise wrong(pair, f"<{tag}> ontbreekt.")
        ends.append(refer(end, nouns.events).id)
    longest = number(pair, "MaxSeparation") if pair.find("MaxSeparation") is not None else None
    return Pair(ends[0], ends[1], number(pair, "MinSeparation", 0), longest)


def _nothing(_element: Element, _nouns: Nouns) -> Parts:
    return {}


def _role(element: Element, _nouns: Nouns) -> Parts:
    return {"role": text(element, "Role")}


def _limits(element: Element, _nouns: Nouns) -> Parts:
    return {"minimum": number(element, "Minimum"), "maximum": number(element, "Maximum")}


def _times(element: Element, nouns: Nouns) -> Parts:
    single = [refer(one, nouns.times) for one in inner(element, "Times/Time")]
    groups = [refer(one, nouns.time_groups) for one in inner(element, "TimeGroups/TimeGroup")]
    return {"times": frozenset(single).union(*(group.times for group in groups))}


def _prefer_times(element: Element, nouns: Nouns) -> Parts:
    given = element.find("Duration") is not None
    duration = number(element, "Duration") if given else None
    return {**_times(element, nouns), "duration": duration}


def _prefer_resources(element: Element, nouns: Nouns) -> Parts:
    single = inner(element, "Resources/Resource")
    groups = inner(element, "ResourceGroups/ResourceGroup")
    known = {name: name for name in nouns.resource_groups}
    return {
        "role": text(element, "Role"),
        "preferred": frozenset(refer(one, nouns.resources).id for one in single),
        "preferred_groups": frozenset(refer(one, known) for one in groups),
    }


def _split(element: Element, _nouns: Nouns) -> Parts:
    return {
        "duration_minimum": number(element, "MinimumDuration"),
        "duration_maximum": number(element, "MaximumDuration"),
        "minimum": number(element, "MinimumAmount"),
        "maximum": number(element, "MaximumAmount"),
    }


def _distribute(element: Element, nouns: Nouns) -> Parts:
    return {"duration": number(element, "Duration"), **_limits(element, nouns)}


def _spread(element: Element, nouns: Nouns) -> Parts:
    return {"bounds": tuple(_own_limits(one, nouns) for one in _groups(element))}


def _own_limits(one: Element, nouns: Nouns) -> Bounds:
    group = refer(one, nouns.time_groups)
    return Bounds(group.times, number(one, "Minimum"), number(one, "Maximum"), group.name)


def _within(element: Element, nouns: Nouns) -> Parts:
    groups = (refer(one, nouns.time_groups) for one in _groups(element))
    bounds = tuple(Bounds(group.times, name=group.name) for group in groups)
    return {"bounds": bounds, **_limits(element, nouns)}


def _groups(element: Element) -> list[Element]:
    return list(inner(element, "TimeGroups/TimeGroup"))


def _workload(element: Element, nouns: Nouns) -> Parts:
    if _groups(element):
        raise wrong(element, "werklast per tijdgroep wordt nog niet gelezen.")
    return _limits(element, nouns)


PARTS: dict[Kind, Reader] = {
    Kind.ASSIGN_RESOURCE: _role,
    Kind.PREFER_TIMES: _prefer_times,
    Kind.PREFER_RESOURCES: _prefer_resources,
    Kind.SPLIT_EVENTS: _split,
    Kind.DISTRIBUTE_SPLIT_EVENTS: _distribute,
    Kind.AVOID_SPLIT_ASSIGNMENTS: _role,
    Kind.SPREAD_EVENTS: _spread,
    Kind.AVOID_UNAVAILABLE_TIMES: _times,
    Kind.LIMIT_IDLE_TIMES: _within,
    Kind.CLUSTER_BUSY_TIMES: _within,
    Kind.LIMIT_BUSY_TIMES: _within,
    Kind.LIMIT_WORKLOAD: _workload,
}
