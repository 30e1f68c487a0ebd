"""The next dates of a block: not on a free day, and it is told who is ill then; a pupil sees its own group."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.web.test_permissions import logged_in
from tests.week.instruction.block import block_of, twelve

from stapsteen.school.models import DayOff
from stapsteen.week.instruction.actions import withdraw_block
from stapsteen.week.instruction.coming import gaps_in, instruction_of, moments_of
from stapsteen.week.instruction.moving import move
from stapsteen.week.models import DayChange, InstructionBlock

pytestmark = pytest.mark.django_db
TUESDAYS = [date(2026, 10, 6), date(2026, 10, 13)]


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(date(2026, 10, 5)):
        yield


def ill(everybody: Cast, day: date, part: str = "all", **more: object) -> DayChange:
    usual = {
        "kind": "absent",
        "person": person_of(everybody.teacher),
        "accepted_at": timezone.now(),
    }
    fields = {"part": part, "starts": day, "ends": day} | usual | more
    return DayChange.objects.create(year=everybody.year, **fields)


def told(everybody: Cast, block: InstructionBlock) -> list[tuple[date, str, bool]]:
    gaps = gaps_in(block, list(block.groups.all()))
    return [(gap.day, gap.group.leader.name, gap.who) for gap in gaps]


def test_the_dates_are_those_on_which_there_is_school():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    assert [one.day for one in moments_of([block])[block.pk]] == TUESDAYS
    DayOff.objects.create(
        year=everybody.year,
        name="Studiedag",
        kind="study_day",
        starts=TUESDAYS[0],
        ends=TUESDAYS[0],
    )
    assert [one.day for one in moments_of([block])[block.pk]] == TUESDAYS[1:]


def test_a_block_tells_on_which_day_a_leader_or_a_room_is_not_there():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    bram = person_of(everybody.teacher).name
    assert told(everybody, block) == []
    ill(everybody, TUESDAYS[1])
    ill(everybody, TUESDAYS[0], kind="closed", person=None, room=everybody.room)
    assert told(everybody, block) == [(TUESDAYS[0], bram, False), (TUESDAYS[1], bram, True)]


def test_who_is_ill_at_another_time_or_only_proposed_to_be_or_back_again_is_no_gap():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    ill(everybody, TUESDAYS[0], "afternoon")
    ill(everybody, TUESDAYS[0], accepted_at=None)
    back = ill(everybody, TUESDAYS[1])
    ill(everybody, TUESDAYS[1], kind="back", of=back)
    assert told(everybody, block) == []
    ill(everybody, TUESDAYS[0], "morning")
    assert len(told(everybody, block)) == 1


def test_a_pupil_sees_its_own_group_as_long_as_it_holds():
    everybody = cast()
    people = [*twelve(everybody), person_of(everybody.pupil)]
    block = block_of(everybody, people)
    group = block.groups.exclude(leader=None).first()
    move(person_of(everybody.pupil), group, by=everybody.teacher)
    (mine,) = instruction_of(everybody.pupil)
    assert (mine.seat.group, mine.moment.day, mine.is_uncertain) == (group, TUESDAYS[0], False)
    for other in (everybody.classmate, everybody.guardian, everybody.teacher):
        assert instruction_of(other) == []
    for day, hour, said in (
        (TUESDAYS[0], time(9, 29), [TUESDAYS[0]]),
        (TUESDAYS[0], time(9, 30), [TUESDAYS[1]]),  # today's is over
        (TUESDAYS[1], time(9, 30), []),
    ):
        with time_machine.travel(timezone.make_aware(datetime.combine(day, hour)), tick=False):
            assert [one.moment.day for one in instruction_of(everybody.pupil)] == said
    withdraw_block(block, by=everybody.teacher)
    assert instruction_of(everybody.pupil) == []


def test_the_first_page_of_a_pupil_says_where_it_is_taught_and_that_somebody_is_ill():
    everybody = cast()
    dina = person_of(everybody.pupil)
    block = block_of(everybody, [*twelve(everybody), dina])
    group = block.groups.get(leader=person_of(everybody.teacher))
    move(dina, group, by=everybody.teacher)
    page = logged_in(everybody.pupil).get("/").text
    assert "dinsdag 6 oktober, 09:00" in page
    assert group.goal.pupil_name in page
    assert "Kind 0" not in page  # of others it says nothing
    ill(everybody, TUESDAYS[0])
    assert "Dit gaat misschien anders" in logged_in(everybody.pupil).get("/").text
