"""What stands first for somebody, by what they are at the school today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.learning.models import PersonalGoal
from stapsteen.learning.queries.at_home import AtHome, children_at_home
from stapsteen.learning.queries.route import goals_under_way
from stapsteen.learning.queries.talk_wishes import Moment, moment_of
from stapsteen.school.access import (
    current_year_for,
    groups_for,
    groups_of,
    has_role,
    is_staff_member,
    may_run_school,
    pupils_for,
    schools_of_board,
    staff_for,
)
from stapsteen.school.models import Group, RoleKind, School, SchoolYear
from stapsteen.web.signals.steps import NeedsMe, needs_me
from stapsteen.week.instruction.coming import Mine, instruction_of
from stapsteen.week.planning.queries import has_plan_in_force, organisations_planned
from stapsteen.week.sessions.queries import RoundOfPupil, rounds_of_pupil
from stapsteen.week.versions.changes import News, news_for


@dataclass(frozen=True)
class FirstPage:
    """Context of ``home/home.html`` and ``home/child.html``."""

    today: date
    year: SchoolYear | None
    groups: list[Group]
    my_groups: list[Group]
    pupils: int
    staff: int
    plans: int
    has_timetable: bool
    is_set_up: bool
    may_run_school: bool
    is_staff: bool
    rounds: list[RoundOfPupil]
    stones: list[PersonalGoal]
    schools: list[School]
    news: News | None
    moment: Moment | None
    needs: NeedsMe | None = None
    children: tuple[AtHome, ...] = ()
    instruction: Sequence[Mine] = ()

    @property
    def next_step(self) -> str:
        """What the one who runs the school does next: read in, set up, plan, compare or look."""
        if self.year is None:
            return "import"
        if not self.is_set_up:
            return "set_up"
        if not self.plans:
            return "plan"
        return "compare"


def first_page_of(viewer: User) -> FirstPage:
    """What the viewer has to do with; a fixed number of queries, however large the school."""
    year = current_year_for(viewer) if viewer.school else None
    is_staff = is_staff_member(viewer)
    is_pupil = viewer.person is not None and "pupil" in viewer.roles
    return FirstPage(
        today=timezone.localdate(),
        year=year,
        groups=list(groups_for(viewer).filter(year=year)) if year else [],
        my_groups=list(groups_of(viewer.person, year)) if year and is_staff else [],
        pupils=pupils_for(viewer).count() if viewer.school else 0,
        staff=staff_for(viewer).count() if is_staff else 0,
        plans=organisations_planned(viewer, year) if year and is_staff else 0,
        has_timetable=has_plan_in_force(viewer) if viewer.school else False,
        is_set_up=year.slots.exists() if year else False,
        may_run_school=may_run_school(viewer),
        is_staff=is_staff,
        rounds=rounds_of_pupil(viewer, viewer.person) if is_pupil and viewer.person else [],
        stones=goals_under_way(viewer, viewer.person) if is_pupil and viewer.person else [],
        schools=list(schools_of_board(viewer.board)) if viewer.board else [],
        moment=moment_of(viewer.person) if is_pupil and viewer.person else None,
        news=news_for(viewer) if viewer.school else None,
        needs=needs_me(viewer) if year else None,
        children=tuple(children_at_home(viewer)) if has_role(viewer, RoleKind.GUARDIAN) else (),
        instruction=instruction_of(viewer) if is_pupil else (),
    )
