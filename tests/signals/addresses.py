"""What the pages of coverage are about, for the walk along all addresses."""

from __future__ import annotations

from tests.cast import Cast, person_of
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.models import CoreObjective


def of_coverage(everybody: Cast) -> dict[str, list[object]]:
    """Core objectives of both editions, served and not."""
    goal = make_goal(everybody.school, "Rekent met geld")
    for edition in ("2006", "2025"):
        for code in ("23", "24"):
            made = CoreObjective.objects.create(
                school=everybody.school, edition=edition, code=f"9{code}", title="Rekenen"
            )
        made.goals.add(goal)
    return {
        "coverage:group": [everybody.group.pk],
        "coverage:pupil": [person_of(everybody.pupil).pk],
    }
