"""The demo school: believable, the same for the same seed, with something on every page."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Count
from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.accounts.queries import demo_doors
from stapsteen.curriculum.models import Method, MethodLesson, MethodPlace
from stapsteen.demo.build import build_demo, log_ins_of_demo
from stapsteen.learning.models import Evidence, NormedResult, PersonalGoal
from stapsteen.learning.queries.mastery import shown_for_many
from stapsteen.mastery.showing import Word
from stapsteen.planner.organisation.check import refuse_nonsense
from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import STAFF_ROLES
from stapsteen.school.models import Membership, Person, RoleHeld, School, SchoolYear, StaffTerms
from stapsteen.week.models import InstructionBlock, PlanInForce, Round, Session, Wish
from stapsteen.week.planning.export import school_week_of

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_school_of_225_has_ten_groups_and_about_two_dozen_mostly_part_time_staff():
    build_demo(225)
    school = School.objects.get()
    staff = RoleHeld.objects.filter(person__school=school, kind__in=STAFF_ROLES).count()
    part_time = sum(terms.days.count() < 5 for terms in StaffTerms.objects.all())
    assert Membership.objects.count() == 225
    assert SchoolYear.objects.get().groups.count() == 10
    assert 18 <= staff <= 24
    assert part_time > StaffTerms.objects.count() / 2


@pytest.mark.parametrize("pupils", [90, pytest.param(600, marks=pytest.mark.slow)])
def test_other_sizes_are_schools_without_contradictions(pupils):
    build_demo(pupils)
    week = school_week_of(SchoolYear.objects.get())
    refuse_nonsense(week)
    assert len(week.pupils) == pupils
    assert week.needs_known
    assert week.assumed == ()


def test_the_year_is_under_way_with_goals_evidence_rounds_and_wishes():
    build_demo(90)
    assert Evidence.objects.exists()
    assert Round.objects.count() == 2
    assert Session.objects.count() > 6
    assert Wish.objects.exists()
    methods = Method.objects.annotate(long=Count("lessons"))
    assert {(one.subject.key, one.year_group) for one in methods} == {
        (subject, str(number)) for subject in ("arithmetic", "language") for number in range(4, 9)
    }
    assert all(60 <= one.long <= 36 * one.lessons_a_week for one in methods)
    assert not MethodLesson.objects.filter(goals__isnull=True).exists()
    assert MethodPlace.objects.exists()
    assert InstructionBlock.objects.count() == 1


@pytest.mark.slow
def test_evidence_of_every_kind_gives_all_four_words_and_now_and_then_a_conflict():
    build_demo(90)
    school = School.objects.get()
    pupils = Membership.objects.values_list("person", flat=True)
    shown = [one for goals in shown_for_many(school, pupils).values() for one in goals.values()]
    kinds = set(Evidence.objects.values_list("kind", flat=True).distinct())
    assert kinds == {"observation", "percentage", "self"}
    assert NormedResult.objects.exists()
    assert {one.word for one in shown} == set(Word)
    assert any(one.conflict for one in shown)
    assert not Evidence.objects.filter(at__gt=timezone.now()).exists()


def test_a_pupil_works_on_two_to_five_goals_of_the_steps_it_is_ready_for():
    build_demo(90)
    under_way = PersonalGoal.objects.filter(ends__isnull=True)
    rows = under_way.values_list("person", "goal__subject__key", "goal__step")
    at_once = set(rows)
    each = Counter(person for person, _subject, _step in rows)
    assert set(each.values()) == {2, 3, 4, 5}
    assert len(at_once) == len({(person, subject) for person, subject, _step in at_once})
    assert {subject for _person, subject, _step in at_once} == {
        "reading", "arithmetic", "language", "spelling", "personal",
    }  # fmt: skip


def test_what_holds_follows_from_the_profile():
    build_demo(90)
    held = PlanInForce.objects.get()
    assert policy_in_force(School.objects.get()).organisation == held.plan.run.organisation
    assert policy_in_force(School.objects.get()).rounds


@pytest.mark.slow
def test_the_same_seed_gives_the_same_people():
    build_demo(90)
    people = Person.objects.order_by("pk").values_list("given_name", "family_name", "birth_date")
    once = list(people)
    User.objects.update(email=None)
    build_demo(90)
    assert list(people.all())[len(once) :] == once


@pytest.mark.slow
def test_every_role_has_a_door_and_a_log_in():
    made = build_demo(90, schools=3)
    assert [one.role for one in made][:2] == ["schoolleider", "leerkracht"]
    assert {one.email for one in log_ins_of_demo()} == {one.email for one in made}
    assert [door.key for door in demo_doors()] == [
        "principal", "teacher", "care-coordinator", "pupil", "guardian", "administrator", "board",
    ]  # fmt: skip
    assert School.objects.count() == 3


def test_no_child_of_the_demo_has_an_email_address():
    build_demo(90)
    assert not Person.objects.filter(roles__kind="pupil").exclude(email="").exists()
