"""Somebody is not there: a proposal, accepted, taken back, given back; nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast, person_of
from tests.week.changes.otherwise import ill, in_force, next_date, propose

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.calendar import half_days
from stapsteen.planner.organisation.changed.day import day_of
from stapsteen.planner.organisation.compiling import duty_id
from stapsteen.school.models import LogLine
from stapsteen.week.changes.actions import (
    accept,
    propose_again,
    report_absent,
    report_back,
    report_closed,
    take_back,
)
from stapsteen.week.changes.queries import absent_on, changed_day, day_in_force, plan_on
from stapsteen.week.changes.work import day_change
from stapsteen.week.models import ChangedDay, DayChange, PlanInForce
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import shown
from stapsteen.week.versions.actions import lock, publish, start_working_version

pytestmark = pytest.mark.django_db


def how_it_goes(everybody: Cast):
    """The next day as it goes: None while it goes as planned."""
    day = next_date(everybody.year)
    plan = plan_on(everybody.year, day)
    assert plan is not None
    return changed_day(everybody.year, day, plan)


def led_by(changed: ChangedDay) -> set[str]:
    return {who for one in day_in_force(changed).lessons for who in one.lesson.staff}


def test_a_proposal_changes_nothing_until_it_is_accepted() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    assert how_it_goes(everybody) is None
    accept(change, by=everybody.principal)
    assert how_it_goes(everybody) == change.days.get()


def test_who_is_absent_has_no_lesson_and_a_colleague_has() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    adults = led_by(change.days.get())
    assert person_id(everybody.teacher.person.pk) not in adults
    assert person_id(everybody.colleague.person.pk) in adults


def test_taken_back_the_day_goes_as_it_went_before_and_the_report_stays() -> None:
    everybody = in_force()
    first = ill(everybody, everybody.teacher)
    accept(first, by=everybody.principal)
    second = ill(everybody, everybody.colleague)
    accept(second, by=everybody.principal)
    take_back(second, by=everybody.principal)
    assert how_it_goes(everybody) == first.days.get()
    assert DayChange.objects.count() == 2
    assert ChangedDay.objects.count() == 2


def test_a_second_call_starts_from_the_day_as_it_then_is() -> None:
    everybody = in_force()
    first = ill(everybody, everybody.teacher)
    accept(first, by=everybody.principal)
    second = ill(everybody, everybody.colleague)
    assert second.days.get().before == first.days.get()
    away = {person_id(one.person.pk) for one in (everybody.teacher, everybody.colleague)}
    assert led_by(second.days.get()) & away == set()


def test_what_a_later_change_rests_on_is_not_taken_back_but_given_back() -> None:
    everybody = in_force()
    first = ill(everybody, everybody.teacher)
    accept(first, by=everybody.principal)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    with pytest.raises(Refused, match="daarna nog iets anders"):
        take_back(first, by=everybody.principal)
    back = propose(report_back(first, by=everybody.principal, starts=next_date(everybody.year)))
    accept(back, by=everybody.principal)
    changed = how_it_goes(everybody)
    assert changed is not None
    assert person_id(everybody.teacher.person.pk) in led_by(changed)
    assert [one.person for one in absent_on(everybody.year, changed.date)] == [
        everybody.colleague.person
    ]


def test_a_proposal_of_a_day_that_changed_since_is_not_accepted() -> None:
    everybody = in_force()
    early = ill(everybody, everybody.teacher)
    accept(ill(everybody, everybody.colleague), by=everybody.principal)
    with pytest.raises(Refused, match="Intussen"):
        accept(early, by=everybody.principal)
    propose_again(early, by=everybody.principal)
    accept(propose(early), by=everybody.principal)
    assert how_it_goes(everybody) == early.days.get()


def test_what_was_accepted_meanwhile_is_not_proposed_again() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    seen_before = DayChange.objects.get(pk=change.pk)
    accept(change, by=everybody.principal)
    with pytest.raises(Refused, match="al besloten"):
        propose_again(seen_before, by=everybody.principal)
    assert how_it_goes(everybody) == change.days.get()


def test_work_that_is_done_again_leaves_an_accepted_day_as_it_is() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    ChangedDay.objects.update(distance=99)
    propose(change)
    assert change.days.get().distance != 99
    accept(change, by=everybody.principal)
    ChangedDay.objects.update(distance=99)
    propose(change)
    assert change.days.get().distance == 99


def test_slow_work_of_an_earlier_round_writes_nothing() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)

    def asked_anew_meanwhile(told: dict[str, Any]) -> None:
        if told["done"] == 0:
            propose_again(change, by=everybody.principal)

    day_change({"change": change.pk}, asked_anew_meanwhile, lambda: False)
    assert not change.days.exists()


def test_a_proposal_that_is_not_ready_is_not_accepted() -> None:
    everybody = in_force()
    day = next_date(everybody.year)
    change = report_absent(
        person_of(everybody.teacher), year=everybody.year, starts=day, ends=day, part="all",
        by=everybody.principal,
    )  # fmt: skip
    with pytest.raises(Refused, match="nog niet klaar"):
        accept(change, by=everybody.principal)


def test_where_no_timetable_holds_any_more_there_is_nothing_to_accept() -> None:
    everybody = in_force()
    day = next_date(everybody.year)
    change = report_absent(
        person_of(everybody.teacher), year=everybody.year, starts=day, ends=day, part="all",
        by=everybody.principal,
    )  # fmt: skip
    PlanInForce.objects.all().delete()
    propose(change)
    with pytest.raises(Refused, match="geldt geen rooster"):
        accept(change, by=everybody.principal)
    take_back(change, by=everybody.principal)


def test_another_timetable_from_then_on_ends_the_changed_day() -> None:
    from tests.week.planning.ready import planned

    from stapsteen.week.planning.actions import put_in_force

    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    accept(change, by=everybody.principal)
    put_in_force(planned(everybody, "units"), by=everybody.principal)
    assert how_it_goes(everybody) is None
    assert [one.person for one in absent_on(everybody.year, change.starts)] == [
        everybody.teacher.person
    ]


def test_the_same_is_not_reported_twice() -> None:
    everybody = in_force()
    accept(ill(everybody, everybody.teacher), by=everybody.principal)
    with pytest.raises(Refused, match="al gemeld"):
        ill(everybody, everybody.teacher)


def test_only_who_runs_the_school_reports() -> None:
    everybody = in_force()
    day = next_date(everybody.year)
    for other in (everybody.teacher, everybody.pupil, everybody.stranger):
        with pytest.raises(Refused, match="Alleen de schoolleider"):
            report_closed(
                everybody.room, year=everybody.year, starts=day, ends=day, part="all", by=other
            )
    assert DayChange.objects.count() == 0


def test_no_day_that_has_been_and_not_more_than_four_weeks() -> None:
    everybody = in_force()
    today = timezone.localdate()
    for starts, ends, told in (
        (today - timedelta(days=1), today, "vanaf vandaag"),
        (today, today + timedelta(days=28), "vier weken"),
    ):
        with pytest.raises(Refused, match=told):
            report_absent(
                person_of(everybody.teacher), year=everybody.year, starts=starts, ends=ends,
                part="all", by=everybody.principal,
            )  # fmt: skip


def test_the_log_says_that_and_never_why() -> None:
    everybody = in_force()
    change = ill(everybody, everybody.teacher)
    accept(change, by=everybody.principal)
    lines = LogLine.objects.filter(verb__endswith="absent").order_by("pk")
    assert [(one.verb, one.subject) for one in lines] == [
        ("report_absent", str(change.pk)),
        ("accept_absent", str(change.pk)),
    ]
    assert not {"reason", "note", "diagnosis"} & {one.name for one in DayChange._meta.get_fields()}


def test_what_people_locked_stays_and_the_proposal_says_so() -> None:
    everybody = in_force()
    day, by = next_date(everybody.year), everybody.principal
    plan = plan_on(everybody.year, day)
    assert plan is not None
    teacher = person_id(person_of(everybody.teacher).pk)
    lessons = day_of(shown(plan).week, shown(plan).plan, day.isoweekday()).lessons
    block = next(o.lesson.block for o in lessons if o.lesson.block and teacher in o.lesson.staff)
    free = ill(everybody, everybody.teacher)
    assert all("staat vast" not in told["nl"] for told in free.days.get().sentences)
    version = start_working_version(plan, by=by)
    lock(version, block, revision=0, by=by)
    publish(version, name="Herfst", note="", starts=timezone.localdate(), revision=1, by=by)
    changed = ill(everybody, everybody.teacher).days.get()
    kept = [o.lesson for o in day_in_force(changed).lessons if o.lesson.block == block]
    assert kept == [o.lesson for o in lessons if o.lesson.block == block]
    assert sum("staat vast bij" in told["nl"] for told in changed.sentences) == len(kept)


def test_where_people_locked_who_has_a_group_its_lessons_stay() -> None:
    everybody = in_force()
    day, by = next_date(everybody.year), everybody.principal
    plan = plan_on(everybody.year, day)
    assert plan is not None
    seen = shown(plan)
    lessons = day_of(seen.week, seen.plan, day.isoweekday()).lessons
    group = seen.plan.groups[0].id
    half = next(h for h in half_days(seen.week) if lessons[0].lesson.slot in h)
    version = start_working_version(plan, by=by)
    lock(version, duty_id(group, half), revision=0, by=by)
    publish(version, name="Herfst", note="", starts=timezone.localdate(), revision=1, by=by)
    changed = ill(everybody, everybody.teacher).days.get()
    kept = {one.number: one.lesson for one in day_in_force(changed).lessons}
    mine = [one for one in lessons if one.lesson.slot in half and group in one.lesson.groups]
    assert mine
    assert all(kept[one.number].staff == one.lesson.staff for one in mine)
