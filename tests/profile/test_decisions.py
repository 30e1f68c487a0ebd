"""Deciding what a school runs: by the principal, from a day on, and never overwritten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast

from stapsteen.kit.refused import Refused
from stapsteen.profile.access import decisions_for, may_decide_profile
from stapsteen.profile.actions import withdraw, write_down
from stapsteen.profile.dimensions import BY_KEY
from stapsteen.profile.models import ProfileDecision
from stapsteen.profile.queries import START, holding, policy_in_force

pytestmark = pytest.mark.django_db
AS_IS, AMBITION, IN_FORCE = "as_is", "ambition", "in_force"


@pytest.fixture
def de_wilg() -> Cast:
    return cast()


def level(position: int) -> dict[str, int]:
    return dict.fromkeys(BY_KEY, position)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_a_school_that_decided_nothing_runs_year_classes(de_wilg: Cast) -> None:
    assert holding(de_wilg.school, IN_FORCE).positions == START
    assert policy_in_force(de_wilg.school).organisation == "year_class"
    assert policy_in_force(de_wilg.school).seats == "teacher_assigns"


def test_what_the_principal_decides_is_what_the_software_does(de_wilg: Cast) -> None:
    write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.principal)
    assert policy_in_force(de_wilg.school).organisation == "units"
    assert policy_in_force(de_wilg.school).seats == "pupil_enrols"


@pytest.mark.parametrize("kind", [AS_IS, AMBITION])
def test_what_is_and_what_is_wished_for_do_nothing(de_wilg: Cast, kind: str) -> None:
    before = policy_in_force(de_wilg.school)
    write_down(de_wilg.school, kind, level(8), by=de_wilg.principal)
    assert policy_in_force(de_wilg.school) == before
    assert holding(de_wilg.school, kind).positions == level(8)


@pytest.mark.parametrize(
    "who", ["teacher", "care_coordinator", "administrator", "assistant", "pupil", "guardian"]
)
def test_nobody_else_decides(de_wilg: Cast, who: str) -> None:
    with pytest.raises(Refused, match="Alleen de schoolleider"):
        write_down(de_wilg.school, IN_FORCE, level(6), by=getattr(de_wilg, who))
    assert not may_decide_profile(getattr(de_wilg, who))


def test_the_principal_of_another_school_decides_nothing_here(de_wilg: Cast) -> None:
    with pytest.raises(Refused):
        write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.stranger)


def test_a_decision_holds_from_its_day(de_wilg: Cast) -> None:
    write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.principal, holds_from=in_days(10))
    assert policy_in_force(de_wilg.school).organisation == "across_classes"
    assert policy_in_force(de_wilg.school, in_days(9)).organisation == "across_classes"
    assert policy_in_force(de_wilg.school, in_days(10)).organisation == "units"


def test_a_day_that_has_passed_is_refused(de_wilg: Cast) -> None:
    with pytest.raises(Refused, match="al voorbij"):
        write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal, holds_from=in_days(-1))


def test_an_earlier_decision_stays_as_history(de_wilg: Cast) -> None:
    write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.principal)
    kept = [each.positions["focus"] for each in decisions_for(de_wilg.teacher)]
    assert kept == [6, 4]


def test_taking_back_lets_the_one_before_hold_again(de_wilg: Cast) -> None:
    write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    later = write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.principal)
    withdraw(later, by=de_wilg.principal)
    assert holding(de_wilg.school, IN_FORCE).positions == level(4)
    assert ProfileDecision.objects.count() == 2


def test_a_decision_that_another_followed_is_not_taken_back(de_wilg: Cast) -> None:
    first = write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    write_down(de_wilg.school, IN_FORCE, level(6), by=de_wilg.principal)
    with pytest.raises(Refused, match="al een ander"):
        withdraw(first, by=de_wilg.principal)


def test_a_teacher_takes_nothing_back(de_wilg: Cast) -> None:
    decision = write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    with pytest.raises(Refused):
        withdraw(decision, by=de_wilg.teacher)


def test_each_decision_leaves_a_line_in_the_log(de_wilg: Cast) -> None:
    decision = write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    withdraw(decision, by=de_wilg.principal)
    assert list(de_wilg.school.log.values_list("verb", "by")) == [
        ("withdraw_in_force", de_wilg.principal.pk),
        ("write_down_in_force", de_wilg.principal.pk),
    ]


@pytest.mark.parametrize("who", ["pupil", "guardian", "stranger"])
def test_outside_the_team_nothing_is_seen(de_wilg: Cast, who: str) -> None:
    write_down(de_wilg.school, IN_FORCE, level(4), by=de_wilg.principal)
    assert not decisions_for(getattr(de_wilg, who)).exists()


def test_a_wrong_position_writes_nothing(de_wilg: Cast) -> None:
    with pytest.raises(Refused):
        write_down(de_wilg.school, IN_FORCE, level(9), by=de_wilg.principal)
    assert not ProfileDecision.objects.exists()
