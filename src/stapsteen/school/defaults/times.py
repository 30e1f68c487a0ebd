"""School times: four usual patterns, and how a pattern is cut into lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stapsteen.kit.refused import Refused

LESSON = 45  # minutes; between two pauses lessons are as near to it as fits
TOGETHER = 15  # minutes in which every group begins and ends the day with its own teacher
ROUND = 5  # lessons begin at whole five minutes
WEEKDAYS = (1, 2, 3, 4, 5)
SlotKind = Literal["start", "lesson", "end", "break", "lunch"]


@dataclass(frozen=True)
class Pause:
    """A pause at the same time every day, with so many adults who watch over it."""

    starts: time
    minutes: int
    kind: SlotKind
    supervisors: int

    @property
    def ends(self) -> time:
        """When lessons go on."""
        return _clock(_minutes(self.starts) + self.minutes)


@dataclass(frozen=True)
class SchoolTimes:
    """When there is school. ``ends`` maps each weekday with lessons (1 Monday .. 5) to its end."""

    starts: time
    ends: Mapping[int, time]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True)
class Piece:
    """A piece of a school day: a lesson, a pause, or beginning and ending together."""

    weekday: int
    starts: time
    ends: time
    kind: SlotKind
    supervisors: int = 0


@dataclass(frozen=True)
class Pattern:
    """A usual pattern of school times, with how many schools have it."""

    key: str
    name: str | Promise
    source: str | Promise
    times: SchoolTimes


def _every_day(end: time, **other: time) -> dict[int, time]:
    days = {"wednesday": 3, "friday": 5}
    return dict.fromkeys(WEEKDAYS, end) | {days[day]: at for day, at in other.items()}


_BREAK = Pause(time(10, 15), 15, "break", 2)
_SHORT_LUNCH = Pause(time(12, 0), 30, "lunch", 2)
_LONG_LUNCH = Pause(time(12, 0), 60, "lunch", 0)

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "five_equal_days",
        _("Vijf gelijke dagen"),
        _("Bijna een kwart van de scholen (peiling onder 400 scholen, 2020)."),
        SchoolTimes(time(8, 30), _every_day(time(14, 15)), (_BREAK, _SHORT_LUNCH)),
    ),
    Pattern(
        "continuous",
        _("Continurooster, woensdagmiddag vrij"),
        _("Ruim een kwart van de scholen (peiling onder 400 scholen, 2020)."),
        SchoolTimes(
            time(8, 30),
            _every_day(time(14, 45), wednesday=time(12, 15)),
            (_BREAK, _SHORT_LUNCH),
        ),
    ),
    Pattern(
        "traditional",
        _("Lange middagpauze, woensdagmiddag vrij"),
        _("37 procent van de scholen (peiling onder 400 scholen, 2020)."),
        SchoolTimes(
            time(8, 30), _every_day(time(15, 15), wednesday=time(12, 15)), (_BREAK, _LONG_LUNCH)
        ),
    ),
    Pattern(
        "hoorn",
        _("Woensdag- en vrijdagmiddag vrij"),
        _("Acht procent van de scholen (peiling onder 400 scholen, 2020)."),
        SchoolTimes(
            time(8, 30),
            _every_day(time(15, 15), wednesday=time(12, 15), friday=time(12, 15)),
            (_BREAK, _SHORT_LUNCH),
        ),
    ),
)
USUAL = PATTERNS[0]


def supervised(times: SchoolTimes, groups: int) -> SchoolTimes:
    """The same times with one adult for each four groups to watch over a pause, at least two."""
    needed = max(2, -(-groups // 4))
    pauses = (
        replace(pause, supervisors=needed) if pause.supervisors else pause for pause in times.pauses
    )
    return replace(times, pauses=tuple(pauses))


def pieces(times: SchoolTimes) -> Iterator[Piece]:
    """Cut school times into pieces, in time order.

    Raises ``Refused`` when a day ends before it begins, or pauses overlap or stick out.
    """
    for weekday, end in sorted(times.ends.items()):
        pauses = [pause for pause in times.pauses if pause.starts < end]
        yield from _day(weekday, times.starts, end, sorted(pauses, key=lambda one: one.starts))


def _day(weekday: int, starts: time, end: time, pauses: list[Pause]) -> Iterator[Piece]:
    begun, last = _later(starts, TOGETHER), _later(end, -TOGETHER)
    yield Piece(weekday, starts, begun, "start")
    at = begun
    for pause in (one for one in pauses if one.starts < last):
        yield from _lessons(weekday, at, pause.starts)
        at = min(pause.ends, last)
        yield Piece(weekday, pause.starts, at, pause.kind, pause.supervisors)
    yield from _lessons(weekday, at, last)
    yield Piece(weekday, last, end, "end")


def _lessons(weekday: int, starts: time, ends: time) -> Iterator[Piece]:
    """Equal lessons between two pauses; what is left over goes to the first ones."""
    length = _minutes(ends) - _minutes(starts)
    if length < 0:
        raise Refused(
            str(_("De tijden lopen door elkaar: %(late)s komt na %(early)s."))
            % {"late": f"{starts:%H:%M}", "early": f"{ends:%H:%M}"},
            str(_("Zet begin, pauzes en einde op volgorde.")),
        )
    amount = max(1, round(length / LESSON)) if length else 0
    at = starts
    for number in range(amount):
        left = _minutes(ends) - _minutes(at)
        until = (
            ends
            if number == amount - 1
            else _later(at, -(-left // (amount - number) // ROUND) * ROUND)
        )
        yield Piece(weekday, at, until, "lesson")
        at = until


def _later(at: time, minutes: int) -> time:
    return _clock(_minutes(at) + minutes)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
