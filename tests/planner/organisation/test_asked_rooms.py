"""A subject that asks a kind of room gets one of that kind, large enough; what looks wrong is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.planner.organisation.small_school import small_school

from stapsteen.planner.organisation.asked_rooms import fitting_rooms
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.planning import COMPILERS, plan_week
from stapsteen.planner.organisation.school_week import Opening, Room, RoomKind, SchoolWeek


def arts_in(kind: RoomKind, *rooms: Room) -> SchoolWeek:
    week = small_school()
    subjects = (replace(one, room=kind) if one.id == "arts" else one for one in week.subjects)
    return replace(week, subjects=tuple(subjects), rooms=(*week.rooms, *rooms))


def atelier(key: str, capacity: int = 30, *openings: Opening) -> Room:
    return Room(key, key.capitalize(), "atelier", capacity, openings)


def draft_of(week: SchoolWeek) -> Draft:
    return COMPILERS["year_class"](week)


def rooms_of_arts(week: SchoolWeek) -> set[tuple[str, ...]]:
    draft = draft_of(week)
    arts = [block for block in draft.blocks if block.subject == "arts"]
    return {tuple(room.id for room in fitting_rooms(draft, block)) for block in arts if block.room}


def sentences(week: SchoolWeek) -> list[str]:
    return [one.sentence.nl for one in count(draft_of(week))]


def test_lessons_of_a_subject_are_in_the_room_it_asks_one_at_a_time():
    plan = plan_week(arts_in("atelier", atelier("vuur")), "year_class", seconds=5).plan
    arts = [one for one in plan.lessons if one.subject == "arts"]
    assert {one.room for one in arts} == {"vuur"}
    taken = [slot for one in arts for slot in range(one.slot, one.slot + one.length)]
    assert len(taken) == len(set(taken))


def test_no_room_is_asked_where_the_own_room_is_of_that_kind_or_there_is_none():
    assert rooms_of_arts(arts_in("classroom")) == set()
    assert rooms_of_arts(arts_in("atelier")) == set()
    assert rooms_of_arts(arts_in("atelier", atelier("vuur"))) == {("vuur",)}


def test_a_room_that_is_not_there_is_told_of_every_subject():
    assert sentences(arts_in("atelier")) == [
        (
            "Kunst en muziek vraagt een atelier, en die is er niet: Kunst en muziek staat zonder ruimte in "
            "het rooster. Voeg de ruimte toe."
        )
    ]


def test_only_rooms_that_are_large_enough_are_given():
    rooms = (atelier("klein", 3), atelier("groot", 30))
    assert rooms_of_arts(arts_in("atelier", *rooms)) == {("groot",)}
    asked = next(
        rule
        for rule in compile_draft(draft_of(arts_in("atelier", *rooms))).constraints
        if rule.id.startswith("which/room/atelier")
    )
    assert asked.preferred == {"room/groot"}


def test_where_no_room_is_large_enough_one_is_given_and_it_is_told():
    week = arts_in("atelier", atelier("klein", 3))
    assert rooms_of_arts(week) == {("klein",)}
    pupils = len(week.pupils_of["12"])
    assert sentences(week)[0] == (
        f"Kunst en muziek Groep 12 is voor {pupils} leerlingen, en in Klein is plaats voor 3. "
        "Deel de groep of kies een andere ruimte."
    )


def test_a_room_that_is_open_too_short_is_counted():
    week = arts_in("atelier", atelier("vuur", 30, Opening(4, "12:30", "14:00")))
    serious = [one.sentence.nl for one in count(draft_of(week)) if one.serious]
    assert [one.split(",")[0] for one in serious] == ["Vuur is 2 lestijden open"]


@pytest.mark.parametrize("shared", [False, True])
def test_two_groups_in_one_home_room_are_told_before_and_after_planning(shared):
    week = small_school()
    groups = tuple(
        replace(one, room="lokaal-12") if shared and one.id == "34" else one for one in week.groups
    )
    told = (
        "Groep 12 en Groep 34 hebben hetzelfde lokaal, Lokaal 12: ze kunnen daar niet tegelijk zijn. "
        "Geef elke groep een eigen lokaal."
    )
    week = replace(week, groups=groups)
    planned = plan_week(week, "year_class", seconds=2).sentences
    assert sentences(week) == [told] * shared
    assert (told in [one.nl for one in planned]) == shared


@pytest.mark.parametrize(("minutes", "told"), [(90, False), (135, True)])
def test_lessons_too_long_for_the_gaps_are_told_to_be_shorter(minutes, told):
    week = small_school()
    subjects = (
        replace(one, lesson_minutes=minutes) if one.id == "arithmetic" else one
        for one in week.subjects
    )
    found = sentences(replace(week, subjects=tuple(subjects)))
    shorter = (
        "Een les Rekenen duurt 135 minuten, en tussen twee pauzes passen er hoogstens 90: "
        "de lessen zijn korter en vaker."
    )
    assert found == [shorter] * told
