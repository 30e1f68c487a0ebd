"""Whether a school week makes sense, before anything is planned: sentences with names."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from stapsteen.planner.organisation.school_week import SchoolWeek, Slot, minutes_of
from stapsteen.planner.refusal import Nonsense


def refuse_nonsense(week: SchoolWeek) -> None:
    """Raise ``Nonsense`` with every contradiction in the week, or return."""
    refuse_contradictions(week)
    if sentences := list(_too_full(week)):
        raise Nonsense(sentences)


def refuse_contradictions(week: SchoolWeek) -> None:
    """Raise ``Nonsense`` where parts of the week do not belong together; too many hours are allowed."""
    if sentences := [*_empty(week), *_doubles(week), *_dangling(week), *_clocks(week)]:
        raise Nonsense(sentences)


def _empty(week: SchoolWeek) -> Iterator[str]:
    named = {
        "lestijden": week.lesson_slots,
        "groepen": week.groups,
        "vakken": week.subjects,
        "medewerkers": week.staff,
    }
    for word, things in named.items():
        if not things:
            yield f"De week heeft geen {word}. Voeg ze toe voordat je gaat plannen."


def _doubles(week: SchoolWeek) -> Iterator[str]:
    lists: dict[str, Iterable[str]] = {
        "groep": (group.id for group in week.groups),
        "leerling": (pupil.id for pupil in week.pupils),
        "medewerker": (member.id for member in week.staff),
        "ruimte": (room.id for room in week.rooms),
        "vak": (subject.id for subject in week.subjects),
    }
    for word, ids in lists.items():
        for twice in (found for found, count in Counter(ids).items() if count > 1):
            yield f"De {word} met nummer {twice} komt twee keer voor. Geef elke {word} een eigen nummer."


def _dangling(week: SchoolWeek) -> Iterator[str]:
    groups, staff = set(week.group_by_id), set(week.staff_by_id)
    subjects, rooms = set(week.subject_by_id), {room.id for room in week.rooms}
    for pupil in week.pupils:
        if pupil.group not in groups:
            yield f"{pupil.name or pupil.id} zit in groep {pupil.group}, maar die groep bestaat niet."
        for subject in set(pupil.needs) - subjects:
            yield f"{pupil.name or pupil.id} heeft een behoefte bij {subject}, maar dat vak is er niet."
    for link in week.guidance:
        if link.group not in groups or link.staff not in staff:
            yield f"{link.staff} heeft groep {link.group}, maar een van die twee bestaat niet."
    for group in week.groups:
        if group.room is not None and group.room not in rooms:
            yield f"{group.name} heeft lokaal {group.room}, maar dat lokaal bestaat niet."
    for method in week.methods:
        if method.subject not in subjects:
            yield f"De methode {method.name} hoort bij {method.subject}, maar dat vak is er niet."


def _clocks(week: SchoolWeek) -> Iterator[str]:
    for slot in week.slots:
        if slot.minutes <= 0:
            yield f"De lestijd {slot.starts}-{slot.ends} op dag {slot.weekday} eindigt voor het begin."
    for day in week.weekdays:
        yield from _overlaps([slot for slot in week.slots if slot.weekday == day])


def _overlaps(slots: list[Slot]) -> Iterator[str]:
    ordered = sorted(slots, key=lambda slot: minutes_of(slot.starts))
    for first, second in itertools.pairwise(ordered):
        if minutes_of(second.starts) < minutes_of(first.ends):
            yield (
                f"Op dag {first.weekday} lopen {first.starts}-{first.ends} en "
                f"{second.starts}-{second.ends} door elkaar."
            )


def _too_full(week: SchoolWeek) -> Iterator[str]:
    available = sum(slot.minutes for slot in week.lesson_slots if slot.kind == "lesson")
    for group in week.groups:
        for year_group in group.year_groups:
            asked = sum(subject.minutes.get(year_group, 0) for subject in week.subjects)
            if asked > available:
                yield (
                    f"{group.name} vraagt {clock(asked)} uur les voor jaargroep {year_group}, "
                    f"de week heeft {clock(available)}. Verlaag de minuten van een vak."
                )


def clock(minutes: int) -> str:
    """Minutes as hours and minutes: 330 is 5:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"
