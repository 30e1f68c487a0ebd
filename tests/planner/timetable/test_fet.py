"""FET files: every rule costs nothing where FET allows a timetable, and something where it does not."""

from __future__ import annotations

import pytest
from tests.planner.timetable.fet_files import at, cost, fet, rule
from tests.planner.timetable.fet_rules import BOTH, BREAK, RULES

from stapsteen.planner.timetable.archive import Archive, write
from stapsteen.planner.timetable.archive import read as read_archive
from stapsteen.planner.timetable.fet import Malformed, read


@pytest.mark.parametrize("name", RULES)
def test_a_rule_costs_nothing_where_it_holds_and_what_it_is_broken_by(name: str) -> None:
    rules, good, bad, expected = RULES[name]
    file = read(fet(*rules))
    assert (file.left_out, cost(file, **good), cost(file, **bad)) == ((), (0, 0), (expected, 0))


@pytest.mark.parametrize(
    ("weight", "place", "expected"),
    [
        (95, "ma 2", (0, 95)),  # given up, and next to each other
        (95, "ma 3", (1, 95)),  # given up without being next to each other
        ("99.75", "ma 2", (0, 100)),
        ("0.2", "ma 2", (0, 1)),
        (0, "ma 3", (0, 0)),  # asks for nothing
    ],
)
def test_less_than_a_hundred_per_cent_is_a_wish_of_that_weight(
    weight: float | str, place: str, expected: tuple[int, int]
) -> None:
    spread = rule(
        "MinDaysBetweenActivities", weight, MinDays=1, Consecutive_If_Same_Day="true", **BOTH
    )
    assert cost(fet(spread), a2=place) == expected


@pytest.mark.parametrize(
    ("place", "expected"), [("ma 1 zaal", (0, 0)), ("ma 1 lokaal", (0, 80)), ("ma 1", (0, 80))]
)
def test_a_wished_room_may_be_given_up_for_the_home_room_or_none(
    place: str, expected: tuple[int, int]
) -> None:
    wish = rule("SubjectPreferredRoom", 80, Subject="rekenen", Room="zaal")
    home = rule("StudentsSetHomeRoom", 100, Students="groep 3", Room="lokaal")
    rules = (wish, home) if "lokaal" in place else (wish,)
    assert cost(fet(*rules), a1=place) == expected


def test_a_required_room_leaves_nothing_to_choose() -> None:
    file = read(fet(rule("ActivityPreferredRoom", 100, Activity_Id=1, Room="zaal")))
    (event,) = (event for event in file.instance.events if event.id == "1")
    assert [need.resource for need in event.needs if need.type == "Lokaal"] == ["Lokaal zaal"]


def test_of_a_virtual_room_one_real_room_of_each_set_is_taken() -> None:
    both = "<Set_of_Real_Rooms><Real_Room>zaal</Real_Room></Set_of_Real_Rooms>"
    either = (
        "<Set_of_Real_Rooms><Real_Room>hok</Real_Room><Real_Room>lokaal</Real_Room>"
        "</Set_of_Real_Rooms>"
    )
    hall = f"<Room><Name>plein</Name><Virtual>true</Virtual>{both}{either}</Room>"
    rules = [
        rule("ActivityPreferredRoom", 100, Activity_Id=3, Room="plein"),
        rule("ActivityPreferredRoom", 100, Activity_Id=1, Room="zaal"),
    ]
    file = read(fet(*rules, rooms=hall))
    assert file.left_out == ()
    # no real room was named for the second set, and the first is taken by activity 1 as well
    assert cost(file, a3="ma 1 plein") == (2 + 1, 0)


def test_sets_of_pupils_that_say_nothing_more_are_no_resources() -> None:
    def parts(*rules: str) -> list[str]:
        every = read(fet(*rules)).instance.resources
        return [one.name for one in every if one.type == "Leerlingen"]

    away = rule(
        "StudentsSetNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 1"), Students="3 rest"
    )
    whole = rule("StudentsSetMaxGapsPerDay", 100, Students="3 rest", Max_Gaps=0)
    assert parts() == ["3 koor", "groep 4"]  # the choir attends all that the rest attends
    assert parts(away) == parts(whole) == ["3 koor", "3 rest", "groep 4"]


def test_days_without_holes_become_hours_that_are_always_taken_or_never() -> None:
    rules, *_places = RULES["days without holes of one length"]
    of_choir = [
        (one.name, sorted(one.times) or [bounds.times for bounds in one.bounds], one.minimum)
        for one in read(fet(*rules)).instance.constraints
        if one.resources == ("Leerlingen 3 koor",)
    ]
    first_hours = [1, 6, 11]  # a day has a gate and four hours
    assert of_choir == [
        ("Geen uur open", [(time,) for time in first_hours], 3),
        ("Op tijd uit", sorted(time + later for time in first_hours for later in (1, 2, 3)), 0),
    ]


def test_a_fixed_time_is_the_time_of_the_event() -> None:
    fixed = rule(
        "ActivityPreferredStartingTime", Activity_Id=1, Preferred_Day="di", Preferred_Hour=2
    )
    (event,) = (event for event in read(fet(fixed)).instance.events if event.id == "1")
    assert event.time == 5


def test_what_is_not_in_the_instance_is_named() -> None:
    changes = rule("TeachersMaxBuildingChangesPerDay", Max_Building_Changes_Per_Day=1)
    unequal = rule("ActivitiesSameStartingTime", Activity_Id=[1, 3])
    off = changes.replace("<Active>true", "<Active>false")
    file = read(fet(changes, changes, unequal, off, mode="<Mode>Terms</Mode>"))
    assert [str(left) for left in file.left_out] == [
        "Mode, 1 keer (Terms): de dagen worden gelezen als gewone dagen.",
        "TeachersMaxBuildingChangesPerDay, 2 keer (regel 31, regel 33): deze regel wordt niet gelezen.",
        "ActivitiesSameStartingTime, 1 keer (regel 35): de activiteiten duren niet even lang.",
    ]


def test_an_instance_from_a_file_can_be_exchanged_as_an_archive() -> None:
    file = read(fet(*(one for rules, *_others in RULES.values() for one in rules)))
    archive = Archive((file.instance,), ())
    again = read_archive(write(archive)).instance()
    assert (again.events, len(again.constraints)) == (
        file.instance.events,
        len(file.instance.constraints),
    )


@pytest.mark.parametrize(
    ("good", "bad", "element"),
    [
        ("<Day><Name>ma</Name></Day>", "<Day><Name>di</Name></Day>", "<Day><Name>di</Name></Day><Day><Name>wo"),
        ("<Teacher>juf</Teacher>", "<Teacher>jef</Teacher>", "<Activity><Teacher>jef"),
        ("<Students>groep 4</Students>", "<Students>groep 5</Students>", "<Activity><Teacher>meester</Teacher><Subject>gym"),
        ("<Duration>2</Duration>", "<Duration>twee</Duration>", "<Duration>twee"),
        ("<Duration>2</Duration>", "<Duration>0</Duration>", "<Activity><Teacher>meester</Teacher><Subject>gym"),
        ("<Id>2</Id>", "<Id>1</Id>", "<Activity><Teacher>juf</Teacher><Subject>taal"),
        ("<Hour>2</Hour>", "<Hour>9</Hour>", "<Break_Time>"),
        ("<Weight_Percentage>100<", "<Weight_Percentage>veel<", "<ConstraintBreakTimes>"),
        ("<Activity_Id>2<", "<Activity_Id>8<", "<Activity_Id>8"),
        ("<MinDays>1</MinDays>", "", "<ConstraintMinDaysBetweenActivities>"),
        ("<Active>true</Active></Constraint", "<Active>soms</Active></Constraint", "<ConstraintBreakTimes>"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_answered_with_line_and_element(
    good: str, bad: str, element: str
) -> None:
    text = fet(BREAK, rule("MinDaysBetweenActivities", 100, MinDays=1, **BOTH)).decode()
    assert good in text
    broken = text.replace(good, bad, 1)
    last = broken.rindex(element) if element.startswith("<Day>") else broken.index(element)
    line = broken[:last].count("\n") + 1
    with pytest.raises(Malformed) as caught:
        read(broken.encode())
    assert caught.value.sentences[0].startswith(f"Regel {line}, <")


def test_a_file_without_any_tag_is_answered_with_the_element_that_fet_begins_with() -> None:
    with pytest.raises(Malformed) as caught:
        read(b"geen xml")
    assert caught.value.sentences[0].startswith("Regel 1, <fet>: hier houdt het op goed XML")


def test_another_file_is_no_file_of_fet() -> None:
    with pytest.raises(Malformed) as caught:
        read(b"<HighSchoolTimetableArchive/>")
    assert caught.value.sentences == (
        "Regel 1, <HighSchoolTimetableArchive>: dit is geen bestand van FET.",
    )


@pytest.mark.parametrize("hours", [0, 101, 999999999])
def test_an_activity_of_no_hours_or_of_more_than_a_day_can_have_is_refused(hours: int) -> None:
    asked = fet().replace(b"<Duration>2</Duration>", f"<Duration>{hours}</Duration>".encode())
    with pytest.raises(Malformed, match="hoogstens 100 uren"):
        read(asked)
