"""Methods: typed or from a spreadsheet, bound to goals, how far a group is, and when it is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast, make_group
from tests.curriculum.goals import make_goal
from tests.curriculum.methods import kept, sheet

from stapsteen.curriculum.actions.methods import (
    bring_back_method,
    place_of,
    remove_method,
    save_method,
    say_place,
    take_back_place,
)
from stapsteen.curriculum.lesson_lines import LessonLine, lessons_in, text_of
from stapsteen.curriculum.method_reads import lessons_of, standings
from stapsteen.curriculum.models import Method
from stapsteen.curriculum.pace import forecast
from stapsteen.curriculum.queries import methods_of
from stapsteen.kit.decoded import decoded
from stapsteen.kit.refused import Refused
from stapsteen.school.models import DayOff, LogLine

MONDAY = date(2026, 9, 7)


def never(_day: date) -> bool:
    return False


@pytest.mark.parametrize(
    "text",
    [
        "Tellen\nMeten, wegen; RW.1.001, RW.1.002\n\n",
        "titel;doelen\nTellen;\n  Meten,  wegen ;RW.1.001 RW.1.002",
        'title,goals\nTellen,\n"Meten, wegen","RW.1.001,RW.1.002"\n',
        "Tellen\nMeten, wegen\tRW.1.001|RW.1.002|RW.1.001\n",
    ],
)
def test_lessons_are_typed_pasted_or_out_of_a_spreadsheet(text):
    assert lessons_in(text) == [
        LessonLine("Tellen"),
        LessonLine("Meten, wegen", ("RW.1.001", "RW.1.002")),
    ]


def test_what_was_written_can_be_written_again():
    lines = [LessonLine("Tellen"), LessonLine("Meten, wegen", ("a", "b"))]
    assert lessons_in(text_of(lines)) == lines


def test_a_file_of_a_dutch_spreadsheet_is_read():
    assert decoded("\ufeffé".encode()) == decoded("é".encode("cp1252")) == "é"
    assert decoded("é".encode("utf-16")) == decoded("\ufeffé".encode("utf-16-be")) == "é"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nog geen lessen"),
        ("titel;doelen\n", "nog geen lessen"),
        ("x" * 201, "te lang"),
        ("les een\n" * 501, "te veel lessen: 501"),
    ],
)
def test_what_is_no_list_of_lessons_is_refused(text, said):
    with pytest.raises(Refused, match=said):
        lessons_in(text)


@pytest.mark.parametrize(
    ("left", "a_week", "ends"),
    [
        (5, 5, date(2026, 9, 11)),
        (6, 5, date(2026, 9, 14)),
        (4, 4, date(2026, 9, 11)),
        (1, 1, date(2026, 9, 11)),
        (20, 10, date(2026, 9, 18)),
        (0, 5, MONDAY),
    ],
)
def test_a_teaching_day_brings_a_fifth_of_the_lessons_of_a_week(left, a_week, ends):
    assert forecast(left, a_week, MONDAY, date(2027, 7, 16), never).ends == ends


def test_days_off_and_weekends_bring_nothing():
    wednesday = date(2026, 9, 9)
    ahead = forecast(5, 5, MONDAY, date(2026, 9, 14), lambda day: day == wednesday)
    assert (ahead.ends, ahead.over, ahead.weeks) == (date(2026, 9, 14), 0, 1.0)


def test_what_does_not_fit_in_the_year_is_told_with_the_pace_at_which_it_would():
    ahead = forecast(20, 5, MONDAY, date(2026, 9, 18), never)
    assert (ahead.ends, ahead.over, ahead.needed) == (None, 10, 10)
    assert forecast(20, 10, MONDAY, date(2026, 9, 18), never).ends == date(2026, 9, 18)


def test_after_the_year_nothing_fits():
    ahead = forecast(3, 5, MONDAY, MONDAY - timedelta(days=1), never)
    assert (ahead.ends, ahead.over, ahead.needed) == (None, 3, None)


@pytest.mark.django_db
def test_lessons_are_bound_to_goals_by_code_or_key_and_unknown_codes_are_told():
    everybody = cast()
    goal = make_goal(everybody.school, "Telt")
    type(goal).objects.filter(pk=goal.pk).update(code="RW.2.001")
    lines = [LessonLine("Een", ("RW.2.001", "Telt")), LessonLine("Twee", ("weg",))]
    method, unknown = save_method(everybody.principal, sheet(everybody, lessons=lines))
    assert [list(one.goals.all()) for one in method.lessons.all()] == [[goal], []]
    assert unknown == ["weg"]
    assert [one.lessons for one in methods_of(everybody.school)] == [("Een", "Twee")]


@pytest.mark.django_db
def test_a_subject_has_one_method_in_a_year_group():
    everybody = cast()
    kept(everybody, "Een")
    with pytest.raises(Refused, match="Voor Rekenen in groep 5 is er al een methode"):
        kept(everybody, "Twee")
    assert kept(everybody, "Twee", year_group="6").name == "Rekenrijk"


@pytest.mark.django_db
def test_a_changed_method_keeps_the_place_of_each_group_and_can_be_as_it_was():
    everybody = cast()
    old = kept(everybody, "Een", "Twee", "Drie")
    say_place(everybody.teacher, old, everybody.group, 1)
    say_place(everybody.teacher, old, everybody.group, 3)
    new, _unknown = save_method(everybody.principal, sheet(everybody, "Een", "Twee"), old)
    assert place_of(new, everybody.group) == 2
    assert [one.lessons for one in methods_of(everybody.school)] == [("Een", "Twee")]
    bring_back_method(everybody.principal, old)
    assert [one.lessons for one in methods_of(everybody.school)] == [("Een", "Twee", "Drie")]
    assert place_of(old, everybody.group) == 3


@pytest.mark.django_db
def test_a_removed_method_comes_back():
    everybody = cast()
    method = kept(everybody, "Een")
    remove_method(everybody.principal, method)
    assert methods_of(everybody.school) == []
    bring_back_method(everybody.principal, method)
    assert [one.name for one in methods_of(everybody.school)] == ["Rekenrijk"]
    assert [one.verb for one in LogLine.objects.all()] == [
        "bring_back_method", "remove_method", "save_method",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_teacher_says_how_far_a_group_is_and_takes_that_back():
    everybody = cast()
    method = kept(everybody, "Een", "Twee")
    say_place(everybody.teacher, method, everybody.group, 1)
    second = say_place(everybody.teacher, method, everybody.group, 2)
    assert say_place(everybody.teacher, method, everybody.group, 2) is None
    take_back_place(everybody.teacher, second)
    assert place_of(method, everybody.group) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("position", [-1, 3])
def test_a_lesson_that_is_not_there_is_no_place(position):
    everybody = cast()
    method = kept(everybody, "Een", "Twee")
    with pytest.raises(Refused, match="Deze les is er niet"):
        say_place(everybody.teacher, method, everybody.group, position)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["assistant", "pupil", "guardian", "stranger"])
def test_others_say_no_place_and_change_no_method(who):
    everybody = cast()
    method = kept(everybody, "Een")
    stands_by = getattr(everybody, who)
    with pytest.raises(Refused):
        say_place(stands_by, method, everybody.group, 1)
    for change in (remove_method, bring_back_method):
        with pytest.raises(Refused):
            change(stands_by, method)
    with pytest.raises(Refused):
        save_method(stands_by, sheet(everybody, "Twee"), method)
    assert Method.objects.filter(removed_at=None).get() == method


@pytest.mark.django_db
def test_a_teacher_changes_no_method():
    everybody = cast()
    with pytest.raises(Refused, match="Alleen wie de hele school overziet"):
        save_method(everybody.teacher, sheet(everybody, "Een"))


@pytest.mark.django_db
def test_where_each_group_stands_with_its_own_days_off():
    everybody = cast()
    method = kept(everybody, "Een", "Twee", "Drie", "Vier", "Vijf", "Zes")
    combined = make_group(everybody.year, "Groep 5/6", ["5", "6"])
    make_group(everybody.year, "Groep 7", ["7"])
    say_place(everybody.teacher, method, everybody.group, 2)
    free = DayOff.objects.create(
        year=everybody.year, name="Uitje", kind=DayOff.Kind.STUDY_DAY,
        starts=timezone.localdate(), ends=everybody.year.ends,
    )  # fmt: skip
    free.groups.add(combined)
    special = {"kind": DayOff.Kind.SPECIAL, "starts": everybody.year.starts}
    DayOff.objects.create(year=everybody.year, name="Feest", ends=everybody.year.ends, **special)
    first, second = standings([method], everybody.year)[method.pk]
    assert (first.group, first.position, first.count) == (everybody.group, 2, 6)
    assert first.lesson is not None
    assert (first.lesson.title, first.forecast.left) == ("Twee", 4)
    assert (second.group, second.position, second.lesson) == (combined, 0, None)
    assert (second.forecast.ends, second.forecast.over) == (None, 6)


@pytest.mark.django_db
def test_as_a_source_the_lessons_stand_by_the_steps_of_their_goals():
    everybody = cast()
    make_goal(everybody.school, "Later", step=10)
    make_goal(everybody.school, "Eerder", step=3)
    lines = [LessonLine("A"), LessonLine("B", ("Later",)), LessonLine("C", ("Later", "Eerder"))]
    method = kept(everybody, lessons=lines)
    assert [one.title for one in lessons_of(method, by_step=False)] == ["A", "B", "C"]
    assert [one.title for one in lessons_of(method, by_step=True)] == ["C", "B", "A"]


@pytest.mark.django_db
def test_more_methods_and_groups_ask_no_more_of_the_database():
    everybody = cast()
    counts = []
    for year_group in ("5", "6", "7"):
        kept(everybody, "Een", year_group=year_group)
        make_group(everybody.year, f"Groep {year_group} b", [year_group])
        with CaptureQueriesContext(connection) as asked:
            standings(list(Method.objects.all()), everybody.year)
        counts.append(len(asked))
    assert counts[0] == counts[-1] <= 6
