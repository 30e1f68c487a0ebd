"""Why a lesson stands where it does, and the best other places for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.planner.organisation.broken_rules import told
from stapsteen.planner.organisation.calendar import moment
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.names import Names, days_in_words
from stapsteen.planner.organisation.moving import Movable, Place
from stapsteen.planner.timetable.evaluate import Broken
from stapsteen.planner.timetable.explain.places import Hold, holds
from stapsteen.planner.timetable.instance import Kind
from stapsteen.week.models import Plan
from stapsteen.week.planning.planned import planning_with_offer
from stapsteen.week.versions.words import language, name_of, place_in_words, when

PLACES = 10
FEW_TIMES = 4


@dataclass(frozen=True)
class Reason:
    """A rule that makes other times worse, and at which times it does."""

    sentence: str
    times: str
    required: bool


@dataclass(frozen=True)
class OtherPlace:
    """Another place for a lesson: ``state`` is free, price or forbidden; what that means in words."""

    where: str
    state: str
    words: str
    required: int
    wishes: int


@dataclass(frozen=True)
class LessonHere:
    """A lesson in its place, with the reasons why, and its best other places."""

    event: str
    name: str
    where: str
    people: str
    reasons: tuple[Reason, ...]
    others: tuple[OtherPlace, ...]


def lesson_here(plan: Plan, event: str) -> LessonHere | None:
    """Why a lesson stands where it does; None when the plan has no such lesson.

    Raises ``Refused`` for a plan of an earlier version of the program.
    """
    found = planning_with_offer(plan)
    if event not in found.draft.block_by_id:
        return None
    movable = Movable(found.draft, found.instance, found.solution)
    meet = movable.meet(event)
    names = Names(found.draft)
    return LessonHere(
        event,
        name_of(found.draft, event),
        when(found.draft, meet.time),
        names.of_resources(filter(None, meet.resources), language()),
        tuple(_reasons(movable, event)),
        tuple(_other(found.draft, place, movable, event) for place in _best(movable, event)),
    )


def _reasons(movable: Movable, event: str) -> Iterator[Reason]:
    for hold in holds(movable.around, movable.index[event]):
        yield Reason(
            _sentence(movable.draft, hold.broken),
            _times(movable.draft, hold),
            hold.broken.constraint.required,
        )


def _sentence(draft: Draft, broken: Broken) -> str:
    """What goes wrong at other times; lessons of one name that follow each other by their number."""
    if broken.constraint.kind is not Kind.ORDER_EVENTS:
        return told(draft, broken).in_language(language())
    first, second = (Names(draft).numbered(one, language()) for one in broken.point.split(" > "))
    return _("%(first)s hoort voor %(second)s.") % {"first": first, "second": second}


def _times(draft: Draft, hold: Hold) -> str:
    if len(hold.times) <= FEW_TIMES:
        return ", ".join(moment(draft.week, time, language()) for time in hold.times)
    days = sorted({draft.week.lesson_slots[time].weekday for time in hold.times})
    told_ = ngettext("op %(n)s andere tijd", "op %(n)s andere tijden", len(hold.times))
    return f"{told_ % {'n': len(hold.times)}}: {days_in_words(days, language())}"


def _best(movable: Movable, event: str) -> list[Place]:
    """The ten cheapest other places: other times, and other people or rooms at this time."""
    found = [place for place in movable.places(event) if place.state != "same"]
    found += _with_others(movable, event)
    found.sort(key=lambda one: (bool(one.held), len(one.new_breaks), one.difference.cost))
    return found[:PLACES]


def _with_others(movable: Movable, event: str) -> Iterator[Place]:
    meet = movable.meet(event)
    for seat, names in movable.choices(event).items():
        for name in names:
            if name != meet.resources[seat]:
                resources = (*meet.resources[:seat], name, *meet.resources[seat + 1 :])
                yield movable.place(event, meet.time, resources)


def _other(draft: Draft, place: Place, movable: Movable, event: str) -> OtherPlace:
    return OtherPlace(
        _where(draft, place, movable, event),
        place.state,
        place_in_words(movable, place),
        place.difference.infeasibility,
        place.difference.objective,
    )


def _where(draft: Draft, place: Place, movable: Movable, event: str) -> str:
    """The moment, with the people or the room where those are others."""
    moved = place.change.meets.get(event)
    new = _new(moved.resources if moved else (), movable.meet(event).resources)
    if not new:
        return when(draft, place.time)
    return _("%(when)s, met %(who)s") % {
        "when": when(draft, place.time),
        "who": Names(draft).of_resources(new, language()),
    }


def _new(resources: Iterable[str | None], before: Iterable[str | None]) -> list[str]:
    had = set(before)
    return [one for one in resources if one is not None and one not in had]
