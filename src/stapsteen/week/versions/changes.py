"""What a new timetable changes, told to the people it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.planner.organisation.differences import (
    Difference,
    Moment,
    differences,
    lessons_of,
    week_of,
)
from stapsteen.planner.organisation.plan import Lesson
from stapsteen.planner.organisation.planning import plan_of
from stapsteen.school.access import Viewer, is_staff_member, on
from stapsteen.week.models import Plan, PlanInForce, Version
from stapsteen.week.planning.access import people_with_a_week
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.planning.timetables import day_name
from stapsteen.week.planning.words import label_of, label_of_many, where, who
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.words import language

NEWS_DAYS = 14  # how long a change is told on the first page after it began


@dataclass(frozen=True)
class Changed:
    """What changes for one person or group, a sentence for each moment."""

    key: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """A timetable that has just begun or will begin, and what it changes for somebody."""

    version: Version
    starts: date
    changed: tuple[Changed, ...]

    @property
    def amount(self) -> int:
        """How many moments change."""
        return sum(len(one.lines) for one in self.changed)

    @property
    def is_to_come(self) -> bool:
        """Whether it does not hold yet."""
        return self.starts > timezone.localdate()


class Comparison:
    """Two plans side by side; the older one may be missing."""

    def __init__(self, before: Plan | None, after: Shown) -> None:
        self.before = shown(before, language()) if before else None
        self.after = after

    def of(self, key: str, name: str) -> Changed:
        """What changes for a group, a pupil or a member of staff."""
        old = _moments(self.before, key) if self.before else {}
        found = differences(old, _moments(self.after, key))
        is_staff = key in self.after.week.staff_by_id
        return Changed(key, name, tuple(self._line(one, is_staff=is_staff) for one in found))

    def of_all(self) -> tuple[list[Changed], list[Changed]]:
        """What changes for each group and for each member of staff, who keeps all left out."""
        groups = [self.of(one.id, one.name) for one in self.after.plan.groups]
        staff = [self.of(one.id, one.name) for one in self.after.week.staff]
        return [one for one in groups if one.lines], [one for one in staff if one.lines]

    def _line(self, one: Difference, *, is_staff: bool) -> str:
        """A moment with what was and what is; what stays the same is told once or not at all."""
        old = _parts(self.before, one.before, is_staff=is_staff) if self.before else ()
        new = _parts(self.after, one.after, is_staff=is_staff)
        same = [part for part in old[1:] if part in new[1:]]
        about = [part for part in same[:1] if is_staff]
        values = {
            "when": ", ".join([f"{day_name(one.weekday)} {one.starts}", *about]),
            "old": _told(old, same),
            "new": _told(new, same),
        }
        return _("%(when)s: eerst %(old)s, nu %(new)s") % values


def _moments(seen: Shown, key: str) -> dict[Moment, tuple[Lesson, ...]]:
    return week_of(seen.week, lessons_of(seen.plan, key))


def _parts(seen: Shown, lessons: tuple[Lesson, ...], *, is_staff: bool) -> tuple[str, ...]:
    """A moment in a few words: what, for which group or by whom, where."""
    if not lessons:
        return ()
    if len(lessons) > 1 and not is_staff:
        return (label_of_many(seen, lessons),)
    first = lessons[0]
    names = ", ".join(seen.column(one).name for one in first.groups)
    about = names if is_staff else who(seen, first)
    return label_of(seen, first), about, where(seen, first)


def _told(parts: tuple[str, ...], same: list[str]) -> str:
    return " · ".join(part for part in parts if part and part not in same) or _("niets")


def changes_of(version: Version) -> tuple[list[Changed], list[Changed]]:
    """What a version changes, for groups and for staff.

    A published one is laid beside what held before it, a working version beside what holds now.
    """
    if version.plan is not None:
        return Comparison(version.before, shown(version.plan, language())).of_all()
    week = movable_of(version)
    now = (
        PlanInForce.objects.filter(on(), year=version.run.year).select_related("plan__run").first()
    )
    seen = Shown(plan_of(week.draft, week.solution), week.draft.week, language())
    return Comparison(now.plan if now else None, seen).of_all()


def changed_in(plan: Plan, key: str, name: str) -> Changed | None:
    """What a plan that was published lately changed for a group, a pupil or a member of staff."""
    version = (
        Version.objects.filter(plan=plan, before__isnull=False, in_force__starts__gte=_lately())
        .select_related("before__run", "plan__run")
        .first()
    )
    if version is None or version.plan is None:
        return None
    found = Comparison(version.before, shown(version.plan, language())).of(key, name)
    return found if found.lines else None


def _lately() -> date:
    return timezone.localdate() - timedelta(days=NEWS_DAYS)


def news_for(viewer: Viewer) -> News | None:
    """The newest timetable that changes something for the viewer, or for a child of theirs."""
    version = (
        Version.objects.filter(
            base__run__year__school=viewer.school,
            in_force__starts__gte=_lately(),
            before__isnull=False,
        )
        .select_related("plan__run", "before__run", "in_force")
        .order_by("-published_at")
        .first()
    )
    if version is None or viewer.person is None or version.plan is None or not version.in_force:
        return None
    compared = Comparison(version.before, shown(version.plan, language()))
    mine = [viewer.person] if is_staff_member(viewer) else list(people_with_a_week(viewer))
    found = (compared.of(person_id(one.pk), one.name) for one in mine)
    changed = tuple(one for one in found if one.lines)
    return News(version, version.in_force.starts, changed) if changed else None
