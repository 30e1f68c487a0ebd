"""Planning the week anew after something was agreed anew, changing as little as can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import enqueue
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.offered import is_workshop
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import SchoolYear
from stapsteen.week.changes.queries import plan_on
from stapsteen.week.changes.workshop_rows import WorkshopRow, workshop_rows
from stapsteen.week.changes.workshops import read_changes
from stapsteen.week.models import Organisation, Plan, WeekChange
from stapsteen.week.planning.actions import ask_run, refuse_others
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.planning.planned import compiled_of, planning_of
from stapsteen.week.planning.shown import shown
from stapsteen.week.versions.words import name_of, when

WEEK_WORK = "week_change"
SECONDS = 20


@transaction.atomic
def ask_week_change(year: SchoolYear, *, by: Viewer) -> WeekChange:
    """Have the timetable in force adjusted to the school as it is now; the plan to be followed.

    Raises ``Refused`` when no timetable is in force, or when nothing has changed since it was made.
    """
    refuse_others(year, by)
    before = _in_force(year)
    planning_of(before)  # refuses a plan of an earlier version of the program
    run = ask_run(year, school_week_of(year), before.run.organisation, seconds=SECONDS, by=by)
    if run.digest == before.run.digest:
        raise Refused(
            _("Er is niets veranderd sinds dit rooster is gemaakt."),
            _("Pas eerst bij School aan wat anders wordt: een werkdag, een ruimte, een groep."),
        )
    change = WeekChange.objects.create(before=before, run=run, asked_by_id=by.pk)
    enqueue(WEEK_WORK, {"change": change.pk}, key=change.job_key)
    record(by, year.school, "ask_week_change", change.pk)
    return change


def _in_force(year: SchoolYear) -> Plan:
    plan = plan_on(year, timezone.localdate())
    if plan is None:
        raise Refused(_("Er geldt nog geen rooster."), _("Kies eerst een planning die geldt."))
    return plan


@dataclass(frozen=True)
class WeekRow:
    """One thing that stands otherwise in the week: a lesson, or who has a group for a half-day."""

    name: str
    kind: str
    was: str
    now: str

    @property
    def icon(self) -> str:
        """The picture that goes with the kind."""
        return {"new": "add", "time": "clock", "adult": "people", "room": "room"}[self.kind]

    @property
    def word(self) -> str:
        """The kind in a word or two."""
        return {
            "new": _("nieuw"),
            "time": _("andere tijd"),
            "adult": _("andere leerkracht"),
            "room": _("andere ruimte"),
        }[self.kind]


def week_rows(change: WeekChange) -> list[WeekRow]:
    """What stands otherwise, what is new last."""
    draft, _instance = compiled_of(change.run)
    rows = [row for one in change.changes for row in _rows(draft, one)]
    return sorted(rows, key=lambda row: row.kind == "new")


def workshops_of(change: WeekChange, language: str) -> list[WorkshopRow]:
    """The workshops that go otherwise, once this plan is followed."""
    assert change.plan is not None
    return workshop_rows(read_changes(change.sessions), (), shown(change.plan, language), None)


def _rows(draft: Draft, change: dict[str, Any]) -> Iterator[WeekRow]:
    event, before, after = change["event"], change["before"], change["after"]
    name = name_of(draft, event)
    if before is None:
        told = when(draft, after["time"]) if event in draft.block_by_id else ""
        names = ", ".join(filter(None, (told, _names(draft, after["resources"]))))
        yield WeekRow(name, "new", "", names)
        return
    if before["time"] != after["time"]:
        yield WeekRow(name, "time", when(draft, before["time"]), when(draft, after["time"]))
    for kind, prefix in (("adult", "staff/"), ("adult", "leader/"), ("room", "room/")):
        was, now = (
            _names(draft, [one for one in side["resources"] if (one or "").startswith(prefix)])
            for side in (before, after)
        )
        if was != now:
            yield WeekRow(name, kind, was or _("niemand"), now or _("niemand"))


def _names(draft: Draft, resources: list[str | None]) -> str:
    rooms = {room.id: room.name for room in draft.week.rooms}
    staff = draft.week.staff_by_id
    found = []
    for resource in filter(None, resources):
        kind, _slash, key = resource.partition("/")
        if kind in {"staff", "leader"}:
            found.append(staff[key].name if key in staff else _("iemand die weg is"))
        if kind == "room":
            found.append(rooms.get(key, _("een ruimte die weg is")))
    return ", ".join(found)


def deals_anew(change: WeekChange) -> bool:
    """Whether the workshops of the rounds are dealt anew: of personal weeks nobody worked on by hand."""
    if change.run.organisation != Organisation.PERSONAL:
        return False
    meets = (change.before.solution or {}).get("meets", [])
    return not any(is_workshop(meet["event"]) for meet in meets)
