"""Putting a lesson somewhere while the rest makes way as little as it can: long work, one edit.

It can be asked instead of a move that was just made: then it counts from before that move, and what
comes of it is still one edit, that takes back leads to the move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import enqueue
from stapsteen.jobs.queries import amount
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.broken_rules import told
from stapsteen.planner.organisation.changed.move import repair_move
from stapsteen.planner.organisation.moving import Change, Movable, Place
from stapsteen.planner.organisation.plan import SENTENCES
from stapsteen.planner.timetable.evaluate import Difference
from stapsteen.planner.timetable.repair import Effort
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.week.models import Edit, Version
from stapsteen.week.planning.work import Report
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.wanted import Given, refuse_stuck, wanted
from stapsteen.week.versions.words import MOST_TOLD
from stapsteen.week.versions.writing import (
    follow,
    opened,
    point,
    read,
    refuse_busy,
    was_done,
    write,
    written,
)

WORK = "move_gently"
SECONDS = 10


@dataclass(frozen=True)
class Start:
    """The week from which a lesson is moved, and what lessons are called there (by their name now)."""

    week: Movable
    names: Mapping[str, str]

    def name(self, event: str) -> str:
        """What a lesson of now is called there."""
        return self.names.get(event, event)


def can_be_gentler(version: Version) -> bool:
    """Whether the newest edit put a lesson at another time for a price: a rule, or a worse wish."""
    edit = version.head
    if edit is None or edit.number != version.revision or edit.kind != Edit.Kind.MOVE:
        return False
    if edit.now is None or edit.now == edit.was:
        return False
    return edit.forced or _before(version, edit).objective < 0


def _before(version: Version, edit: Edit) -> Difference:
    """What it would cost to have a version as it was before an edit."""
    week = movable_of(version)
    return week.price(Change(read(week, edit.changes, "before")))


@transaction.atomic
def ask_gently(
    version: Version,
    event: str,
    *,
    time: int | None,
    revision: int,
    by: Viewer,
    given: Given | None = None,
) -> None:
    """Have a lesson put somewhere, and as little as possible changed for it.

    It counts for the version as it is now: whoever moves something meanwhile makes it pointless.
    Raises ``Refused`` when what people locked stands there, and while the planner is at work.
    """
    now = opened(version, revision, by)
    week = movable_of(now)
    time, resources = wanted(week, event, time, given)
    if time is None:
        raise Refused(_("Dan hoeft er niets te schuiven."), _("Kies een moment van de week."))
    start = _start(now, event, time)
    stuck = start.week.stuck_at(start.name(event), time)
    refuse_stuck(start.week, [start.name(event)] if event in week.locked else stuck)
    meet = start.week.meet(start.name(event))
    if meet.time == time and resources in {None, meet.resources}:
        raise Refused(_("Er verandert niets."), _("Kies een andere plek."))
    _enqueue(now, {"event": event, "time": time, "resources": resources, "by": by.pk})
    record(by, now.run.year.school, "move_gently", now.pk)


def _enqueue(version: Version, asked: dict[str, Any]) -> None:
    Version.objects.select_for_update().only("pk").get(pk=version.pk)  # one planner after another
    refuse_busy(version)
    payload = {"version": version.pk, "revision": version.revision, **asked}
    enqueue(WORK, payload, key=f"{version.rest_key}-{amount(version.rest_key)}")


def _start(version: Version, event: str, time: int) -> Start:
    """The version as it is; before its newest move, when it is that move that is to be gentler."""
    week, edit = movable_of(version), version.head
    if edit is None or week.meet(event).time != time or not can_be_gentler(version):
        return Start(week, {})
    names = {new: old for old, new in edit.renamed.items()}
    if names.get(event, event) != edit.event:
        return Start(week, {})
    before = week.after(Change(read(week, edit.changes, "before")))
    locked = [names.get(one, one) for one in week.locked]
    return Start(Movable(week.draft, week.instance, before, locked, week.rebuilt), names)


def move_gently(
    payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Do what ``payload`` asks, and write it down as one edit; or tell why it does not fit.

    Doing it again, after a worker died, does no harm: the edit is there, and the revision moved on.
    """
    version = Version.objects.select_related("base__run__year__school", "head").get(
        pk=payload["version"]
    )
    if version.revision != payload["revision"]:
        return was_done(version, payload["revision"], Edit.Kind.GENTLE)
    report({"seconds": SECONDS})
    start = _start(version, payload["event"], payload["time"])
    resources = payload["resources"] and tuple(payload["resources"])
    place = repair_move(
        start.week, start.name(payload["event"]), payload["time"], resources,
        effort=Effort(SECONDS, should_stop=cancelled),
    )  # fmt: skip
    if place.new_breaks and place.difference.infeasibility > 0:
        return {"moved": False, "why": _why(start.week, place)}
    return _kept(version, start, place, payload)


def _why(week: Movable, place: Place) -> Any:
    """The first few rules that would break, to be told in the language of who asks."""
    sentences = dict.fromkeys(told(week.draft, one) for one in place.new_breaks)
    return SENTENCES.dump_python(tuple(sentences)[:MOST_TOLD], mode="json")


@transaction.atomic
def _kept(version: Version, start: Start, place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    week, change = movable_of(version), place.change
    solution = start.week.after(change)
    meets = {meet.event: meet for meet in solution.meets if meet != week.meet(meet.event)}
    if not meets:
        return {"moved": False, "why": []}
    names = {one: start.name(one) for one in week.index}
    renamed = {one: change.renamed.get(name, name) for one, name in names.items()}
    renamed = {one: name for one, name in renamed.items() if one != name}
    event = asked["event"]
    edit = write(
        version, Edit.Kind.GENTLE, by=get_user_model().objects.filter(pk=asked["by"]).first(),
        solution=solution, event=event, was=week.meet(event).time, now=asked["time"],
        changes=written(week, Change(meets)), renamed=renamed, after=version.head,
    )  # fmt: skip
    follow(version, renamed)
    point(version, edit)
    return {"moved": True}
