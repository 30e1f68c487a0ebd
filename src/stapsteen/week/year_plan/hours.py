"""How many hours each group is taught in a year, beside what the law asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from stapsteen.school.models import Group, LessonSlot, SchoolYear
from stapsteen.week.year_plan.days import YearPlan

PAUSES = (LessonSlot.Kind.BREAK, LessonSlot.Kind.LUNCH)
# The law asks 3,520 hours in the first four years and 3,760 in the last four: WPO, article 8.
LOWER, UPPER = 3520 / 4, 3760 / 4
CLASSES = (Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP)


@dataclass(frozen=True)
class Hours:
    """The teaching time of a group in a year, in whole hours, and on how many days."""

    group: str
    hours: int
    days: int
    asked: int

    @property
    def difference(self) -> int:
        """Hours above what is asked; below zero where they are short."""
        return self.hours - self.asked


def hours_of(plan: YearPlan) -> list[Hours]:
    """For each class or base group; pauses do not count."""
    minutes = minutes_by_weekday(plan.year)
    groups = plan.year.groups.filter(kind__in=CLASSES)
    return [_of_group(plan, minutes, group) for group in groups]


def minutes_by_weekday(year: SchoolYear) -> Counter[int]:
    """The teaching minutes of each weekday."""
    found: Counter[int] = Counter()
    for slot in year.slots.exclude(kind__in=PAUSES):
        today = date.min
        length = datetime.combine(today, slot.ends) - datetime.combine(today, slot.starts)
        found[slot.weekday] += int(length.total_seconds() // 60)
    return found


def _of_group(plan: YearPlan, minutes: Counter[int], group: Group) -> Hours:
    taught = [
        minutes[day.isoweekday()]
        for day in plan.days
        if not plan.is_free_for(day, (group.pk, *filter(None, [group.parent_id])))
    ]
    upper = any(int(one) > 4 for one in group.year_groups if str(one).isdigit())
    days = sum(one > 0 for one in taught)
    return Hours(group.name, sum(taught) // 60, days, int(UPPER if upper else LOWER))
