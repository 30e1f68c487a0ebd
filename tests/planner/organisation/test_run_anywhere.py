"""The program on the page about planning anywhere is run as it stands; the same question, the same plan."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from tests.house.repository import ROOT

from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.planning import plan_week

PAGE = ROOT / "docs" / "explanation" / "run-anywhere.md"


@pytest.mark.slow
def test_the_program_on_the_page_plans_a_week_without_django() -> None:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    program = found[1] + "\nimport sys\nassert 'django' not in sys.modules\n"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    first, *lessons = done.stdout.splitlines()
    assert first.startswith("0 not possible;")
    assert len(lessons) == 3


def test_one_thread_and_a_fixed_amount_of_work_give_the_same_plan() -> None:
    first, second = (
        plan_week(example_week(60), "units", seconds=60, workers=1, deterministic_seconds=0.05)
        for _time in range(2)
    )
    assert first.plan == second.plan
