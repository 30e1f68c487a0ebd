"""One lesson of a version: where it could stand, who could give it, and what each would cost."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.planner.organisation.moving import Movable
from stapsteen.week.models import Version
from stapsteen.week.planning.timetables import day_name
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.words import name_of, place_in_words, when


@dataclass(frozen=True)
class Choice:
    """A place, a person or a room that can be chosen for a lesson, and what that would do."""

    value: str
    name: str
    chosen: bool = False


@dataclass(frozen=True)
class Need:
    """Something a lesson needs that people may choose: a person or a room."""

    place: int
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class LessonForm:
    """Context of ``planning/lesson.html``: where a lesson stands and where it could."""

    event: str
    name: str
    when: str
    is_locked: bool
    times: tuple[tuple[str, tuple[Choice, ...]], ...]
    needs: tuple[Need, ...]


def places_of(version: Version, event: str) -> dict[int, tuple[str, str]] | None:
    """For each slot: the state of the place and what it costs in words; None for no such lesson."""
    week = movable_of(version)
    if event not in week.index or week.events[event].time is not None:
        return None
    return {
        place.time: (place.state, place_in_words(week, place))
        for place in week.places(event)
        if place.time is not None
    }


def lesson_form(version: Version, event: str) -> LessonForm | None:
    """The form of a lesson or of a half-day; None when there is no such lesson."""
    week = movable_of(version)
    if event not in week.index:
        return None
    meet = week.meet(event)
    is_duty = week.events[event].time is not None
    return LessonForm(
        event=event,
        name=name_of(week.draft, event),
        when=when(week.draft, meet.time),
        is_locked=event in week.locked,
        times=() if is_duty else tuple(_times(week, event)),
        needs=tuple(_needs(week, event, is_duty=is_duty)),
    )


def _times(week: Movable, event: str) -> list[tuple[str, tuple[Choice, ...]]]:
    """The moments of each day, with what each costs."""
    slots = week.draft.week.lesson_slots
    now = week.meet(event).time
    by_day: dict[int, list[Choice]] = {}
    if now is not None:
        stays = _("hier staat de les nu")
        here = Choice(str(now), f"{slots[now].starts}: {stays}", chosen=True)
        by_day.setdefault(slots[now].weekday, []).append(here)
    for place in week.places(event):
        if place.time is not None:
            slot = slots[place.time]
            told_place = f"{slot.starts}: {place_in_words(week, place)}"
            by_day.setdefault(slot.weekday, []).append(Choice(str(place.time), told_place))
    return [
        (day_name(day), tuple(sorted(by_day[day], key=lambda one: int(one.value))))
        for day in sorted(by_day)
    ]


def _needs(week: Movable, event: str, *, is_duty: bool) -> list[Need]:
    found = []
    meet = week.meet(event)
    for place in week.choices(event):
        kind = week.events[event].needs[place].type
        free = [] if is_duty else [Choice("", _("zoek zelf"), chosen=True)]
        named = [
            Choice(one.id, _named(week, event, place, one.id, one.name, is_duty=is_duty),
                   chosen=is_duty and one.id == meet.resources[place])
            for one in week.instance.resources
            if one.type == kind and (kind != "room" or one.id in week.choices(event)[place])
        ]  # fmt: skip
        label = _("Ruimte") if kind == "room" else _("Wie")
        found.append(Need(place, label, (*free, *named)))
    return found


def _named(
    week: Movable, event: str, place: int, resource: str, name: str, *, is_duty: bool
) -> str:
    """Somebody's name, for a half-day with what it would cost."""
    meet = week.meet(event)
    if not is_duty or meet.resources[place] == resource:
        return name
    resources = (*meet.resources[:place], resource, *meet.resources[place + 1 :])
    tried = week.place(event, meet.time, resources)
    return f"{name}: {place_in_words(week, tried)}"
