"""Planning the rest of a version as long work: asked from the page, done by a worker, one edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import cancel, enqueue, resume
from stapsteen.jobs.queries import newest
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Change
from stapsteen.planner.organisation.rest import plan_the_rest
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.week.models import Edit, Version
from stapsteen.week.planning.work import Clock, Report
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.writing import opened, point, refuse_busy, was_done, write, written

WORK = "plan_rest"
SECONDS = 20


@transaction.atomic
def ask_rest(version: Version, *, revision: int, by: Viewer) -> None:
    """Have everything planned that nobody locked. What comes of it is one edit, which can be undone.

    It counts for the version as it is now: whoever moves something meanwhile makes it pointless.
    """
    now = opened(version, revision, by)
    movable_of(now)  # refuses what cannot be planned on
    payload = {"version": now.pk, "revision": revision, "by": by.pk, "seconds": SECONDS}
    refuse_busy(now, but=now.rest_key)
    job = enqueue(WORK, payload, key=now.rest_key)
    if job.state == job.State.DONE:
        raise Refused(
            _("Voor dit rooster is al gezocht, en er was niets beters."),
            _("Maak meer lessen los, of verplaats iets."),
        )
    if job.is_over:
        resume(now.rest_key)
    record(by, now.run.year.school, "plan_rest", now.pk)


def stop_rest(version: Version, *, revision: int, by: Viewer) -> None:
    """Stop what is being planned for this revision; the best that was found is kept."""
    now = opened(version, revision, by)
    job = newest(now.rest_key)
    cancel(job.key if job else now.rest_key)
    record(by, now.run.year.school, "stop_plan_rest", now.pk)


def plan_rest(
    payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Plan the rest of the version that ``payload`` names, and write it down as one edit.

    Doing it again, after a worker died, does no harm: the edit is there, and the revision moved on.
    """
    version = Version.objects.select_related("base__run__year__school", "head").get(
        pk=payload["version"]
    )
    if version.revision != payload["revision"]:
        return was_done(version, payload["revision"], Edit.Kind.REST)
    clock = Clock(report)
    change = plan_the_rest(
        movable_of(version),
        seconds=payload["seconds"],
        on_progress=clock.better,
        should_stop=lambda: clock.has_ticked() and cancelled(),
    )
    return _kept(version, change, payload["by"])


@transaction.atomic
def _kept(version: Version, change: Change, asked_by: int) -> dict[str, Any]:
    if not change.meets:
        return {"moved": False}
    week = movable_of(version)
    by = get_user_model().objects.filter(pk=asked_by).first()
    edit = write(
        version, Edit.Kind.REST, by=by, solution=week.after(change),
        changes=written(week, change), after=version.head,
    )  # fmt: skip
    point(version, edit)
    return {"moved": True}
