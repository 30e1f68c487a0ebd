"""The hours of all days as one row of times, in the order in which they pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stapsteen.planner.timetable.fet.school import School
from stapsteen.planner.timetable.instance import Bounds


@dataclass(frozen=True)
class Grid:
    """Where a day and an hour are in the row.

    ``gate`` puts one more time before the first hour of every day, at which no lesson is: somebody
    who is at the gate then has holes in the day when it begins later than its first hour. Only
    files with a rule about the beginning of days need it.
    """

    days: tuple[str, ...]
    hours: tuple[str, ...]
    gate: bool

    @staticmethod
    def of(school: School, *, gate: bool) -> Grid:
        """The grid of a school."""
        return Grid(tuple(school.days), tuple(school.hours), gate)

    @property
    def stride(self) -> int:
        """How many times a day has."""
        return len(self.hours) + self.gate

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all times."""
        hours = ("poort", *self.hours) if self.gate else self.hours
        return tuple(f"{day} {hour}" for day in self.days for hour in hours)

    def time(self, day: int, hour: int) -> int:
        """The time of an hour on a day, both counted from 0."""
        return day * self.stride + self.gate + hour

    def day(self, day: int) -> range:
        """The hours of a day."""
        return range(self.time(day, 0), self.time(day, 0) + len(self.hours))

    def day_of(self, time: int) -> int:
        """On which day a time is."""
        return time // self.stride

    def place(self, time: int) -> tuple[int, int]:
        """The day and the hour of a time."""
        return self.day_of(time), time % self.stride - self.gate

    def gate_of(self, day: int) -> int:
        """The time before the first hour of a day."""
        return day * self.stride

    @property
    def every(self) -> frozenset[int]:
        """All hours of all days."""
        return frozenset(time for day in range(len(self.days)) for time in self.day(day))

    def starts(self, duration: int, within: Iterable[int]) -> frozenset[int]:
        """Where something can begin so that it stays within these times and within one day."""
        allowed = frozenset(within)
        return frozenset(
            time
            for time in allowed
            if self.day_of(time) == self.day_of(time + duration - 1)
            and all(one in allowed for one in range(time, time + duration))
        )

    def whole_days(self, without: Iterable[int] = ()) -> tuple[Bounds, ...]:
        """Every day as a group of times, without some of them."""
        away = frozenset(without)
        return tuple(
            Bounds(tuple(time for time in self.day(at) if time not in away), name=name)
            for at, name in enumerate(self.days)
        )

    def in_a_row(self, length: int) -> tuple[Bounds, ...]:
        """All rows of so many hours after each other on a day; whole days when these are shorter."""
        long = min(length, len(self.hours))
        return tuple(
            Bounds(tuple(self.day(at))[first : first + long], name=f"{name} {self.hours[first]}")
            for at, name in enumerate(self.days)
            for first in range(len(self.hours) - long + 1)
        )

    def days_in_a_row(self, length: int) -> tuple[Bounds, ...]:
        """All rows of so many days after each other."""
        long = min(length, len(self.days))
        return tuple(
            Bounds(
                tuple(time for day in range(first, first + long) for time in self.day(day)),
                name="-".join(dict.fromkeys((self.days[first], self.days[first + long - 1]))),
            )
            for first in range(len(self.days) - long + 1)
        )
