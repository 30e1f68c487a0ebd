"""A graph of goals: what comes before what, and all that can be wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stapsteen.curriculum.graph import Duplicate, GoalGraph, Link, Node, words_alike
from stapsteen.curriculum.telling import all_told, new_cycle_told

TITLES = {"a": "Telt tot tien", "b": "Telt tot twintig", "c": "Telt op tot tien", "d": "Splitst"}


def graph(*links: str, goals: str = "abcd") -> GoalGraph[str]:
    """Links are written as "ba": b needs a."""
    return GoalGraph([Node(key, TITLES[key]) for key in goals], [Link(*link) for link in links])


def test_a_goal_knows_what_comes_right_before_it_and_what_further_back() -> None:
    line = graph("ba", "cb", "dc")
    assert line.needs("d") == ("c",)
    assert line.all_before("d") == {"a", "b", "c"}
    assert line.needed_by("a") == ("b",)
    assert line.all_after("a") == {"b", "c", "d"}
    assert line.way("d", "a") == ("d", "c", "b", "a")
    assert line.way("a", "d") == ()


def test_a_line_with_a_short_cut_has_no_cycle() -> None:
    assert graph("ba", "cb", "ca", "da", "db").cycles == []


def test_goals_that_wait_for_each_other_are_told_in_the_order_of_waiting() -> None:
    round_about = graph("ab", "bc", "ca")
    assert round_about.cycles == [("a", "b", "c")]
    assert all_told(round_about) == [
        (
            "“Telt tot tien” kan pas na “Telt tot twintig”, “Telt tot twintig” pas na “Telt op tot tien”,"
            " en “Telt op tot tien” pas na “Telt tot tien”."
        )
    ]


def test_a_part_of_its_own_part_is_told_as_a_part() -> None:
    assert all_told(graph("ab", "ba"), "part_of") == [
        "“Telt tot tien” is een deel van “Telt tot twintig”, en “Telt tot twintig” van “Telt tot tien”."
    ]


def test_two_cycles_through_one_goal_are_two() -> None:
    assert graph("ab", "ba", "bc", "cb").cycles == [("a", "b"), ("b", "c")]


def test_a_goal_that_needs_itself_is_a_cycle_of_one() -> None:
    assert graph("aa").cycles == [("a",)]
    assert all_told(graph("aa")) == ["“Telt tot tien” kan pas na zichzelf."]


def test_a_link_that_would_close_a_cycle_is_told_beforehand() -> None:
    line = graph("ba")
    assert line.would_close("a", "b") == ("b", "a")
    assert line.would_close("c", "b") == ()
    assert new_cycle_told([TITLES["a"], TITLES["b"]]) == (
        "Dan zou “Telt tot tien” pas kunnen na “Telt tot twintig”, en “Telt tot twintig” pas na “Telt tot tien”."
    )


def test_a_link_to_what_is_not_there_is_told_and_left_out() -> None:
    found = graph("ba", "bx")
    assert found.missing == [Link("b", "x")]
    assert found.needs("b") == ("a",)
    assert all_told(found) == ["“Telt tot twintig” zou pas kunnen na x, maar dat doel is er niet."]


def test_goals_that_look_alike_are_found_by_key_words_and_code() -> None:
    first = Node("a", "Telt tot  10.", code="R1")
    second = Node("b", "telt tot\u00a010", code="R2")
    third = Node("c", "Eén is geen een", code="R1")
    fourth = Node("c", "Een is geen een", code="")
    found = GoalGraph([first, second, third, fourth], []).duplicates
    assert found == [
        Duplicate("key", "c", (third, fourth)),
        Duplicate("words", "telt tot 10", (first, second)),
        Duplicate("code", "R1", (first, third)),
    ]


def test_signs_and_case_make_no_difference_and_accents_do() -> None:
    assert words_alike("Leest: één-lettergrepige WOORDEN!") == "leest één lettergrepige woorden"


@given(some.sets(some.tuples(some.integers(0, 7), some.integers(0, 7)), max_size=20))
def test_a_graph_has_a_cycle_exactly_when_it_cannot_be_put_in_an_order(
    pairs: set[tuple[int, int]],
) -> None:
    found = GoalGraph([Node(one, str(one)) for one in range(8)], [Link(*one) for one in pairs])
    left, placed = set(range(8)), True
    while placed:
        placed = {one for one in left if not set(found.needs(one)) & left}  # type: ignore[assignment]
        left -= placed  # type: ignore[arg-type]
    cycles = found.cycles
    assert bool(cycles) == bool(left)
    for cycle in cycles:
        assert set(zip(cycle, (*cycle[1:], cycle[0]), strict=True)) <= pairs


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["a ring", "many small rings", "a tangle"])
def test_a_hundred_thousand_goals_are_walked_to_the_end(shape: str) -> None:
    many = 100_000
    links = {
        "a ring": [Link(one, (one + 1) % many) for one in range(many)],
        "many small rings": [Link(one, one + (1 if one % 10 < 9 else -9)) for one in range(many)],
        "a tangle": [Link(one, one * 7919 % many) for one in range(1, many)]
        + [Link(one, (one * 31 + 7) % many) for one in range(many)],
    }[shape]
    cycles = GoalGraph([Node(one, str(one)) for one in range(many)], links).cycles
    if shape == "a ring":
        assert [len(one) for one in cycles] == [many]
    if shape == "many small rings":
        assert len(cycles) == many // 10
