"""The settings of a worker under test: the school's, and the work of the tests."""

from __future__ import annotations

from stapsteen.config.settings import *  # noqa: F403

QUICK_WORK = {"count_quickly"}
NAMES = ("count", "count_quickly", "sleep_on", "refuse", "break_down", "where")
WORK = {name: f"tests.jobs.work.{name}" for name in NAMES} | {
    "plan": "stapsteen.week.planning.work.plan"
}
