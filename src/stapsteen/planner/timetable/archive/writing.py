"""An archive to bytes, so that reading it again gives the same instances and solutions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from stapsteen.planner.timetable.archive.elements import ROOT, Element
from stapsteen.planner.timetable.archive.naming import Naming, leaf, names, referring
from stapsteen.planner.timetable.archive.reading import Archive
from stapsteen.planner.timetable.archive.rules import constraint_element
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Event, Instance, Need
from stapsteen.planner.timetable.solution import Meet, Solution


def write(archive: Archive) -> bytes:
    """The archive as XML. Every solution says what it costs, as computed here."""
    root = etree.Element(ROOT)
    instances = etree.SubElement(root, "Instances")
    for instance in archive.instances:
        instances.append(instance_element(instance))
    named = dict.fromkeys([*archive.about, *(one.group for one in archive.submissions)])
    groups = {name: _group(root, name, archive.about.get(name, {})) for name in named}
    for one in archive.submissions:
        groups[one.group].append(solution_element(archive.instance(one.instance), one.solution))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _group(root: Element, name: str, about: Mapping[str, str]) -> Element:
    group = etree.SubElement(_under(root, "SolutionGroups"), "SolutionGroup", Id=name)
    if about:
        said = etree.SubElement(group, "MetaData")
        for word, value in about.items():
            leaf(said, word, value)
    return group


def _under(root: Element, tag: str) -> Element:
    found = root.find(tag)
    return etree.SubElement(root, tag) if found is None else found


def instance_element(instance: Instance) -> Element:
    """An ``Instance`` element."""
    naming = Naming(instance)
    element = etree.Element("Instance", Id=instance.id)
    about = etree.SubElement(element, "MetaData")
    for word, said in {"Name": instance.name, **instance.about}.items():
        leaf(about, word, said)
    _times(etree.SubElement(element, "Times"), instance, naming)
    _resources(etree.SubElement(element, "Resources"), instance)
    _events(etree.SubElement(element, "Events"), instance)
    constraints = etree.SubElement(element, "Constraints")
    for rule in instance.constraints:
        constraints.append(constraint_element(rule, naming))
    return element


def _times(element: Element, instance: Instance, naming: Naming) -> None:
    groups = etree.SubElement(element, "TimeGroups")
    for group in naming.time_groups:
        named = etree.SubElement(groups, group.kind, Id=group.id)
        leaf(named, "Name", group.name)
    for index, name in enumerate(instance.times):
        time = etree.SubElement(element, "Time", Id=name)
        leaf(time, "Name", name)
        of_it = [group for group in naming.time_groups if index in group.times]
        for group in of_it:
            if group.kind != "TimeGroup":
                etree.SubElement(time, group.kind, Reference=group.id)
        others = [group.id for group in of_it if group.kind == "TimeGroup"]
        referring(time, "TimeGroups", "TimeGroup", others)


def _resources(element: Element, instance: Instance) -> None:
    kinds = {resource.type for resource in instance.resources}
    kinds |= {need.type for event in instance.events for need in event.needs if need.type}
    types = etree.SubElement(element, "ResourceTypes")
    for kind in sorted(kinds):
        leaf(etree.SubElement(types, "ResourceType", Id=kind), "Name", kind)
    _resource_groups(element, instance)
    for resource in instance.resources:
        one = etree.SubElement(element, "Resource", Id=resource.id)
        leaf(one, "Name", resource.name)
        etree.SubElement(one, "ResourceType", Reference=resource.type)
        referring(one, "ResourceGroups", "ResourceGroup", sorted(resource.groups))


def _resource_groups(element: Element, instance: Instance) -> None:
    types = {group: one.type for one in instance.resources for group in one.groups}
    asked = (rule.resource_groups for rule in instance.constraints)
    wished = (rule.preferred_groups for rule in instance.constraints)
    known = names(instance.resource_groups, types, *asked, *wished)
    groups = etree.SubElement(element, "ResourceGroups")
    spare = next(iter(types.values()), "")
    for group, name in known.items():
        one = etree.SubElement(groups, "ResourceGroup", Id=group)
        leaf(one, "Name", name)
        etree.SubElement(one, "ResourceType", Reference=types.get(group, spare))


def _events(element: Element, instance: Instance) -> None:
    asked = (rule.event_groups for rule in instance.constraints)
    mentioned = (event.groups for event in instance.events)
    groups = etree.SubElement(element, "EventGroups")
    for group, name in names(instance.event_groups, *mentioned, *asked).items():
        leaf(etree.SubElement(groups, "EventGroup", Id=group), "Name", name)
    for event in instance.events:
        element.append(_event(event, instance))


def _event(event: Event, instance: Instance) -> Element:
    element = etree.Element("Event", Id=event.id)
    leaf(element, "Name", event.name)
    leaf(element, "Duration", event.duration)
    if event.workload is not None:
        leaf(element, "Workload", event.workload)
    if event.time is not None:
        etree.SubElement(element, "Time", Reference=instance.times[event.time])
    if event.needs:
        needs = etree.SubElement(element, "Resources")
        for need in event.needs:
            needs.append(_need(need))
    referring(element, "EventGroups", "EventGroup", sorted(event.groups))
    return element


def _need(need: Need) -> Element:
    given = {} if need.resource is None else {"Reference": need.resource}
    element = etree.Element("Resource", given)
    if need.role or need.resource is None:
        leaf(element, "Role", need.role)
    if need.type:
        etree.SubElement(element, "ResourceType", Reference=need.type)
    if need.workload is not None:
        leaf(element, "Workload", need.workload)
    return element


def solution_element(instance: Instance, solution: Solution) -> Element:
    """A ``Solution`` element with its cost."""
    element = etree.Element("Solution", Reference=instance.id)
    events = {event.id: event for event in instance.events}
    under = etree.SubElement(element, "Events")
    for meet in solution.meets:
        under.append(_meet(meet, events, instance.times))
    evaluation = evaluate(instance, solution)
    report = etree.SubElement(element, "Report")
    leaf(report, "InfeasibilityValue", evaluation.infeasibility)
    leaf(report, "ObjectiveValue", evaluation.objective)
    return element


def _meet(meet: Meet, events: Mapping[str, Event], times: Iterable[str]) -> Element:
    element = etree.Element("Event", Reference=meet.event)
    leaf(element, "Duration", meet.duration)
    if meet.time is not None:
        etree.SubElement(element, "Time", Reference=tuple(times)[meet.time])
    found = [
        (need.role, resource)
        for need, resource in zip(events[meet.event].needs, meet.resources, strict=True)
        if need.resource is None and resource is not None
    ]
    if found:
        under = etree.SubElement(element, "Resources")
        for role, resource in found:
            leaf(etree.SubElement(under, "Resource", Reference=resource), "Role", role)
    return element
