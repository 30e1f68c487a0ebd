"""What holds on each day of a school year: read once, asked as often as one likes.

The plan of a day is that of its own week, else that of week B in an alternation, else the plan in force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from stapsteen.school.access import on
from stapsteen.school.models import DayOff, Membership, Person, SchoolYear
from stapsteen.week.models import Alternation, PlanInForce, WeekChoice

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Off:
    """Days that are not like others, and the groups they are for; none means the whole school."""

    day_off: DayOff
    groups: frozenset[int]

    def covers(self, day: date) -> bool:
        """Whether it is on this day."""
        return self.day_off.starts <= day <= self.day_off.ends


@dataclass(frozen=True)
class YearPlan:
    """A school year with everything that was decided about its days and weeks."""

    year: SchoolYear
    off: tuple[Off, ...]
    choices: dict[date, WeekChoice]
    alternations: tuple[Alternation, ...]
    decided: tuple[PlanInForce, ...]  # the newest decision first

    @property
    def days(self) -> Iterator[date]:
        """The weekdays of the year."""
        for number in range((self.year.ends - self.year.starts).days + 1):
            day = self.year.starts + timedelta(days=number)
            if day.isoweekday() <= 5:
                yield day

    def plan_on(self, day: date) -> int | None:
        """The number of the plan that runs on a day; None where nothing was decided."""
        choice = self.choices.get(monday_of(day))
        if choice is not None and choice.plan_id is not None:
            return choice.plan_id
        alternation = self.alternation_on(day)
        if alternation is not None and is_week_b(alternation, day):
            return alternation.plan_id
        return next((one.plan_id for one in self.decided if _holds(one, day)), None)

    def alternation_on(self, day: date) -> Alternation | None:
        """The alternation of weeks A and B in which a day falls."""
        return next((one for one in reversed(self.alternations) if _holds(one, day)), None)

    def letter_of(self, monday: date) -> str:
        """A or B where weeks alternate, else nothing. A week with a plan of its own is neither."""
        choice, alternation = self.choices.get(monday), self.alternation_on(monday)
        if alternation is None or (choice is not None and choice.plan_id is not None):
            return ""
        return "B" if is_week_b(alternation, monday) else "A"

    def off_on(self, day: date) -> list[Off]:
        """What is not like other days on this one."""
        return [one for one in self.off if one.covers(day)]

    def is_free(self, day: date, groups: Collection[int] = ()) -> bool:
        """Whether the whole school is free on a day, or all of these groups are."""
        free = [one.groups for one in self.off_on(day) if one.day_off.is_free]
        return any(not one or (groups and set(groups) <= one) for one in free)

    def is_free_for(self, day: date, groups: Collection[int]) -> bool:
        """Whether somebody who is in these groups is free: one of them is enough."""
        free = [one.groups for one in self.off_on(day) if one.day_off.is_free]
        return any(not one or one & set(groups) for one in free)


def monday_of(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.isoweekday() - 1)


def is_week_b(alternation: Alternation, day: date) -> bool:
    """Whether the week of a day is one of those that run the other plan."""
    return (monday_of(day) - alternation.starts).days // 7 % 2 == 0


def _holds(decided: PlanInForce | Alternation, day: date) -> bool:
    return decided.starts <= day and (decided.ends is None or day <= decided.ends)


def year_plan_of(year: SchoolYear) -> YearPlan:
    """Read a year plan, in five queries."""
    days = year.days_off.order_by("starts", "name").prefetch_related("groups")
    return YearPlan(
        year=year,
        off=tuple(Off(one, frozenset(group.pk for group in one.groups.all())) for one in days),
        choices={one.monday: one for one in WeekChoice.objects.filter(year=year)},
        alternations=tuple(Alternation.objects.filter(year=year)),
        decided=tuple(PlanInForce.objects.filter(year=year).order_by("-decided_at", "-pk")),
    )


def groups_of(person: Person, year: SchoolYear) -> frozenset[int]:
    """The groups of a year in which somebody is today, with the unit or cluster of each."""
    today = min(max(timezone.localdate(), year.starts), year.ends)
    rows = Membership.objects.filter(on(today), person=person, group__year=year)
    found = rows.values_list("group_id", "group__parent_id")
    return frozenset(number for pair in found for number in pair if number)
