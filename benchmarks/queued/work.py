"""Planning one school with one thread and a fixed amount of work: the same plan on every machine."""

from __future__ import annotations

import time
from typing import Any

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.planning import COMPILERS
from stapsteen.planner.timetable.solve import solve

PATIENCE = 3600.0  # seconds; the work ends by its amount, never by the clock


def plan_school(payload: dict[str, Any], report: object, cancelled: object) -> dict[str, Any]:
    """Plan an example school; its cost, and the processor time that it took."""
    del report, cancelled
    week = example_week(payload["pupils"], payload["seed"])
    found = solve(
        compile_draft(COMPILERS[payload["organisation"]](week)),
        seconds=PATIENCE,
        seed=payload["seed"],
        workers=1,
        deterministic_seconds=payload["amount"],
    )
    return {"cost": list(found.evaluation.cost), "processor": time.process_time()}
