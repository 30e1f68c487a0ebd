"""The seven measures, each one function of the week and its plan. This is the referee of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import mean

from stapsteen.planner.organisation.comparison.staffing import staff_weeks
from stapsteen.planner.organisation.plan import Lesson, Measure, WeekPlan, covered, minutes
from stapsteen.planner.organisation.school_week import SchoolWeek

RESTS_ON: dict[str, tuple[str, ...]] = {
    "fit": ("needs", "minutes", "staff_groups"),
    "choice": ("times", "minutes"),
    "cohesion": ("staff_groups", "contract_days"),
    "alignment": ("minutes", "times"),
    "calm": ("times", "rooms", "staff_groups"),
    "load": ("contract_days", "minutes", "staff_groups"),
    "cost": ("contract_days", "rooms", "gym"),
}


def measure(week: SchoolWeek, plan: WeekPlan) -> tuple[Measure, ...]:
    """All seven measures of a planned week, in the order of ``MEASURES``."""
    found = []
    for key, compute in MEASURES.items():
        value, details = compute(week, plan)
        rests_on = tuple(topic for topic in RESTS_ON[key] if topic in week.assumed)
        found.append(Measure(key, value, details, rests_on))
    return tuple(found)


Computed = tuple[float | None, dict[str, float]]


def fit(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Share of instruction at the pupil's own step; unknown when no needs are known."""
    if not week.needs_known:
        return None, {}
    taught, fitting = 0.0, 0.0
    for lesson in (lesson for lesson in plan.lessons if lesson.steps):
        own = minutes(week, lesson) / len(lesson.steps)
        for pupil in plan.pupils_in(lesson):
            taught += own
            if week.pupil_by_id[pupil].needs.get(lesson.subject) in lesson.steps:
                fitting += own
    if not taught:
        return None, {}
    return fitting / taught, {"instruction_minutes": taught / max(1, len(plan.group_of))}


def choice(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Share of pupils' minutes of which they may decide something."""
    total, chosen = 0, 0
    for lesson in plan.lessons:
        pupil_minutes = minutes(week, lesson) * len(plan.pupils_in(lesson))
        total += pupil_minutes
        chosen += pupil_minutes if lesson.chosen else 0
    return (chosen / total if total else 0.0), {}


def cohesion(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Share of pupils' minutes with the whole own group and one of its coaches."""
    total, together = 0, 0
    for lesson in plan.lessons:
        pupil_minutes = minutes(week, lesson) * len(plan.pupils_in(lesson))
        total += pupil_minutes
        if len(lesson.groups) == 1 and not lesson.pupils:
            coaches = plan.group_by_id[lesson.groups[0]].coaches
            together += pupil_minutes if set(coaches) & set(lesson.staff) else 0
    return (together / total if total else 0.0), {}


def alignment(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Minutes a week, per group, with the same subject as another group of the same unit."""
    subjects = subjects_at(plan)
    units: dict[str, list[str]] = defaultdict(list)
    for group in plan.groups:
        units[group.unit].append(group.id)
    found = [
        sum(
            slot.minutes
            for index, slot in enumerate(week.lesson_slots)
            if any(subjects[group, index] & subjects[other, index] for other in others)
        )
        for unit in units.values()
        for group in unit
        if (others := [other for other in unit if other != group])
    ]
    return (mean(found) if found else 0.0), {}


def subjects_at(plan: WeekPlan) -> dict[tuple[str, int], set[str]]:
    """The subjects that a group has at a lesson slot."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for lesson in plan.lessons:
        if lesson.subject:
            for group in lesson.groups:
                for index in covered(lesson):
                    found[group, index].add(lesson.subject)
    return found


def calm(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Changes of place, group and adult per pupil and day."""
    counts = {"place": 0, "group": 0, "adult": 0}
    for pupil, lessons in plan.lessons_by_pupil().items():
        home = plan.group_by_id[plan.group_of[pupil]].room
        for before, after in _neighbours(week, lessons):
            counts["place"] += (before.room or home) != (after.room or home)
            counts["group"] += _company(before) != _company(after)
            counts["adult"] += set(before.staff) != set(after.staff)
    days = max(1, len(plan.group_of) * len(week.weekdays))
    return sum(counts.values()) / days, {key: count / days for key, count in counts.items()}


def _neighbours(week: SchoolWeek, lessons: list[Lesson]) -> Iterator[tuple[Lesson, Lesson]]:
    for before, after in pairwise(lessons):
        if week.lesson_slots[before.slot].weekday == week.lesson_slots[after.slot].weekday:
            yield before, after


def _company(lesson: Lesson) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return lesson.groups, lesson.pupils


def load(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Share of their contract that those who teach are teaching or supervising."""
    weeks = [one for one in staff_weeks(week, plan).values() if one.contract and one.busy]
    if not weeks:
        return None, {}
    shares = [one.busy / one.contract for one in weeks]
    return mean(shares), {
        "highest": max(shares),
        "preparations": mean(one.preparations for one in weeks),
        "group_changes": mean(one.changes for one in weeks),
    }


def cost(week: SchoolWeek, plan: WeekPlan) -> Computed:
    """Hours a week that all staff teach and supervise; rooms at once; hours of gym hall."""
    weeks = staff_weeks(week, plan)
    gyms = {room.id for room in week.rooms_of_kind("gym")}
    in_use: dict[int, set[str]] = defaultdict(set)
    for lesson in plan.lessons:
        for index in covered(lesson):
            in_use[index] |= _places(plan, lesson)
    gym = sum(minutes(week, lesson) for lesson in plan.lessons if lesson.room in gyms)
    return sum(one.busy for one in weeks.values()) / 60, {
        "rooms_at_once": float(max(map(len, in_use.values()), default=0)),
        "gym_hours": gym / 60,
    }


def _places(plan: WeekPlan, lesson: Lesson) -> set[str]:
    if lesson.room:
        return {lesson.room}
    return {room for group in lesson.groups if (room := plan.group_by_id[group].room)}


MEASURES: dict[str, Callable[[SchoolWeek, WeekPlan], Computed]] = {
    "fit": fit,
    "choice": choice,
    "cohesion": cohesion,
    "alignment": alignment,
    "calm": calm,
    "load": load,
    "cost": cost,
}
