"""The state that is kept is always what a replay of all evidence gives."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.seen import works_on

from stapsteen.curriculum.models import Goal, GoalSuccession
from stapsteen.learning.actions.evidence import assess_self, decide, observe, withdraw
from stapsteen.learning.following.keeping import make_again, take_in
from stapsteen.learning.models import Evidence, EvidenceSource, MasteryState, NormedResult
from stapsteen.learning.queries.mastery import chances_for, shown_for, shown_for_many
from stapsteen.mastery.evidence import Kind
from stapsteen.mastery.showing import Change, Word
from stapsteen.school.models import Person, Placement, Subject

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def days_ago(number: float):
    return NOW - timedelta(days=number)


def state_of(person: Person, goal: Goal) -> object:
    return MasteryState.objects.get(person=person, subject=goal.subject).state


def seen_on(everybody: Cast, goal: Goal, levels: str, every: int = 10) -> list[Evidence]:
    """Observations of Dina on a goal, the oldest first."""
    dina = [person_of(everybody.pupil)]
    return [
        observe(
            everybody.teacher, dina, [goal], int(level), at=days_ago(every * (len(levels) - at))
        )[0]
        for at, level in enumerate(levels)
    ]


def answers(person: Person, goals: list[Goal], values: str, key: str = "", day: float = 1) -> None:
    """Answers to tasks of some software, as an import writes them down."""
    source, _made = EvidenceSource.objects.get_or_create(
        school=person.school, kind="software", name="Oefenapp"
    )
    rows = [
        Evidence(person=person, goal=goal, source=source, kind="answer", value=int(value),
                 item=f"i{at}", at=days_ago(day) + timedelta(minutes=at),
                 external_key=f"{key}{at}" if key else "")
        for at, value in enumerate(values)
        for goal in goals
    ]  # fmt: skip
    take_in(person.school, Evidence.objects.bulk_create(rows))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_in_whatever_order_the_state_is_that_of_a_replay(seed: int):
    everybody, random = cast(), Random(seed)  # noqa: S311
    goals = [make_goal(everybody.school, f"Doel {n}", step=n + 5) for n in range(3)]
    dina = person_of(everybody.pupil)
    works_on(dina, goals[0])
    seen: list[Evidence] = []
    for _time in range(12):
        what = random.choice(
            ("observe", "observe", "late", "withdraw", "decide", "self", "answers")
        )
        goal = random.choice(goals)
        if what in ("observe", "late"):
            day = days_ago(random.randrange(100) if what == "late" else 0)
            seen += observe(everybody.teacher, [dina], [goal], random.randrange(1, 5), at=day)
        elif what == "withdraw" and seen:
            withdraw(everybody.teacher, [seen.pop(random.randrange(len(seen)))])
        elif what == "decide":
            decide(everybody.teacher, dina, goal, random.random() < 0.5, "Gezien in de les.")
        elif what == "answers":
            answers(dina, [goal], "1011", day=random.randrange(30))
        else:
            assess_self(everybody.pupil, goals[0], random.randrange(1, 4))
    kept = state_of(dina, goals[0]) if Evidence.objects.exists() else None
    make_again(everybody.school, [(dina.pk, goals[0].subject_id)])
    assert kept is None or state_of(dina, goals[0]) == kept


def test_what_arrives_late_takes_its_place_in_time():
    everybody = cast()
    goal = make_goal(everybody.school, "Telt tot twintig")
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    for person, order in ((dina, (9, 2)), (emre, (2, 9))):
        for day in order:
            observe(everybody.teacher, [person], [goal], 2 if day == 9 else 4, at=days_ago(day))
    assert state_of(dina, goal) == state_of(emre, goal)


def test_what_comes_in_days_late_is_replayed_from_where_the_state_was_settled():
    everybody = cast()
    goal = make_goal(everybody.school, "Telt tot twintig")
    dina = [person_of(everybody.pupil)]
    for day in (100, 60, 2):
        observe(everybody.teacher, dina, [goal], 3, at=days_ago(day))
    make_again(everybody.school, [(dina[0].pk, goal.subject_id)])
    old = Evidence.objects.filter(at__lt=days_ago(50))
    old.update(value=1)  # behind our back: who starts from the beginning sees it
    observe(everybody.teacher, dina, [goal], 3, at=days_ago(5))
    settled = state_of(dina[0], goal)
    old.update(value=3)
    make_again(everybody.school, [(dina[0].pk, goal.subject_id)])
    assert state_of(dina[0], goal) == settled


def test_what_is_withdrawn_is_as_if_it_never_was():
    everybody = cast()
    goal = make_goal(everybody.school, "Telt tot twintig")
    seen_on(everybody, goal, "33")
    before = state_of(person_of(everybody.pupil), goal)
    withdraw(everybody.teacher, seen_on(everybody, goal, "1", every=1))
    assert state_of(person_of(everybody.pupil), goal) == before


def test_nothing_seen_yet_is_not_enough_and_no_word_about_the_child():
    everybody = cast()
    goal = make_goal(everybody.school, "Telt tot twintig")
    shown = shown_for(person_of(everybody.pupil), [goal])[goal.pk]
    assert (shown.word, shown.pieces, shown.change) == (Word.NOT_ENOUGH, {}, Change.MORE)


def test_seen_alone_on_several_days_is_shown_and_seen_failing_is_not_yet():
    everybody = cast()
    can, cannot = (make_goal(everybody.school, title) for title in ("Telt tot tien", "Deelt"))
    seen_on(everybody, can, "4444")
    seen_on(everybody, cannot, "1111")
    shown = shown_for(person_of(everybody.pupil))
    assert (shown[can.pk].word, shown[cannot.pk].word) == (Word.SHOWN, Word.NOT_YET)
    assert shown[can.pk].pieces == {Kind.JUDGEMENT: 4}


def test_the_decision_of_a_teacher_is_what_is_shown_and_the_estimate_stands_beside_it():
    everybody = cast()
    goal = make_goal(everybody.school, "Deelt")
    seen_on(everybody, goal, "1111")
    decide(everybody.teacher, person_of(everybody.pupil), goal, True, "Thuis laten zien.")
    shown = shown_for(person_of(everybody.pupil))[goal.pk]
    assert (shown.word, shown.change) == (Word.SHOWN, Change.DECIDED)
    assert shown.estimated is not Word.SHOWN


def test_an_answer_to_a_task_of_two_goals_is_one_answer():
    everybody = cast()
    goals = [make_goal(everybody.school, title) for title in ("Telt", "Splitst")]
    answers(person_of(everybody.pupil), goals, "1", key="taak")
    state = state_of(person_of(everybody.pupil), goals[0])
    level_of_one = state["subjects"][0][1][0]  # type: ignore[index]
    answers(person_of(everybody.classmate), goals, "1")
    state = state_of(person_of(everybody.classmate), goals[0])
    assert level_of_one < state["subjects"][0][1][0]  # type: ignore[index]


def test_what_was_seen_of_goals_that_were_merged_or_split_counts_for_what_they_became():
    everybody = cast()
    old, other, new, part, last = (
        make_goal(everybody.school, title) for title in ("Oud", "Ander", "Nieuw", "Deel", "Slot")
    )
    seen_on(everybody, old, "3344")
    for before, after in ((old, new), (other, new), (new, part), (new, last)):
        GoalSuccession.objects.create(old=before, new=after)
    dina = person_of(everybody.pupil)
    make_again(everybody.school, [(dina.pk, new.subject_id)])
    assert {goal: one.pieces for goal, one in shown_for(dina).items()} == {
        part.pk: {Kind.JUDGEMENT: 4},
        last.pk: {Kind.JUDGEMENT: 4},
    }


def test_a_normed_test_moves_the_subject_and_says_nothing_of_a_goal():
    everybody = cast()
    goal = make_goal(everybody.school, "Deelt")
    dina = person_of(everybody.pupil)
    before = chances_for(dina, [goal])[goal.pk]
    NormedResult.objects.create(
        person=dina, subject=goal.subject, test="Rekenen M5", taken_on=date(2026, 1, 20),
        score=250, mean=220, spread=15, standard_error=5,
    )  # fmt: skip
    make_again(everybody.school, [(dina.pk, goal.subject_id)])
    assert chances_for(dina, [goal])[goal.pk] > before
    assert shown_for(dina) == {}


def test_without_evidence_what_belongs_to_earlier_years_is_likelier_than_what_comes_later():
    everybody = cast()
    early, late = (make_goal(everybody.school, f"Stap {n}", step=n) for n in (2, 15))
    dina = person_of(everybody.pupil)
    Placement.objects.filter(pupil=dina).update(year_group="5")
    chances = chances_for(dina, [early, late])
    assert chances[early.pk] > 0.5 > 0.1 > chances[late.pk]


# PostgreSQL holds the goals by checking the links to them early: two commands more.
HELD_BY_CONSTRAINT = 2 if connection.vendor == "postgresql" else 0


def test_a_whole_group_is_written_and_read_in_as_many_queries_as_one_pupil(
    django_assert_num_queries,
):
    everybody = cast()
    goals = [make_goal(everybody.school, f"Doel {n}") for n in range(2)]
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    for people in (two[:1], two):
        observe(everybody.teacher, people, goals, 3)
    with django_assert_num_queries(4):
        shown_for_many(everybody.school, [one.pk for one in two])
    seen = Evidence.objects.bulk_create(
        Evidence(person=one, goal=goal, kind="observation", value=3, at=timezone.now())
        for one in two
        for goal in goals
    )
    with django_assert_num_queries(9 + HELD_BY_CONSTRAINT):
        take_in(everybody.school, seen)


def test_every_subject_has_a_state_of_its_own():
    everybody = cast()
    sums = make_goal(everybody.school, "Deelt")
    reading = Subject.objects.create(school=everybody.school, key="reading", name="Lezen")
    words = make_goal(everybody.school, "Leest woorden")
    Goal.objects.filter(pk=words.pk).update(subject=reading)
    words.refresh_from_db()
    observe(everybody.teacher, [person_of(everybody.pupil)], [sums, words], 3)
    assert MasteryState.objects.filter(person=person_of(everybody.pupil)).count() == 2
