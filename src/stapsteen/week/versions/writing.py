"""How a version changes: one revision at a time, each with an edit that stays.

Whoever changes a version names the revision they saw. The one statement that moves the revision on
decides who is first; the others are told what happened meanwhile, and nothing of theirs is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from stapsteen.jobs.queries import newest
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Change, Movable
from stapsteen.planner.timetable.solution import Meet, Solution
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Edit, Lock, Version
from stapsteen.week.planning.actions import refuse_others
from stapsteen.week.planning.planned import kept
from stapsteen.week.versions.access import LARGE
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.words import edit_in_words


class Overtaken(Refused):
    """A change to a revision that is no longer the newest."""


def opened(version: Version, revision: int, by: Viewer) -> Version:
    """The version as it stands now, for a change by somebody who saw a revision of it.

    Raises ``Refused`` for who may not plan and for what is published or closed, ``Overtaken`` when
    somebody else changed it meanwhile.
    """
    related = Version.objects.select_related("base__run__year__school", "head").defer(*LARGE)
    now = related.get(pk=version.pk)
    year = now.run.year
    refuse_others(year, by)
    refuse_closed(year)
    if now.state != Version.State.WORKING:
        raise Refused(
            _("Deze versie is gepubliceerd en verandert niet meer."),
            _("Begin een nieuwe werkversie."),
        )
    if now.revision != revision:
        raise overtaken(now, revision)
    return now


def refuse_closed(year: SchoolYear) -> None:
    """Refuse to change anything in a year that is over."""
    if year.state != SchoolYear.State.OPEN:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Plan in het lopende schooljaar."))


def refuse_busy(version: Version, *, but: str = "") -> None:
    """Refuse to have more planned for a revision while other work (than that with a key) is at it."""
    job = newest(version.rest_key)
    if job is not None and not job.is_over and job.key != but:
        raise Refused(_("Er wordt al gepland."), _("Wacht tot dat klaar is, of stop het."))


def was_done(version: Version, revision: int, kind: Edit.Kind) -> dict[str, Any]:
    """What long work answers that finds its edit made; refuses when others went on meanwhile."""
    if version.edits.filter(number=revision + 1, kind=kind).exists():
        return {"moved": True}
    raise overtaken(version, revision)


def overtaken(version: Version, seen: int) -> Overtaken:
    """Who changed what since somebody looked."""
    edits = version.edits.filter(number__gt=seen).select_related("by__person")[:3]
    draft = movable_of(version).draft
    told = " ".join(edit_in_words(edit, draft) for edit in edits)
    return Overtaken(
        _("Intussen is het rooster veranderd. %(what)s") % {"what": told},
        _("Je ziet nu hoe het is. Doe het opnieuw als het nog nodig is."),
    )


def write(
    version: Version, kind: Edit.Kind, *, by: Viewer | None, solution: Solution, **fields: Any
) -> Edit:
    """Move a version on by one revision, with the edit that did it; call it in a transaction.

    ``fields`` are those of the edit. Raises ``Overtaken`` when another was first.
    """
    seen, number = version.revision, version.revision + 1
    first = Version.objects.filter(
        pk=version.pk, revision=seen, state=Version.State.WORKING
    ).update(revision=number, solution=kept(solution))
    if not first:
        now = Version.objects.select_related("base__run__year__school").get(pk=version.pk)
        raise overtaken(now, seen)
    edit = Edit.objects.create(
        version=version, number=number, kind=kind, by_id=by.pk if by else None, **fields
    )
    record(by, version.run.year.school, f"timetable_{kind}", f"{version.pk}/{number}")
    return edit


def point(version: Version, head: Edit | None) -> None:
    """Say which edit holds now."""
    Version.objects.filter(pk=version.pk).update(head=head)


def written(week: Movable, change: Change) -> list[dict[str, Any]]:
    """The events of a change, with their time and resources before and after."""
    return [
        {"event": event, "before": _plain(week.meet(event)), "after": _plain(meet)}
        for event, meet in change.meets.items()
    ]


def _plain(meet: Meet) -> list[Any]:
    return [meet.time, list(meet.resources)]


def read(week: Movable, changes: list[dict[str, Any]], which: str) -> dict[str, Meet]:
    """The meets that written changes stand for: ``before`` or ``after``."""
    found = {}
    for one in changes:
        time, resources = one[which]
        meet = week.meet(one["event"])
        found[one["event"]] = Meet(meet.event, meet.duration, time, tuple(resources))
    return found


def follow(version: Version, renamed: Mapping[str, str]) -> None:
    """Let the locks follow the lessons they were put on."""
    locks = list(Lock.objects.filter(version=version, event__in=list(renamed)))
    if not locks:
        return
    Lock.objects.filter(pk__in=[lock.pk for lock in locks]).delete()
    for lock in locks:
        lock.event, lock.pk = renamed[lock.event], None
    Lock.objects.bulk_create(locks)
