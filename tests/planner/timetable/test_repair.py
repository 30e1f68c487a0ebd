"""Change least: the nearest plan in which the rules hold."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.planner.timetable.questions import answer, lesson, question, rule

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.repair import Effort, Locks, Stay, repair
from stapsteen.planner.timetable.repair.carrying import carried
from stapsteen.planner.timetable.repair.locks import locked
from stapsteen.planner.timetable.solution import Meet, Solution

TIME_ONE_PERSON_FIVE = Stay(1, {"staff": 5})
QUICK = Effort(seconds=2, seed=1, workers=1)
RULES = (
    rule(Kind.ASSIGN_TIME, event_groups=("alle",)),
    rule(Kind.ASSIGN_RESOURCE, event_groups=("alle",), role="juf"),
    rule(Kind.AVOID_CLASHES, resources=("klas", "anne", "bob")),
)
TWO = (lesson("rekenen"), lesson("taal"))
PLAN = answer(("rekenen", 1, 0, "anne"), ("taal", 1, 1, "anne"))


def away(who: str, *times: int):
    return replace(
        rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=(who,), times=frozenset(times)), id=who
    )


def stays(instance: Instance, stay: Stay = TIME_ONE_PERSON_FIVE) -> dict[str, Stay]:
    return {event.id: stay for event in instance.events}


def mended(instance: Instance, present: Solution, stay: Stay = TIME_ONE_PERSON_FIVE, **more):
    return repair(instance, present, stays=stays(instance, stay), effort=QUICK, **more)


def test_nothing_changes_when_nothing_is_disturbed() -> None:
    found = mended(question(TWO, *RULES), PLAN)
    assert (found.solution, found.changes, found.distance) == (PLAN, (), 0)


def test_another_time_when_that_weighs_less_than_another_person() -> None:
    found = mended(question(TWO, *RULES, away("anne", 1)), PLAN)
    (change,) = found.changes
    assert change.event == "taal"
    assert change.before[0].time != change.after[0].time
    assert change.before[0].resources == change.after[0].resources
    assert found.distance == 1


def test_another_person_when_that_weighs_less_than_another_time() -> None:
    found = mended(question(TWO, *RULES, away("anne", 1)), PLAN, Stay(5, {"staff": 1}))
    assert found.solution == answer(("rekenen", 1, 0, "anne"), ("taal", 1, 1, "bob"))


def test_what_people_locked_does_not_move_although_a_rule_stays_broken() -> None:
    locks = Locks(frozenset({"taal"}), frozenset({"taal"}))
    found = mended(question(TWO, *RULES, away("anne", 1)), PLAN, locks=locks)
    assert found.solution == PLAN
    assert [one.constraint.id for one in found.left] == ["anne"]


def test_only_the_time_is_locked_so_the_person_changes() -> None:
    locks = Locks(times=frozenset({"taal"}))
    found = mended(question(TWO, *RULES, away("anne", 1)), PLAN, locks=locks)
    assert found.solution == answer(("rekenen", 1, 0, "anne"), ("taal", 1, 1, "bob"))


def test_the_program_undoes_its_own_locks_when_it_cannot_do_without() -> None:
    """Taal can only go to time 0, so rekenen, which nobody disturbed, makes way."""
    only = replace(rule(Kind.PREFER_TIMES, events=("taal",), times=frozenset({0})), id="alleen")
    found = mended(question(TWO, *RULES, only), PLAN)
    assert found.evaluation.infeasibility == 0
    assert {change.event for change in found.changes} == {"rekenen", "taal"}
    assert found.width > 0


def test_a_new_event_finds_a_place_and_the_others_stay() -> None:
    found = mended(question((*TWO, lesson("gym")), *RULES), PLAN)
    assert found.solution.meets[:2] == PLAN.meets
    assert [change.event for change in found.changes] == ["gym"]
    assert found.evaluation.infeasibility == 0


def test_what_cannot_be_is_left_and_nothing_gets_worse() -> None:
    everybody = (away("anne", *range(8)), away("bob", *range(8)))
    found = mended(question(TWO, *RULES, *everybody), PLAN)
    assert found.evaluation.infeasibility <= found.disturbed.infeasibility
    assert found.left


def test_a_plan_is_carried_over_by_the_ids_of_its_events() -> None:
    asked = question((lesson("taal"), lesson("gym", 2)), *RULES)
    assert carried(asked, PLAN) == Solution(
        (Meet("taal", 1, 1, ("klas", "anne")), Meet("gym", 2, None, ("klas", None)))
    )


def test_who_no_longer_exists_leaves_an_open_place() -> None:
    asked = question(TWO, *RULES)
    without = replace(asked, resources=tuple(r for r in asked.resources if r.id != "anne"))
    assert {meet.resources for meet in carried(without, PLAN).meets} == {("klas", None)}


def test_a_lesson_in_two_pieces_is_held_by_rules() -> None:
    asked = question((lesson("gym", 2),), *RULES)
    present = answer(("gym", 1, 0, "anne"), ("gym", 1, 4, "anne"))
    all_of_it = Locks(frozenset({"gym"}), frozenset({"gym"}))
    held = locked(asked, present, all_of_it)
    moved = answer(("gym", 1, 0, "anne"), ("gym", 1, 5, "bob"))
    assert evaluate(held, present).infeasibility == evaluate(asked, present).infeasibility
    assert evaluate(held, moved).infeasibility == evaluate(asked, moved).infeasibility + 2000


@pytest.mark.parametrize("seed", range(6))
def test_locks_of_people_hold_and_nothing_gets_worse_whatever_happens(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    events = tuple(lesson(f"les{number}", chance.choice((1, 1, 2))) for number in range(4))
    present = answer(
        *((e.id, e.duration, chance.randrange(7), chance.choice(("anne", "bob"))) for e in events)
    )
    one = frozenset({chance.choice(events).id})
    locks = Locks(one, one)
    asked = question(
        events, *RULES, away("anne", chance.randrange(8)), away("bob", chance.randrange(8))
    )
    found = mended(asked, present, locks=locks)
    assert locks.hold(present, found.solution)
    assert found.evaluation.infeasibility <= evaluate(asked, present).infeasibility
