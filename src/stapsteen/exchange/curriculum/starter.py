"""Our own starter set, and what a school wrote in the same format."""

from __future__ import annotations

from typing import Any

from stapsteen.curriculum.outline import Outline, OutlineGoal, OutlineLink
from stapsteen.exchange.curriculum.rows import rows, text, texts


def read(found: Any) -> Outline | None:
    """The goals of a starter file; None for anything else."""
    if not isinstance(found, dict) or not isinstance(found.get("goal"), list):
        return None
    subjects = {text(one, "key"): text(one, "subject") for one in rows(found.get("progression"))}
    goals, links = [], []
    for row in rows(found["goal"]):
        key = text(row, "key")
        step = row.get("step")
        goals.append(
            OutlineGoal(
                key,
                text(row, "nl"),
                subject=subjects.get(text(row, "progression"), ""),
                step=step if isinstance(step, int) else None,
                year_groups=((step + 1) // 2,) if isinstance(step, int) else (),
                pupil_title=text(row, "pupil_nl"),
                objectives=(*map(str, row.get("core_2006", ())), *texts(row, "core_2025")),
            )
        )
        links += [OutlineLink(key, needed, elsewhere=_elsewhere(key, needed))
                  for needed in texts(row, "needs")]  # fmt: skip
    return Outline("starter", "", tuple(goals), tuple(links))


def _elsewhere(key: str, needed: str) -> bool:
    """Whether a goal stands in the file of another subject."""
    return key.partition(".")[0] != needed.partition(".")[0]
