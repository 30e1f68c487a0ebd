"""Dealing seats: never too many, the worst off as well as possible, and always the same."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from stapsteen.planner.allocation import Dealt, Place, Seeker, deal

PLACES = ("brug", "tuin", "film")


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Seeker], list[Place]]:
    places = [Place(name, draw(st.integers(0, 2))) for name in PLACES]
    wishes = st.lists(st.sampled_from(PLACES), max_size=3, unique=True)
    seekers = [
        Seeker(f"kind-{number}", tuple(draw(wishes)), draw(st.integers(0, 2)))
        for number in range(draw(st.integers(0, 5)))
    ]
    return seekers, places


def counts(ranks: list[int], longest: int) -> tuple[int, ...]:
    """How many have no wish, how many the last, ... how many the first: lower is better, in this order."""
    found = Counter(ranks)
    return tuple(found[rank] for rank in (0, *range(longest, 0, -1)))


def all_dealings(seekers: list[Seeker], places: list[Place]) -> list[list[int]]:
    seats = {place.id: place.seats for place in places}
    options = [[*range(1, len(one.wishes) + 1), 0] for one in seekers]
    found = []
    for ranks in product(*options):
        taken = Counter(
            one.wishes[rank - 1] for one, rank in zip(seekers, ranks, strict=True) if rank
        )
        if all(taken[place] <= seats[place] for place in taken):
            found.append(list(ranks))
    return found


@given(questions())
@settings(max_examples=150, deadline=None)
def test_no_dealing_does_better_for_whoever_comes_off_worst(question):
    seekers, places = question
    dealt = deal(seekers, places)
    longest = max((len(one.wishes) for one in seekers), default=0)
    best = min(counts(ranks, longest) for ranks in all_dealings(seekers, places))
    assert counts([one.rank for one in dealt], longest) == best


@given(questions())
@settings(max_examples=100, deadline=None)
def test_nobody_sits_on_a_seat_that_is_not_there_or_was_not_wished(question):
    seekers, places = question
    dealt = deal(seekers, places)
    taken = Counter(one.place for one in dealt if one.place)
    assert all(taken[place.id] <= place.seats for place in places)
    assert all(
        not one.place or one.place in seeker.wishes
        for one, seeker in zip(dealt, seekers, strict=True)
    )


def test_who_lost_out_before_goes_first():
    seekers = [Seeker("Emre", ("brug",)), Seeker("Dina", ("brug",), lost_before=1)]
    assert [one.place for one in deal(seekers, [Place("brug", 1)])] == ["", "brug"]


def test_a_second_wish_comes_true_rather_than_leaving_somebody_without():
    seekers = [Seeker("Emre", ("brug", "tuin")), Seeker("Dina", ("brug",))]
    dealt = deal(seekers, [Place("brug", 1), Place("tuin", 1)])
    assert dealt == [
        Dealt("Emre", "tuin", 2, ("brug",)),
        Dealt("Dina", "brug", 1, ()),
    ]


def test_the_same_question_and_seed_give_the_same_seats_in_any_order_of_pupils():
    seekers = [Seeker(f"kind-{number}", ("brug", "tuin")) for number in range(9)]
    places = [Place("brug", 3), Place("tuin", 3)]
    once = {one.seeker: one.place for one in deal(seekers, places, seed=7)}
    again = {one.seeker: one.place for one in deal(seekers[::-1], places, seed=7)}
    assert once == again


def test_a_wish_for_what_is_not_offered_is_void():
    assert deal([Seeker("Emre", ("zwemmen",))], []) == [Dealt("Emre", "", 0, ())]
