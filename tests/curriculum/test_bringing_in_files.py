"""A file of goals comes into a school: a second time updates, nothing is lost, all can go back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import cast, make_school
from tests.curriculum.files import file, goal
from tests.curriculum.goals import make_subject

from stapsteen.curriculum.actions.bring_in import Wishes, bring_in, look_at, take_back
from stapsteen.curriculum.actions.goals import edit_goal, restore_goal, split_goal
from stapsteen.curriculum.coming.fields import MOST
from stapsteen.curriculum.models import (
    CoreObjective,
    Framework,
    Goal,
    GoalImport,
    GoalPart,
    Prerequisite,
)
from stapsteen.curriculum.outline import Outline, OutlineLine, OutlineObjective
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.curriculum.wording import Place, Wording
from stapsteen.kit.refused import Refused
from stapsteen.school.models import LogLine, School, Subject

pytestmark = pytest.mark.django_db


def brought(school: School, outline: Outline, **wishes: object) -> dict[str, int]:
    """Bring a file in; what happened to its goals, without what did not."""
    done = bring_in(None, school, outline, "doelen.json", Wishes(**wishes))  # type: ignore[arg-type]
    return {kind: number for kind, number in done.counts["goals"].items() if number}


def the(key: str) -> Goal:
    return Goal.objects.select_related("subject", "progression").get(key=key)


def links() -> set[tuple[str, str]]:
    return set(Prerequisite.objects.values_list("goal__key", "needed__key"))


def test_goals_come_with_subject_step_and_a_wording_for_pupils_until_there_is_a_better_one():
    school = make_school()
    assert brought(school, file(goal("a", "tellen tot tien", code="RW.2.001"))) == {"new": 1}
    found = the("a")
    assert (found.subject.key, found.subject.name) == ("arithmetic", "Rekenen")
    assert (found.step, found.year_groups, found.code) == (9, [4, 5, 6], "RW.2.001")
    assert found.pupil_title == "Ik leer: tellen tot tien"
    assert brought(school, file(goal("a", "tellen tot elf", code="RW.2.001"))) == {"changed": 1}
    assert the("a").pupil_title == "Ik leer: tellen tot elf"


@pytest.mark.parametrize(
    ("groups", "step"), [((1, 2, 3), 3), ((7, 8), 14), ((5,), 9), (tuple(range(1, 9)), 8), ((), 8)]
)
def test_a_goal_stands_in_the_middle_of_the_groups_it_is_for(groups, step):
    brought(make_school(), file(goal("a", year_groups=groups)))
    assert the("a").step == step


def test_the_same_file_again_changes_nothing():
    school = make_school()
    outline = file(goal("a"), goal("b"), goal("c"), needs=("b a",), parts=("c b",))
    brought(school, outline)
    before = list(Goal.objects.values())
    again = bring_in(None, school, outline, "doelen.json")
    assert again.is_empty
    assert again.counts["goals"]["same"] == 3
    assert again.counts["links"] == {"new": 0, "same": 2, "gone": 0, "left_out": 0}
    assert list(Goal.objects.values()) == before


def test_a_newer_file_updates_retires_and_brings_back():
    school = make_school()
    brought(school, file(goal("a"), goal("b")))
    assert brought(school, file(goal("b", "beter"), goal("c"))) == {
        "new": 1,
        "changed": 1,
        "retired": 1,
    }
    assert Goal.objects.count() == 3
    assert the("a").retired_on is not None
    assert [one.key for one in goals_in_use(school)] == ["b", "c"]
    assert brought(school, file(goal("a"), goal("b", "beter"), goal("c"))) == {
        "restored": 1,
        "same": 3,
    }
    assert the("a").retired_on is None


def test_a_file_that_is_only_a_part_retires_nothing():
    school = make_school()
    brought(school, file(goal("a"), goal("b")))
    assert brought(school, file(goal("b")), retire=False) == {"same": 1}
    assert the("a").retired_on is None


def test_what_the_school_wrote_itself_stays_and_is_told():
    everybody = cast()
    brought(everybody.school, file(goal("a", code="oud"), goal("b"), needs=("b a",)))
    found = the("b")
    wording = Wording("eigen woorden", found.pupil_title)
    edit_goal(everybody.principal, found, wording, Place(found.subject, found.step))
    done = bring_in(
        None, everybody.school, file(goal("a"), goal("b", code="B"), needs=("b a",)), "x"
    )
    assert (done.counts["goals"]["kept"], done.counts["goals"]["changed"]) == (1, 2)
    assert the("b").title == "eigen woorden"
    assert the("b").code == "B"  # the school said nothing of the code
    assert links() == set()  # the school took the link away
    assert "“eigen woorden”" in done.told[0]


def test_a_goal_that_the_school_took_into_use_again_is_not_retired_once_more():
    everybody = cast()
    brought(everybody.school, file(goal("a"), goal("b")))
    brought(everybody.school, file(goal("b")))
    restore_goal(everybody.principal, the("a"))
    assert brought(everybody.school, file(goal("b"))) == {"kept": 1, "same": 1}
    assert the("a").retired_on is None


def test_a_goal_that_was_split_stays_out_of_use():
    everybody = cast()
    brought(everybody.school, file(goal("a")))
    parts = [Wording(f"deel {n}", f"Ik kan {n}.") for n in (1, 2)]
    split_goal(everybody.principal, the("a"), parts)
    assert brought(everybody.school, file(goal("a"))) == {"same": 1}
    assert the("a").retired_on is not None


def test_a_link_that_would_close_a_cycle_is_left_out_and_told():
    school = make_school()
    outline = file(goal("a"), goal("b"), goal("c"), needs=("b a", "c b", "a c"))
    done = bring_in(None, school, outline, "x")
    assert links() == {("b", "a"), ("c", "b")}
    assert done.counts["links"]["left_out"] == 1
    assert done.told[0] == (
        "Een verband is weggelaten, want dan wachten doelen op elkaar: “doel a” kan pas na “doel c”, "
        "“doel c” pas na “doel b”, en “doel b” pas na “doel a”."
    )
    assert graph_of(school).cycles == []


def test_a_link_that_goes_round_with_what_the_school_has_is_left_out_too():
    school = make_school()
    brought(school, file(goal("a"), goal("b")))
    Prerequisite.objects.create(goal=the("a"), needed=the("b"))
    bring_in(None, school, file(goal("a"), goal("b"), goal("c"), needs=("b a", "c b")), "x")
    assert links() == {("a", "b"), ("c", "b")}


def test_links_that_a_newer_file_does_not_have_go_and_those_of_the_school_stay():
    school = make_school()
    brought(school, file(goal("a"), goal("b"), goal("c"), needs=("b a",)))
    Prerequisite.objects.create(goal=the("c"), needed=the("a"))
    brought(school, file(goal("a"), goal("b"), goal("c"), needs=("c b",)))
    assert links() == {("c", "b"), ("c", "a")}


def test_of_a_goal_with_parts_the_parts_are_offered():
    school = make_school()
    brought(school, file(goal("a"), goal("b"), goal("c"), parts=("b a", "c a", "a c")))
    assert set(GoalPart.objects.values_list("goal__key", "whole__key")) == {("b", "a"), ("c", "a")}
    assert [one.key for one in goals_in_use(school)] == ["b", "c"]


def test_a_link_to_nothing_is_told_and_one_to_another_set_is_made():
    school = make_school()
    brought(school, file(goal("a")))
    other = replace(file(goal("b"), needs=("b a", "b weg")), key="other")
    done = bring_in(None, school, other, "x")
    assert links() == {("b", "a")}
    assert done.told == ["“doel b” zou pas kunnen na weg, maar dat doel is er niet."]


def test_doubles_are_told_and_of_the_same_key_the_first_holds():
    school = make_school()
    done = bring_in(
        None, school, file(goal("a", "een", code="X"), goal("a", "twee", code="X")), "x"
    )
    assert [one.title for one in Goal.objects.all()] == ["een"]
    assert [sentence.partition(":")[0] for sentence in done.told] == [
        "2 doelen hebben hetzelfde kenmerk a",
        "2 doelen hebben de code X",
    ]


def test_a_subject_is_found_by_its_name_chosen_or_made():
    school = make_school()
    make_subject(school, "maths", "Rekenen en wiskunde")
    outline = file(
        goal("a", subject="Rekenen en Wiskunde"),
        goal("b", subject="Kerndoelen Nederlands"),
        goal("c", subject="Filosofie"),
        goal("d", subject="Schaken"),
    )
    brought(school, outline, subjects={"Schaken": "maths"})
    assert [the(key).subject.key for key in "abcd"] == ["maths", "language", "filosofie", "maths"]
    assert Subject.objects.filter(school=school).count() == 3


def test_lines_come_with_the_goals_of_their_subject():
    outline = replace(file(goal("a", line="l")), lines=(OutlineLine("l", "Breuken", "Fractions"),))
    school = make_school()
    brought(school, outline)
    brought(school, outline)
    assert (str(the("a").progression), school.progressions.count()) == ("Breuken", 1)


def test_core_objectives_come_with_their_parts_and_bind_the_goals_that_serve_them():
    school = make_school()
    objectives = (
        OutlineObjective("2025", "10", "Rekent", heading="Rekenen"),
        OutlineObjective("2025", "10A", "Rekent met getallen", parent="10"),
        OutlineObjective("2025", "FRY 1", "Fries", for_some=True),
    )
    served = (("2025", "10A"), ("2006", "26"))
    outline = replace(file(goal("a", objectives=served)), objectives=objectives)
    done = bring_in(None, school, outline, "x")
    assert done.counts["objectives"] == {"new": 2, "changed": 0, "same": 0}
    assert done.told == ["1 kerndoel voor Fries of gebarentaal is niet meegekomen."]
    assert CoreObjective.objects.get(code="10A").parent == CoreObjective.objects.get(code="10")
    assert {(one.edition, one.code) for one in the("a").objectives.all()} == set(served)
    other = replace(outline, goals=(goal("a", objectives=(("2025", "10A"),)),))
    assert bring_in(None, school, other, "x", Wishes(for_some=True)).counts["objectives"] == {
        "new": 1,
        "changed": 0,
        "same": 2,
    }
    assert [one.code for one in the("a").objectives.all()] == ["10A"]


def test_looking_beforehand_tells_the_same_and_changes_nothing():
    school = make_school()
    outline = file(goal("a"), goal("b"), needs=("b a", "a b"))
    seen = look_at(None, school, outline)
    assert (Goal.objects.count(), Framework.objects.count(), LogLine.objects.count()) == (0, 0, 0)
    done = bring_in(None, school, outline, "x")
    assert (seen.counts, seen.told, seen.number) == (done.counts, done.told, None)
    assert LogLine.objects.get().verb == "bring_in_goals"


def test_an_import_is_taken_back_as_a_whole_and_can_come_again():
    school = make_school()
    brought(school, file(goal("a"), goal("b"), needs=("b a",)))
    bring_in(None, school, file(goal("b", "beter"), goal("c"), needs=("c b",)), "x")
    assert take_back(None, GoalImport.objects.first()) == 0
    assert {one.key: one.title for one in goals_in_use(school)} == {"a": "doel a", "b": "doel b"}
    assert links() == {("b", "a")}
    assert the("c").retired_on is not None
    with pytest.raises(Refused, match="al teruggedraaid"):
        take_back(None, GoalImport.objects.first())
    assert brought(school, file(goal("b", "beter"), goal("c"), needs=("c b",))) == {
        "changed": 1,
        "retired": 1,
        "restored": 1,
        "same": 1,
    }


def test_an_earlier_import_is_taken_back_after_a_later_one():
    school = make_school()
    brought(school, file(goal("a")))
    first = GoalImport.objects.get()
    brought(school, file(goal("a"), goal("b")))
    with pytest.raises(Refused, match="Daarna"):
        take_back(None, first)


def test_what_somebody_changed_since_stays_when_an_import_is_taken_back():
    everybody = cast()
    brought(everybody.school, file(goal("a", "een")))
    brought(everybody.school, file(goal("a", "twee")))
    found = the("a")
    wording = Wording("drie", found.pupil_title)
    edit_goal(everybody.principal, found, wording, Place(found.subject, found.step))
    assert take_back(everybody.principal, GoalImport.objects.first()) == 1
    assert the("a").title == "drie"


@pytest.mark.parametrize("who", ["principal", "care_coordinator", "administrator"])
def test_who_answers_for_the_whole_school_may_bring_goals_in(who):
    everybody = cast()
    assert bring_in(getattr(everybody, who), everybody.school, file(goal("a")), "x").number


@pytest.mark.parametrize("who", ["teacher", "assistant", "pupil", "guardian", "stranger"])
def test_others_may_not(who):
    everybody = cast()
    with pytest.raises(Refused, match="Alleen wie de hele school overziet"):
        bring_in(getattr(everybody, who), everybody.school, file(goal("a")), "x")
    assert Goal.objects.count() == 0


def test_texts_that_are_too_long_are_shortened_and_kept_whole():
    brought(make_school(), file(goal("a", "x" * 500, code="c" * 90)))
    found = the("a")
    assert (len(found.title), found.title[-1], found.description) == (400, "…", "x" * 500)
    assert len(found.code) == 60
    for name, most in MOST.items():
        assert Goal._meta.get_field(name).max_length == most


def test_many_goals_take_as_many_questions_as_few_but_for_their_packets():
    school = make_school()
    few = [goal(str(number), code=str(number)) for number in range(10)]
    many = [goal(str(number), code=str(number)) for number in range(500)]
    counts = []
    for goals in (few, many):
        with CaptureQueriesContext(connection) as asked:
            bring_in(None, school, file(*goals), "x")
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 12
