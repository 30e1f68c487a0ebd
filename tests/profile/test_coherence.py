"""Dimensions that depend on each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stapsteen.profile.coherence import RULES, Rule, remarks_on, structure_runs_ahead
from stapsteen.profile.dimensions import BY_KEY, SCALE


def topics(positions: dict[str, int]) -> set[tuple[str, str]]:
    """The pairs of dimensions that there is something to say about."""
    return {(each.rule.ahead.key, each.rule.behind.key) for each in remarks_on(positions)}


def profile(**moved: int) -> dict[str, int]:
    """A profile at 4 everywhere but where it is said."""
    return dict.fromkeys(BY_KEY, 4) | moved


@pytest.mark.parametrize("ownership", [6, 7, 8])
@pytest.mark.parametrize("content", [1, 2])
def test_own_goals_while_the_method_is_followed_is_a_topic(ownership: int, content: int) -> None:
    assert ("ownership", "content") in topics(profile(ownership=ownership, content=content))


@pytest.mark.parametrize("ownership", [6, 7, 8])
@pytest.mark.parametrize("instruction", [1, 2])
def test_a_closed_lesson_with_ownership_at_the_pupil_is_a_topic(
    ownership: int, instruction: int
) -> None:
    found = topics(profile(ownership=ownership, instruction=instruction))
    assert ("ownership", "instruction") in found


@given(st.sampled_from(SCALE))
def test_a_level_profile_gives_no_topics(position: int) -> None:
    assert remarks_on(dict.fromkeys(BY_KEY, position)) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.ahead.key}-{rule.behind.key}")
def test_a_rule_speaks_up_just_beyond_its_gap(rule: Rule) -> None:
    pair = (rule.ahead.key, rule.behind.key)
    allowed = profile(**{rule.behind.key: 1, rule.ahead.key: 1 + rule.gap})
    beyond = profile(**{rule.behind.key: 1, rule.ahead.key: 2 + rule.gap})
    assert pair not in topics(allowed)
    assert pair in topics(beyond)


def test_the_furthest_topic_comes_first() -> None:
    found = [each.beyond for each in remarks_on(profile(organisation=8, ownership=1))]
    assert found == sorted(found, reverse=True)
    assert len(found) > 1


@pytest.mark.parametrize("behind", ["guidance", "ownership"])
def test_structure_before_pedagogy_is_warned_for(behind: str) -> None:
    assert structure_runs_ahead(profile(organisation=7) | {behind: 4})
    assert not structure_runs_ahead(profile(organisation=6) | {behind: 4})


def test_pedagogy_before_structure_is_no_reason_to_warn() -> None:
    assert not structure_runs_ahead(profile(organisation=1, guidance=5, ownership=5))


def test_no_two_rules_say_the_same() -> None:
    pairs = [(rule.ahead.key, rule.behind.key) for rule in RULES]
    assert len(pairs) == len(set(pairs))
