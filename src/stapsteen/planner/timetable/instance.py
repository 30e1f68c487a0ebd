"""The planning instance: what has to be planned, in the terms of XHSTT.

XHSTT is the field's standard model of school timetabling (Post et al., "XHSTT: an XML archive for
high school timetabling problems in different countries", Annals of Operations Research, 2014).
An instance holds times, resources, events and constraints; nothing in it knows a solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class CostFunction(Enum):
    """How a deviation becomes a cost, before it is multiplied by the weight."""

    LINEAR = "Linear"
    QUADRATIC = "Quadratic"
    STEP = "Step"


class Kind(Enum):
    """The sixteen constraint kinds of XHSTT, under their names in the format."""

    ASSIGN_TIME = "AssignTimeConstraint"
    ASSIGN_RESOURCE = "AssignResourceConstraint"
    PREFER_TIMES = "PreferTimesConstraint"
    PREFER_RESOURCES = "PreferResourcesConstraint"
    SPLIT_EVENTS = "SplitEventsConstraint"
    DISTRIBUTE_SPLIT_EVENTS = "DistributeSplitEventsConstraint"
    AVOID_SPLIT_ASSIGNMENTS = "AvoidSplitAssignmentsConstraint"
    SPREAD_EVENTS = "SpreadEventsConstraint"
    LINK_EVENTS = "LinkEventsConstraint"
    ORDER_EVENTS = "OrderEventsConstraint"
    AVOID_CLASHES = "AvoidClashesConstraint"
    AVOID_UNAVAILABLE_TIMES = "AvoidUnavailableTimesConstraint"
    LIMIT_IDLE_TIMES = "LimitIdleTimesConstraint"
    CLUSTER_BUSY_TIMES = "ClusterBusyTimesConstraint"
    LIMIT_BUSY_TIMES = "LimitBusyTimesConstraint"
    LIMIT_WORKLOAD = "LimitWorkloadConstraint"


@dataclass(frozen=True)
class TimeGroup:
    """A named set of times; days are time groups. ``times`` are indices in time order.

    ``kind`` is the format's word for it: ``Day``, ``Week`` or ``TimeGroup``.
    """

    id: str
    name: str
    times: tuple[int, ...]
    kind: str = "Day"


@dataclass(frozen=True)
class Resource:
    """Somebody or something that events need: a group, a member of staff, a room."""

    id: str
    name: str
    type: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Need:
    """One resource an event needs.

    ``resource`` is the preassigned one; without it, ``role`` and ``type`` say what is to be found.
    ``workload`` None means the event's.
    """

    role: str = ""
    type: str = ""
    resource: str | None = None
    workload: int | None = None


@dataclass(frozen=True)
class Event:
    """Something that takes ``duration`` times, in one meet or split into several."""

    id: str
    name: str
    duration: int
    needs: tuple[Need, ...] = ()
    time: int | None = None
    workload: int | None = None
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bounds:
    """A time group with the least and the most allowed in it."""

    times: tuple[int, ...]
    minimum: int = 0
    maximum: int = 10**6
    name: str = ""


@dataclass(frozen=True)
class Pair:
    """Two events of which the first ends before the second starts, so many times apart."""

    first: str
    second: str
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True)
class Constraint:
    """One constraint. Which fields count depends on ``kind``, as in the XHSTT format.

    ``events``, ``event_groups``, ``resources``, ``resource_groups`` are the AppliesTo lists (ids);
    a point that is reached twice counts twice. ``times`` are start times allowed (PreferTimes) or
    forbidden (AvoidUnavailableTimes). ``preferred`` and ``preferred_groups`` are the resources and
    the groups of resources that PreferResources allows. ``bounds`` are time groups, each with its own limits for
    SpreadEvents and without limits elsewhere. ``minimum``/``maximum`` limit the counted amount
    (amount of meets for SplitEvents; ``duration_minimum``/``duration_maximum`` their lengths).
    """

    id: str
    name: str
    kind: Kind
    required: bool = True
    weight: int = 1
    cost_function: CostFunction = CostFunction.LINEAR
    events: tuple[str, ...] = ()
    event_groups: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    resource_groups: tuple[str, ...] = ()
    role: str = ""
    times: frozenset[int] = frozenset()
    preferred: frozenset[str] = frozenset()
    preferred_groups: frozenset[str] = frozenset()
    bounds: tuple[Bounds, ...] = ()
    pairs: tuple[Pair, ...] = ()
    duration: int | None = None
    duration_minimum: int = 1
    duration_maximum: int = 10**6
    minimum: int = 0
    maximum: int = 10**6

    def prefers(self, resource: Resource) -> bool:
        """Whether a resource is one of those that PreferResources allows."""
        return resource.id in self.preferred or not self.preferred_groups.isdisjoint(
            resource.groups
        )


@dataclass(frozen=True)
class Instance:
    """A whole planning question. ``times`` are names in time order; an index is a time.

    ``resource_groups`` and ``event_groups`` give the names of groups; ``about`` says who made the
    instance and when, under the words of the format (Contributor, Date, Country, ...).
    """

    id: str
    name: str
    times: tuple[str, ...]
    days: tuple[TimeGroup, ...]
    resources: tuple[Resource, ...]
    events: tuple[Event, ...]
    constraints: tuple[Constraint, ...]
    time_groups: tuple[TimeGroup, ...] = ()
    resource_groups: Mapping[str, str] = field(default_factory=dict)
    event_groups: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def time_count(self) -> int:
        """How many times the week has."""
        return len(self.times)
