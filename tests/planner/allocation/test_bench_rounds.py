"""The rounds that the benchmark deals, and first come first served, by the rules of the referee."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from benchmarks.dealt.asking import are_comparable, in_their_words
from benchmarks.dealt.generator import ROUNDS, harder, one_round, set_up
from benchmarks.dealt.greedy import first_come
from benchmarks.dealt.methods import judged
from benchmarks.dealt.most import most_points
from benchmarks.dealt.reading import bids, courses

from stapsteen.planner.allocation.evaluate import broken
from stapsteen.planner.allocation.problem import Problem, Pupil, Session
from stapsteen.planner.allocation.solve import best_weeks, question_of

RANKINGS = "# NUMBER ALTERNATIVES: 4\n2: 4,1,2,3\n1: 4,3,2,1\n1: 1,4,2,3\n"
BIDS = {
    "valuations": {"a": {"x": 501, "y": 499, "z": 0}, "b": {"x": 10, "y": 990, "z": 0}},
    "agent_capacities": {"a": 2, "b": 1},
    "item_capacities": {"x": 1, "y": 2, "z": 9},
    "agent_conflicts": {"b": ["x"]},
    "item_conflicts": {"x": ["y"], "y": ["x", "z"], "z": ["y"]},
}


@pytest.mark.parametrize(("kind", "given"), [("B", 1), ("D", 2)])
def test_a_set_up_gives_every_workshop_so_often_and_the_seats_of_each_round(kind, given):
    made = set_up(kind, 1, pupils=50, workshops=12)
    assert set(Counter(one.about for one in made.sessions).values()) == {given}
    seats = Counter(dict.fromkeys(made.rounds, 0))
    for one in made.sessions:
        seats[one.rounds[0]] += one.seats
    assert set(seats.values()) == {56}
    assert len(made.rounds) == ROUNDS
    assert made == set_up(kind, 1, pupils=50, workshops=12)
    assert made != set_up(kind, 2, pupils=50, workshops=12)


@pytest.mark.parametrize(
    "made",
    [set_up("B", 1, 60, 12), set_up("D", 2, 60, 12), harder(1, 60, 12), one_round(1, 40, 6, 7)],
)
def test_first_come_first_served_breaks_no_rule(made):
    seats = first_come(made, seed=3)
    assert list(broken(made, seats)) == []
    assert sum(map(len, seats.values())) > len(made.pupils) // 2


def test_who_comes_later_stays_without():
    one_seat = Problem(
        ("r",), (Session("brug", ("r",), 1),), (Pupil("a", {"brug": 9}), Pupil("b", {"brug": 9}))
    )
    assert sorted(first_come(one_seat, seed=0).values()) == [(), ("brug",)]


def test_a_ranking_leaves_out_what_is_compulsory(tmp_path):
    (tmp_path / "lists.soc").write_text(RANKINGS)
    read = courses(tmp_path / "lists.soc")
    assert [one.id for one in read.sessions] == ["1", "2", "3"]
    assert [dict(one.wishes) for one in read.pupils] == [
        {"1": 100, "2": 90, "3": 80},
        {"1": 100, "2": 90, "3": 80},
        {"3": 100, "2": 90, "1": 80},
        {"1": 100, "2": 90, "3": 80},
    ]
    assert {one.seats for one in read.sessions} == {4}
    assert list(broken(read, first_come(read, seed=0))) == []


def test_bids_that_clash_share_a_round_and_count_once(tmp_path):
    (tmp_path / "bids.json").write_text(json.dumps(BIDS))
    read = bids(tmp_path / "bids.json")
    assert {one.id: one.rounds for one in read.sessions} == {
        "x": ("x / y",), "y": ("x / y", "y / z"), "z": ("y / z",),
    }  # fmt: skip
    assert [dict(one.wishes) for one in read.pupils] == [{"x": 501, "y": 250}, {"y": 495}]
    assert list(broken(read, first_come(read, seed=0))) == []


def test_peers_are_told_what_clashes_and_what_is_not_for_a_pupil():
    made = set_up("D", 1, 10, 8)
    words = in_their_words(made)
    one = made.sessions[0]
    other = next(two for two in made.sessions[1:] if two.about == one.about)
    assert other.id in words["clashes"][one.id]
    assert {two.id for two in made.sessions if two.rounds == one.rounds} - {one.id} <= set(
        words["clashes"][one.id]
    )
    assert are_comparable(made)
    assert not are_comparable(harder(1, 60, 12))


def test_the_referee_counts_who_is_in_two_places():
    twice = Problem(
        ("r",),
        (Session("brug", ("r",), 1), Session("film", ("r",), 1)),
        (Pupil("a", {"brug": 9, "film": 5}),),
    )
    question = question_of(twice)
    best = best_weeks(question.table, question.weeks)
    both = judged(twice, "wrong", {"a": ("brug", "film")}, best, 0)
    right = judged(twice, "right", {"a": ("brug",)}, best, 0)
    assert (both.twice, both.broken) == (1, 1)
    assert (right.twice, right.broken, right.worst) == (0, 0, 100)


def test_most_points_gives_the_seat_to_who_likes_it_best():
    one_seat = Problem(
        ("r",), (Session("brug", ("r",), 1),), (Pupil("a", {"brug": 9}), Pupil("b", {"brug": 8}))
    )
    most = most_points(one_seat, {"b": ("brug",)}, 5)
    assert (most.seats, most.at_most) == ({"a": ("brug",), "b": ()}, 9)
