"""Moving a lesson by hand: what makes way, what it costs, and in which words.

A day has eight slots: 0 starts it, 1 and 2, 3 and 4, 5 and 6 lie between pauses, 7 ends it. Tuesday
begins at 8. Anne has group 5 on all days but Friday; Gijs teaches gym on Monday.
"""

from __future__ import annotations

from dataclasses import replace

from tests.planner.organisation.small_school import staff

from stapsteen.planner.organisation.broken_rules import told
from stapsteen.planner.organisation.calendar import half_days
from stapsteen.planner.organisation.compiling import compile_draft, duty_id
from stapsteen.planner.organisation.concerned import concerned
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.moving import Movable, Place
from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import Group, Guidance, Room, SchoolWeek
from stapsteen.planner.organisation.tables import usual_slots, usual_subjects
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.solution import Meet, Solution

ANNE, GIJS, HALL = "staff/anne", "staff/gijs", "room/zaal"
LESSON = Block("", "", "lesson", "language", ("5",), 1)


def lesson(key: str, name: str = "Taal 5", **fields: object) -> Block:
    return replace(LESSON, id=key, name=name, spread=key[:1], **fields)  # type: ignore[arg-type]


BLOCKS = (
    lesson("t1"),
    lesson("t2", after="t1"),
    lesson("r1", "Rekenen 5", early=True),
    lesson("w1", "Wereld 5", length=2),
    lesson("k1", "Kunst 6", columns=("6",)),
    lesson("s1", "Samen", columns=("5", "6"), kind="theme"),
    lesson("g1", "Gym 5", kind="gym", specialist="gym", room="gym"),
)
TIMES = {"t1": 1, "t2": 9, "r1": 2, "w1": 5, "k1": 1, "s1": 11, "g1": 3}


def draft_of(blocks: tuple[Block, ...] = BLOCKS) -> Draft:
    week = SchoolWeek(
        name="De Kiezel",
        slots=usual_slots(),
        rooms=(Room("zaal", "Gymzaal", "gym", 60),),
        subjects=usual_subjects(),
        groups=tuple(Group(key, f"Groep {key}", (key,)) for key in "56"),
        pupils=(),
        staff=(
            staff("anne", 1, 2, 3, 4),
            staff("bob", 1, 2, 3, 4, 5),
            staff("cas", 5),
            staff("gijs", 1, subjects=("gym",)),
        ),
        guidance=(
            Guidance("anne", "5", (1, 2, 3, 4)),
            Guidance("cas", "5", (5,)),
            Guidance("bob", "6"),
        ),
    )
    columns = tuple(PlannedGroup(key, f"Groep {key}", (key,), ()) for key in "56")
    return Draft(week, "year_class", columns, blocks, {"5": "5", "6": "6"})


def week_of(locked: tuple[str, ...] = (), **changes: int | None) -> Movable:
    """The week with the lessons at their times, or at others; the teachers are the groups' own."""
    draft = draft_of()
    meets = [
        Meet(
            block.id,
            block.length,
            (TIMES | changes)[block.id],
            (*(f"column/{one}" for one in block.columns), *((GIJS, HALL) * bool(block.room))),
        )
        for block in BLOCKS
    ]
    for column in "56":
        for number, half_day in enumerate(half_days(draft.week)):
            own = "bob" if column == "6" else "anne" if number < 8 else "cas"
            event = duty_id(column, half_day)
            meets.append(Meet(event, len(half_day), half_day.start, (f"staff/{own}",)))
    return Movable(draft, compile_draft(draft), Solution(tuple(meets)), locked)


def times(week: Movable, place: Place) -> dict[str, int | None]:
    """The lessons that a change puts elsewhere, and where."""
    return {event: meet.time for event, meet in place.change.meets.items()}


def words(week: Movable, place: Place) -> list[str]:
    return [told(week.draft, one).nl for one in place.difference.broken]


def test_the_week_of_these_tests_is_whole():
    week = week_of()
    assert (week.evaluation.infeasibility, week.evaluation.objective) == (0, 0)


def test_a_free_place_is_free_and_nothing_makes_way():
    week = week_of()
    place = week.place("r1", 4)
    assert (place.state, place.change.along, times(week, place)) == ("free", (), {"r1": 4})


def test_two_lessons_change_places():
    week = week_of()
    place = week.place("r1", 3)
    assert (place.state, place.change.along) == ("free", ("g1",))
    assert times(week, place) == {"r1": 3, "g1": 2}


def test_a_double_lesson_changes_places_with_the_two_that_stand_there():
    week = week_of()
    place = week.place("w1", 1)
    assert times(week, place) == {"w1": 1, "t1": 5, "r1": 6}
    assert words(week, place) == ["Rekenen 5 staat niet in de ochtend."]
    assert place.state == "price"


def test_a_lesson_does_not_push_a_longer_one_away():
    week = week_of()
    place = week.place("t2", 5)
    assert (place.state, place.change.along) == ("forbidden", ())
    assert "Groep 5 heeft twee dingen tegelijk." in words(week, place)


def test_half_overlapping_places_move_over():
    week = week_of(w1=1, r1=None, t1=3, g1=4)
    place = week.place("w1", 2)
    assert times(week, place) == {"w1": 2, "t1": 1}
    assert words(week, place) == ["Wereld 5 duurt 90 minuten en past hier niet tussen twee pauzes."]


def test_a_lesson_of_several_groups_does_not_make_way_for_one_of_them():
    week = week_of()
    place = week.place("r1", 11)
    assert (place.state, times(week, place)) == ("forbidden", {"r1": 11})


def test_a_lesson_of_several_groups_sends_those_of_all_of_them_to_its_old_place():
    week = week_of()
    place = week.place("s1", 1)
    assert times(week, place) == {"s1": 1, "t1": 9, "t2": 11, "k1": 11}
    assert set(place.change.along) == {"t1", "k1"}


def test_lessons_that_are_alike_keep_their_order_and_the_name_goes_along():
    week = week_of()
    place = week.place("t1", 17)
    assert times(week, place) == {"t1": 9, "t2": 17}
    assert dict(place.change.renamed) == {"t1": "t2", "t2": "t1"}
    assert place.state == "free"


def test_a_place_where_the_same_stands_already_changes_nothing():
    assert week_of().place("t1", 9).state == "same"


def test_what_is_locked_makes_no_way():
    place = week_of(locked=("g1",)).place("r1", 3)
    assert (place.state, place.held) == ("forbidden", ("g1",))


def test_gym_goes_without_the_subject_teacher_where_he_does_not_work():
    week = week_of()
    place = week.place("g1", 10)
    assert place.state == "price"
    assert words(week, place) == ["Gym 5 is niet van de vakleerkracht."]
    assert place.change.meets["g1"].resources == ("column/5", None, HALL)


def test_with_the_teacher_named_he_would_have_to_work():
    week = week_of()
    place = week.place("g1", 10, ("column/5", GIJS, HALL))
    assert place.state == "forbidden"
    assert words(week, place) == ["Gijs werkt niet op dat moment."]


def test_another_person_can_have_the_group():
    week = week_of()
    duty = duty_id("5", range(8, 13))
    place = week.place(duty, 8, ("staff/bob",))
    assert place.state == "forbidden"
    assert words(week, place)[-1] == "Bob is op twee plekken tegelijk."
    assert "Groep 5 heeft vanaf dinsdag 08:30 niet de eigen leerkracht." in words(week, place)


def test_a_lesson_can_be_taken_out_and_then_has_no_place():
    week = week_of()
    assert words(week, week.place("r1", None)) == ["Rekenen 5 heeft geen plek."]


def test_every_price_is_what_the_referee_says_of_the_whole_week():
    week = week_of()
    for event in TIMES:
        for place in week.places(event):
            after = evaluate(week.instance, week.after(place.change))
            assert place.difference.infeasibility == after.infeasibility
            assert place.difference.objective == after.objective


def test_what_is_wrong_is_marked_at_the_lessons_it_concerns():
    week = week_of(t2=2, w1=4, g1=9)
    marked = {event for one in week.evaluation.broken for event in concerned(week, one)}
    assert marked == {"t1", "t2", "r1", "w1", "g1"}
    assert [told(week.draft, one).nl for one in week.evaluation.broken] == [
        "Wereld 5 duurt 90 minuten en past hier niet tussen twee pauzes.",
        "Taal 5 staat te vaak op één dag.",
        "Gijs werkt niet op dat moment.",
        "Groep 5 heeft twee dingen tegelijk.",
    ]
