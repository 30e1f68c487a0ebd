"""The year as a picture: months of weeks of five days, each with what is not usual about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from stapsteen.week.year_plan.access import Named
from stapsteen.week.year_plan.days import WEEK, Off, YearPlan, monday_of


@dataclass(frozen=True)
class Day:
    """A day in the picture. ``kind`` is empty for a usual day; ``partly`` when it is for some groups."""

    day: date
    kind: str = ""
    name: str = ""
    partly: bool = False
    outside: bool = False
    today: bool = False


@dataclass(frozen=True)
class Week:
    """A week in the picture: a row of five days."""

    monday: date
    days: tuple[Day, ...]
    theme: str
    plan: str
    letter: str
    past: bool
    now: bool

    @property
    def friday(self) -> date:
        """The last school day of the week."""
        return self.days[-1].day

    @property
    def number(self) -> int:
        """The number that the week has in the calendar (ISO 8601)."""
        return self.monday.isocalendar().week


@dataclass(frozen=True)
class Month:
    """The weeks whose Monday falls in a month."""

    first: date
    weeks: tuple[Week, ...]


def months_of(plan: YearPlan, names: dict[int, Named], today: date) -> list[Month]:
    """The whole year, month by month."""
    weeks = list(_weeks(plan, names, today))
    return [
        Month(date(year, month, 1), tuple(found))
        for (year, month), found in groupby(
            weeks, key=lambda week: (week.monday.year, week.monday.month)
        )
    ]


def _weeks(plan: YearPlan, names: dict[int, Named], today: date) -> Iterator[Week]:
    monday = monday_of(plan.year.starts)
    while monday <= plan.year.ends:
        choice = plan.choices.get(monday)
        own = names.get(choice.plan_id) if choice is not None and choice.plan_id else None
        yield Week(
            monday=monday,
            days=tuple(_day(plan, monday + timedelta(days=number), today) for number in range(5)),
            theme=choice.theme if choice else "",
            plan=own.name if own else "",
            letter=plan.letter_of(monday),
            past=monday + WEEK <= today,
            now=monday == monday_of(today),
        )
        monday += WEEK


def _day(plan: YearPlan, day: date, today: date) -> Day:
    off = min(plan.off_on(day), key=_first, default=None)
    outside = not plan.year.starts <= day <= plan.year.ends
    if off is None:
        return Day(day, outside=outside, today=day == today)
    one = off.day_off
    return Day(day, one.kind, one.name, bool(off.groups), outside, day == today)


def _first(off: Off) -> tuple[bool, bool]:
    """What is shown where several things fall on a day: the whole school first, then what is free."""
    return bool(off.groups), not off.day_off.is_free
