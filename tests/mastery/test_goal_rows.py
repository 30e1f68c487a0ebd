"""The table of goals says what was met, what was not, and what was skipped because its data are absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.learner.real import calibrated, next_ten, real
from benchmarks.learner.testing import TCALS, adaptive_tests


def test_without_the_shared_log_goals_1_to_7_are_skipped_and_told(tmp_path: Path) -> None:
    first, second = real(tmp_path)
    assert first.startswith("| 1-4 |")
    assert second.startswith("| 5-7 |")
    assert "skipped: spanish_vocab.csv.gz is not beside this checkout" in second


def test_a_published_bank_that_is_absent_is_named(tmp_path: Path) -> None:
    (tmp_path / TCALS).touch()
    (only,) = adaptive_tests(tmp_path)
    assert "skipped: lsat7_patterns.csv, timss2011_g4_aut.csv.gz" in only
    assert TCALS not in only


@pytest.mark.parametrize(("worst", "met"), [(0.030, "yes"), (0.031, "no")])
def test_the_worst_bin_decides_for_goal_6(worst: float, met: str) -> None:
    bins = {"0-0": {"calibration_error": worst}, "1-1": {"calibration_error": 0.001}}
    said = calibrated({"calibration_error": 0.012, "by_evidence": bins})
    assert said.endswith(f"after 0-0 earlier answers on the goal | {met} |")


@pytest.mark.parametrize(("holds", "met"), [(0.93, "yes"), (0.92, "no"), (0.98, "no")])
def test_a_range_that_holds_too_seldom_or_too_often_is_not_met(holds: float, met: str) -> None:
    one = {"pupils": 9, "95": {"holds": holds, "width": 5.0}, "80": {"holds": 0.8, "width": 3.0}}
    (said,) = next_ten({"5": one, "20": {"pupils": 0}})
    assert said.endswith(f"| {met} |")
