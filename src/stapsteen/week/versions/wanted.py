"""Where somebody wants a lesson, and with whom: what is not there is refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Movable, Resources
from stapsteen.week.versions.words import name_of

Given = Mapping[int, str | None]


def wanted(
    week: Movable, event: str, time: int | None, given: Given | None
) -> tuple[int | None, Resources | None]:
    """The time and the people and rooms that are asked for; having a group keeps its time."""
    if event not in week.index:
        raise Refused(_("Deze les is er niet meer."), _("Bekijk het rooster opnieuw."))
    last = week.instance.time_count - week.meet(event).duration
    if time is not None and not 0 <= time <= last:
        raise Refused(_("Dat moment is er niet."), _("Kies een moment van de week."))
    if week.events[event].time is not None:
        time = week.events[event].time
    return time, None if given is None else _with(week, event, given)


def _with(week: Movable, event: str, given: Given) -> Resources:
    """The people and rooms of a lesson, with those that were chosen."""
    resources = list(week.meet(event).resources)
    choices = week.choices(event)
    for place, resource in given.items():
        if place not in choices or not (resource is None or resource in week.resources):
            raise Refused(_("Die keuze is er niet."), _("Kies uit de lijst."))
        resources[place] = resource
    return tuple(resources)


def refuse_stuck(week: Movable, events: Iterable[str]) -> None:
    """Refuse a change to what people locked."""
    for event in events:
        raise Refused(
            _("%(what)s staat vast.") % {"what": name_of(week.draft, event)},
            _("Maak die eerst los."),
        )
