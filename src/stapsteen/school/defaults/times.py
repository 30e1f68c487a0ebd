"""School times: four usual patterns, and how a pattern is cut into pieces of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stapsteen.kit.refused import Refused

# The smallest piece that the planner moves. A quarter of an hour is also what a base group needs
# to begin and to end a day, and every figure in the table of subjects is a multiple of it.
PIECE = 15
WEEKDAYS = (1, 2, 3, 4, 5)
SlotKind = Literal["lesson", "break", "lunch"]


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
    """A piece of a school day: a quarter of lesson time, or a whole pause."""

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


_BREAK = Pause(time(10, 30), 15, "break", 2)
_SHORT_LUNCH = Pause(time(12, 15), 30, "lunch", 2)
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
    at = starts
    for pause in pauses:
        yield from _lessons(weekday, at, pause.starts)
        if pause.ends < end:  # a lunch at the very end is after school
            yield Piece(weekday, pause.starts, pause.ends, pause.kind, pause.supervisors)
        at = min(pause.ends, end)
    yield from _lessons(weekday, at, end)


def _lessons(weekday: int, starts: time, ends: time) -> Iterator[Piece]:
    first, last = _minutes(starts), _minutes(ends)
    if last < first:
        raise Refused(
            str(_("De tijden lopen door elkaar: %(late)s komt na %(early)s."))
            % {"late": f"{starts:%H:%M}", "early": f"{ends:%H:%M}"},
            str(_("Zet begin, pauzes en einde op volgorde.")),
        )
    for at in range(first, last, PIECE):
        yield Piece(weekday, _clock(at), _clock(min(at + PIECE, last)), "lesson")


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
