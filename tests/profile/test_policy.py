"""What a position does: the rule book of the policy, one row for every position."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stapsteen.profile.dimensions import BY_KEY, DIMENSIONS, SCALE
from stapsteen.profile.policy import PARTS, Policy, effects, policy_of

ACTIVATING = ("direct", "inquiry", "cooperative")
FREE = (*ACTIVATING, "peer", "film", "atelier")

RULE_BOOK: dict[tuple[str, str], list[object]] = {
    ("guidance", "seats"): [
        *["teacher_assigns"] * 3,
        *["pupil_asks"] * 2,
        *["pupil_enrols"] * 3,
    ],
    ("ownership", "goals"): [*["teacher"] * 3, *["together"] * 2, *["pupil"] * 3],
    ("ownership", "week"): [*["teacher"] * 3, *["together"] * 2, *["pupil"] * 3],
    ("instruction", "forms"): [*[("direct",)] * 2, *[ACTIVATING] * 3, *[FREE] * 3],
    ("content", "content"): [*["method"] * 3, *["lines"] * 2, *["own"] * 3],
    ("organisation", "organisation"): [
        *["year_class"] * 2,
        "equal_afternoons",
        *["across_classes"] * 2,
        *["units"] * 2,
        "personal",
    ],
    ("organisation", "rounds"): [*[False] * 6, *[True] * 2],
    ("differentiation", "pace"): [*["convergent"] * 2, *["divergent"] * 3, *["own_line"] * 3],
    ("assessment", "assessment"): [
        *["normed"] * 2,
        "normed_and_formative",
        *["adaptive_and_formative"] * 2,
        "few_tests",
        *["on_request"] * 2,
    ],
    ("reporting", "report"): [
        "standard",
        *["with_levels"] * 2,
        *["adaptive"] * 2,
        *["adaptive_and_portfolio"] * 2,
        "portfolio",
    ],
    ("focus", "first_on_screen"): [*["subjects"] * 3, *["both"] * 2, *["personal_goals"] * 3],
}
ROWS = [
    (dimension, part, position, value)
    for (dimension, part), values in RULE_BOOK.items()
    for position, value in zip(SCALE, values, strict=True)
]
profiles = st.fixed_dictionaries({key: st.sampled_from(SCALE) for key in BY_KEY})


@pytest.mark.parametrize(("dimension", "part", "position", "value"), ROWS)
def test_a_position_does_what_the_rule_book_says(
    dimension: str, part: str, position: int, value: object
) -> None:
    positions = dict.fromkeys(BY_KEY, 1) | {dimension: position}
    assert getattr(policy_of(positions), part) == value


def test_the_rule_book_names_every_part_of_the_policy() -> None:
    assert [part for _, part in RULE_BOOK] == [field.name for field in fields(Policy)]


def test_each_part_follows_the_dimension_of_the_rule_book() -> None:
    assert {(part.dimension.key, part.key) for part in PARTS} == set(RULE_BOOK)


@given(profiles)
def test_every_profile_has_a_policy(positions: dict[str, int]) -> None:
    assert isinstance(policy_of(positions), Policy)


@given(profiles, st.sampled_from(sorted(BY_KEY)))
def test_a_step_up_never_gives_less_freedom(positions: dict[str, int], key: str) -> None:
    higher = positions | {key: min(positions[key] + 1, 8)}
    before = [part.values.index(value) for part, value in effects(positions)]
    after = [part.values.index(value) for part, value in effects(higher)]
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(profiles, st.sampled_from(sorted(BY_KEY)))
def test_a_dimension_moves_only_its_own_parts(positions: dict[str, int], key: str) -> None:
    moved = positions | {key: 9 - positions[key]}
    changed = {
        part.dimension.key
        for (part, then), (_, now) in zip(effects(positions), effects(moved), strict=True)
        if then != now
    }
    assert changed <= {key}


def test_each_part_starts_at_the_lowest_position() -> None:
    assert {part.key: part.values[0].starts for part in PARTS} == {part.key: 1 for part in PARTS}


def test_the_values_of_a_part_start_in_order() -> None:
    for part in PARTS:
        starts = [value.starts for value in part.values]
        assert starts == sorted(set(starts))


def test_each_dimension_does_something() -> None:
    assert {part.dimension.key for part in PARTS} == {each.key for each in DIMENSIONS}
