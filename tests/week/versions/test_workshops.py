"""Workshops of personal timetables in a working version: moved, taken back, locked, published."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, give, make_group, make_person, person_of, place
from tests.week.planning.ready import planned
from tests.week.versions.working import now, week_of

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Place
from stapsteen.planner.organisation.offered import is_workshop
from stapsteen.school.actions import assume_defaults
from stapsteen.school.models import Guidance
from stapsteen.week.changes.week_work import week_change
from stapsteen.week.changes.weeks import ask_week_change, deals_anew
from stapsteen.week.explaining.beside import beside
from stapsteen.week.explaining.costs import costs_of
from stapsteen.week.explaining.lesson import lesson_here
from stapsteen.week.models import Plan, Version, WeekChange
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import shown
from stapsteen.week.versions.actions import (
    lock,
    move_lesson,
    publish,
    start_working_version,
    undo,
)
from stapsteen.week.versions.lesson import places_of
from stapsteen.week.versions.page import edit_page

pytestmark = pytest.mark.django_db


def begun() -> tuple[Cast, Version]:
    """A school with two teachers: one leads a workshop while the other watches."""
    everybody = cast()
    other = make_group(everybody.year, "Groep 6", ["6"])
    give(person_of(everybody.colleague), other)
    place(make_person(everybody.school, "Noor", "pupil"), other, "6")
    assume_defaults(everybody.year, everybody.principal)
    return everybody, start_working_version(planned(everybody, "personal"), by=everybody.principal)


def some_move(version: Version) -> tuple[str, Place]:
    """A workshop and a place for it that is possible."""
    week = week_of(version)
    return next(
        (block.id, place)
        for block in week.draft.blocks
        if block.kind == "workshop"
        for place in week.places(block.id)
        if place.state in {"free", "price"}
    )


def workshops(version: Version) -> dict[str, int | None]:
    meets = week_of(version).solution.meets
    return {meet.event: meet.time for meet in meets if is_workshop(meet.event)}


def test_a_working_version_has_the_workshops_of_its_plan_in_it() -> None:
    _everybody, version = begun()
    lessons = shown(version.base).plan.lessons
    offered = {one.block: one.slot for one in lessons if one.kind == "workshop"}
    assert offered
    assert workshops(version) == offered
    assert not any(is_workshop(one["event"]) for one in version.base.solution["meets"])


def test_a_workshop_is_moved_and_taken_back() -> None:
    everybody, version = begun()
    event, found = some_move(version)
    before = workshops(version)
    move_lesson(version, event, time=found.time, revision=0, by=everybody.principal)
    assert workshops(version)[event] == found.time
    undo(now(version), revision=1, by=everybody.principal)
    assert workshops(version) == before


def test_what_is_locked_stays() -> None:
    everybody, version = begun()
    event, found = some_move(version)
    lock(version, event, revision=0, by=everybody.principal)
    with pytest.raises(Refused, match="staat vast"):
        move_lesson(version, event, time=found.time, revision=1, by=everybody.principal)


def test_the_page_shows_every_workshop_in_the_columns_of_its_children() -> None:
    _everybody, version = begun()
    page = edit_page(now(version), "day-1")
    cards = [
        card
        for row in page.table.rows
        for place in row.places
        if place
        for card in place.cards
        if card.kind == "workshop"
    ]
    lessons = shown(version.base).plan.lessons
    monday = {
        one.block
        for one in lessons
        if one.kind == "workshop"
        and week_of(version).draft.week.lesson_slots[one.slot].weekday == 1
    }
    assert {card.event for card in cards} == monday
    assert all("kind" in card.note and card.who for card in cards)
    assert page.costs.differs == 0


def test_every_place_is_told_in_words() -> None:
    _everybody, version = begun()
    event, found = some_move(version)
    told = places_of(now(version), event)
    assert told is not None
    assert told[found.time or 0][0] == found.state
    if found.state == "price":
        assert "valt" in told[found.time or 0][1]


def test_a_published_move_is_in_the_timetable_of_who_was_in_it() -> None:
    everybody, version = begun()
    event, found = some_move(version)
    move_lesson(version, event, time=found.time, revision=0, by=everybody.principal)
    done = publish(
        now(version), name="Na de proef", note="", starts=timezone.localdate(), revision=1,
        by=everybody.principal,
    )  # fmt: skip
    assert done.plan is not None
    pupil = person_id(person_of(everybody.pupil).pk)
    week = shown(done.plan).plan.lessons_by_pupil()[pupil]
    slots = [slot for one in week for slot in range(one.slot, one.slot + one.length)]
    assert len(slots) == len(set(slots))
    moved = [one for one in shown(done.plan).plan.lessons if one.block == event]
    assert all(one.slot == found.time for one in moved)
    again = start_working_version(done.plan, by=everybody.principal)
    assert workshops(again)[event] == found.time
    why = lesson_here(done.plan, event)
    assert why is not None
    assert why.reasons
    assert "pupil/" not in why.people
    assert not any("/" in line.name for line in costs_of(done.plan).people)


def test_a_week_moved_by_hand_stands_beside_the_one_it_began_with() -> None:
    everybody, version = begun()
    event, found = some_move(version)
    move_lesson(version, event, time=found.time, revision=0, by=everybody.principal)
    done = publish(
        now(version), name="Anders", note="", starts=timezone.localdate(), revision=1,
        by=everybody.principal,
    )  # fmt: skip
    assert done.plan is not None
    for first, second in ((version.base, done.plan), (done.plan, version.base)):
        moved = beside(first, second).moved
        assert any("Workshop" in one.name for one in moved)
        assert not any("pupil" in one.before + one.after for one in moved)


def test_an_adjusted_week_keeps_the_workshops_as_people_put_them() -> None:
    everybody, version = begun()
    event, found = some_move(version)
    move_lesson(version, event, time=found.time, revision=0, by=everybody.principal)
    publish(
        now(version), name="Anders", note="", starts=timezone.localdate(), revision=1,
        by=everybody.principal,
    )  # fmt: skip
    Guidance.objects.filter(staff=person_of(everybody.teacher)).update(weekdays="1234")
    Guidance.objects.create(
        staff=person_of(everybody.colleague), group=everybody.group, weekdays="5",
        kind=Guidance.Kind.TEACHES, starts=everybody.year.starts,
    )  # fmt: skip
    change = ask_week_change(everybody.year, by=everybody.principal)
    week_change({"change": change.pk}, lambda _told: None, lambda: False)
    change.refresh_from_db()
    assert change.plan is not None
    after = {one["event"]: one["time"] for one in change.plan.solution["meets"]}
    assert after[event] == found.time
    assert costs_of(change.plan).people is not None


def test_it_is_told_where_the_workshops_are_dealt_anew() -> None:
    _everybody, version = begun()
    change = WeekChange(before=version.base, run=version.run)
    assert deals_anew(change)
    change.before = Plan(run=version.run, solution=version.solution)
    assert not deals_anew(change)
