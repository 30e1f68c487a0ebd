"""Instruction groups: goals first and then pupils, a reason for each, and nobody always at the bottom."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.utils import timezone
from tests.cast import cast, give, make_group, make_person, make_user, person_of, place
from tests.week.instruction.block import block_of, line, names, seat_of, twelve, when
from tests.week.planning.ready import planned, ready

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.levels import Level
from stapsteen.mastery.grouping import Before
from stapsteen.school.models import Guidance, LogLine, RoleKind, StaffTerms, WorkingDay
from stapsteen.web.instruction.forms import BlockForm
from stapsteen.week.instruction.access import blocks_for, leaders_for
from stapsteen.week.instruction.actions import (
    bring_back_block,
    make_block,
    once_more,
    propose_again,
    withdraw_block,
)
from stapsteen.week.instruction.moving import give_goal, move, undo_move
from stapsteen.week.instruction.queries import before_of, board_of
from stapsteen.week.models import InstructionBlock, InstructionSeat
from stapsteen.week.planning.actions import put_in_force

pytestmark = pytest.mark.django_db
LOW = [f"Kind {number:02}" for number in range(6)]
HIGH = [f"Kind {number:02}" for number in range(6, 12)]
SECOND, THIRD = "Rekent over het tiental", "Deelt met rest"


def test_the_goals_come_first_and_each_pupil_is_with_the_one_it_is_ready_for():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    assert names(block) == {SECOND: LOW, THIRD: HIGH, "": []}


def test_every_pupil_has_a_reason_in_words():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    reasons = {
        place.why for table in board_of(block, everybody.teacher).tables for place in table.places
    }
    assert reasons == {"Beheerst wat hieraan voorafgaat en dit nog niet."}


def test_of_whom_nothing_was_seen_it_is_asked_to_look_first_and_what_was_seen_then_counts():
    everybody = cast()
    people = twelve(everybody)
    dina = person_of(everybody.pupil)
    block = block_of(everybody, [*people, dina])
    (check,) = board_of(block, everybody.teacher).checks
    assert check.pupils == (dina,)
    third = block.groups.get(goal__title=THIRD).goal
    for goal in [check.goal, *(need.needed for need in third.needs.all())]:
        for _time in range(3):
            observe(everybody.teacher, [dina], [goal], Level.ELSEWHERE)
    observe(everybody.teacher, [dina], [third], Level.NOT_YET)
    propose_again(block, by=everybody.teacher)
    assert seat_of(block, dina).group.goal == third
    assert board_of(block, everybody.teacher).checks == ()


def test_who_was_left_out_three_times_comes_first_and_history_counts_blocks_of_the_subject():
    everybody = cast()
    people = twelve(everybody)
    for _time in range(3):
        block = block_of(everybody, people)
        for person in people[6:]:
            InstructionSeat.objects.filter(group__block=block, pupil=person).update(
                group=block.groups.get(leader=None)
            )
        InstructionBlock.objects.filter(pk=block.pk).update(
            begins_on=timezone.localdate() - timedelta(days=30),
            expires_on=timezone.localdate() - timedelta(days=20),
        )
    block = block_of(everybody, people, leaders=1)
    left_out = {person.pk: 3 for person in people[6:]} | {person.pk: 0 for person in people[:6]}
    assert before_of(block, [one.pk for one in people]) == Before(
        left_out, {person.pk: 0 for person in people}
    )
    assert names(block) == {THIRD: HIGH, "": LOW}
    assert seat_of(block, people[6]).reason["why"] == "turn"


def test_who_was_always_with_the_first_goal_is_told_of():
    everybody = cast()
    people = twelve(everybody)
    for _time in range(3):
        block = block_of(everybody, people)
        InstructionBlock.objects.filter(pk=block.pk).update(
            begins_on=timezone.localdate() - timedelta(days=30),
            expires_on=timezone.localdate() - timedelta(days=20),
        )
    board = board_of(block_of(everybody, people), everybody.teacher)
    assert list(board.often_lowest) == people[:6]
    assert "Zat al drie keer" in board.tables[0].places[0].why


def test_a_teacher_moves_a_pupil_freely_and_takes_it_back_with_the_reason_it_had():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    high = block.groups.get(goal__title=THIRD)
    before = seat_of(block, people[0])
    made = move(people[0], high, by=everybody.teacher)
    assert seat_of(block, people[0]) == made
    assert (made.by_hand, made.reason["who"]) == (True, "Bram")
    assert undo_move(made, by=everybody.teacher) == before
    assert names(block)[SECOND] == LOW
    with pytest.raises(Refused, match="intussen anders"):
        undo_move(made, by=everybody.teacher)


def test_a_new_proposal_leaves_the_groups_that_a_teacher_touched_as_they_are():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    move(people[0], block.groups.get(goal__title=THIRD), by=everybody.teacher)
    propose_again(block, by=everybody.teacher)
    assert names(block) == {SECOND: LOW[1:], THIRD: [LOW[0], *HIGH], "": []}
    propose_again(block, all_over=True, by=everybody.teacher)
    assert names(block) == {SECOND: LOW, THIRD: HIGH, "": []}


def test_no_more_pupils_than_the_room_holds_and_nobody_from_elsewhere():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    high = block.groups.get(goal__title=THIRD)
    high.room.capacity = 6
    high.room.save()
    with pytest.raises(Refused, match="is vol"):
        move(people[0], high, by=everybody.teacher)
    with pytest.raises(Refused, match="hoort niet bij"):
        move(person_of(everybody.pupil), high, by=everybody.teacher)


def test_a_group_gets_another_goal_from_its_teacher():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    first = block.groups.get(goal__title=SECOND)
    other = first.goal.needs.get().needed
    assert str(give_goal(first, other, by=everybody.teacher)) == SECOND
    first.refresh_from_db()
    assert first.goal == other
    with pytest.raises(Refused, match="geen doel"):
        give_goal(block.groups.get(leader=None), other, by=everybody.teacher)


def test_groups_expire_and_new_ones_begin_the_day_after():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    assert not board_of(block, everybody.teacher).is_over
    again = once_more(block, by=everybody.teacher)
    assert again.begins_on == block.expires_on + timedelta(days=1)
    assert names(again) == names(block)
    with pytest.raises(Refused, match="hooguit vier weken"):
        block_of(everybody, [person_of(everybody.pupil)], at=when(days=40))


def test_nobody_and_no_room_is_in_two_blocks_at_once_unless_one_is_taken_away():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people[:6])
    with pytest.raises(Refused, match="Bram heeft dan Rekenen op maat"):
        block_of(everybody, people[6:])
    with pytest.raises(Refused, match="Bram heeft dan"):
        block_of(everybody, people[6:], at=when(starts=time(9, 15), ends=time(9, 45)))
    withdraw_block(block, by=everybody.teacher)
    block_of(everybody, people[6:])
    with pytest.raises(Refused, match="Bram heeft dan"):
        bring_back_block(block, by=everybody.teacher)


def test_people_and_rooms_are_not_taken_from_a_lesson_of_others_in_the_timetable_in_force():
    everybody = ready()
    people = twelve(everybody)
    other = make_group(everybody.year, "Groep 6", ["6"])
    place(make_person(everybody.school, "Noor", RoleKind.PUPIL), other, "6")
    plan = planned(everybody)
    put_in_force(plan, by=everybody.principal)
    block = block_of(
        everybody, people, leaders=1
    )  # Bram has his own group then: that is the lesson
    withdraw_block(block, by=everybody.teacher)
    noor = other.memberships.get().person
    carer = everybody.care_coordinator
    with pytest.raises(Refused, match=r"Bram heeft dan .*Groep 5"):
        make_block(
            everybody.year, subject=block.subject, name="", when=when(), pupils=[noor],
            places=[(person_of(everybody.teacher), everybody.room)], by=carer,
        )  # fmt: skip


def test_who_does_not_work_that_day_has_no_group():
    everybody = cast()
    people = twelve(everybody)
    terms = StaffTerms.objects.create(
        person=person_of(everybody.teacher), minutes_a_week=900, starts=everybody.year.starts
    )
    WorkingDay.objects.create(terms=terms, weekday=2, part="afternoon")
    with pytest.raises(Refused, match="Bram werkt dan niet"):
        block_of(everybody, people)
    block_of(everybody, people, at=when(starts=time(13), ends=time(13, 30)))


def test_who_stands_before_children_leads_a_group_oneself_first_then_who_has_the_same_group():
    everybody = cast()
    people = twelve(everybody)
    give(person_of(everybody.assistant), everybody.group, kind=Guidance.Kind.ASSISTS)
    found = leaders_for(everybody.teacher, everybody.year)
    assert [one.first_name for one in found] == ["Bram", "Hanna", "Gijs", "Ilse"]
    offered = BlockForm(everybody.teacher, everybody.year).fields["leader1"]
    assert list(offered.queryset) == list(found)
    principal = person_of(everybody.principal)
    with pytest.raises(Refused, match="Anouk staat niet voor kinderen"):
        block_of(replace(everybody, colleague=everybody.principal), people)
    give(principal, make_group(everybody.year, "Groep 8", ["8"]))
    block_of(replace(everybody, colleague=everybody.principal), people)


def test_only_who_has_to_do_with_the_pupils_sees_and_makes_groups():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people, leaders=1)
    elsewhere = make_user(everybody.school, "Joris", RoleKind.TEACHER)
    sees = ("teacher", "care_coordinator", "principal")
    for who in (*sees, "assistant", "pupil", "guardian", "stranger", "administrator"):
        there = blocks_for(getattr(everybody, who)).filter(pk=block.pk).exists()
        assert there == (who in sees), who
    assert not blocks_for(elsewhere).exists()
    with pytest.raises(Refused, match="niet van jou"):
        propose_again(block, by=elsewhere)
    for who in ("principal", "assistant", "pupil", "stranger"):
        with pytest.raises(Refused, match="geen groepjes maken"):
            propose_again(block, by=getattr(everybody, who))
    with pytest.raises(Refused, match="begeleidt niet al deze"):
        _made_by(elsewhere, everybody, people)


def _made_by(user, everybody, people):
    return block_of(replace(everybody, teacher=user), people, leaders=1, at=when(weekday=3))


def test_a_leader_reads_why_in_the_own_group_only():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    board = board_of(block, everybody.colleague)
    told = {bool(place.why): table.group.leader for table in board.tables for place in table.places}
    assert told == {
        True: person_of(everybody.colleague),
        False: person_of(everybody.teacher),
    }


def test_every_action_is_in_the_log():
    everybody = cast()
    line(everybody)
    block = block_of(everybody, [person_of(everybody.pupil)])
    withdraw_block(block, by=everybody.teacher)
    assert list(LogLine.objects.values_list("verb", flat=True)[:2]) == [
        "withdraw_instruction_groups",
        "make_instruction_groups",
    ]
