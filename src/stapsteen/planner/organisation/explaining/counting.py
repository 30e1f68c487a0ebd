"""What counting already shows, before anything is planned."""

from __future__ import annotations

from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import Count
from stapsteen.planner.organisation.explaining.hours import hour_counts
from stapsteen.planner.organisation.explaining.people import people_counts
from stapsteen.planner.organisation.explaining.room_slips import room_slips


def count(draft: Draft) -> tuple[Count, ...]:
    """Every sum that does not come out, what no plan can do without first.

    Each serious count is a necessary condition: what it says is short cannot be found by any plan.
    """
    found = dict.fromkeys((*hour_counts(draft), *room_slips(draft), *people_counts(draft)))
    return tuple(sorted(found, key=lambda one: not one.serious))
