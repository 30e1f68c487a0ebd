"""Changes in words: what changes for which group, and for whom of the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.planner.organisation.changed.day import DayPlan
from stapsteen.planner.organisation.changed.day_repair import LessonChange, changes_of
from stapsteen.planner.organisation.plan import Lesson
from stapsteen.week.planning.shown import Shown
from stapsteen.week.planning.words import label_of, where, who

ICONS = {
    "adult": "people", "time": "clock", "room": "room", "given_up": "stop", "joined": "people",
    "back": "check",
}  # fmt: skip
MOST_NAMES = 4


@dataclass(frozen=True)
class Row:
    """One change: from when to when, for which groups, what it was and what it will be.

    ``kind`` is what changes: adult, time, room, given_up, joined (children join), back. Ids of people
    are kept so that each can be told what changes for them.
    """

    starts: str
    ends: str
    groups: str
    label: str
    kind: str
    was: str
    now: str
    gone: frozenset[str] = frozenset()
    come: frozenset[str] = frozenset()

    @property
    def icon(self) -> str:
        """The picture that goes with the kind."""
        return ICONS[self.kind]

    @property
    def word(self) -> str:
        """The kind in a word or two."""
        return {
            "adult": _("andere leerkracht"),
            "time": _("andere tijd"),
            "room": _("andere ruimte"),
            "given_up": _("gaat niet door"),
            "joined": _("kinderen erbij"),
            "back": _("gaat weer door"),
        }[self.kind]


def rows_of(shown: Shown, before: DayPlan, after: DayPlan) -> list[Row]:
    """What changes from one day to another, in the order of the day, equal neighbours as one."""
    rows = [row for change in changes_of(before, after) for row in _rows(shown, change)]
    return list(_merged(rows))


def _rows(shown: Shown, change: LessonChange) -> Iterator[Row]:
    was, now = change.was, change.now
    row = _row(shown, change.lesson, "back", "", "")
    if was is None or now is None:
        led = frozenset(change.lesson.staff)
        if now is None:
            told = _("de kinderen werken zelfstandig")
            yield replace(row, kind="given_up", was=who(shown, change.lesson), now=told, gone=led)
        else:
            yield replace(row, now=who(shown, change.lesson), come=led)
        return
    if set(was.staff) != set(now.staff):
        yield replace(
            row, kind="adult", was=who(shown, was) or _("niemand"),
            now=who(shown, now) or _("niemand"),
            gone=frozenset(was.staff) - set(now.staff), come=frozenset(now.staff) - set(was.staff),
        )  # fmt: skip
    if was.slot != now.slot:
        both = frozenset(now.staff)
        yield replace(row, kind="time", was=_clock(shown, was), now=_clock(shown, now), come=both)
    if was.room != now.room:
        place = where(shown, now) or _("geen ruimte")
        yield replace(row, kind="room", was=where(shown, was), now=place, come=frozenset(now.staff))
    if more := set(now.pupils) - set(was.pupils):
        told = ngettext("%(n)s kind erbij", "%(n)s kinderen erbij", len(more)) % {"n": len(more)}
        yield replace(row, kind="joined", now=told, come=frozenset(now.staff))


def _row(shown: Shown, lesson: Lesson, kind: str, was: str, now: str) -> Row:
    starts, ends = _from_to(shown, lesson)
    return Row(starts, ends, groups_of(shown, lesson), label_of(shown, lesson), kind, was, now)


def groups_of(shown: Shown, lesson: Lesson) -> str:
    """The names of the groups of a lesson; how many, when there are many."""
    names = [shown.column(group).name for group in lesson.groups]
    if len(names) > MOST_NAMES:
        return _("%(n)s groepen") % {"n": len(names)}
    return ", ".join(names)


def _from_to(shown: Shown, lesson: Lesson) -> tuple[str, str]:
    slots = shown.week.lesson_slots
    return slots[lesson.slot].starts, slots[lesson.slot + lesson.length - 1].ends


def _clock(shown: Shown, lesson: Lesson) -> str:
    return " - ".join(_from_to(shown, lesson))


def _merged(rows: Sequence[Row]) -> Iterator[Row]:
    """Let the same change for the same group, one lesson after another, be one row."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "adult":
            groups[row.groups, row.was, row.now].append(row)
        else:
            groups[id(row),].append(row)
    found = [merged for listed in groups.values() for merged in _runs(listed)]
    yield from sorted(found, key=lambda row: (row.starts, row.groups))


def _runs(rows: Iterable[Row]) -> Iterator[Row]:
    running: Row | None = None
    for row in rows:
        if (
            running is not None
            and running.ends <= row.starts
            and _is_near(running.ends, row.starts)
        ):
            running = replace(running, ends=row.ends, label=_labels(running.label, row.label))
        else:
            if running is not None:
                yield running
            running = row
    if running is not None:
        yield running


def _is_near(ends: str, starts: str) -> bool:
    """Whether only a pause lies between two moments."""
    (h1, m1), (h2, m2) = (map(int, clock.split(":")) for clock in (ends, starts))
    return (h2 * 60 + m2) - (h1 * 60 + m1) <= 45


def _labels(first: str, second: str) -> str:
    return first if second in first.split(", ") else f"{first}, {second}"


def rows_for(rows: Iterable[Row], staff: str) -> list[Row]:
    """What changes for one member of staff."""
    return [row for row in rows if staff in row.gone | row.come]


@dataclass(frozen=True)
class ForWhom:
    """A member of staff and what changes for them."""

    id: str
    name: str
    rows: tuple[Row, ...]


def by_person(
    shown: Shown, rows: Sequence[Row], away: frozenset[str] = frozenset()
) -> list[ForWhom]:
    """For everybody of the team who is there: what they take over, or no longer have."""
    people = {staff for row in rows for staff in row.gone | row.come} - away
    listed = [ForWhom(one, shown.staff_name(one), tuple(rows_for(rows, one))) for one in people]
    return sorted(listed, key=lambda one: one.name)
