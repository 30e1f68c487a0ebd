"""What one can do with a version: begin it, move in it, take back, lock, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Change
from stapsteen.planner.organisation.planning import as_plain, result_by_hand
from stapsteen.school.access import Viewer, on
from stapsteen.school.log import record
from stapsteen.week.models import Edit, Lock, Organisation, Plan, PlanInForce, Version
from stapsteen.week.planning.actions import put_in_force, refuse_others, refuse_unfinished
from stapsteen.week.planning.planned import kept, with_offer
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.wanted import refuse_stuck, wanted
from stapsteen.week.versions.words import why_not
from stapsteen.week.versions.writing import (
    follow,
    opened,
    overtaken,
    point,
    read,
    refuse_closed,
    write,
    written,
)

MOVES = (Edit.Kind.MOVE, Edit.Kind.GENTLE, Edit.Kind.REST)


class Breaks(Refused):
    """A move that breaks a required rule. It can be made all the same, by who says so."""


@transaction.atomic
def start_working_version(plan: Plan, *, by: Viewer) -> Version:
    """Begin to work on a plan by hand; who comes second joins the working version there is.

    Locks go along from the version that the plan was published from. Raises ``Refused`` in a
    closed year, while the plan is still being made, and for a plan of an earlier version of the
    program.
    """
    refuse_others(plan.run.year, by)
    refuse_closed(plan.run.year)
    refuse_unfinished(plan)
    made, new = Version.objects.get_or_create(
        base=plan,
        state=Version.State.WORKING,
        defaults={
            "name": f"{Organisation(plan.run.organisation).label}, "
            f"{date_format(timezone.localdate())}",
            "solution": kept(with_offer(plan)),
            "made_by_id": by.pk,
        },
    )
    if not new:
        return made
    locks = Lock.objects.filter(version__plan=plan)
    Lock.objects.bulk_create(
        Lock(version=made, event=one.event, by_id=one.by_id, at=one.at) for one in locks
    )
    record(by, plan.run.year.school, "start_version", made.pk)
    return made


@transaction.atomic
def move_lesson(
    version: Version,
    event: str,
    *,
    time: int | None,
    revision: int,
    by: Viewer,
    given: Mapping[int, str | None] | None = None,
    force: bool = False,
) -> Edit:
    """Put a lesson at another time; what stands there changes places with it where it can.

    ``given`` fixes who and where, by the place of the need; without it others are found where that
    is better. The event can be a duty: its time stays, and who has the group changes. Raises
    ``Breaks`` for what breaks a required rule, unless ``force``.
    """
    now = opened(version, revision, by)
    week = movable_of(now)
    time, resources = wanted(week, event, time, given)
    place = week.place(event, time, resources)
    refuse_stuck(week, [event] if event in week.locked else place.held)
    if not place.change.meets:
        raise Refused(_("Er verandert niets."), _("Kies een andere plek."))
    if place.new_breaks and not force:
        raise Breaks(why_not(week, place), _("Kies een andere plek, of zet toch neer."))
    edit = write(
        now, Edit.Kind.MOVE, by=by, solution=week.after(place.change), event=event,
        was=week.meet(event).time, now=time, changes=written(week, place.change),
        renamed=dict(place.change.renamed), forced=bool(place.new_breaks), after=now.head,
    )  # fmt: skip
    follow(now, place.change.renamed)
    point(now, edit)
    return edit


@transaction.atomic
def undo(version: Version, *, revision: int, by: Viewer) -> Edit:
    """Take the newest move that holds back."""
    now = opened(version, revision, by)
    if now.head is None:
        raise Refused(_("Er is niets om terug te draaien."), _("Verplaats eerst iets."))
    return _step(now, now.head, Edit.Kind.UNDO, by)


@transaction.atomic
def redo(version: Version, *, revision: int, by: Viewer) -> Edit:
    """Make the move again that was taken back last."""
    now = opened(version, revision, by)
    following = next_of(now)
    if following is None:
        raise Refused(_("Er is niets om opnieuw te doen."), _("Draai eerst iets terug."))
    return _step(now, following, Edit.Kind.REDO, by)


def next_of(version: Version) -> Edit | None:
    """The move that redo would make: the newest of those that came after the one that holds."""
    return version.edits.filter(after=version.head_id, kind__in=MOVES).order_by("-number").first()


def _step(version: Version, edit: Edit, kind: Edit.Kind, by: Viewer) -> Edit:
    week = movable_of(version)
    back = kind == Edit.Kind.UNDO
    change = Change(read(week, edit.changes, "before" if back else "after"))
    refuse_stuck(week, (event for event in change.meets if event in week.locked))
    renamed = {new: old for old, new in edit.renamed.items()} if back else edit.renamed
    done = write(
        version, kind, by=by, solution=week.after(change), event=edit.event, of=edit,
        was=edit.now if back else edit.was, now=edit.was if back else edit.now,
        changes=written(week, change), renamed=renamed,
    )  # fmt: skip
    follow(version, renamed)
    point(version, edit.after if back else edit)
    return done


@transaction.atomic
def lock(version: Version, event: str, *, revision: int, by: Viewer) -> Edit:
    """Let a lesson, or who has a group, stay as it is, whatever is planned around it."""
    now = opened(version, revision, by)
    week = movable_of(now)
    if event not in week.index or week.meet(event).time is None:
        raise Refused(_("Deze les heeft nog geen plek."), _("Geef die eerst een plek."))
    if event in week.locked:
        raise Refused(_("Deze les staat al vast."), _("Er hoeft niets te gebeuren."))
    edit = write(now, Edit.Kind.LOCK, by=by, solution=week.solution, event=event)
    Lock.objects.create(version=now, event=event, by_id=by.pk)
    return edit


@transaction.atomic
def unlock(version: Version, event: str, *, revision: int, by: Viewer) -> Edit:
    """Let a lesson be moved and planned again."""
    now = opened(version, revision, by)
    week = movable_of(now)
    if event not in week.locked:
        raise Refused(_("Deze les staat niet vast."), _("Er hoeft niets te gebeuren."))
    edit = write(now, Edit.Kind.UNLOCK, by=by, solution=week.solution, event=event)
    Lock.objects.filter(version=now, event=event).delete()
    return edit


@transaction.atomic
def publish(
    version: Version, *, name: str, note: str, starts: date, revision: int, by: Viewer
) -> Version:
    """Make a version the school's timetable from a day on; from then on it does not change."""
    now = opened(version, revision, by)
    year = now.run.year
    if not name.strip():
        raise Refused(_("Een versie heeft een naam nodig."), _("Geef een naam, zoals Herfst."))
    if not max(year.starts, timezone.localdate()) <= starts <= year.ends:
        raise Refused(
            _("Een rooster kan niet met terugwerkende kracht gelden, en niet na het schooljaar."),
            _("Kies een dag vanaf vandaag, in dit schooljaar."),
        )
    before = PlanInForce.objects.filter(on(starts), year=year).first()
    plan = _as_plan(now)
    _settle(
        now, name=name.strip()[:80], note=note.strip(), plan=plan,
        in_force=put_in_force(plan, by=by, starts=starts), before=before.plan if before else None,
        published_at=timezone.now(), state=Version.State.PUBLISHED,
    )  # fmt: skip
    record(by, year.school, "publish_version", now.pk)
    now.refresh_from_db()
    return now


def _settle(version: Version, **fields: Any) -> None:
    """Write the last word about a version, if nobody changed it meanwhile."""
    unchanged = Version.objects.filter(
        pk=version.pk, revision=version.revision, state=Version.State.WORKING
    )
    if not unchanged.update(**fields):
        raise overtaken(version, version.revision)


def _as_plan(version: Version) -> Plan:
    week = movable_of(version)
    result = result_by_hand(week.draft, week.solution, week.evaluation)
    found = as_plain(result)
    fields = ("solution", "measures", "sentences", "assumed", "infeasibility", "objective")
    return Plan.objects.create(
        run=version.run, by_hand=True, body=found["plan"], first_plan_seconds=0, seconds=0,
        **{name: found[name] for name in fields},
    )  # fmt: skip


@transaction.atomic
def drop(version: Version, *, revision: int, by: Viewer) -> None:
    """Stop working on a version; it is removed with everything that was done to it."""
    now = opened(version, revision, by)
    record(by, now.run.year.school, "drop_version", now.pk)
    Version.objects.filter(pk=now.pk, revision=revision).delete()
