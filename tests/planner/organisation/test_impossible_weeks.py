"""Weeks that cannot be as asked: the sentence is the right one, and what it rests on is smallest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import pytest
from tests.planner.organisation.small_school import small_school

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import Explanation, Trouble
from stapsteen.planner.organisation.explaining.explaining import explain, find_troubles
from stapsteen.planner.organisation.planning import COMPILERS
from stapsteen.planner.organisation.school_week import Opening, SchoolWeek, WorkingDay
from stapsteen.planner.timetable.explain.conflict import Question
from stapsteen.planner.timetable.explain.points import Points

MORNINGS = tuple(Opening(day, "08:30", "12:00") for day in range(1, 6))


def year_class(week: SchoolWeek) -> Draft:
    return COMPILERS["year_class"](week)


def with_hall(*openings: Opening) -> SchoolWeek:
    week = small_school()
    rooms = (replace(one, openings=openings) if one.kind == "gym" else one for one in week.rooms)
    return replace(week, rooms=tuple(rooms))


def with_days(days: dict[str, tuple[int, ...]]) -> SchoolWeek:
    week = small_school()
    staff = (
        replace(one, days=tuple(WorkingDay(day) for day in days[one.id])) if one.id in days else one
        for one in week.staff
    )
    return replace(week, staff=tuple(staff))


def with_subject(key: str, **more) -> SchoolWeek:
    week = small_school()
    subjects = (replace(one, **more) if one.id == key else one for one in week.subjects)
    return replace(week, subjects=tuple(subjects))


def with_blocks(draft: Draft, changes: dict[str, dict]) -> Draft:
    blocks = (replace(one, **changes.get(one.id, {})) for one in draft.blocks)
    return replace(draft, blocks=tuple(blocks))


def themes_in_the_hall() -> Draft:
    draft = COMPILERS["equal_afternoons"](with_hall(*MORNINGS))
    themes = {one.id: {"room": "gym"} for one in draft.blocks if one.kind == "theme"}
    return with_blocks(draft, themes)


def hall_too_small() -> Draft:
    return year_class(with_hall(Opening(1, "08:30", "10:15"), Opening(2, "08:30", "10:15")))


def one_teacher_short() -> Draft:
    return year_class(with_days({"dewi": (1, 2, 3, 4)}))


def nobody_on_friday() -> Draft:
    week = small_school()
    days = {
        one.id: tuple(day.weekday for day in one.days if day.weekday != 5) for one in week.staff
    }
    return year_class(with_days(days))


def two_at_one_time() -> Draft:
    fixed = {"starts": frozenset({9})}
    return with_blocks(year_class(small_school()), {"56:gym-1": fixed, "56:english-1": fixed})


def hall_lost() -> Draft:
    return year_class(with_hall(Opening(1, "19:00", "21:00")))


def too_many_hours() -> Draft:
    return year_class(with_subject("arts", minutes=dict.fromkeys("12345678", 300), theme=False))


def order_in_a_circle() -> Draft:
    return with_blocks(
        year_class(small_school()), {"56:arithmetic-1": {"after": "56:arithmetic-3"}}
    )


def seven_days_in_five() -> Draft:
    draft = year_class(small_school())
    return with_blocks(draft, {f"56:arithmetic-{one}": {"a_day": 1} for one in range(1, 8)})


def longer_than_between_breaks() -> Draft:
    return with_blocks(year_class(small_school()), {"56:social-1": {"length": 3}})


WEEKS: dict[Callable[[], Draft], tuple[str, ...]] = {
    hall_too_small: (
        (
            "Gymzaal is 4 lestijden open, en 2 lessen Gym Groep 12, 2 lessen Gym Groep 34, "
            "2 lessen Gym Groep 56 en 2 lessen Gym Groep 78 vragen er 8: 4 te veel. "
            "Zoek meer uren of deel de ruimte."
        ),
    ),
    one_teacher_short: (
        (
            "Op vrijdagochtend hebben Groep 12, Groep 34, Groep 56 en Groep 78 een leerkracht nodig. "
            "Alleen voor een groep mogen dan staan: Bob, Cas en Eva. Dat is 1 te weinig."
        ),
        (
            "Op vrijdagmiddag hebben Groep 12, Groep 34, Groep 56 en Groep 78 een leerkracht nodig. "
            "Alleen voor een groep mogen dan staan: Bob, Cas en Eva. Dat is 1 te weinig."
        ),
    ),
    nobody_on_friday: (
        (
            "Op vrijdagochtend heeft Groep 12 een leerkracht nodig, en er werkt niemand die alleen voor "
            "een groep mag staan. Hetzelfde geldt voor Groep 34, Groep 56 en Groep 78."
        ),
        (
            "Op vrijdagmiddag heeft Groep 12 een leerkracht nodig, en er werkt niemand die alleen voor "
            "een groep mag staan. Hetzelfde geldt voor Groep 34, Groep 56 en Groep 78."
        ),
    ),
    two_at_one_time: (
        (
            "Gym Groep 56 en Engels Groep 56 vragen 2 lestijden in de week van Groep 56, "
            "en daar is er 1: 1 te veel."
        ),
    ),
    hall_lost: (
        (
            "Gym Groep {0} heeft nergens in de week plaats: Gym Groep {0} heeft een gymzaal nodig, "
            "Gym Groep {0} kan nergens anders dan in Gymzaal en Gymzaal is 0 lestijden per week open: "
            "maandag 19:00-21:00."
        ),
    ),
    too_many_hours: (
        (
            "Groep 12 vraagt 32 lestijden les en de week heeft er 30: 2 te veel. "
            "Verlaag de minuten van een vak."
        ),
    ),
    order_in_a_circle: (
        (
            "De volgorde van Rekenen Groep 56 (les 1), Rekenen Groep 56 (les 2) en Rekenen Groep 56 (les 3) "
            "is een kring: elk zou voor zichzelf moeten komen."
        ),
    ),
    seven_days_in_five: (
        (
            "6 lessen Rekenen Groep 56 moeten verdeeld over de week, hoogstens 1 op een dag. Er is plaats op "
            "maandag, dinsdag, woensdag, donderdag en vrijdag: 1 te veel."
        ),
    ),
    themes_in_the_hall: (
        (
            "Thema school heeft nergens in de week plaats: Thema school begint alleen op bepaalde tijden: "
            "maandag, dinsdag, woensdag, donderdag en vrijdag in de middag, Thema school heeft een gymzaal "
            "nodig, Thema school kan nergens anders dan in Gymzaal en Gymzaal is 20 lestijden per week open: "
            "maandag, dinsdag, woensdag, donderdag en vrijdag 08:30-12:00."
        ),
    ),
    longer_than_between_breaks: (
        (
            "Samen leven Groep 56 heeft nergens in de week plaats: er is geen pauze in Samen leven Groep 56, "
            "en de dag begint en eindigt in de eigen groep."
        ),
    ),
}


def told(trouble: Trouble) -> str:
    return " ".join(one.nl for one in (trouble.sentence, trouble.also) if one)


def assert_smallest(draft: Draft, trouble: Trouble) -> None:
    question = Question(Points(compile_draft(draft)), monotonic() + 300)
    assert trouble.sure
    assert question.too_much(trouble.members)
    for one in trouble.members:
        assert not question.too_much([other for other in trouble.members if other != one]), one
        assert question.sure


@pytest.mark.slow
@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.__name__)
def test_what_cannot_be_is_said_with_names_and_nothing_in_it_can_be_missed(week):
    draft = week()
    found = explain(draft, seconds=120)
    sentences = {told(trouble) for trouble in found.troubles}
    for sentence in WEEKS[week]:
        options = {sentence.format(group) for group in ("12", "34", "56", "78")}
        assert options & sentences, sentences
    for trouble in found.troubles:
        assert_smallest(draft, trouble)


@pytest.mark.slow
def test_a_week_counted_too_full_is_told_by_its_lessons_and_times_alone():
    draft = too_many_hours()
    found = find_troubles(draft, compile_draft(draft), seconds=60)
    rules = [{at.rule.partition("/")[0] for at in one.members} for one in found if one.sure]
    assert rules[0] == {"placed", "starts", "clashes"}
    hubs = [at.point for at in found[0].members if at.rule == "clashes"]
    assert hubs == ["column/12"]


def counts_of(draft: Draft) -> list[str]:
    from stapsteen.planner.organisation.explaining.counting import count

    return [one.sentence.nl for one in count(draft)]


def test_a_specialist_who_is_there_one_day_leaves_the_rest_to_the_teachers():
    assert counts_of(year_class(with_days({"gijs": (3,)}))) == [
        "Gijs kan 6 lestijden Gym geven, en er zijn er 8: 2 geeft de eigen leerkracht."
    ]


def test_a_hall_that_is_gone_is_told_before_planning():
    week = small_school()
    rooms = tuple(room for room in week.rooms if room.kind != "gym")
    assert counts_of(year_class(replace(week, rooms=rooms))) == [
        (
            "Gym vraagt een gymzaal, en die is er niet: Gym staat zonder ruimte in het rooster. "
            "Voeg de ruimte toe."
        )
    ]


def test_a_teacher_of_a_group_on_a_day_off_is_told_before_planning():
    found = counts_of(one_teacher_short())
    assert "Dewi heeft Groep 56 op vrijdag, maar werkt dan niet." in found


def test_a_day_of_a_group_with_nobody_agreed_is_told_before_planning():
    week = small_school()
    found = counts_of(year_class(replace(week, guidance=week.guidance[:1] + week.guidance[2:])))
    assert found == ["Groep 12 heeft op donderdag en vrijdag geen eigen leerkracht."]


def test_the_only_teacher_of_two_groups_and_a_contract_that_is_too_small_are_told():
    week = small_school()
    guidance = tuple(
        replace(one, staff="cas") if one.group == "56" else one for one in week.guidance
    )
    staff = tuple(replace(one, minutes=600) if one.id == "eva" else one for one in week.staff)
    assert counts_of(year_class(replace(week, guidance=guidance, staff=staff))) == [
        (
            "Cas is op maandag, dinsdag, woensdag, donderdag en vrijdag de enige leerkracht van "
            "Groep 34 en Groep 56."
        ),
        "Eva heeft een contract van 10:00 uur en staat volgens afspraak 25:00 uur voor de groep.",
    ]


def test_what_is_too_much_by_counting_comes_before_wishes():
    found = explain_counts(too_many_hours())
    assert [one.serious for one in found.counts] == sorted(
        (one.serious for one in found.counts), reverse=True
    )
    assert {one.short for one in found.counts if one.serious} == {2, 3}


def explain_counts(draft: Draft) -> Explanation:
    from stapsteen.planner.organisation.explaining.counting import count

    return Explanation(count(draft), ())


@pytest.mark.parametrize("organisation", sorted(COMPILERS))
def test_a_week_that_can_be_planned_is_not_counted_short(organisation):
    assert counts_of(COMPILERS[organisation](small_school())) == []
