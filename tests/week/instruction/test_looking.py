"""Five minutes of looking before the groups are made, all of it or nothing and once; proposals taken back."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse
from tests.cast import Cast, cast, make_person
from tests.curriculum.changed import words
from tests.curriculum.goals import make_goal
from tests.week.instruction.block import block_of, names, seat_of, twelve

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.levels import Level
from stapsteen.learning.models import Evidence
from stapsteen.school.models import LogLine, Person, RoleKind
from stapsteen.week.changed_goals import split_goal
from stapsteen.week.instruction.actions import propose_again
from stapsteen.week.instruction.looking import Looked, look_first, undo_look
from stapsteen.week.instruction.moving import give_goal, move, undo_proposal
from stapsteen.week.instruction.queries import as_it_is
from stapsteen.week.models import InstructionBlock

pytestmark = pytest.mark.django_db
KEY = UUID("1d0f3e52-5f0e-4c7e-9a53-6f2b8d1f5a10")
SECOND, THIRD = "Rekent over het tiental", "Deelt met rest"


def looked_at(everybody: Cast) -> tuple[InstructionBlock, Goal, list[Person]]:
    """A block of twelve, and the goal that half of them does not master yet."""
    people = twelve(everybody)
    return block_of(everybody, people), Goal.objects.get(title=SECOND), people


def observed() -> list[tuple[str, int]]:
    rows = Evidence.objects.filter(kind="observation", withdrawn_at=None)
    return sorted(rows.values_list("person__given_name", "value"))


def test_each_pupil_has_the_level_that_was_tapped_and_a_second_tap_adds_nothing():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    levels = {people[0]: Level.NOT_YET, people[1]: Level.ALONE}
    assert look_first(block, goal, levels, by=everybody.teacher, device_key=KEY).proposed
    seats = set(block.groups.values_list("seats", flat=True))
    assert look_first(block, goal, levels, by=everybody.teacher, device_key=KEY) == Looked(
        KEY, True
    )
    assert observed() == [("Kind 00", Level.NOT_YET), ("Kind 01", Level.ALONE)]
    assert set(block.groups.values_list("seats", flat=True)) == seats
    assert LogLine.objects.filter(verb="look_before_instruction").count() == 1


def test_an_old_form_with_another_child_or_after_undo_is_written_down_all_the_same():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    first = look_first(block, goal, {people[0]: 1}, by=everybody.teacher, device_key=KEY)
    other = look_first(block, goal, {people[1]: 1}, by=everybody.teacher, device_key=KEY)
    assert other.key != first.key == KEY
    assert observed() == [("Kind 00", 1), ("Kind 01", 1)]
    undo_look(block, first.key, by=everybody.teacher)
    look_first(block, goal, {people[0]: 1}, by=everybody.teacher, device_key=KEY)
    assert observed() == [("Kind 00", 1), ("Kind 01", 1)]


def test_a_look_is_taken_back_with_the_groups_that_were_made_from_it():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    before = as_it_is(block)
    levels = dict.fromkeys(people[:3], Level.NOT_YET)
    look_first(block, goal, levels, by=everybody.teacher, device_key=KEY)
    assert as_it_is(block) != before
    assert undo_look(block, KEY, by=everybody.teacher)
    assert (as_it_is(block), observed()) == (before, [])
    assert not undo_look(block, KEY, by=everybody.teacher)  # a second tap finds nothing to put back


def test_what_was_changed_after_a_look_stays_while_the_look_itself_is_taken_back():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    look_first(block, goal, {people[0]: 1}, by=everybody.teacher, device_key=KEY)
    seat = move(people[0], block.groups.get(goal__title=THIRD), by=everybody.teacher)
    assert not undo_look(block, KEY, by=everybody.teacher)
    assert (seat_of(block, people[0]), observed()) == (seat, [])


def test_nobody_takes_back_what_somebody_else_saw():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    look_first(block, goal, {people[0]: 1}, by=everybody.teacher, device_key=KEY)
    with pytest.raises(Refused, match="niet opgeschreven"):
        undo_look(block, KEY, by=everybody.care_coordinator)
    assert observed() == [("Kind 00", 1)]


def test_on_the_page_undo_lands_on_the_groups(client):
    everybody = cast()
    block, goal, people = looked_at(everybody)
    client.force_login(everybody.teacher)
    sent = {"goal": goal.pk, "key": str(KEY), f"level-{people[0].pk}": 1}
    page = client.post(reverse("instruction:check", args=[block.pk]), sent, follow=True)
    way_back = reverse("instruction:look_back", args=[block.pk, KEY])
    assert f'action="{way_back}"' in page.content.decode()
    page = client.post(way_back, follow=True)
    assert page.redirect_chain == [(reverse("instruction:block", args=[block.pk]), 302)]
    assert "De groepjes zijn weer zoals ze waren." in page.content.decode()
    assert observed() == []


def test_with_a_pupil_of_others_among_them_nothing_is_written_down():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    levels = {people[0]: Level.NOT_YET, make_person(everybody.school, "Ver", RoleKind.PUPIL): 3}
    with pytest.raises(Refused, match="Je begeleidt Ver niet"):
        look_first(block, goal, levels, by=everybody.teacher, device_key=KEY)
    assert observed() == []


def test_what_was_seen_stays_where_a_teacher_made_every_group():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    for pupil in (people[0], people[11]):
        other = block.groups.exclude(leader=None).exclude(pk=seat_of(block, pupil).group_id).get()
        move(pupil, other, by=everybody.teacher)
    before = names(block)
    levels = {people[1]: Level.ALONE}
    assert not look_first(block, goal, levels, by=everybody.teacher, device_key=KEY).proposed
    assert (names(block), observed()) == (before, [("Kind 01", Level.ALONE)])


def test_nothing_tapped_is_said_and_another_school_looks_at_nobody():
    everybody = cast()
    block, goal, people = looked_at(everybody)
    with pytest.raises(Refused, match="nog niets aangetikt"):
        look_first(block, goal, {}, by=everybody.teacher, device_key=KEY)
    with pytest.raises(Refused):
        look_first(block, goal, {people[0]: 1}, by=everybody.stranger, device_key=KEY)


def test_a_whole_proposal_is_taken_back_with_the_goals_and_who_was_put_where():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    other = block.groups.get(goal__title=THIRD)
    move(people[0], other, by=everybody.teacher)
    before = as_it_is(block)
    propose_again(block, all_over=True, by=everybody.teacher)
    assert as_it_is(block) != before
    undo_proposal(block, by=everybody.teacher)
    assert as_it_is(block) == before
    with pytest.raises(Refused, match="iets veranderd"):
        undo_proposal(block, by=everybody.teacher)


def test_a_proposal_is_not_taken_back_over_what_was_changed_since_nor_the_first_one():
    everybody = cast()
    people = twelve(everybody)
    block = block_of(everybody, people)
    with pytest.raises(Refused, match="iets veranderd"):
        undo_proposal(block, by=everybody.teacher)
    propose_again(block, by=everybody.teacher)
    seat = move(people[0], block.groups.get(goal__title=THIRD), by=everybody.teacher)
    with pytest.raises(Refused, match="iets veranderd"):
        undo_proposal(block, by=everybody.teacher)
    assert seat_of(block, people[0]) == seat


def test_a_goal_that_was_split_since_does_not_come_back_with_an_old_proposal():
    everybody = cast()
    block = block_of(everybody, twelve(everybody))
    litres = make_goal(everybody.school, "Meet met liters")
    give_goal(block.groups.get(goal__title=THIRD), litres, by=everybody.teacher)
    propose_again(block, by=everybody.teacher)
    proposed = names(block)
    assert set(proposed) == {SECOND, THIRD, ""}
    split_goal(everybody.principal, litres, [words("Vult een liter"), words("Leest een maat af")])
    with pytest.raises(Refused, match="Een doel van toen is er niet meer"):
        undo_proposal(block, by=everybody.teacher)
    assert names(block) == proposed
