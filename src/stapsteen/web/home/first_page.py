"""What stands first for somebody, by what they are at the school today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.school.access import (
    current_year_for,
    groups_for,
    may_run_school,
    pupils_for,
    staff_for,
)
from stapsteen.school.models import Group, SchoolYear


@dataclass(frozen=True)
class FirstPage:
    """Context of ``home/home.html`` and ``home/child.html``."""

    today: date
    year: SchoolYear | None
    groups: list[Group]
    pupils: int
    staff: int
    may_run_school: bool


def first_page_of(viewer: User) -> FirstPage:
    """Count what the viewer has to do with; five queries, however large the school."""
    year = current_year_for(viewer) if viewer.school else None
    groups = list(groups_for(viewer).filter(year=year)) if year else []
    return FirstPage(
        today=timezone.localdate(),
        year=year,
        groups=groups,
        pupils=pupils_for(viewer).count() if viewer.school else 0,
        staff=staff_for(viewer).count() if viewer.school else 0,
        may_run_school=may_run_school(viewer),
    )
