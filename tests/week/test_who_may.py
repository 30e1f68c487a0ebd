"""Who may: every action on freedom, methods, themes and instruction groups, tried by everybody.

The actions ask again what the pages asked: a script, a page to come or a made-up request gets no further.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from tests.cast import Cast, cast, person_of
from tests.curriculum.methods import kept, sheet
from tests.learning.policy import runs
from tests.learning.test_freedom import soon
from tests.week.instruction.block import block_of, twelve, when
from tests.week.themes.theme import activity_of, plan, theme_of

from stapsteen.accounts.models import User
from stapsteen.curriculum.actions import methods
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.freedom import agree_freedom, end_freedom
from stapsteen.learning.levels import Level
from stapsteen.week.instruction import actions as blocks
from stapsteen.week.instruction import looking, moving
from stapsteen.week.themes import actions as themes

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "principal", "administrator", "care_coordinator", "teacher", "colleague", "assistant",
    "pupil", "classmate", "guardian", "stranger",
)  # fmt: skip
GUIDES = {"teacher", "care_coordinator"}
TEACH = {*GUIDES, "colleague"}
ANSWER_FOR_ALL = {"principal", "care_coordinator", "administrator"}
MAKE_THEMES = {*TEACH, "principal"}
TEAM = {*MAKE_THEMES, "administrator", "assistant"}


@dataclass(frozen=True)
class There:
    """What there is to act on: all of Bram's group, made by Bram; the question is Dina's."""

    cast: Cast
    things: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


def freedom() -> There:
    everybody = cast()
    runs(everybody, goals="pupil", content="own")
    dina = person_of(everybody.pupil)
    agreed = agree_freedom(everybody.teacher, dina, "goals", "together", review_on=soon())
    return There(everybody, {"dina": dina, "agreed": agreed})


def method() -> There:
    everybody = cast()
    made = kept(everybody, "Tellen", "Meten")
    place = methods.say_place(everybody.teacher, made, everybody.group, 1)
    return There(everybody, {"method": made, "place": place})


def theme() -> There:
    everybody = cast()
    made = theme_of(everybody)
    activity = activity_of(made, everybody)
    question = themes.ask(made, "Waarom is de zee zout?", by=everybody.pupil)
    return There(everybody, {"theme": made, "activity": activity, "question": question})


def block() -> There:
    """Gijs leads no group in it and guides nobody in it."""
    everybody = cast()
    people = twelve(everybody)
    made = block_of(everybody, people, leaders=1)
    group = made.groups.exclude(leader=None).get()
    alone = made.groups.get(leader=None)
    pupil = group.seats.filter(left_at=None).first().pupil
    seat = moving.move(pupil, alone, by=everybody.teacher)
    things = {"block": made, "group": group, "alone": alone, "seat": seat, "people": people}
    return There(everybody, things)


def looked() -> There:
    """The same block, with a proposal made from what Bram saw in five minutes."""
    it = block()
    made = blocks.make_block(
        it.cast.year, subject=it.block.subject, name="", when=when(weekday=4), pupils=it.people,
        places=[(it.group.leader, it.group.room)], by=it.cast.teacher,
    )  # fmt: skip
    seen = looking.look_first(
        made, it.group.goal, {it.people[0]: Level.ALONE}, by=it.cast.teacher, device_key=uuid4()
    )
    return There(it.cast, {"block": made, "key": seen.key})


def made_again(by: User, it: There) -> None:
    by_them = it.block.groups.exclude(leader=None).get()
    blocks.make_block(
        it.cast.year, subject=it.block.subject, name="", when=when(weekday=4), pupils=it.people,
        places=[(by_them.leader, by_them.room)], by=by,
    )  # fmt: skip


Act = Callable[[User, There], object]
RULES: list[tuple[str, Callable[[], There], set[str], Act]] = [
    ("agree freedom", freedom, GUIDES,
     lambda by, it: agree_freedom(by, it.dina, "goals", "teacher", review_on=soon())),
    ("end freedom", freedom, GUIDES, lambda by, it: end_freedom(by, it.agreed)),
    ("save method", method, ANSWER_FOR_ALL,
     lambda by, it: methods.save_method(by, sheet(it.cast, "Anders"), it.method)),
    ("remove method", method, ANSWER_FOR_ALL, lambda by, it: methods.remove_method(by, it.method)),
    ("bring back method", method, ANSWER_FOR_ALL,
     lambda by, it: methods.bring_back_method(by, it.method)),
    ("say place", method, {*TEACH, *ANSWER_FOR_ALL},
     lambda by, it: methods.say_place(by, it.method, it.cast.group, 2)),
    ("take back place", method, {*TEACH, *ANSWER_FOR_ALL},
     lambda by, it: methods.take_back_place(by, it.place)),
    ("make theme", theme, MAKE_THEMES,
     lambda by, it: themes.make_theme(it.cast.year, plan(it.cast), by=by)),
    ("change theme", theme, MAKE_THEMES,
     lambda by, it: themes.change_theme(it.theme, plan(it.cast, "Vuur"), by=by)),
    ("withdraw theme", theme, MAKE_THEMES, lambda by, it: themes.withdraw_theme(it.theme, by=by)),
    ("add activity", theme, MAKE_THEMES,
     lambda by, it: themes.add_activity(it.theme, "Varen", by=by)),
    ("withdraw activity", theme, MAKE_THEMES,
     lambda by, it: themes.withdraw_activity(it.activity, by=by)),
    ("carry", theme, MAKE_THEMES,
     lambda by, it: themes.carry(it.activity, it.activity.goals.first(), carries=False, by=by)),
    ("see", theme, GUIDES,
     lambda by, it: themes.see(it.activity, [person_of(it.cast.pupil)], Level.ALONE, by=by)),
    ("ask", theme, {*TEAM, "pupil", "classmate"}, lambda by, it: themes.ask(it.theme, "Mag ik?", by=by)),
    ("answer", theme, {*TEAM, "pupil"},
     lambda by, it: themes.answer(it.question, answered=True, by=by)),
    ("withdraw question", theme, {*TEAM, "pupil"},
     lambda by, it: themes.withdraw_question(it.question, by=by)),
    ("make block", block, GUIDES, made_again),
    ("propose again", block, GUIDES,
     lambda by, it: blocks.propose_again(it.block, all_over=True, by=by)),
    ("withdraw block", block, GUIDES, lambda by, it: blocks.withdraw_block(it.block, by=by)),
    ("bring back block", block, GUIDES, lambda by, it: blocks.bring_back_block(it.block, by=by)),
    ("once more", block, GUIDES, lambda by, it: blocks.once_more(it.block, by=by)),
    ("move", block, GUIDES, lambda by, it: moving.move(it.seat.pupil, it.group, by=by)),
    ("undo move", block, GUIDES, lambda by, it: moving.undo_move(it.seat, by=by)),
    ("look first", block, GUIDES,
     lambda by, it: looking.look_first(
         it.block, it.group.goal, {it.seat.pupil: Level.ALONE}, by=by, device_key=uuid4())),
    ("undo look", looked, {"teacher"}, lambda by, it: looking.undo_look(it.block, it.key, by=by)),
    ("undo proposal", looked, GUIDES, lambda by, it: moving.undo_proposal(it.block, by=by)),
    ("give goal", block, GUIDES, lambda by, it: moving.give_goal(it.group, it.group.goal, by=by)),
]  # fmt: skip


def goes_through(by: User, it: There, act: Act) -> bool:
    """Whether somebody may; what was done is undone, for the next to try."""
    as_it_was = There(it.cast, {name: copy(thing) for name, thing in it.things.items()})
    try:
        with transaction.atomic():
            act(by, as_it_was)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("make", [freedom, method, theme, block, looked])
def test_who_may(make):
    it = make()
    for name, about, may, act in RULES:
        if about is make:
            them = {who for who in EVERYBODY if goes_through(getattr(it.cast, who), it, act)}
            assert them == may, name
