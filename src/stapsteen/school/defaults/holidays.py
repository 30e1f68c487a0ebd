"""The holidays of a region and the public holidays, within a school year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from stapsteen.school.models import Region


@dataclass(frozen=True)
class Holiday:
    """Days without lessons that somebody else decided about."""

    name: str
    starts: date
    ends: date


@cache
def published() -> dict[str, dict[str, dict[str, str]]]:
    """The file as it is: school year, holiday, region (or ``all``), first and last day."""
    return tomllib.loads(
        files("stapsteen.school.defaults").joinpath("holidays.toml").read_text(encoding="utf-8")
    )


def are_published(starts: date, ends: date) -> bool:
    """Whether the holidays of the school year between these days are known."""
    return f"{starts.year}-{ends.year}" in published()


def holidays_between(starts: date, ends: date, region: Region) -> list[Holiday]:
    """The holidays of a region and the public holidays, as far as they fall in these days.

    A public holiday in a weekend or within a holiday is left out.
    """
    found = [
        Holiday(name, max(first, starts), min(last, ends))
        for year in published().values()
        for name, regions in year.items()
        for first, last in [_span(regions, region)]
        if first <= ends and last >= starts
    ]
    for year in range(starts.year, ends.year + 1):
        for one in public_holidays(year):
            inside = any(other.starts <= one.starts <= other.ends for other in found)
            if starts <= one.starts <= ends and one.starts.isoweekday() <= 5 and not inside:
                found.append(one)
    return sorted(found, key=lambda one: one.starts)


def _span(regions: dict[str, str], region: Region) -> tuple[date, date]:
    first, last = (regions.get(region) or regions["all"]).split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def public_holidays(year: int) -> Iterator[Holiday]:
    """The public holidays that can fall on a school day; Ascension Day takes the Friday along."""
    easter = easter_sunday(year)
    king = date(year, 4, 27)
    if king.isoweekday() == 7:
        king -= timedelta(days=1)
    named = {
        "Tweede paasdag": easter + timedelta(days=1),
        "Koningsdag": king,
        "Hemelvaart": easter + timedelta(days=39),
        "Tweede pinksterdag": easter + timedelta(days=50),
    }
    if year % 5 == 0:
        named["Bevrijdingsdag"] = date(year, 5, 5)
    for name, day in named.items():
        yield Holiday(name, day, day + timedelta(days=name == "Hemelvaart"))


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar, by the rule that Nature published anonymously in 1876."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, century_rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
