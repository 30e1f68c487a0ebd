"""From need to offer: what is offered can be given, can be used, and is worth as much as can be."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from stapsteen.planner.allocation.offering import (
    Free,
    Held,
    Offer,
    OfferProblem,
    Wanting,
    Workshop,
    plan_offer,
    worth,
)
from stapsteen.planner.allocation.offering.problem import broken
from stapsteen.planner.allocation.problem import Problem, Pupil
from stapsteen.planner.allocation.solve import deal
from stapsteen.planner.refusal import Nonsense

ROUNDS = ("ma", "di")
EWA, SAM = Free("ewa", ROUNDS), Free("sam", ("di",))
HALL, ROOM = Free("hal", ROUNDS, seats=3), Free("lokaal", ROUNDS, seats=2)


def workshop(name: str, seats: int = 9, **more: object) -> Workshop:
    made = {"leaders": ("ewa", "sam"), "rooms": ("hal", "lokaal"), **more}
    return Workshop(name, seats, **made)  # type: ignore[arg-type]


def problem(*pupils: Wanting, offers: tuple[Workshop, ...], **more: object) -> OfferProblem:
    return OfferProblem(ROUNDS, offers, (EWA, SAM), (HALL, ROOM), pupils, **more)  # type: ignore[arg-type]


def wanting(*ready: str, names: str = "abcdef") -> tuple[Wanting, ...]:
    return tuple(Wanting(name, ready) for name in names)


def planned(asked: OfferProblem) -> Offer:
    offer = plan_offer(asked, tries=60)
    assert list(broken(asked, offer.held, offer.seats)) == []
    assert worth(asked, offer) <= offer.worth_at_most
    return offer


def test_what_many_are_ready_for_is_offered_as_often_as_they_need():
    offer = planned(problem(*wanting("breuken"), offers=(workshop("breuken"), workshop("koor"))))
    assert {one.workshop for one in offer.held} == {"breuken"}
    assert all(offer.seats.values())


def test_what_is_needed_goes_before_what_is_asked():
    pupils = (*wanting("breuken", names="ab"), Wanting("c", asked=("koor",)))
    one_hour = (workshop("breuken", leaders=("sam",)), workshop("koor", leaders=("sam",)))
    assert [one.workshop for one in planned(problem(*pupils, offers=one_hour)).held] == ["breuken"]


def test_what_nobody_is_ready_for_or_asked_for_is_not_offered():
    assert planned(problem(Wanting("a"), offers=(workshop("koor"),))).held == ()


def test_with_too_few_pupils_it_is_not_offered():
    few = (workshop("koor", least=3),)
    assert planned(problem(*wanting("koor", names="ab"), offers=few)).held == ()
    assert planned(problem(*wanting("koor", names="abc"), offers=few)).held != ()


def test_it_is_not_offered_more_often_than_agreed():
    once = (workshop("koor", seats=1, most=1),)
    assert len(planned(problem(*wanting("koor"), offers=once)).held) == 1


def test_a_session_of_the_teacher_stays_whatever_it_brings():
    own = Held("koor", "ma", "ewa", "hal")
    asked = problem(
        *wanting("breuken"), offers=(workshop("breuken"), workshop("koor")), fixed=(own,)
    )
    assert own in planned(asked).held


def test_who_is_away_or_has_enough_gets_no_more():
    offers = (workshop("breuken"), workshop("koor"))
    away, full = (
        Wanting("a", ("breuken", "koor"), away=("di",)),
        Wanting("b", ("breuken", "koor"), most=1),
    )
    offer = planned(problem(away, full, offers=offers))
    assert [len(offer.seats[one]) for one in "ab"] == [1, 1]


def test_the_same_question_and_seed_give_the_same_offer():
    asked = problem(*wanting("breuken", "koor"), offers=(workshop("breuken"), workshop("koor", 2)))
    assert plan_offer(asked, seed=4, tries=20).held == plan_offer(asked, seed=4, tries=20).held


def test_the_seats_are_then_dealt_by_the_wishes():
    asked = problem(*wanting("breuken", names="abcd"), offers=(workshop("breuken"),))
    sessions = planned(asked).sessions(asked)
    pupils = tuple(Pupil(one.id, needs=one.ready) for one in asked.pupils)
    assert all(deal(Problem(ROUNDS, sessions, pupils)).seats.values())


@pytest.mark.parametrize("seed", range(6))
def test_small_weeks_come_near_the_best_of_all_offers(seed):
    random = Random(seed)  # noqa: S311 - a fair coin that can be tossed again
    names = ("breuken", "koor", "brug")
    offers = tuple(
        workshop(name, random.randint(1, 3), least=random.randint(1, 2)) for name in names
    )
    pupils = tuple(
        Wanting(
            who, tuple(n for n in names if random.random() < 0.6), most=random.choice((None, 1))
        )
        for who in "abcd"
    )
    asked = problem(*pupils, offers=offers)
    offer = planned(asked)
    assert best_worth(asked) <= offer.worth_at_most
    assert worth(asked, offer) >= 0.95 * best_worth(asked)


def best_worth(asked: OfferProblem) -> int:
    """The most that any offer is worth: every choice of sessions, and every choice of seats."""
    slots = [(round_, who.id) for who in asked.leaders for round_ in who.rounds]
    choices = [None, *product((one.id for one in asked.workshops), (one.id for one in asked.rooms))]
    best = 0
    for chosen in product(choices, repeat=len(slots)):
        held = tuple(
            Held(one[0], round_, who, one[1])
            for one, (round_, who) in zip(chosen, slots, strict=True)
            if one
        )
        if not list(broken(asked, held, {})):
            best = max(best, _best_seats(asked, held))
    return best


def _best_seats(asked: OfferProblem, held: tuple[Held, ...]) -> int:
    """The worth with the best seats; 0 where too few come to something."""
    most = 0
    for seats in product(*(_weeks(asked, held, pupil) for pupil in asked.pupils)):
        given = dict(zip((one.id for one in asked.pupils), seats, strict=True))
        taken = [one for mine in seats for one in mine]
        least = {one.id: asked.workshop_by_id[one.workshop].least for one in held}
        if any(taken.count(one) < fewest for one, fewest in least.items()):
            continue
        offer = Offer(held, given)
        value = worth(asked, offer)
        if value > most and not list(broken(asked, held, given)):
            most = value
    return most


def _weeks(asked: OfferProblem, held: tuple[Held, ...], pupil: Wanting) -> list[tuple[str, ...]]:
    options = [
        ["", *(one.id for one in held if one.round == round_ and one.workshop in pupil.ready)]
        for round_ in asked.rounds
    ]
    return [tuple(one for one in row if one) for row in product(*options)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"offers": (workshop("koor", leaders=("niemand",)),)}, "niemand"),
        ({"offers": (), "fixed": (Held("koor", "ma", "ewa", "hal"),)}, "vaste workshop"),
        (
            {"offers": (workshop("koor"),), "fixed": (Held("koor", "ma", "sam", "hal"),)},
            "niet geven",
        ),
    ],
)
def test_a_question_that_contradicts_itself_is_refused_in_a_sentence(more, said):
    with pytest.raises(Nonsense, match=said):
        problem(**more)
