"""Putting a signal aside and back, the thresholds of a school, and what the school sees of it all."""

from __future__ import annotations

import pytest
from tests.cast import cast, person_of
from tests.signals.standing import day_ago, standing, talked

from stapsteen.jobs.models import Job
from stapsteen.kit.refused import Refused
from stapsteen.signals.actions.keeping import ask_daily_look, daily_look, keep_signals
from stapsteen.signals.actions.settings import set_limits
from stapsteen.signals.actions.snoozing import snooze, wake
from stapsteen.signals.kinds import KINDS
from stapsteen.signals.models import SignalSetting, SignalSpell, Snooze
from stapsteen.signals.queries.school import limits_for, school_net_for
from stapsteen.signals.queries.standing import net_for

pytestmark = pytest.mark.django_db
EMRE = ("Emre", "no_conversation")


@pytest.fixture
def everybody():
    """The cast. Emre had no conversation this year, which began twelve weeks ago."""
    found = cast()
    found.year.starts = day_ago(84)
    found.year.save()
    talked(found, person_of(found.pupil), days=5)
    return found


def put_aside(everybody, by=None, until=-14, reason="Volgende week, na de toets", kind=EMRE[1]):
    return snooze(
        by or everybody.teacher,
        person_of(everybody.classmate),
        kind,
        "",
        until=day_ago(until),
        reason=reason,
    )


def test_what_is_put_aside_stands_no_more_and_comes_back_by_itself(everybody):
    assert standing(everybody) == [EMRE]
    made = put_aside(everybody)
    assert standing(everybody) == []
    (aside,) = net_for(everybody.teacher).aside
    assert aside.snooze == made
    Snooze.objects.update(until=day_ago(1))
    assert standing(everybody) == [EMRE]
    verbs = list(everybody.school.log.values_list("verb", flat=True))
    assert verbs == ["snooze_signal"]


def test_the_day_until_is_itself_a_day_of_rest(everybody):
    put_aside(everybody)
    Snooze.objects.update(until=day_ago(0))
    assert standing(everybody) == []


def test_putting_aside_is_taken_back(everybody):
    made = put_aside(everybody)
    wake(everybody.teacher, made)
    wake(everybody.teacher, made)
    assert standing(everybody) == [EMRE]
    assert Snooze.objects.count() == 1


@pytest.mark.parametrize(
    "how",
    [{"reason": "  "}, {"reason": "x" * 201}, {"until": 0}, {"until": -85}, {"kind": "absent"}],
)
def test_putting_aside_needs_a_reason_a_near_day_and_a_signal(everybody, how):
    with pytest.raises(Refused):
        put_aside(everybody, **how)
    assert Snooze.objects.count() == 0
    assert SignalSpell.objects.count() == 0


@pytest.mark.parametrize("who", ["principal", "colleague", "pupil", "guardian", "stranger"])
def test_only_who_minds_a_pupil_puts_aside(everybody, who):
    with pytest.raises(Refused):
        put_aside(everybody, by=getattr(everybody, who))
    made = put_aside(everybody, by=everybody.care_coordinator)
    with pytest.raises(Refused):
        wake(getattr(everybody, who), made)
    assert standing(everybody) == []


def test_a_school_sets_when_it_is_told(everybody):
    set_limits(everybody.principal, {"no_conversation": (20, True)})
    assert standing(everybody) == []
    set_limits(everybody.care_coordinator, {"no_conversation": (3, True)})
    assert standing(everybody) == [EMRE]
    set_limits(everybody.principal, {"no_conversation": (3, False)})
    assert standing(everybody) == []
    limit = next(
        one for one in limits_for(everybody.principal) if one.kind.key == "no_conversation"
    )
    assert (limit.threshold, limit.is_on) == (3, False)


@pytest.mark.parametrize("limits", [{"no_conversation": (0, True)}, {"nonsense": (3, True)}])
def test_a_threshold_keeps_within_its_bounds(everybody, limits):
    with pytest.raises(Refused):
        set_limits(everybody.principal, {"absent": (1, True), **limits})


@pytest.mark.parametrize("who", ["teacher", "administrator", "pupil", "guardian"])
def test_who_coaches_does_not_set_the_thresholds(everybody, who):
    viewer = getattr(everybody, who)
    with pytest.raises(Refused):
        set_limits(viewer, {"absent": (1, True)})
    assert limits_for(viewer) == []
    assert SignalSetting.objects.count() == 0


def test_the_school_sees_numbers_and_how_long(everybody):
    keep_signals(everybody.school)
    for number in range(4):
        SignalSpell.objects.create(
            school=everybody.school, person=person_of(everybody.pupil), kind="no_conversation",
            since=day_ago(30), seen_on=day_ago(20 - number), ends=day_ago(20 - number),
        )  # fmt: skip
    put_aside(everybody)
    found = school_net_for(everybody.principal)
    row = next(one for one in found.standing if one.kind.key == "no_conversation")
    assert (row.pupils, row.aside, row.over, row.days) == (0, 1, 4, 11)
    assert (found.pupils, found.on) == (0, day_ago(0))
    assert [one.kind for one in found.standing] == list(KINDS)


@pytest.mark.parametrize("resting", [False, True])
def test_numbers_and_names_count_the_same_pupils(everybody, resting):
    keep_signals(everybody.school)
    if resting:
        put_aside(everybody)
    by_name = net_for(everybody.care_coordinator).pupils
    assert school_net_for(everybody.care_coordinator).pupils == len(by_name) == (not resting)


def test_of_fewer_than_five_no_duration_is_told(everybody):
    keep_signals(everybody.school)
    assert {one.days for one in school_net_for(everybody.principal).standing} == {None}


@pytest.mark.parametrize("who", ["teacher", "administrator", "assistant", "pupil", "guardian"])
def test_others_see_no_numbers(everybody, who):
    assert school_net_for(getattr(everybody, who)) is None


def test_the_worker_looks_once_a_day(everybody):
    for _page in range(2):
        ask_daily_look(everybody.school)
    job = Job.objects.get()
    assert job.name == "keep_signals"
    told = []
    result = daily_look(job.payload, told.append, lambda: False)
    assert result == told[0] == {"standing": 1}
    assert daily_look(job.payload, told.append, lambda: True) == {}
