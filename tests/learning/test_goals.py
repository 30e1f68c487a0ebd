"""Who may set, choose, claim and agree: the rule book, one row for each value of the policy."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs

from stapsteen.accounts.models import User
from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.access_goals import SAYS, Say, Side, Verb, say_of
from stapsteen.learning.actions import goals
from stapsteen.learning.models import PersonalGoal
from stapsteen.profile.policy import policy_of
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import LogLine

pytestmark = pytest.mark.django_db

WHO = {Side.PUPIL: "pupil", Side.GUIDE: "teacher"}
BECOMES = [
    # who sets goals, from which side, what a goal becomes that this side sets (None: refused)
    ("teacher", Side.PUPIL, None),
    ("teacher", Side.GUIDE, "chosen"),
    ("together", Side.PUPIL, "open"),
    ("together", Side.GUIDE, "open"),
    ("pupil", Side.PUPIL, "chosen"),
    ("pupil", Side.GUIDE, "open"),
]
CLAIMS = [("teacher", False), ("together", True), ("pupil", True)]
REACH = [
    # pace, the year groups from which a pupil of group 5 may choose
    ("convergent", [1, 2, 3, 4, 5]),
    ("divergent", [1, 2, 3, 4, 5, 6]),
    ("own_line", [1, 2, 3, 4, 5, 6, 7, 8]),
]


@pytest.fixture
def everybody() -> Cast:
    return cast()


def set_by(everybody: Cast, side: Side, goal: Goal) -> PersonalGoal:
    by: User = getattr(everybody, WHO[side])
    return goals.choose(by, person_of(everybody.pupil), goal)


def states(held: PersonalGoal) -> list[str]:
    return list(held.steps.values_list("state", flat=True))


@pytest.mark.parametrize(("policy", "side", "becomes"), BECOMES)
def test_what_a_goal_becomes_that_is_set(everybody, policy, side, becomes):
    runs(everybody, goals=policy, content="own")
    goal = make_goal(everybody.school, "Telt tot twintig")
    if becomes is None:
        with pytest.raises(Refused):
            set_by(everybody, side, goal)
        assert PersonalGoal.objects.count() == 0
    else:
        held = set_by(everybody, side, goal)
        assert (held.state, states(held)) == (becomes, [becomes])
        assert (held.starts, held.set_by) == (timezone.localdate(), getattr(everybody, WHO[side]))


@pytest.mark.parametrize(("proposes", "takes"), [("pupil", "teacher"), ("teacher", "pupil")])
def test_together_means_that_the_other_side_takes_what_one_proposed(everybody, proposes, takes):
    runs(everybody, goals="together", content="own")
    goal = make_goal(everybody.school, "Telt tot twintig")
    dina = person_of(everybody.pupil)
    held = goals.choose(getattr(everybody, proposes), dina, goal)
    with pytest.raises(Refused):
        goals.take(getattr(everybody, proposes), held)
    assert goals.choose(getattr(everybody, takes), dina, goal) == held
    assert states(held) == ["open", "chosen"]


def test_what_the_coach_proposed_the_pupil_takes_where_pupils_set_goals(everybody):
    runs(everybody, goals="pupil", content="own")
    held = set_by(everybody, Side.GUIDE, make_goal(everybody.school, "Telt tot twintig"))
    with pytest.raises(Refused):
        goals.take(everybody.teacher, held)
    assert goals.take(everybody.pupil, held).state == "chosen"


@pytest.mark.parametrize(("policy", "may"), CLAIMS)
def test_saying_that_i_can_do_it(everybody, policy, may):
    runs(everybody, goals=policy, content="own")
    held = held_by_dina(everybody)
    assert goals.start(everybody.pupil, held).state == "busy"
    if may:
        assert goals.claim(everybody.pupil, held).state == "claimed"
    else:
        with pytest.raises(Refused):
            goals.claim(everybody.pupil, held)


@pytest.mark.parametrize(
    ("who", "advice"),
    [
        ("pupil", "Praat erover met je coach."),
        ("teacher", "Wie wat kiest, staat in het profiel van de school."),
        ("guardian", "Praat erover met de coach van het kind."),
    ],
)
def test_a_refusal_sends_a_pupil_to_its_coach_and_the_coach_not_to_itself(everybody, who, advice):
    runs(everybody, goals="teacher", content="own")
    held = held_by_dina(everybody)
    with pytest.raises(Refused) as refused:
        goals.claim(getattr(everybody, who), held)
    assert refused.value.advice == advice


@pytest.mark.parametrize("policy", ["teacher", "together", "pupil"])
def test_only_who_guides_agrees_and_keeps_up_whoever_sets_goals(everybody, policy):
    runs(everybody, goals=policy, content="own")
    held = held_by_dina(everybody)
    for somebody in (everybody.pupil, everybody.guardian, everybody.principal, everybody.stranger):
        with pytest.raises(Refused):
            goals.agree(somebody, held)
    assert goals.agree(everybody.teacher, held).state == "agreed"
    with pytest.raises(Refused):
        goals.keep_up(everybody.pupil, held)
    assert goals.keep_up(everybody.care_coordinator, held).state == "kept_up"


@pytest.mark.parametrize(("pace", "reach"), REACH)
def test_how_far_ahead_a_pupil_may_choose(everybody, pace, reach):
    runs(everybody, goals="pupil", content="lines", pace=pace)
    say = say_of(everybody.pupil, person_of(everybody.pupil))
    steps = [make_goal(everybody.school, f"Doel {year}", step=2 * year) for year in range(1, 9)]
    assert [goal.year_group for goal in steps if say.may_set(goal)] == reach


def test_who_guides_sets_a_goal_further_ahead_with_a_reason(everybody):
    runs(everybody, goals="teacher", pace="convergent")
    ahead, dina = make_goal(everybody.school, "Breuken", step=13), person_of(everybody.pupil)
    with pytest.raises(Refused):
        goals.choose(everybody.teacher, dina, ahead)
    held = goals.choose(everybody.teacher, dina, ahead, reason="Dina kan dit al jaren.")
    assert (held.state, held.reason) == ("chosen", "Dina kan dit al jaren.")


@pytest.mark.parametrize(
    ("content", "free", "own"),
    [("method", False, False), ("lines", True, False), ("own", True, True)],
)
def test_where_the_goals_of_a_pupil_come_from(everybody, content, free, own):
    runs(everybody, goals="pupil", content=content)
    dina = person_of(everybody.pupil)
    say = say_of(everybody.pupil, dina)
    assert (say.may_set(make_goal(everybody.school, "Delen")), say.sets_own) == (free, own)
    set_out = set_by(everybody, Side.GUIDE, make_goal(everybody.school, "Telt tot twintig"))
    assert goals.take(everybody.pupil, set_out).state == "chosen"
    if own:
        held = goals.set_own(everybody.pupil, dina, "  Een  hut bouwen ", "building")
        assert (held.kind, held.own_title, held.state) == ("own", "Een hut bouwen", "chosen")
    else:
        with pytest.raises(Refused):
            goals.set_own(everybody.pupil, dina, "Een hut bouwen")


@pytest.mark.parametrize("policy", ["teacher", "together", "pupil"])
def test_a_goal_outside_the_national_set_is_given_by_who_guides_with_a_reason(everybody, policy):
    runs(everybody, goals=policy)
    dina = person_of(everybody.pupil)
    with pytest.raises(Refused):
        goals.set_outside(everybody.teacher, dina, "Veters strikken", "", "  ")
    with pytest.raises(Refused):
        goals.set_outside(everybody.pupil, dina, "Veters strikken", "", "Dat wil ik.")
    held = goals.set_outside(everybody.teacher, dina, "Veters strikken", "", "Voor de gym.")
    assert (held.kind, held.reason) == ("outside", "Voor de gym.")


def test_no_words_is_no_goal(everybody):
    runs(everybody, goals="pupil", content="own")
    for title in ("", "   ", "x" * 201):
        with pytest.raises(Refused):
            goals.set_own(everybody.pupil, person_of(everybody.pupil), title)


def test_staff_set_and_agree_their_own_goals_by_the_same_code_and_alone(everybody):
    bram = person_of(everybody.teacher)
    held = goals.set_own(everybody.teacher, bram, "Coachvragen stellen")
    for verb in (goals.start, goals.claim, goals.agree, goals.keep_up):
        held = verb(everybody.teacher, held)
    assert states(held) == ["chosen", "busy", "claimed", "agreed", "kept_up"]
    for somebody in (everybody.principal, everybody.care_coordinator, everybody.colleague):
        with pytest.raises(Refused):
            goals.set_own(somebody, bram, "Iets anders")
        with pytest.raises(Refused):
            goals.let_go(somebody, held)


@pytest.mark.parametrize("policy", ["teacher", "together", "pupil"])
def test_nobody_else_has_a_say(everybody, policy):
    runs(everybody, goals=policy, content="own")
    dina = person_of(everybody.pupil)
    for somebody in (
        everybody.classmate,
        everybody.guardian,
        everybody.principal,
        everybody.colleague,
        everybody.stranger,
    ):
        say = say_of(somebody, dina)
        assert [verb for verb in Verb if say.may(verb)] == []
        assert (say.sets, say.sets_own, say.sets_outside) == (False, False, False)


def test_the_rule_book_has_a_row_for_each_side_and_value():
    assert set(SAYS) == {
        (side, goals)
        for side in (Side.PUPIL, Side.GUIDE)
        for goals in ("teacher", "together", "pupil")
    }
    start = policy_of(VARIANTS[0].positions)
    assert Say(Side.OWNER, start).may(Verb.AGREE)


def test_a_goal_moves_only_along_its_way(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    with pytest.raises(Refused):
        goals.keep_up(everybody.teacher, held)
    goals.claim(everybody.pupil, held)
    for verb in (goals.start, goals.take, goals.claim):
        with pytest.raises(Refused):
            verb(everybody.pupil, held)


def test_the_same_goal_twice_is_refused_by_the_action_and_by_the_database(everybody):
    runs(everybody, goals="pupil", content="own")
    dina, goal = person_of(everybody.pupil), make_goal(everybody.school, "Delen")
    held = goals.choose(everybody.pupil, dina, goal)
    own = goals.set_own(everybody.pupil, dina, "Een hut bouwen")
    with pytest.raises(Refused):
        goals.choose(everybody.pupil, dina, goal)
    with pytest.raises(Refused):
        goals.set_own(everybody.pupil, dina, "Een hut bouwen")
    for one in (held, own):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalGoal.objects.create(
                person=dina, goal=one.goal, own_title=one.own_title, starts=one.starts
            )
    goals.let_go(everybody.pupil, held)
    assert goals.choose(everybody.pupil, dina, goal) != held


def test_a_goal_of_another_school_or_out_of_use_is_refused(everybody):
    runs(everybody, goals="pupil", content="own")
    dina = person_of(everybody.pupil)
    retired = make_goal(everybody.school, "Delen")
    retired.retired_on = timezone.localdate()
    for goal in (retired, make_goal(everybody.stranger.school, "Ver weg")):
        with pytest.raises(Refused):
            goals.choose(everybody.pupil, dina, goal)


def test_each_step_is_one_line_in_the_log(everybody):
    runs(everybody, goals="pupil", content="own")
    LogLine.objects.all().delete()
    held = held_by_dina(everybody)
    goals.start(everybody.pupil, held)
    goals.step_back(everybody.pupil, held)
    goals.let_go(everybody.pupil, held)
    lines = LogLine.objects.order_by("pk").values_list("verb", "subject", "by")
    verbs = ["choose_goal", "start_goal", "step_back", "let_go_goal"]
    assert list(lines) == [
        (verb, str(held.pk), by) for verb, by in zip(verbs, [everybody.pupil.pk] * 4, strict=True)
    ]


def held_by_dina(everybody: Cast) -> PersonalGoal:
    """A goal that Dina has chosen, by whoever may."""
    goal = make_goal(everybody.school, "Telt tot honderd")
    dina = person_of(everybody.pupil)
    if say_of(everybody.pupil, dina).may(Verb.SET):
        return goals.choose(everybody.pupil, dina, goal)
    held = goals.choose(everybody.teacher, dina, goal)
    return held if held.state == "chosen" else goals.take(everybody.pupil, held)
