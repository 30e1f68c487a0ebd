"""When a method is done at its pace. Plain Python: days in, a day out.

A teaching day brings a fifth of the lessons of a week, so that a week with a day off brings less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Forecast:
    """How it goes on: lessons left; the day of the last one, or how many do not fit in the year.

    ``weeks`` is the teaching time until the end of the year, in weeks of five days; ``needed`` the
    lessons a week at which all would fit, None when no time is left.
    """

    left: int
    ends: date | None
    over: int
    weeks: float
    needed: int | None


def forecast(
    left: int, a_week: int, today: date, last: date, is_free: Callable[[date], bool]
) -> Forecast:
    """What is to be expected when ``left`` lessons are given at this pace from today on."""
    days = [day for day in _weekdays(today, last) if not is_free(day)]
    asked = ceil(left * DAYS_A_WEEK / a_week) if a_week else len(days) + 1
    fits = asked <= len(days)
    return Forecast(
        left,
        (days[asked - 1] if asked else today) if fits else None,
        0 if fits else left - len(days) * a_week // DAYS_A_WEEK,
        len(days) / DAYS_A_WEEK,
        ceil(left * DAYS_A_WEEK / len(days)) if days else None,
    )


def _weekdays(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < DAYS_A_WEEK:
            yield day
