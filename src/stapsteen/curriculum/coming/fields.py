"""The fields of a goal as a file wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal, Progression
from stapsteen.curriculum.outline import OutlineGoal
from stapsteen.school.models import Subject

LAST_STEP = 16
MIDDLE = 8
"""The step of a goal of which the file does not say for which group it is: end of group 4."""

MOST = {
    "title": 400,
    "title_en": 400,
    "pupil_title": 200,
    "pupil_title_en": 200,
    "quick_check": 300,
    "quick_check_en": 300,
    "code": 60,
    "uri": 300,
    "pictogram": 40,
}
"""How long a text may be; a test holds them to the fields."""


@dataclass(frozen=True)
class Place:
    """Where a goal comes to stand."""

    subject: Subject
    line: Progression | None
    position: int


def fields_of(goal: OutlineGoal, place: Place, now: Goal | None) -> dict[str, Any]:
    """What each field should hold; ``now`` is the goal as the school has it.

    A long text is kept whole in the description. A wording for pupils that the file does not give is
    made from the title, as long as nobody wrote another one.
    """
    title = shortened(goal.title, "title")
    more = {name: shortened(value, name) for name, value in goal.more if value}
    if title != goal.title:
        more["description"] = goal.title
    wording = shortened(goal.pupil_title, "pupil_title")
    if not wording and (now is None or now.pupil_title == wording_from(now.title)):
        wording = wording_from(title)
    return {
        "title": title,
        "code": shortened(goal.code, "code"),
        "uri": shortened(goal.uri, "uri"),
        "subject_id": place.subject.pk,
        "progression_id": place.line.pk if place.line else None,
        "step": step_of(goal),
        "year_groups": list(goal.year_groups) if goal.step is None else [],
        **({"pupil_title": wording} if wording else {}),
        **more,
    }


def step_of(goal: OutlineGoal) -> int:
    """The step of a goal: what the file says, else the middle of the year groups it is for."""
    if goal.step is not None:
        return min(max(goal.step, 1), LAST_STEP)
    if not goal.year_groups:
        return MIDDLE
    return min(goal.year_groups) + max(goal.year_groups) - 1


def wording_from(title: str) -> str:
    """A wording for pupils out of one for the team, until somebody writes a better one."""
    return shortened(_("Ik leer: %(title)s") % {"title": title.rstrip(".;")}, "pupil_title")


def shortened(text: str, field: str) -> str:
    """A text as long as its field allows; what was cut off shows."""
    most = MOST.get(field, len(text))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
