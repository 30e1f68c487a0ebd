"""Nine dimensions, eight positions, three bands."""

from __future__ import annotations

import functools
import operator

import pytest

from stapsteen.kit.refused import Refused
from stapsteen.profile.bands import Band, band_of
from stapsteen.profile.coherence import RULES
from stapsteen.profile.dimensions import BY_KEY, DIMENSIONS, SCALE, positions_of
from stapsteen.profile.policy import PARTS
from stapsteen.profile.variants import VARIANTS
from stapsteen.profile.words import Words

KEYS = [
    "focus",
    "guidance",
    "ownership",
    "instruction",
    "content",
    "organisation",
    "differentiation",
    "assessment",
    "reporting",
]


def every_text() -> list[Words]:
    dimensions = [
        [each.name, each.low, each.high, each.low_scene, each.high_scene] for each in DIMENSIONS
    ]
    policy = [[part.name, *(value.sentence for value in part.values)] for part in PARTS]
    variants = [[variant.name, variant.sentence] for variant in VARIANTS]
    return [
        *functools.reduce(operator.iadd, dimensions + policy + variants, []),
        *(rule.reason for rule in RULES),
    ]


def test_there_are_nine_dimensions() -> None:
    assert [dimension.key for dimension in DIMENSIONS] == KEYS


def test_the_scale_is_even_so_that_it_has_no_middle() -> None:
    assert list(SCALE) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("position", "band"),
    list(zip(SCALE, ["red"] * 3 + ["yellow"] * 2 + ["green"] * 3, strict=True)),
)
def test_the_band_of_a_position(position: int, band: Band) -> None:
    assert band_of(position) == band


def test_every_text_has_both_languages() -> None:
    assert all(
        text.nl and text.en and text.nl != text.en for text in every_text() if text.nl != "open"
    )


def test_positions_come_in_the_order_of_the_dimensions() -> None:
    assert list(positions_of(dict.fromkeys(reversed(KEYS), 3))) == KEYS


@pytest.mark.parametrize("wrong", [0, 9, -1, "4", 4.0, None, True])
def test_a_position_outside_the_scale_is_refused(wrong: object) -> None:
    with pytest.raises(Refused, match="Eigenaarschap"):
        positions_of(dict.fromkeys(BY_KEY, 4) | {"ownership": wrong})


def test_a_missing_dimension_is_refused() -> None:
    with pytest.raises(Refused, match="Rapportage"):
        positions_of({key: 4 for key in KEYS if key != "reporting"})


def test_an_unknown_dimension_is_refused() -> None:
    with pytest.raises(Refused, match="kleur"):
        positions_of(dict.fromkeys(BY_KEY, 4) | {"kleur": 4})


def test_words_follow_the_language_asked_for() -> None:
    text = Words(nl="school", en="a school")
    assert [text.in_language(each) for each in ("nl", "en", "en-gb", "de")] == [
        "school",
        "a school",
        "a school",
        "school",
    ]
