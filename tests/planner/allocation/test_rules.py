"""The rules of a dealing, one by one, and the rounds at the edge of sense."""

from __future__ import annotations

import pytest

from stapsteen.planner.allocation.evaluate import evaluate
from stapsteen.planner.allocation.problem import Problem, Pupil, Session, ranked
from stapsteen.planner.allocation.solve import deal
from stapsteen.planner.refusal import Nonsense

MORNING, NOON = "ochtend", "middag"


def seats_of(*pupils: Pupil, sessions: tuple[Session, ...], **more: object) -> dict[str, set[str]]:
    problem = Problem((MORNING, NOON), sessions, pupils, **more)  # type: ignore[arg-type]
    outcome = deal(problem)
    assert outcome.evaluation.broken == ()
    return {pupil: set(mine) for pupil, mine in outcome.seats.items()}


def test_a_must_goes_before_a_need_and_a_need_before_a_wish():
    one_seat = (Session("brug", (MORNING,), 1),)
    wishes, needs = Pupil("wenst", {"brug": 100}), Pupil("nodig", needs=("brug",))
    must = Pupil("moet", musts=("brug",))
    assert seats_of(wishes, needs, must, sessions=one_seat)["moet"] == {"brug"}
    assert seats_of(wishes, needs, sessions=one_seat)["nodig"] == {"brug"}


def test_who_lost_out_before_goes_first():
    one_seat = (Session("brug", (MORNING,), 1),)
    pupils = (Pupil("a", {"brug": 100}), Pupil("b", {"brug": 100}, behind=20))
    assert seats_of(*pupils, sessions=one_seat)["b"] == {"brug"}


def test_held_seats_stay_free_for_who_needs_them():
    held = (Session("brug", (MORNING,), 2, held=1),)
    found = seats_of(Pupil("a", {"brug": 100}), Pupil("b", {"brug": 100}), sessions=held)
    assert sorted(map(len, found.values())) == [0, 1]


def test_a_series_is_taken_whole_or_not_at_all():
    sessions = (Session("koor", (MORNING, NOON), 5), Session("brug", (NOON,), 5))
    assert seats_of(Pupil("a", {"koor": 100, "brug": 40}), sessions=sessions)["a"] == {"koor"}
    assert seats_of(Pupil("a", {"koor": 40, "brug": 100}), sessions=sessions)["a"] == {"brug"}


def test_nobody_does_the_same_workshop_twice():
    twice = (Session("b1", (MORNING,), 5, "brug"), Session("b2", (NOON,), 5, "brug"))
    assert len(seats_of(Pupil("a", {"brug": 100}), sessions=twice)["a"]) == 1


def test_what_must_come_first_comes_first_or_was_done():
    steps = (Session("knopen", (MORNING,), 1), Session("boot", (NOON,), 5, after=("knopen",)))
    wishes = {"boot": 100, "knopen": 10}
    found = seats_of(Pupil("a", wishes), Pupil("b", wishes, done=("knopen",)), sessions=steps)
    assert found == {"a": {"knopen", "boot"}, "b": {"boot"}}


@pytest.mark.parametrize(("age", "seated"), [(5, False), (7, True), (None, True)])
def test_a_session_is_for_its_ages(age, seated):
    small = (Session("brug", (MORNING,), 5, ages=(6, 8)),)
    assert bool(seats_of(Pupil("a", {"brug": 100}, age=age), sessions=small)["a"]) is seated


def test_who_is_away_and_who_has_enough_gets_nothing_more():
    both = (Session("brug", (MORNING,), 5), Session("film", (NOON,), 5))
    wishes = {"brug": 100, "film": 50}
    assert seats_of(Pupil("a", wishes, away=(MORNING,)), sessions=both)["a"] == {"film"}
    assert seats_of(Pupil("a", wishes, most=1), sessions=both)["a"] == {"brug"}


def test_friends_sit_together_and_who_is_better_apart_does_not():
    both = (Session("brug", (MORNING,), 2), Session("film", (MORNING,), 2))
    pupils = (Pupil("a", {"brug": 100, "film": 90}), Pupil("b", {"film": 100, "brug": 90}))
    together = seats_of(*pupils, sessions=both, together=(("a", "b"),))
    assert together["a"] == together["b"] != set()
    same = (Pupil("a", {"brug": 100, "film": 10}), Pupil("b", {"brug": 100, "film": 10}))
    apart = seats_of(*same, sessions=both, apart=(("a", "b"),))
    assert apart["a"] != apart["b"]


def test_unasked_nobody_is_seated_unless_everybody_must_be_somewhere():
    film = (Session("film", (MORNING,), 5),)
    assert seats_of(Pupil("a"), sessions=film)["a"] == set()
    assert seats_of(Pupil("a"), sessions=film, elsewhere=5)["a"] == {"film"}


def test_two_invitations_at_one_moment_are_one_kept_and_nobody_lower_for_the_other():
    both = (Session("brug", (MORNING,), 5), Session("film", (MORNING,), 5))
    outcome = deal(Problem((MORNING,), both, (Pupil("a", musts=("brug", "film")),)))
    assert len(outcome.seats["a"]) == 1
    assert outcome.evaluation.standings["a"].musts_missed == 0  # alone it would have had no more


@pytest.mark.parametrize(
    "pupils",
    [(), (Pupil("a"),), (Pupil("a"), Pupil("b"))],
    ids=["nobody", "one without wishes", "nobody wants anything"],
)
def test_rounds_in_which_nothing_is_asked(pupils):
    outcome = deal(Problem((MORNING,), (Session("brug", (MORNING,), 1),), pupils))
    assert outcome.seats == {one.id: () for one in pupils}
    assert outcome.proof.shown == len(pupils)


def test_all_want_the_only_seat():
    pupils = tuple(Pupil(f"p{one}", {"brug": 100}) for one in range(60))
    outcome = deal(Problem((MORNING,), (Session("brug", (MORNING,), 1),), pupils))
    assert sum(map(len, outcome.seats.values())) == 1
    assert outcome.proof.shown == 60


def test_a_session_without_seats_takes_nobody():
    assert seats_of(Pupil("a", {"brug": 9}), sessions=(Session("brug", (MORNING,), 0),)) == {
        "a": set()
    }


def test_a_week_with_too_many_ways_to_write_out_is_dealt_without_a_proof():
    rounds = tuple(f"r{one}" for one in range(10))
    sessions = tuple(Session(f"{r}-{one}", (r,), 1, f"w{one}") for r in rounds for one in range(6))
    wishes = ranked(f"w{one}" for one in range(6))
    pupils = tuple(Pupil(f"p{one}", wishes) for one in range(4))
    outcome = deal(Problem(rounds, sessions, pupils))
    assert outcome.evaluation.broken == ()
    assert outcome.evaluation.levels[0] == 100
    assert outcome.proof.shown == 0


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Problem((), (), ()), "geen ronde"),
        (lambda: Problem(("r",), (Session("s", ("x",), 1),), ()), "een ronde die er niet is"),
        (lambda: Problem(("r",), (Session("s", ("r",), 1, held=2),), ()), "Dat kan niet"),
        (lambda: Problem(("r",), (), (Pupil("a"), Pupil("a"))), "2 keer"),
        (lambda: Problem(("r",), (), (Pupil("a", {"s": 1}),)), "is er niet"),
        (lambda: Problem(("r",), (), (Pupil("a", musts=("s",)),)), "is er niet"),
        (lambda: Problem(("r",), (), (Pupil("a", behind=500),)), "loopt 500 achter"),
        (lambda: Problem(("r",), (), (Pupil("a"),), (("a", "a"),)), "twee leerlingen"),
        (
            lambda: Problem(("r",), (), (Pupil("a"), Pupil("b")), (("a", "b"),), (("b", "a"),)),
            "Kies een van de twee",
        ),
    ],
)
def test_a_round_that_contradicts_itself_is_refused_in_a_sentence(made, said):
    with pytest.raises(Nonsense, match=said):
        made()


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ({"a": ("brug", "film")}, "op 2 plaatsen"),
        ({"a": ("brug",), "b": ("brug",)}, "op 1 plekken"),
        ({"b": ("film",)}, "kan niet bij film"),
        ({"a": ("zee",)}, "zonder eerst brug"),
    ],
)
def test_the_referee_sees_what_is_broken(seats, said):
    sessions = (
        Session("brug", (MORNING,), 1),
        Session("film", (MORNING,), 1),
        Session("zee", (NOON,), 1, after=("brug",)),
    )
    pupils = (Pupil("a", {"brug": 9, "film": 9, "zee": 9}), Pupil("b", {"brug": 9}))
    problem = Problem((MORNING, NOON), sessions, pupils)
    best = deal(problem).best
    (sentence,) = evaluate(problem, seats, best).broken
    assert said in sentence
