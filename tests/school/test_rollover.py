"""Closing a year and opening the next: pupils move up, nothing that happened is overwritten."""

from __future__ import annotations

import pytest
from django.core.serializers import serialize
from tests.cast import cast, make_group, make_person, person_of, place

from stapsteen.kit.refused import Refused
from stapsteen.learning.models import PersonalGoal
from stapsteen.school.actions import (
    assume_defaults,
    close_year,
    put_in_group,
    reopen_year,
)
from stapsteen.school.actions import (
    make_group as make_any_group,
)
from stapsteen.school.models import (
    Group,
    Guidance,
    Membership,
    Placement,
    RoleHeld,
    RoleKind,
    SchoolYear,
)
from stapsteen.school.rollover import moves_of, next_year_group

pytestmark = pytest.mark.django_db
TABLES = (SchoolYear, Group, Membership, Guidance, Placement, RoleHeld)


def everything() -> str:
    return "".join(serialize("json", table.objects.order_by("pk")) for table in TABLES)


@pytest.mark.parametrize(("now", "then"), [("1", "2"), ("7", "8"), ("8", ""), ("S", "S")])
def test_everybody_moves_up_and_the_last_year_group_leaves(now, then):
    assert next_year_group(now) == then


def test_pupils_move_up_to_the_group_of_their_new_year_group():
    everybody = cast()
    make_group(everybody.year, "Groep 6", ["6"])
    following = close_year(everybody.year, by=everybody.principal)
    dina = person_of(everybody.pupil)
    assert dina.memberships.get(group__year=following).group.name == "Groep 6"
    assert dina.placements.get(year=following).year_group == "6"


def test_a_pupil_of_a_combined_class_stays_in_it_when_it_can():
    everybody = cast()
    combined = make_group(everybody.year, "5/6", ["5", "6"])
    pupil = make_person(everybody.school, "Loïs", RoleKind.PUPIL)
    place(pupil, combined, "5")
    following = close_year(everybody.year, by=everybody.principal)
    assert pupil.memberships.get(group__year=following).group.name == "5/6"


def test_parallel_classes_move_up_side_by_side():
    everybody = cast()
    fives = [make_group(everybody.year, f"5{letter}", ["5"]) for letter in "bc"]
    for letter in "abc":
        make_group(everybody.year, f"6{letter}", ["6"])
    pupil = make_person(everybody.school, "Loïs", RoleKind.PUPIL)
    place(pupil, fives[1], "5")
    (move,) = [one for one in moves_of(everybody.year) if one.pupil == pupil]
    assert move.to_group is not None
    assert move.to_group.name in {"6b", "6c"}


def test_a_pupil_of_group_eight_leaves_and_keeps_its_history():
    everybody = cast()
    eight = make_group(everybody.year, "Groep 8", ["8"])
    pupil = make_person(everybody.school, "Loïs", RoleKind.PUPIL)
    place(pupil, eight, "8")
    close_year(everybody.year, by=everybody.principal)
    assert pupil.roles.get().ends == everybody.year.ends
    assert pupil.memberships.get().group == eight


def test_another_group_can_be_chosen_for_a_pupil():
    everybody = cast()
    other = make_group(everybody.year, "Groep 6b", ["6"])
    make_group(everybody.year, "Groep 6a", ["6"])
    dina = person_of(everybody.pupil)
    following = close_year(everybody.year, by=everybody.principal, other_groups={dina.pk: other.pk})
    assert dina.memberships.get(group__year=following).group.name == "Groep 6b"


def test_teachers_times_units_and_goals_come_along():
    everybody = cast()
    assume_defaults(everybody.year, everybody.principal)
    unit = make_any_group(
        everybody.year, "Bovenbouw", "unit", [everybody.group], by=everybody.principal
    )
    following = close_year(everybody.year, by=everybody.principal)
    group = following.groups.get(name="Groep 5")
    assert group.parent is not None
    assert (group.parent.name, group.parent.year) == (unit.name, following)
    assert group.guidance.filter(staff=everybody.teacher.person).exists()
    assert following.slots.count() == everybody.year.slots.count()
    assert not PersonalGoal.objects.exclude(ends=None).exists()


def test_the_old_year_is_closed_and_stays_readable():
    everybody = cast()
    following = close_year(everybody.year, by=everybody.principal)
    everybody.year.refresh_from_db()
    assert (everybody.year.state, following.state) == ("closed", "open")
    assert everybody.group.memberships.count() == 2


def test_closing_can_be_taken_back_as_if_it_never_was():
    everybody = cast()
    before = everything()
    following = close_year(everybody.year, by=everybody.principal)
    reopen_year(following.opened_by, by=everybody.principal)
    assert everything() == before


def test_a_closing_stays_when_the_new_year_was_worked_in():
    everybody = cast()
    following = close_year(everybody.year, by=everybody.principal)
    team = make_any_group(following, "Team", "team", by=everybody.principal)
    put_in_group(person_of(everybody.teacher), team, by=everybody.principal)
    with pytest.raises(Refused, match="verder gewerkt"):
        reopen_year(following.opened_by, by=everybody.principal)
    assert SchoolYear.objects.filter(school=everybody.school).count() == 2


@pytest.mark.parametrize("who", ["teacher", "pupil", "stranger"])
def test_only_who_runs_the_school_closes_a_year(who):
    everybody = cast()
    with pytest.raises(Refused):
        close_year(everybody.year, by=getattr(everybody, who))


def test_a_closed_year_is_not_closed_again():
    everybody = cast()
    close_year(everybody.year, by=everybody.principal)
    everybody.year.refresh_from_db()
    with pytest.raises(Refused, match="afgesloten"):
        close_year(everybody.year, by=everybody.principal)
