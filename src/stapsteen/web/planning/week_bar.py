"""The week that a timetable is of: its theme, its days off, and the way to the weeks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from stapsteen.school.access import Viewer, current_year_for
from stapsteen.week.year_plan.days import WEEK, Off, YearPlan, monday_of, year_plan_of


@dataclass(frozen=True)
class WeekBar:
    """One week of the year plan, as the timetable page shows it."""

    monday: date
    plan: YearPlan

    @property
    def number(self) -> int:
        """The number of the week in the calendar."""
        return self.monday.isocalendar().week

    @property
    def friday(self) -> date:
        """The last school day."""
        return self.monday + timedelta(days=4)

    @property
    def is_now(self) -> bool:
        """Whether it is this week."""
        return self.monday == monday_of(timezone.localdate())

    @property
    def theme(self) -> str:
        """The theme, if the school chose one."""
        choice = self.plan.choices.get(self.monday)
        return choice.theme if choice else ""

    @property
    def letter(self) -> str:
        """A or B where weeks alternate."""
        return self.plan.letter_of(self.monday)

    @property
    def off(self) -> list[Off]:
        """What is not like other days."""
        return [
            one
            for one in self.plan.off
            if one.day_off.starts <= self.friday and one.day_off.ends >= self.monday
        ]

    @property
    def before(self) -> date | None:
        """The Monday of the week before, within the year."""
        return self._beside(self.monday - WEEK)

    @property
    def after(self) -> date | None:
        """The Monday of the week after, within the year."""
        return self._beside(self.monday + WEEK)

    def running(self) -> int | None:
        """The plan of this week: that of today in this week, else that of its first day that has one."""
        today = timezone.localdate()
        days = [self.monday + timedelta(days=number) for number in range(5)]
        if self.is_now and today in days:
            days.insert(0, today)
        found = map(self.plan.plan_on, days)
        return next((one for one in found if one is not None), None)

    def _beside(self, monday: date) -> date | None:
        year = self.plan.year
        return monday if monday_of(year.starts) <= monday <= year.ends else None


def week_bar(viewer: Viewer, asked: str) -> WeekBar | None:
    """The week that an address asks for by a date, else this one; None without a school year."""
    year = current_year_for(viewer)
    if year is None:
        return None
    day = min(max(_date(asked) or timezone.localdate(), year.starts), year.ends)
    return WeekBar(monday_of(day), year_plan_of(year))


def _date(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
