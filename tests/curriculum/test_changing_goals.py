"""A school makes its goals its own: it edits, splits, merges and retires, and takes that back."""

from __future__ import annotations

import pytest
from tests.cast import Cast, cast
from tests.curriculum.changed import everything, made_by, needs_of, words
from tests.curriculum.goals import make_goal, make_subject

from stapsteen.curriculum.actions.goals import (
    edit_goal,
    merge_goals,
    restore_goal,
    retire_goal,
    split_goal,
    undo_change,
)
from stapsteen.curriculum.actions.goals import (
    make_goal as make_own_goal,
)
from stapsteen.curriculum.models import (
    CoreObjective,
    Framework,
    Goal,
    GoalChange,
    GoalPart,
    GoalSuccession,
    Method,
)
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.curriculum.wording import Place, Wording, place_of, wording_of
from stapsteen.kit.refused import Refused
from stapsteen.school.models import LogLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture
def line(everybody: Cast) -> list[Goal]:
    """Telt, then Splitst, then Telt op: each needs the one before."""
    first = make_goal(everybody.school, "Telt", step=1)
    second = make_goal(everybody.school, "Splitst", first, step=2)
    return [first, second, make_goal(everybody.school, "Telt op", second, step=3)]


def test_a_teacher_makes_a_goal_of_the_schools_own(everybody, line):
    place = Place(make_subject(everybody.school), 4, needs=(line[2],))
    goal = make_own_goal(everybody.teacher, words("Trekt af"), place)
    assert (goal.title, goal.step, needs_of(goal)) == ("Trekt af", 4, {"Telt op"})
    assert goal.framework.source == Framework.Source.OWN
    assert goal.changes.get().kind == "made"
    assert LogLine.objects.get(verb="goal_made").by == everybody.teacher


@pytest.mark.parametrize("who", ["pupil", "guardian", "assistant", "stranger"])
def test_others_make_no_goal(everybody, who):
    place = Place(make_subject(everybody.school), 4)
    with pytest.raises(Refused, match="mag je niet"):
        make_own_goal(getattr(everybody, who), words("Trekt af"), place)


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (Wording("", "Ik kan het."), "woorden voor het team en voor de leerling"),
        (Wording("Telt", "  "), "woorden voor het team en voor de leerling"),
        (Wording("Telt", "Ik kan " + "x" * 200), "te lang"),
        (Wording("Telt", "Ik kan het.", pictogram="no-such"), "plaatje"),
    ],
)
def test_a_goal_without_good_words_is_refused(everybody, wording, said):
    with pytest.raises(Refused, match=said):
        make_own_goal(everybody.principal, wording, Place(make_subject(everybody.school), 4))


@pytest.mark.parametrize("step", [0, 17])
def test_a_step_that_does_not_exist_is_refused(everybody, step):
    with pytest.raises(Refused, match="stap"):
        make_own_goal(everybody.principal, words("x"), Place(make_subject(everybody.school), step))


def test_an_edit_keeps_only_what_differs(everybody, line):
    change = edit_goal(
        everybody.principal, line[1], words("Splitst tot tien"), Place(line[1].subject, 3)
    )
    assert change is not None
    number = str(line[1].pk)
    assert change.before["goals"] == {
        number: {"step": 2, "title": "Splitst", "pupil_title": "Ik kan: splitst."}
    }
    assert change.after["goals"] == {
        number: {"step": 3, "title": "Splitst tot tien", "pupil_title": "Ik kan: splitst tot tien."}
    }
    assert change.before["needs"] == [(line[1].pk, line[0].pk)]
    assert (change.after["needs"], change.after["made"]) == ([], [])


def test_an_edit_of_nothing_leaves_no_history(everybody, line):
    assert edit_goal(everybody.principal, line[1], wording_of(line[1]), place_of(line[1])) is None
    assert not GoalChange.objects.exists()


def test_a_teacher_changes_own_goals_and_not_those_from_outside(everybody, line):
    own = make_goal(everybody.school, "Eigen", source=Framework.Source.OWN)
    assert edit_goal(everybody.teacher, own, words("Anders"), place_of(own)) is not None
    with pytest.raises(Refused, match="mag je niet"):
        edit_goal(everybody.teacher, line[0], words("Anders"), place_of(line[0]))


def test_a_need_that_closes_a_circle_is_refused_in_words_and_nothing_is_changed(everybody, line):
    before = everything()
    place = Place(line[0].subject, 1, needs=(line[2],))
    with pytest.raises(Refused) as refused:
        edit_goal(everybody.principal, line[0], words("Telt"), place)
    assert refused.value.message == (
        "Dan zou “Telt” pas kunnen na “Telt op”, “Telt op” pas na “Splitst”, "
        "en “Splitst” pas na “Telt”."
    )
    assert everything() == before


def test_a_goal_of_another_school_or_out_of_use_is_no_need(everybody, line):
    elsewhere = make_goal(everybody.stranger.school, "Elders")
    with pytest.raises(Refused, match="niet van deze school"):
        edit_goal(
            everybody.principal, line[0], words("x"), Place(line[0].subject, 1, None, (elsewhere,))
        )
    retire_goal(everybody.principal, line[2])
    line[2].refresh_from_db()
    with pytest.raises(Refused, match="uit gebruik"):
        edit_goal(
            everybody.principal, line[0], words("x"), Place(line[0].subject, 1, None, (line[2],))
        )


def test_a_retired_goal_is_offered_no_longer_until_it_is_restored(everybody, line):
    retire_goal(everybody.principal, line[1])
    assert set(goals_in_use(everybody.school)) == {line[0], line[2]}
    line[1].refresh_from_db()
    restore_goal(everybody.principal, line[1])
    assert set(goals_in_use(everybody.school)) == set(line)
    assert needs_of(line[2]) == {"Splitst"}


def test_a_goal_whose_return_would_close_a_circle_stays_out_of_use(everybody, line):
    retire_goal(everybody.principal, line[1])
    edit_goal(
        everybody.principal, line[0], words("Telt"), Place(line[0].subject, 1, None, (line[2],))
    )
    line[1].refresh_from_db()
    with pytest.raises(Refused, match="Dan zou"):
        restore_goal(everybody.principal, line[1])


def test_parts_need_what_the_goal_needed_and_are_needed_instead_of_it(everybody, line):
    objective = CoreObjective.objects.create(school=everybody.school, edition="2006", code="26")
    line[1].objectives.add(objective)
    method = Method.objects.create(
        school=everybody.school, subject=line[1].subject, year_group="1", name="Boek"
    )
    lesson = method.lessons.create(position=1, title="Splitsen")
    lesson.goals.add(line[1])
    change = split_goal(everybody.principal, line[1], [words("Tot vijf"), words("Tot tien")])
    parts = made_by(change)
    assert [needs_of(one) for one in parts] == [{"Telt"}, {"Telt"}]
    assert needs_of(line[2]) == {"Tot vijf", "Tot tien"}
    assert all(list(one.objectives.all()) == [objective] for one in parts)
    assert set(lesson.goals.all()) == {line[1], *parts}
    assert set(goals_in_use(everybody.school)) == {line[0], line[2], *parts}
    assert graph_of(everybody.school).cycles == []
    assert set(GoalSuccession.objects.values_list("old", "new")) == {
        (line[1].pk, one.pk) for one in parts
    }
    assert set(parts[0].changes_along.all()) == {change}


def test_goals_of_a_row_become_one_with_what_each_needed(everybody, line):
    change = merge_goals(everybody.principal, [line[0], line[1]], words("Telt en splitst"))
    (one,) = made_by(change)
    assert (one.step, needs_of(one), needs_of(line[2])) == (2, set(), {"Telt en splitst"})
    assert set(goals_in_use(everybody.school)) == {one, line[2]}


def test_goals_with_another_between_them_do_not_become_one(everybody, line):
    before = everything()
    with pytest.raises(Refused, match="Dan zou"):
        merge_goals(everybody.principal, [line[0], line[2]], words("Telt en telt op"))
    assert everything() == before


@pytest.mark.parametrize("number", [1, 7])
def test_a_goal_is_split_in_two_to_six_parts(everybody, line, number):
    with pytest.raises(Refused, match="2 tot 6"):
        split_goal(everybody.principal, line[0], [words(str(n)) for n in range(number)])


def test_one_goal_or_goals_of_two_subjects_are_not_merged(everybody, line):
    other = make_goal(everybody.school, "Leest")
    Goal.objects.filter(pk=other.pk).update(
        subject=make_subject(everybody.school, "reading", "Lezen")
    )
    other.refresh_from_db()
    for goals in ([line[0]], [line[0], line[0]], [line[0], other]):
        with pytest.raises(Refused, match="twee of meer doelen van een vak"):
            merge_goals(everybody.principal, goals, words("x"))


@pytest.mark.parametrize("who", ["teacher", "pupil", "stranger"])
def test_only_who_answers_for_the_school_splits_merges_and_retires(everybody, line, who):
    by = getattr(everybody, who)
    for attempt in (
        lambda: split_goal(by, line[0], [words("a"), words("b")]),
        lambda: merge_goals(by, line[:2], words("a")),
        lambda: retire_goal(by, line[0]),
    ):
        with pytest.raises(Refused, match="mag je niet"):
            attempt()


def test_who_comes_second_with_a_goal_that_was_just_split_is_told(everybody, line):
    as_seen_by_the_second = Goal.objects.get(pk=line[1].pk)
    split_goal(everybody.principal, line[1], [words("a"), words("b")])
    with pytest.raises(Refused, match="zojuist"):
        split_goal(everybody.care_coordinator, as_seen_by_the_second, [words("c"), words("d")])
    with pytest.raises(Refused, match="zojuist"):
        retire_goal(everybody.care_coordinator, as_seen_by_the_second)
    assert GoalSuccession.objects.count() == 2


def test_parts_belong_to_the_heading_to_which_the_goal_belonged(everybody, line):
    heading = make_goal(everybody.school, "Rekenen tot tien")
    GoalPart.objects.create(goal=line[1], whole=heading)
    before = everything()
    change = split_goal(everybody.principal, line[1], [words("Tot vijf"), words("Tot tien")])
    assert heading not in goals_in_use(everybody.school)
    assert {one.goal.title for one in heading.parts.all()} == {"Splitst", "Tot vijf", "Tot tien"}
    undo_change(everybody.principal, change)
    assert everything() == before


# Taking back


def test_every_change_can_be_taken_back_to_exactly_how_it_was(everybody, line):
    by = everybody.principal
    for change_it in (
        lambda: edit_goal(by, line[1], words("Anders"), Place(line[1].subject, 5)),
        lambda: retire_goal(by, line[1]),
        lambda: split_goal(by, line[1], [words("a"), words("b")]),
        lambda: merge_goals(by, line[:2], words("a")),
    ):
        before = everything()
        change = change_it()
        assert everything() != before
        undo_change(by, change)
        assert everything() == before
        change.refresh_from_db()
        assert (change.undone_by, change.undone_at is None) == (by, False)


def test_a_goal_that_was_made_is_gone_when_that_is_taken_back(everybody, line):
    goal = make_own_goal(everybody.teacher, words("Nieuw"), Place(line[0].subject, 1))
    undo_change(everybody.teacher, goal.changes.get())
    assert set(Goal.objects.all()) == set(line)


def test_a_change_is_taken_back_once(everybody, line):
    change = retire_goal(everybody.principal, line[1])
    undo_change(everybody.principal, change)
    with pytest.raises(Refused, match="al teruggedraaid"):
        undo_change(everybody.principal, change)


def test_what_was_changed_on_top_goes_first(everybody, line):
    by = everybody.principal
    first = split_goal(by, line[1], [words("a"), words("b")])
    part = made_by(first)[0]
    later = edit_goal(by, part, words("aa"), place_of(part))
    with pytest.raises(Refused, match="daarna nog eens veranderd"):
        undo_change(by, first)
    undo_change(by, later)
    undo_change(by, first)
    assert set(Goal.objects.all()) == set(line)


def test_a_new_need_on_what_was_made_goes_first(everybody, line):
    by = everybody.principal
    first = split_goal(by, line[0], [words("a"), words("b")])
    edit_goal(
        by, line[2], wording_of(line[2]), Place(line[2].subject, 3, None, (made_by(first)[0],))
    )
    with pytest.raises(Refused, match="daarna nog eens veranderd"):
        undo_change(by, first)


def test_changes_that_do_not_touch_each_other_are_taken_back_in_any_order(everybody, line):
    by = everybody.principal
    first = edit_goal(by, line[0], words("Telt anders"), place_of(line[0]))
    second = edit_goal(by, line[0], words("Telt anders"), Place(line[0].subject, 4))
    undo_change(by, first)
    line[0].refresh_from_db()
    assert (line[0].title, line[0].step) == ("Telt", 4)
    undo_change(by, second)
    line[0].refresh_from_db()
    assert line[0].step == 1


def test_a_stranger_takes_nothing_back(everybody, line):
    change = retire_goal(everybody.principal, line[1])
    with pytest.raises(Refused, match="mag je niet"):
        undo_change(everybody.stranger, change)
