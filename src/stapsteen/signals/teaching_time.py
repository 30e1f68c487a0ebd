"""Hours of teaching per year group and per pupil, with the year counted as the law counts it.

The law (article 8 WPO) asks 7,520 hours in eight years, of which at least 3,520 in the first four and
3,760 in the last four; 240 hours are free to place. A year runs from 1 October to 1 October: 52 weeks
and a day, two in a leap year, whose hours are so counted along ("bijtelling"). From year group 3 on a
week has five days, except at most seven weeks in a school year, which begins on 1 August; days of a
holiday do not make a week short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stapsteen.school.models import DayOff, Group, Membership, Person, SchoolYear
from stapsteen.week.year_plan.days import YearPlan, monday_of, year_plan_of
from stapsteen.week.year_plan.hours import CLASSES, LOWER, UPPER, minutes_by_weekday

IN_EIGHT_YEARS = 7520
FIRST_FOUR, LAST_FOUR = 3520, 3760
MOST_SHORT_WEEKS = 7
FIRST_OF_FIVE_DAYS = 3  # from this year group on the week has five days
SAME_DAY_LAST_YEAR = timedelta(weeks=52)  # the same weekday
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From the first day on, up to and without ``until``."""

    starts: date
    until: date

    @property
    def days(self) -> Iterator[date]:
        """Its days."""
        for number in range((self.until - self.starts).days):
            yield self.starts + number * A_DAY

    @property
    def extra_days(self) -> int:
        """The days beyond 52 weeks: one, or two in a leap year."""
        return (self.until - self.starts).days - 52 * 7


def counted_year(year: SchoolYear) -> Span:
    """The year in which the law counts the hours of a school year."""
    first = year.starts.year if year.starts.month >= 7 else year.starts.year - 1
    return Span(date(first, 10, 1), date(first + 1, 10, 1))


@dataclass(frozen=True)
class Taught:
    """Minutes of teaching; of those the ones on days that no calendar tells of yet, and on how many days."""

    minutes: int = 0
    expected: int = 0
    days: int = 0

    def __add__(self, other: Taught) -> Taught:
        """Both together."""
        return Taught(
            self.minutes + other.minutes, self.expected + other.expected, self.days + other.days
        )

    @property
    def hours(self) -> int:
        """Whole hours."""
        return self.minutes // 60

    @property
    def expected_hours(self) -> int:
        """Whole hours on days that no calendar tells of yet."""
        return self.expected // 60


class Clock:
    """What is taught on each day of a counted year, read once.

    The days after the summer belong to the next school year. Where its calendar is not made yet they are
    taken to be like the same weekdays a year before, and told apart as expected.
    """

    def __init__(self, year: SchoolYear) -> None:
        self.span = counted_year(year)
        self.plan, self.minutes = year_plan_of(year), minutes_by_weekday(year)
        after = SchoolYear.objects.filter(school=year.school, starts__gt=year.ends)
        self.next: YearPlan | None = None
        self.next_minutes: Counter[int] = Counter()
        if following := after.order_by("starts").first():
            self.next_minutes = minutes_by_weekday(following)
            self.next = year_plan_of(following) if self.next_minutes else None

    def on(self, day: date, groups: Collection[int]) -> Taught:
        """What somebody who is in these groups is taught on a day."""
        if day <= self.plan.year.ends:
            return self._planned(day, groups)
        if self.next is not None:
            known = self.next.year.starts <= day <= self.next.year.ends
            free = not known or self.next.is_free(day)
            return _taught(0 if free else self.next_minutes[day.isoweekday()])
        like = self._planned(day - SAME_DAY_LAST_YEAR, groups)
        return Taught(like.minutes, like.minutes, like.days)

    def _planned(self, day: date, groups: Collection[int]) -> Taught:
        if day < self.plan.year.starts or self.plan.is_free_for(day, groups):
            return Taught()
        return _taught(self.minutes[day.isoweekday()])

    def year_of(self, groups: Collection[int]) -> Taught:
        """What these groups are taught in the whole counted year."""
        return sum((self.on(day, groups) for day in self.span.days), Taught())

    def short_weeks(self, groups: Collection[int]) -> int:
        """The weeks with fewer than five days of school, apart from days of a holiday.

        They are those of the school year itself, which begins before October: a week is in one year only.
        """
        school, missed = set(), set()
        for day in Span(self.plan.year.starts, self.plan.year.ends + A_DAY).days:
            if day.isoweekday() > 5:
                continue
            if self._planned(day, groups).days:
                school.add(monday_of(day))
            elif not self._is_holiday(day, groups):
                missed.add(monday_of(day))
        return len(school & missed)

    def _is_holiday(self, day: date, groups: Collection[int]) -> bool:
        return any(
            one.day_off.kind == DayOff.Kind.HOLIDAY and (not one.groups or one.groups & set(groups))
            for one in self.plan.off_on(day)
        )


def _taught(minutes: int) -> Taught:
    return Taught(minutes, 0, int(minutes > 0))


@dataclass(frozen=True)
class YearGroupTime:
    """The year of a year group; of several classes the one that is taught least."""

    year_group: int
    taught: Taught
    short_weeks: int

    @property
    def asked(self) -> int:
        """A quarter of what the law asks in the first four, or the last four, years."""
        return int(LOWER if self.year_group <= 4 else UPPER)

    @property
    def calendar_hours(self) -> int:
        """Hours on days that a calendar tells of."""
        return self.taught.hours - self.taught.expected_hours

    @property
    def difference(self) -> int:
        """Hours above that; below zero where they are short."""
        return self.taught.hours - self.asked

    @property
    def has_too_many_short_weeks(self) -> bool:
        """Whether there are more than the seven that may be."""
        return self.year_group >= FIRST_OF_FIVE_DAYS and self.short_weeks > MOST_SHORT_WEEKS


@dataclass(frozen=True)
class Sum:
    """Hours in some years beside what the law asks in them; None where not all years are known."""

    hours: int | None
    asked: int

    @property
    def difference(self) -> int | None:
        """Hours above what is asked."""
        return None if self.hours is None else self.hours - self.asked


@dataclass(frozen=True)
class Account:
    """A school's year, year group by year group, and what eight such years would be."""

    span: Span
    year_groups: tuple[YearGroupTime, ...]

    @property
    def first_four(self) -> Sum:
        """Year groups 1 to 4 together."""
        return self._sum(range(1, 5), FIRST_FOUR)

    @property
    def last_four(self) -> Sum:
        """Year groups 5 to 8 together."""
        return self._sum(range(5, 9), LAST_FOUR)

    @property
    def all_eight(self) -> Sum:
        """All together."""
        return self._sum(range(1, 9), IN_EIGHT_YEARS)

    def _sum(self, wanted: range, asked: int) -> Sum:
        minutes = [one.taught.minutes for one in self.year_groups if one.year_group in wanted]
        return Sum(sum(minutes) // 60 if len(minutes) == len(wanted) else None, asked)


def account_of(year: SchoolYear) -> Account:
    """The hours of every year group; a fixed number of queries."""
    clock = Clock(year)
    found: dict[int, YearGroupTime] = {}
    for group in year.groups.filter(kind__in=CLASSES):
        numbers = _with_parent(group)
        taught, short = clock.year_of(numbers), clock.short_weeks(numbers)
        for name in group.year_groups:
            if str(name).isdigit() and 1 <= int(name) <= 8:
                one = YearGroupTime(int(name), taught, short)
                found[one.year_group] = _least(found.get(one.year_group), one)
    return Account(clock.span, tuple(found[number] for number in sorted(found)))


def _least(one: YearGroupTime | None, other: YearGroupTime) -> YearGroupTime:
    if one is None:
        return other
    less = one if one.taught.minutes <= other.taught.minutes else other
    return YearGroupTime(less.year_group, less.taught, max(one.short_weeks, other.short_weeks))


def _with_parent(group: Group) -> tuple[int, ...]:
    return (group.pk, *filter(None, [group.parent_id]))


@dataclass(frozen=True)
class PupilYear:
    """A pupil's hours in one counted year; of the year that goes on the whole as it is planned."""

    name: str
    year_group: str
    taught: Taught
    asked: int


@dataclass(frozen=True)
class PupilTime:
    """A pupil's hours over the years that are known here."""

    years: tuple[PupilYear, ...]

    @property
    def hours(self) -> int:
        """All years together."""
        return sum(one.taught.minutes for one in self.years) // 60

    @property
    def asked(self) -> int:
        """What the law asks on average in these years."""
        return sum(one.asked for one in self.years)


def time_of(person: Person) -> PupilTime:
    """The hours of a pupil, year by year: the days on which it was in a group of that year."""
    placed = person.placements.select_related("year__school").order_by("year__starts")
    stays = list(
        Membership.objects.filter(person=person, group__kind__in=CLASSES).select_related("group")
    )
    return PupilTime(tuple(_pupil_year(one.year, one.year_group, stays) for one in placed))


def _pupil_year(year: SchoolYear, year_group: str, stays: Collection[Membership]) -> PupilYear:
    clock = Clock(year)
    mine = [one for one in stays if one.group.year_id == year.pk]
    taught = Taught()
    for day in clock.span.days:
        there = min(day, year.ends)
        groups = {
            number
            for stay in mine
            if stay.starts <= there and (stay.ends is None or there <= stay.ends)
            for number in _with_parent(stay.group)
        }
        if groups:
            taught += clock.on(day, groups)
    upper = year_group.isdigit() and int(year_group) > 4
    return PupilYear(year.name, year_group, taught, int(UPPER if upper else LOWER))
