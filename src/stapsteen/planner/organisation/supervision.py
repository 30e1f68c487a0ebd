"""Who watches over the breaks: those at work, in turn, so that everybody has a break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stapsteen.planner.organisation.calendar import DAY_NAMES
from stapsteen.planner.organisation.plan import Sentence, Supervision
from stapsteen.planner.organisation.school_week import SchoolWeek, Slot


def supervise(week: SchoolWeek) -> tuple[Supervision, ...]:
    """Deal out the breaks: who has watched the fewest minutes goes first.

    Who has a group or assists in one watches; a specialist or coach without a group does not. Where
    nobody has a group everybody counts. Nothing is planned around it: too few is told, no more.
    """
    watched: Counter[str] = Counter()
    linked = {link.staff for link in week.guidance} or set(week.staff_by_id)
    found = []
    for index, pause in enumerate(week.pauses):
        here = [m.id for m in week.staff if m.id in linked and m.works_during(pause)]
        chosen = sorted(here, key=lambda staff: (watched[staff], staff))[: pause.supervisors]
        watched.update(dict.fromkeys(chosen, pause.minutes))
        if pause.supervisors:
            found.append(Supervision(index, tuple(chosen)))
    return tuple(found)


def too_few(week: SchoolWeek, supervision: tuple[Supervision, ...]) -> Iterator[Sentence]:
    """The breaks that cannot be watched by as many as the school wants."""
    for duty in supervision:
        pause = week.pauses[duty.pause]
        if len(duty.staff) < pause.supervisors:
            yield _too_few(pause, len(duty.staff))


def _too_few(pause: Slot, there: int) -> Sentence:
    day_nl, day_en = (DAY_NAMES[one][pause.weekday] for one in ("nl", "en"))
    return Sentence(
        f"In de pauze van {day_nl} {pause.starts} zijn er {there} mensen met een groep "
        f"(ook wie assisteert) voor toezicht; nodig zijn er {pause.supervisors}.",
        f"In the break on {day_en} at {pause.starts} there are {there} people with a group "
        f"(assistants too) to supervise; {pause.supervisors} are needed.",
    )
