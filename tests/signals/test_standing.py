"""What somebody sees of the safety net: whom, what, since when, and in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast, give, make_group, make_person, make_user, person_of, place
from tests.curriculum.goals import make_goal
from tests.learning.seen import goal_of_dina, works_on
from tests.signals.standing import (
    core_subject,
    day_ago,
    planned,
    pupils_choose,
    seen,
    standing,
    talked,
)
from tests.week.sessions.offer import make_round, make_workshop

from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.actions.talk_wishes import ask_talk
from stapsteen.learning.models import Agreement, GoalStep
from stapsteen.profile.models import AgreedFreedom
from stapsteen.school.models import Guidance, RoleKind
from stapsteen.signals.access import signals_for
from stapsteen.signals.actions.keeping import keep_signals
from stapsteen.signals.models import SignalSpell
from stapsteen.signals.queries.standing import net_for
from stapsteen.week.models import Attendance, Enrolment, Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(monkeypatch):
    """The cast, in a school year that began twelve weeks ago."""
    found = cast()
    found.year.starts = day_ago(84)
    found.year.save()
    for person in found.school.people.all():
        person.roles.update(starts=found.year.starts)
    return found


def test_a_calm_school_is_calm(everybody):
    assert standing(everybody) == []
    assert net_for(everybody.teacher).calm == 2


def test_nothing_seen_is_of_subjects_that_somebody_keeps(everybody):
    subject = core_subject(everybody)
    assert standing(everybody) == []
    seen(person_of(everybody.pupil), subject, days=1)
    assert standing(everybody, what="sentence") == [
        ("Emre", "Van rekenen is al 12 weken niets opgeschreven.")
    ]


def test_no_conversation_at_a_school_that_holds_them(everybody):
    talked(everybody, person_of(everybody.pupil), days=5)
    assert standing(everybody) == [("Emre", "no_conversation")]
    planned(everybody, person_of(everybody.classmate), days=4)
    assert standing(everybody) == []


def test_a_pupil_who_asks_for_a_conversation_stands_first(everybody):
    core = core_subject(everybody)
    seen(person_of(everybody.pupil), core, days=40)
    ask_talk(everybody.classmate)
    assert standing(everybody)[0] == ("Emre", "talk_asked")
    assert ("Dina", "nothing_seen") in standing(everybody)
    planned(everybody, person_of(everybody.classmate), days=4)
    assert ("Emre", "talk_asked") not in standing(everybody)


def test_a_conversation_and_an_agreement_that_lie_waiting(everybody):
    for one in (everybody.pupil, everybody.classmate):
        talked(everybody, person_of(one), days=8)
    planned(everybody, person_of(everybody.classmate), days=-4)
    Agreement.objects.create(
        conversation=talked(everybody, person_of(everybody.pupil), days=9),
        text="Elke dag lezen",
        owner=person_of(everybody.pupil),
        due=day_ago(3),
    )
    assert standing(everybody) == [("Emre", "conversation_waits"), ("Dina", "agreement_late")]


def test_goals_none_long_and_claimed(everybody):
    pupils_choose(everybody)
    goal = goal_of_dina(everybody)
    assert standing(everybody) == [("Emre", "no_goal"), ("Dina", "goal_long")]
    held = works_on(person_of(everybody.classmate), goal, "claimed")
    GoalStep.objects.create(personal_goal=held, state="claimed")
    assert standing(everybody) == [("Dina", "goal_long")]
    held.steps.update(at=timezone.now() - timedelta(days=5))
    assert standing(everybody) == [("Emre", "claim_waits"), ("Dina", "goal_long")]


@pytest.fixture
def at_work(everybody):
    """Both pupils are at work on a goal since this week."""
    goal = make_goal(everybody.school, "Telt tot twintig")
    for one in (everybody.pupil, everybody.classmate):
        works_on(person_of(one), goal)
    goal.held_by.update(starts=day_ago(2))


def test_a_round_is_for_who_has_groupmates_in_it(everybody, at_work):
    round_ = make_round(everybody)
    workshop = make_workshop(everybody, round_)
    assert standing(everybody) == []
    Wish.objects.create(pupil=person_of(everybody.pupil), session=workshop, rank=1)
    assert standing(everybody) == [("Emre", "not_chosen")]
    Wish.objects.create(pupil=person_of(everybody.classmate), session=workshop, rank=1)
    assert standing(everybody) == []


def test_the_newest_mark_of_attendance_counts(everybody, at_work):
    round_ = make_round(everybody)
    for title in ("Brug", "Film"):
        seat = Enrolment.objects.create(
            session=make_workshop(everybody, round_, title),
            pupil=person_of(everybody.pupil),
            state="seated",
        )
        Attendance.objects.create(enrolment=seat, state="absent")
    assert ("Dina", "absent") in standing(everybody)
    Attendance.objects.create(enrolment=seat, state="present")
    assert ("Dina", "absent") not in standing(everybody)


def test_room_that_was_agreed_is_looked_at_again(everybody):
    freedom = AgreedFreedom.objects.create(
        person=person_of(everybody.pupil), part="goals", value="together", reason="Rust",
        starts=day_ago(30), review_on=day_ago(0),
    )  # fmt: skip
    assert standing(everybody) == [("Dina", "freedom_due")]
    freedom.ends = day_ago(0)
    freedom.save()
    assert standing(everybody) == []


def test_a_goal_that_is_not_there_yet_is_found_at_night(everybody):
    dina = person_of(everybody.pupil)
    goal = goal_of_dina(everybody)
    dina.goals.update(starts=day_ago(20))
    for days in range(12, 2, -1):
        observe(everybody.teacher, [dina], [goal], 1, at=timezone.now() - timedelta(days=days))
    assert standing(everybody) == []
    keep_signals(everybody.school)
    assert standing(everybody, what="sentence") == [
        ("Dina", "“Telt tot twintig” lukt nog niet, na 10 keer kijken.")
    ]
    dina.goals.update(ends=day_ago(0))
    assert standing(everybody) == []


def test_how_long_a_signal_stands_is_kept(everybody):
    talked(everybody, person_of(everybody.pupil), days=5)
    assert keep_signals(everybody.school) == 1
    SignalSpell.objects.update(since=day_ago(9), seen_on=day_ago(1))
    assert keep_signals(everybody.school) == 1
    spell = SignalSpell.objects.get()
    assert (spell.since, spell.seen_on, spell.ends) == (day_ago(9), day_ago(0), None)
    (emre,) = net_for(everybody.teacher).pupils
    assert emre.signals[0].since == day_ago(9)
    planned(everybody, person_of(everybody.classmate), days=2)
    assert keep_signals(everybody.school) == 0
    assert SignalSpell.objects.get().ends == day_ago(0)


def names(viewer) -> list[str]:
    return sorted(one.first_name for one in signals_for(viewer))


def test_who_sees_whom(everybody):
    assert names(everybody.teacher) == ["Dina", "Emre"]
    assert names(everybody.care_coordinator) == ["Dina", "Emre"]
    for who in ("principal", "administrator", "colleague", "assistant", "pupil", "guardian",
                "stranger"):  # fmt: skip
        assert names(getattr(everybody, who)) == [], who


def test_where_a_group_has_a_coach_that_is_who_minds_it(everybody):
    coach = make_user(everybody.school, "Nora", RoleKind.TEACHER)
    give(person_of(coach), everybody.group, kind=Guidance.Kind.COACH)
    assert names(coach) == ["Dina", "Emre"]
    assert names(everybody.teacher) == []
    Guidance.objects.create(
        staff=person_of(everybody.teacher),
        pupil=person_of(everybody.pupil),
        kind=Guidance.Kind.COACH,
        starts=everybody.year.starts,
    )
    assert names(everybody.teacher) == ["Dina"]


def test_who_assists_or_teaches_one_subject_minds_nobody(everybody):
    give(person_of(everybody.assistant), everybody.group, kind=Guidance.Kind.ASSISTS)
    gym = make_user(everybody.school, "Omar", RoleKind.SUBJECT_TEACHER)
    give(person_of(gym), everybody.group)
    assert names(everybody.assistant) == names(gym) == []


def test_a_larger_group_takes_no_more_queries(everybody):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            net_for(everybody.teacher)
        return len(queries)

    subject = core_subject(everybody)
    goal = goal_of_dina(everybody)
    round_ = make_round(everybody)
    talked(everybody, person_of(everybody.pupil), days=5)
    seen(person_of(everybody.pupil), subject, days=40)
    Wish.objects.create(
        pupil=person_of(everybody.pupil), session=make_workshop(everybody, round_), rank=1
    )
    keep_signals(everybody.school)
    asked()  # the roles of the viewer are asked once
    before = asked()
    other = make_group(everybody.year, "Groep 6", ["6"])
    give(person_of(everybody.teacher), other)
    for number in range(20):
        child = make_person(everybody.school, f"Kind {number}", RoleKind.PUPIL)
        place(child, other, "6")
        works_on(child, goal)
        seen(child, subject, days=50)
    keep_signals(everybody.school)
    assert len(net_for(everybody.teacher).pupils) == 22
    assert asked() == before == 28
