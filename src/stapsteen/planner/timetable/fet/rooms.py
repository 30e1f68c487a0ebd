"""Rules about rooms, and the room that each activity needs once all of them have spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.fet.draft import ROOM, Draft, RoomWish, room, strength
from stapsteen.planner.timetable.fet.fields import all_of, known, one_of, said
from stapsteen.planner.timetable.fet.school import Activity, Room
from stapsteen.planner.timetable.fet.times import Rule
from stapsteen.planner.timetable.instance import Kind, Need

Match = Callable[[Draft, Element], Iterable[Activity]]


def _by_id(draft: Draft, element: Element) -> Iterable[Activity]:
    return draft.activities(element)


def _by_subject_and_tag(draft: Draft, element: Element) -> Iterable[Activity]:
    subject, tag = said(element, "Subject"), said(element, "Activity_Tag")
    for activity in draft.school.active:
        if subject in {"", activity.subject} and (not tag or tag in activity.tags):
            yield activity


def _of_one_set(draft: Draft, element: Element) -> Iterable[Activity]:
    name = said(element, "Students")
    known(element, name, draft.school.sets.parts)
    return (activity for activity in draft.school.active if activity.pupils == (name,))


def _of_one_teacher(draft: Draft, element: Element) -> Iterable[Activity]:
    name = one_of(element, draft.school.teachers, "Teacher", "Teacher_Name")
    return (activity for activity in draft.school.active if activity.teachers == (name,))


def _wish(match: Match, *, home: bool = False) -> Rule:
    def rule(draft: Draft, element: Element) -> None:
        named = all_of(element, draft.school.rooms, "Room")
        named += all_of(element, draft.school.rooms, "Preferred_Room")
        wish = RoomWish(frozenset(one.name for one in named), strength(element), home)
        for activity in match(draft, element):
            draft.room_wishes[activity.id].append(wish)

    return rule


MATCHES: dict[str, Rule] = {
    "ActivityPreferredRoom": _wish(_by_id),
    "SubjectPreferredRoom": _wish(_by_subject_and_tag),
    "ActivityTagPreferredRoom": _wish(_by_subject_and_tag),
    "SubjectActivityTagPreferredRoom": _wish(_by_subject_and_tag),
    "StudentsSetHomeRoom": _wish(_of_one_set, home=True),
    "TeacherHomeRoom": _wish(_of_one_teacher, home=True),
}
ROOM_RULES: dict[str, Rule] = {
    name + many: rule for name, rule in MATCHES.items() for many in ("", "s")
}


class Rooms:
    """Settles which rooms an activity may have, and whether it has to have one.

    As FET does it: required rules all hold; without any of those, a wish may be given up, for the
    home room when there is one and else for no room at all; home rooms count when no other rule
    speaks. A room too small for the pupils is no room.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.choosing: defaultdict[frozenset[str], list[str]] = defaultdict(list)
        self.obliged: list[str] = []
        self.wished: defaultdict[RoomWish, list[str]] = defaultdict(list)
        self.optional: defaultdict[RoomWish, list[str]] = defaultdict(list)

    def settle(self) -> tuple[str, ...]:
        """Give every activity its needs. The ids of activities for which it cannot be said."""
        unsaid = [
            activity.id
            for activity in self.draft.school.active
            if activity.id in self.draft.room_wishes and not self._settle_one(activity)
        ]
        self._rules()
        return tuple(unsaid)

    def _settle_one(self, activity: Activity) -> bool:
        wishes = self.draft.room_wishes[activity.id]
        allowed, obliged = self._allowed(wishes)
        rooms = [one for one in self._large_enough(activity) if one.name in allowed]
        if obliged and len(rooms) == 1:
            self.draft.room_needs[activity.id] += self._given(rooms[0], activity)
            return True
        if any(one.choices for one in rooms):
            return False
        self.draft.room_needs[activity.id].append(Need(ROOM, ROOM))
        self.choosing[frozenset(room(one.name) for one in rooms)].append(activity.id)
        if obliged:
            self.obliged.append(activity.id)
        for wish in wishes:
            if not wish.home and not wish.strength.required:
                self.wished[wish].append(activity.id)
                if not obliged:
                    self.optional[wish].append(activity.id)
        return True

    def _large_enough(self, activity: Activity) -> Iterable[Room]:
        every = self.draft.school.rooms.values()
        return (one for one in every if one.capacity >= activity.size)

    @staticmethod
    def _allowed(wishes: list[RoomWish]) -> tuple[frozenset[str], bool]:
        """The rooms allowed, and whether one has to be found."""
        home = frozenset[str]().union(*(wish.rooms for wish in wishes if wish.home))
        said_so = [wish for wish in wishes if not wish.home]
        required = [wish.rooms for wish in said_so if wish.strength.required]
        if required:
            return frozenset.intersection(*required), True
        return home.union(*(wish.rooms for wish in said_so)), bool(home)

    def _given(self, one: Room, activity: Activity) -> list[Need]:
        if not one.choices:
            return [Need(type=ROOM, resource=room(one.name))]
        return [self._real(at, choice, activity) for at, choice in enumerate(one.choices)]

    def _real(self, at: int, choice: tuple[str, ...], activity: Activity) -> Need:
        """One of the real rooms that a virtual one stands for."""
        names = frozenset(map(room, choice))
        if len(names) == 1:
            return Need(type=ROOM, resource=next(iter(names)))
        role = f"{ROOM} {at + 1}"
        self.draft.add("Lokaal", Kind.ASSIGN_RESOURCE, events=(activity.id,), role=role)
        self.draft.add(
            "Echt lokaal", Kind.PREFER_RESOURCES, events=(activity.id,), role=role, preferred=names
        )
        return Need(role, ROOM)

    def _rules(self) -> None:
        add = self.draft.add
        if self.obliged:
            add("Lokaal", Kind.ASSIGN_RESOURCE, events=tuple(self.obliged), role=ROOM)
        for rooms, chosen in self.choosing.items():
            self._prefer("Lokaal uit", rooms, chosen)
        for wish, chosen in self.wished.items():
            names = frozenset(map(room, wish.rooms))
            self._prefer("Liefst lokaal", names, chosen, wish)
        for wish, chosen in self.optional.items():
            how = wish.strength
            add("Een lokaal", Kind.ASSIGN_RESOURCE, how, events=tuple(chosen), role=ROOM)

    def _prefer(
        self, name: str, rooms: frozenset[str], chosen: list[str], wish: RoomWish | None = None
    ) -> None:
        self.draft.add(
            name,
            Kind.PREFER_RESOURCES,
            wish.strength if wish else None,
            events=tuple(chosen),
            role=ROOM,
            preferred=rooms,
        )
