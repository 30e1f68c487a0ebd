"""Why a pupil sits where it sits, and what another seat would take."""

from __future__ import annotations

from stapsteen.planner.allocation.explain import Missed, Seat, price_of, reasons
from stapsteen.planner.allocation.problem import Problem, Pupil, Session
from stapsteen.planner.allocation.solve import Outcome, deal

MORNING = "ochtend"


def dealt(*pupils: Pupil, seats: int = 1) -> tuple[Problem, Outcome]:
    sessions = (Session("brug", (MORNING,), seats), Session("film", (MORNING,), 5, ages=(4, 9)))
    problem = Problem((MORNING,), sessions, pupils)
    return problem, deal(problem)


def test_who_did_not_get_the_dearest_reads_that_it_was_full_and_goes_first_next_time():
    problem, outcome = dealt(Pupil("a", musts=("brug",)), Pupil("b", {"brug": 100, "film": 60}))
    why = reasons(problem, outcome.seats, outcome.evaluation)
    assert why["a"].seats == (Seat("brug", "must"),)
    assert why["b"].seats == (Seat("film", "wish", 2),)
    assert why["b"].missed == (Missed("brug", "full"),)
    assert why["b"].behind_next == 20  # it had 60, and all together 80
    assert why["a"].behind_next == 0


def test_what_runs_beside_and_what_is_not_for_somebody_is_told_as_that():
    problem, outcome = dealt(
        Pupil("a", {"brug": 60}, needs=("film",)), Pupil("b", {"film": 10}, age=12), seats=5
    )
    why = reasons(problem, outcome.seats, outcome.evaluation)
    assert why["a"].missed == (Missed("brug", "clash", "film"),)
    assert why["b"].missed == (Missed("film", "not_for_you"),)


def test_a_loss_from_before_fades():
    problem, outcome = dealt(Pupil("a", {"brug": 100}, behind=40), Pupil("b", {"film": 100}))
    assert reasons(problem, outcome.seats, outcome.evaluation)["a"].behind_next == 20


def test_what_a_seat_would_take_names_who_would_stand_lower():
    problem, outcome = dealt(
        Pupil("a", {"brug": 100}), Pupil("b", {"brug": 100, "film": 60}, age=7)
    )
    assert outcome.seats == {"a": ("brug",), "b": ("film",)}
    price = price_of(problem, outcome, "b", "brug")
    assert price.possible
    assert price.one_more_seat
    assert price.worse == {"a": (100, 0)}


def test_a_seat_that_is_not_for_somebody_has_no_price():
    problem, outcome = dealt(Pupil("a", {"brug": 100}, age=12))
    assert not price_of(problem, outcome, "a", "film").possible
