"""Goals are split and merged under the hands of who learns: nobody loses anything by it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.changed import everything, made_by, words
from tests.curriculum.goals import make_goal
from tests.learning.seen import works_on

from stapsteen.curriculum.actions.goals import edit_goal, retire_goal
from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.curriculum.wording import Place, place_of
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.changed_goals import merge_goals, split_goal, undo_change
from stapsteen.learning.actions.evidence import decide, observe
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.models import Evidence, MasteryState, PersonalGoal
from stapsteen.learning.queries.mastery import shown_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture
def goals(everybody: Cast) -> list[Goal]:
    first = make_goal(everybody.school, "Tafels van 2 en 5", step=7)
    return [first, make_goal(everybody.school, "Tafel van 10", step=8)]


def see(everybody: Cast, goal: Goal, level: int = 3) -> None:
    observe(everybody.teacher, [person_of(everybody.pupil)], [goal], level)


def under_way(everybody: Cast) -> set[tuple[str, str]]:
    held = PersonalGoal.objects.filter(person=person_of(everybody.pupil), ends__isnull=True)
    return set(held.values_list("goal__title", "state"))


def test_who_works_on_a_goal_works_on_its_parts(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0], "claimed")
    split_goal(everybody.principal, goals[0], [words("Tafel van 2"), words("Tafel van 5")])
    assert under_way(everybody) == {("Tafel van 2", "claimed"), ("Tafel van 5", "claimed")}


def test_who_works_on_several_goals_that_become_one_goes_on_where_it_was_furthest(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0], "claimed")
    works_on(person_of(everybody.pupil), goals[1], "busy")
    merge_goals(everybody.principal, goals, words("De tafels"))
    assert under_way(everybody) == {("De tafels", "claimed")}


def test_what_was_reached_stays_with_the_goal_on_which_it_was(everybody, goals):
    held = works_on(person_of(everybody.pupil), goals[0], "kept_up")
    split_goal(everybody.principal, goals[0], [words("a"), words("b")])
    held.refresh_from_db()
    assert (held.goal, held.state, held.ends) == (goals[0], "kept_up", None)


def test_what_was_seen_counts_for_each_part(everybody, goals):
    see(everybody, goals[0])
    see(everybody, goals[0])
    parts = made_by(split_goal(everybody.principal, goals[0], [words("a"), words("b")]))
    shown = shown_for(person_of(everybody.pupil))
    assert Evidence.objects.filter(goal=goals[0]).count() == 2
    assert {one.pk for one in parts} <= set(shown)


def test_taking_it_back_brings_everybody_back_to_where_they_were(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0], "claimed")
    works_on(person_of(everybody.pupil), goals[1])
    works_on(person_of(everybody.classmate), goals[1])
    see(everybody, goals[0])
    for change_it in (
        lambda: split_goal(everybody.principal, goals[0], [words("a"), words("b")]),
        lambda: merge_goals(everybody.principal, goals, words("a")),
    ):
        before = everything()
        change = change_it()
        assert everything() != before
        undo_change(everybody.principal, change)
        assert everything() == before


def test_a_change_is_taken_back_once_also_under_the_hands_of_who_learns(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0])
    change = split_goal(everybody.principal, goals[0], [words("a"), words("b")])
    undo_change(everybody.principal, change)
    after = everything()
    with pytest.raises(Refused, match="al teruggedraaid"):
        undo_change(everybody.principal, change)
    assert everything() == after


def test_who_went_on_since_is_not_set_back(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0])
    change = split_goal(everybody.principal, goals[0], [words("a"), words("b")])
    PersonalGoal.objects.filter(goal__in=made_by(change)).update(state="claimed")
    with pytest.raises(Refused, match="verder gewerkt"):
        undo_change(everybody.principal, change)
    assert under_way(everybody) == {("a", "claimed"), ("b", "claimed")}


def test_a_goal_on_which_something_was_seen_is_not_taken_away(everybody, goals):
    change = split_goal(everybody.principal, goals[0], [words("a"), words("b")])
    see(everybody, made_by(change)[0])
    with pytest.raises(Refused, match="verloren gaan"):
        undo_change(everybody.principal, change)
    assert len(made_by(change)) == 2


@pytest.mark.parametrize("who", ["teacher", "stranger"])
def test_who_may_not_split_takes_nothing_back_either(everybody, goals, who):
    works_on(person_of(everybody.pupil), goals[0])
    change = split_goal(everybody.principal, goals[0], [words("a"), words("b")])
    with pytest.raises(Refused, match="mag je niet"):
        undo_change(getattr(everybody, who), change)
    assert under_way(everybody) == {("a", "busy"), ("b", "busy")}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_changed_nothing_is_lost_and_each_step_back_is_exact(seed: int):
    everybody, random = cast(), Random(seed)  # noqa: S311
    goals: list[Goal] = []
    for number in range(5):
        needs = random.sample(goals, min(len(goals), 2))
        goals.append(make_goal(everybody.school, f"Doel {number}", *needs, step=number + 1))
        works_on(person_of(everybody.pupil), goals[-1], random.choice(("chosen", "busy")))
        see(everybody, goals[-1], random.choice((1, 2, 3)))
    way: list[tuple[object, GoalChange]] = []
    for number in range(6):
        before = everything()
        if change := changed_somehow(everybody, random, str(number)):
            way.append((before, change))
        assert graph_of(everybody.school).cycles == []
        assert Evidence.objects.count() == len(goals)
        assert all(counts_for(goal) for goal in goals)
    assert way
    for before, change in reversed(way):
        undo_change(everybody.principal, change)
        assert everything() == before


def changed_somehow(everybody: Cast, random: Random, name: str) -> GoalChange | None:
    """One change by chance; None when it was refused or changed nothing."""
    by, there = everybody.principal, list(goals_in_use(everybody.school))
    goal, other = random.sample(there, 2)
    what = random.choice(("edit", "needs", "split", "merge"))
    try:
        if what == "split":
            return split_goal(by, goal, [words(f"{name} a"), words(f"{name} b")])
        if what == "merge":
            return merge_goals(by, [goal, other], words(name))
        if what == "needs":
            place = Place(goal.subject, goal.step, needs=(other,))
            return edit_goal(by, goal, words(name), place)
        return edit_goal(by, goal, words(name), place_of(goal))
    except Refused:
        return None


def counts_for(goal: Goal) -> bool:
    """Whether what was seen on a goal counts, near or far, for one that is in use."""
    return goal.retired_on is None or all(counts_for(one.new) for one in goal.became.all())


def test_a_retired_goal_is_finished_by_who_works_on_it(everybody, goals):
    works_on(person_of(everybody.pupil), goals[0])
    retire_goal(everybody.principal, goals[0])
    assert under_way(everybody) == {("Tafels van 2 en 5", "busy")}


def decided(everybody: Cast, goal: Goal, *, mastered: bool = True) -> None:
    decide(everybody.teacher, person_of(everybody.pupil), goal, mastered, "Gezien in de les.")


def decision_on(everybody: Cast, goal: Goal) -> bool | None:
    found = shown_for(person_of(everybody.pupil), [goal])[goal.pk].decision
    return found.mastered if found else None


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [(True, None, None), (False, None, None), (True, True, True), (True, False, False)],
)
def test_a_decision_holds_for_a_whole_when_all_its_parts_were_decided(
    everybody, goals, first, second, whole
):
    decided(everybody, goals[0], mastered=first)
    if second is not None:
        decided(everybody, goals[1], mastered=second)
    (made,) = made_by(merge_goals(everybody.principal, goals, words("De tafels")))
    assert decision_on(everybody, made) is whole
    assert sum(shown_for(person_of(everybody.pupil), [made])[made.pk].pieces.values()) == 1 + (
        second is not None
    )


def test_a_decision_on_a_goal_holds_for_each_part_of_it(everybody, goals):
    decided(everybody, goals[0])
    parts = made_by(split_goal(everybody.principal, goals[0], [words("a"), words("b")]))
    assert [decision_on(everybody, one) for one in parts] == [True, True]
    (whole,) = made_by(merge_goals(everybody.principal, parts, words("Weer een")))
    assert decision_on(everybody, whole) is True


def test_what_comes_in_late_leaves_a_decision_on_all_parts_as_it_was(everybody, goals):
    dina, now = person_of(everybody.pupil), timezone.now()
    observe(everybody.teacher, [dina], goals, 3, at=now - timedelta(days=60))
    decided(everybody, goals[0])
    Evidence.objects.filter(kind="decision").update(at=now - timedelta(days=50))
    decided(everybody, goals[1])
    Evidence.objects.filter(goal=goals[1], kind="decision").update(at=now - timedelta(days=20))
    (made,) = made_by(merge_goals(everybody.principal, goals, words("De tafels")))
    observe(everybody.teacher, [dina], [made], 2, at=now - timedelta(days=25))
    after = MasteryState.objects.get(person=dina).state
    make_again(everybody.school, [(dina.pk, made.subject_id)])
    assert MasteryState.objects.get(person=dina).state == after
    assert decision_on(everybody, made) is True


def test_nobody_decides_on_a_goal_that_became_another(everybody, goals):
    merge_goals(everybody.principal, goals, words("De tafels"))
    goals[0].refresh_from_db()
    with pytest.raises(Refused, match="opgegaan") as refused:
        decided(everybody, goals[0])
    assert refused.value.advice == "Besluit over: De tafels."
    assert Evidence.objects.count() == 0


def test_a_goal_that_is_only_out_of_use_is_still_decided(everybody, goals):
    retire_goal(everybody.principal, goals[0])
    goals[0].refresh_from_db()
    decided(everybody, goals[0])
    assert decision_on(everybody, goals[0]) is True
