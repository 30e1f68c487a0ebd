"""What giving up a part of a trouble brings, and how what was not shown is told."""

from __future__ import annotations

import pytest
from tests.planner.organisation.test_impossible_weeks import (
    one_teacher_short,
    too_many_hours,
    two_at_one_time,
)

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.explaining.clauses import Telling
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.explaining import explain
from stapsteen.planner.organisation.explaining.giving_up import what_it_costs, without_in_words
from stapsteen.planner.organisation.explaining.headlines import headline
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.explain.conflict import Conflict
from stapsteen.planner.timetable.explain.points import At, without
from stapsteen.planner.timetable.solve import solve


@pytest.mark.slow
def test_giving_up_a_rule_gives_the_nearest_plan_in_which_the_others_hold():
    draft = two_at_one_time()
    instance = compile_draft(draft)
    near = solve(instance, seconds=4).solution
    (trouble,) = what_it_costs(instance, explain(draft, seconds=120), near, seconds=20).troubles
    assert len(trouble.items) == 3
    for item in trouble.items:
        found = item.without
        assert found is not None
        assert found.infeasibility == 0, item.sentence
        left = evaluate(without(instance, found.given_up), found.solution)
        assert (left.infeasibility, left.objective) == (0, found.objective)
        assert found.moved <= 6
        assert without_in_words(found).nl.startswith("Zonder dit past alles: ")


@pytest.mark.slow
def test_what_is_alike_is_told_alike_and_what_is_left_is_shown():
    draft = one_teacher_short()
    instance, found = compile_draft(draft), explain(draft, seconds=30)
    assert found.near is not None
    for trouble in what_it_costs(instance, found, found.near, seconds=40).troubles:
        told = {item.members[0].rule: [] for item in trouble.items}
        for item in trouble.items:
            assert item.without is not None
            told[item.members[0].rule].append(item.without)
        assert not any(one.shown for one in told["clashes"])  # each is enough, if time finds it
        assert 0 in [one.infeasibility for one in told["clashes"]]
        (duty,) = told["duty"]  # the other half of that day is short of one teacher as well
        assert duty.infeasibility > 0
        assert duty.shown


def test_a_set_that_time_did_not_suffice_for_is_told_by_the_count_or_as_perhaps_too_large():

    draft = too_many_hours()
    telling = Telling(draft, compile_draft(draft))
    full, empty = At("clashes", "column/12"), At("clashes", "staff/bob")
    for hub, begins in (
        (full, "Groep 12 vraagt 32 "),
        (empty, "Dit gaat niet samen, en misschien "),
    ):
        conflict = Conflict((hub,), sure=False)
        told_as = headline(telling, conflict, telling.items((hub,)), count(draft))
        assert told_as.nl.startswith(begins)
