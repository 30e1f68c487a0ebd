"""The sixteen kinds of constraint, to their elements."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.archive.naming import Naming, leaf, referring
from stapsteen.planner.timetable.instance import Constraint, Kind

Writer = Callable[[Element, Constraint, Naming], None]


def constraint_element(rule: Constraint, naming: Naming) -> Element:
    """One constraint."""
    element = etree.Element(rule.kind.value, Id=rule.id)
    leaf(element, "Name", rule.name)
    leaf(element, "Required", str(rule.required).lower())
    leaf(element, "Weight", rule.weight)
    leaf(element, "CostFunction", rule.cost_function.value)
    _applies_to(etree.SubElement(element, "AppliesTo"), rule)
    for part in PARTS.get(rule.kind, ()):
        part(element, rule, naming)
    return element


def _applies_to(element: Element, rule: Constraint) -> None:
    referring(element, "EventGroups", "EventGroup", rule.event_groups)
    referring(element, "Events", "Event", rule.events)
    referring(element, "ResourceGroups", "ResourceGroup", rule.resource_groups)
    referring(element, "Resources", "Resource", rule.resources)
    if rule.pairs:
        pairs = etree.SubElement(element, "EventPairs")
        for pair in rule.pairs:
            one = etree.SubElement(pairs, "EventPair")
            etree.SubElement(one, "FirstEvent", Reference=pair.first)
            etree.SubElement(one, "SecondEvent", Reference=pair.second)
            leaf(one, "MinSeparation", pair.minimum)
            if pair.maximum is not None:
                leaf(one, "MaxSeparation", pair.maximum)


def _role(element: Element, rule: Constraint, _naming: Naming) -> None:
    leaf(element, "Role", rule.role)


def _times(element: Element, rule: Constraint, naming: Naming) -> None:
    referring(element, "Times", "Time", [naming.times[time] for time in sorted(rule.times)])


def _own_duration(element: Element, rule: Constraint, _naming: Naming) -> None:
    if rule.duration is not None:
        leaf(element, "Duration", rule.duration)


def _preferred(element: Element, rule: Constraint, _naming: Naming) -> None:
    referring(element, "ResourceGroups", "ResourceGroup", sorted(rule.preferred_groups))
    referring(element, "Resources", "Resource", sorted(rule.preferred))


def _split(element: Element, rule: Constraint, _naming: Naming) -> None:
    leaf(element, "MinimumDuration", rule.duration_minimum)
    leaf(element, "MaximumDuration", rule.duration_maximum)
    leaf(element, "MinimumAmount", rule.minimum)
    leaf(element, "MaximumAmount", rule.maximum)


def _limits(element: Element, rule: Constraint, _naming: Naming) -> None:
    leaf(element, "Minimum", rule.minimum)
    leaf(element, "Maximum", rule.maximum)


def _groups(element: Element, rule: Constraint, naming: Naming) -> None:
    referring(element, "TimeGroups", "TimeGroup", map(naming.group, rule.bounds))


def _spread(element: Element, rule: Constraint, naming: Naming) -> None:
    under = etree.SubElement(element, "TimeGroups")
    for bounds in rule.bounds:
        one = etree.SubElement(under, "TimeGroup", Reference=naming.group(bounds))
        leaf(one, "Minimum", bounds.minimum)
        leaf(one, "Maximum", bounds.maximum)


WITHIN: tuple[Writer, ...] = (_groups, _limits)
PARTS: dict[Kind, tuple[Writer, ...]] = {
    Kind.ASSIGN_RESOURCE: (_role,),
    Kind.PREFER_TIMES: (_times, _own_duration),
    Kind.PREFER_RESOURCES: (_preferred, _role),
    Kind.SPLIT_EVENTS: (_split,),
    Kind.DISTRIBUTE_SPLIT_EVENTS: (_own_duration, _limits),
    Kind.AVOID_SPLIT_ASSIGNMENTS: (_role,),
    Kind.SPREAD_EVENTS: (_spread,),
    Kind.AVOID_UNAVAILABLE_TIMES: (_times,),
    Kind.LIMIT_IDLE_TIMES: WITHIN,
    Kind.CLUSTER_BUSY_TIMES: WITHIN,
    Kind.LIMIT_BUSY_TIMES: WITHIN,
    Kind.LIMIT_WORKLOAD: (_limits,),
}
