"""The settings of a school, with the work of the measurement."""

from __future__ import annotations

from stapsteen.config.settings import *  # noqa: F403

WORK = {"plan_school": "queued.work.plan_school"}
