"""The five variants as mirrors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stapsteen.profile.coherence import remarks_on
from stapsteen.profile.dimensions import BY_KEY, SCALE
from stapsteen.profile.policy import policy_of
from stapsteen.profile.variants import VARIANTS, Variant, distance, mirrors

ORDER = ["traditional", "adaptive", "flexible", "innovative", "future_oriented"]
ORGANISATIONS = ["year_class", "equal_afternoons", "across_classes", "units", "personal"]
profiles = st.fixed_dictionaries({key: st.sampled_from(SCALE) for key in BY_KEY})


def level(position: int) -> dict[str, int]:
    """A profile with the same position on all nine dimensions."""
    return dict.fromkeys(BY_KEY, position)


def test_there_are_five_variants_from_least_to_most_freedom() -> None:
    assert [variant.key for variant in VARIANTS] == ORDER


def test_each_variant_runs_an_organisation_of_its_own() -> None:
    assert [policy_of(variant.positions).organisation for variant in VARIANTS] == ORGANISATIONS


@pytest.mark.parametrize("variant", VARIANTS, ids=ORDER)
def test_the_nearest_variant_of_a_variant_is_itself(variant: Variant) -> None:
    nearest = mirrors(variant.positions)[0]
    assert (nearest.variant, nearest.distance, nearest.differences) == (variant, 0, ())


@pytest.mark.parametrize("variant", VARIANTS, ids=ORDER)
def test_a_variant_is_coherent(variant: Variant) -> None:
    assert remarks_on(variant.positions) == ()


@pytest.mark.parametrize(
    ("position", "nearest", "second"),
    [
        (1, "traditional", "adaptive"),
        (3, "adaptive", "flexible"),
        (4, "flexible", "adaptive"),
        (6, "innovative", "flexible"),
        (8, "future_oriented", "innovative"),
    ],
)
def test_a_level_profile_stands_nearest_to(position: int, nearest: str, second: str) -> None:
    assert [mirror.variant.key for mirror in mirrors(level(position))[:2]] == [nearest, second]


def test_guidance_ownership_and_instruction_count_double() -> None:
    one_step = {key: distance(level(1), level(1) | {key: 2}) for key in BY_KEY}
    assert {key for key, weight in one_step.items() if weight == 2} == {
        "guidance",
        "ownership",
        "instruction",
    }
    assert set(one_step.values()) == {1, 2}


def test_what_differs_is_told_largest_first() -> None:
    flexible = VARIANTS[2].positions
    mirror = mirrors({**flexible, "focus": 3, "reporting": 8})[0]
    told = [(each.dimension.key, each.steps) for each in mirror.differences]
    assert told == [("reporting", 3), ("focus", -1)]


@given(profiles)
def test_all_five_are_held_up_and_the_nearest_comes_first(positions: dict[str, int]) -> None:
    found = mirrors(positions)
    assert {mirror.variant.key for mirror in found} == set(ORDER)
    assert [m.distance for m in found] == sorted(m.distance for m in found)


@given(profiles, profiles)
def test_distance_is_the_same_both_ways(one: dict[str, int], other: dict[str, int]) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
