"""Small things: the budgets of docs/explanation/architecture.md."""

from __future__ import annotations

import pytest
from tests.house.repository import files, functions, length, name_of

LINES = {".py": 320, ".html": 190, ".js": 250, ".css": 300}


@pytest.mark.parametrize("suffix", LINES)
def test_files_stay_small(suffix: str) -> None:
    long = {
        name_of(path): lines
        for path in files(suffix)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES[suffix]
    }
    assert long == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    assert [place for place, function in functions() if length(function) > 60] == []


def test_nearly_all_functions_are_at_most_forty_lines() -> None:
    lengths = sorted(length(function) for _place, function in functions())
    assert lengths[int(len(lengths) * 0.95)] <= 40


def test_half_of_the_functions_are_at_most_nine_lines() -> None:
    lengths = sorted(length(function) for _place, function in functions())
    assert lengths[len(lengths) // 2] <= 9
