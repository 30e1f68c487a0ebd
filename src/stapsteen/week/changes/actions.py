"""What one can do when a day goes otherwise: report it, accept the proposal, take it back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import enqueue
from stapsteen.jobs.queries import status
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person, Room, SchoolYear
from stapsteen.week.changes.queries import changed_day, holding, plan_on, school_dates
from stapsteen.week.models import ChangedDay, DayChange
from stapsteen.week.planning.access import may_plan
from stapsteen.week.year_plan.days import year_plan_of

DAY_WORK = "day_change"
MOST_DAYS = 28  # reported ahead at once; who is away longer has other terms


@transaction.atomic
def report_absent(
    person: Person, *, year: SchoolYear, starts: date, ends: date, part: str, by: Viewer
) -> DayChange:
    """Say that somebody of the team is not there, and have a proposal made for those days."""
    return _report(year, by, kind="absent", person=person, starts=starts, ends=ends, part=part)


@transaction.atomic
def report_closed(
    room: Room, *, year: SchoolYear, starts: date, ends: date, part: str, by: Viewer
) -> DayChange:
    """Say that a room cannot be used, and have a proposal made for those days."""
    return _report(year, by, kind="closed", room=room, starts=starts, ends=ends, part=part)


def _report(year: SchoolYear, by: Viewer, **fields: object) -> DayChange:
    _refuse_others(year, by)
    change = DayChange(year=year, asked_by_id=by.pk, **fields)
    _refuse_dates(change)
    if change.part not in DayChange.Part.values:
        raise Refused(_("Dat dagdeel is er niet."), _("Kies hele dag, ochtend of middag."))
    thing = change.person or change.room
    if thing is None or thing.school_id != year.school_id:
        raise Refused(_("Die is niet van deze school."), _("Kies uit de lijst."))
    again = holding(year).filter(
        kind=change.kind, person=change.person, room=change.room, returns__isnull=True,
        starts__lte=change.ends, ends__gte=change.starts, part__in=[change.part, "all"],
    )  # fmt: skip
    if again.exists():
        raise Refused(_("Dit is al gemeld."), _("Kijk bij Vandaag wat er al is aangepast."))
    same = DayChange.objects.filter(
        year=year, kind=change.kind, person=change.person, room=change.room, part=change.part,
        starts=change.starts, ends=change.ends, accepted_at__isnull=True, taken_back_at__isnull=True,
    ).first()  # fmt: skip
    if same is not None:  # somebody asked and did not decide: make that proposal anew
        propose_again(same, by=by)
        return same
    change.save()
    _propose(change, by)
    return change


@transaction.atomic
def report_back(change: DayChange, *, by: Viewer, starts: date | None = None) -> DayChange:
    """Say that who or what was not there is there again from a date on (today), and propose the days."""
    _refuse_others(change.year, by)
    change = DayChange.objects.select_related("year__school", "person", "room").get(pk=change.pk)
    starts = max(starts or timezone.localdate(), change.starts)
    if not change.holds or change.kind == DayChange.Kind.BACK or starts > change.ends:
        raise Refused(_("Dit geldt niet meer."), _("Kijk bij Vandaag hoe het er nu voor staat."))
    back = DayChange.objects.create(
        year=change.year, kind=DayChange.Kind.BACK, person=change.person, room=change.room,
        of=change, part=change.part, starts=starts, ends=change.ends, asked_by_id=by.pk,
    )  # fmt: skip
    _propose(back, by)
    return back


def _propose(change: DayChange, by: Viewer) -> None:
    enqueue(DAY_WORK, {"change": change.pk}, key=change.job_key)
    record(by, change.year.school, f"report_{change.kind}", change.pk)


def _refuse_dates(change: DayChange) -> None:
    today = timezone.localdate()
    if not today <= change.starts <= change.ends:
        raise Refused(_("Kies een dag vanaf vandaag."), _("Wat geweest is, blijft zoals het was."))
    if change.ends - change.starts >= timedelta(days=MOST_DAYS):
        raise Refused(
            _("Meld ten hoogste vier weken tegelijk."),
            _("Is iemand langer weg? Pas dan bij School de werkdagen aan en daarna de week."),
        )
    plan = year_plan_of(change.year)
    dates = list(school_dates(plan, change.starts, change.ends))
    if not dates:
        raise Refused(_("Op die dag is er geen school."), _("Kies een andere dag."))
    if plan.plan_on(dates[0]) is None:
        raise Refused(_("Er geldt nog geen rooster."), _("Kies eerst een planning die geldt."))


@transaction.atomic
def accept(change: DayChange, *, by: Viewer) -> None:
    """Let the days go as proposed.

    Raises ``Refused`` while the proposal is not ready, where no timetable holds, and when a day has changed since it was made:
    then a new proposal is asked for, so that nobody overwrites what another did.
    """
    _refuse_others(change.year, by)
    SchoolYear.objects.select_for_update().get(
        pk=change.year_id
    )  # two decisions wait for each other
    now = DayChange.objects.select_for_update().get(pk=change.pk)  # and for a day being written
    if now.accepted_at or now.taken_back_at:
        raise Refused(
            _("Hierover is al besloten."), _("Kijk bij Vandaag hoe het er nu voor staat.")
        )
    if not is_ready(now):
        raise Refused(_("Het voorstel is nog niet klaar."), _("Wacht nog even."))
    if not now.days.exists():
        raise Refused(_("Op die dag geldt geen rooster."), _("Kies eerst een planning die geldt."))
    if is_overtaken(now):
        raise Overtaken(
            _("Intussen is er op deze dag iets anders veranderd."),
            _("Er wordt een nieuw voorstel gemaakt."),
        )
    now.accepted_at, now.accepted_by_id = timezone.now(), by.pk
    now.save(update_fields=["accepted_at", "accepted_by"])
    record(by, change.year.school, f"accept_{change.kind}", change.pk)


class Overtaken(Refused):
    """A proposal for a day that has changed since."""


def is_ready(change: DayChange) -> bool:
    """Whether the proposal is there for every day."""
    job = status(change.job_key)
    return job is not None and job.state == job.State.DONE


def is_overtaken(change: DayChange) -> bool:
    """Whether a day of the proposal goes otherwise now than when it was made."""
    for day in change.days.all():
        plan = plan_on(change.year, day.date)
        now = changed_day(change.year, day.date, plan) if plan else None
        if day.plan_id != (plan and plan.pk) or day.before_id != (now and now.pk):
            return True
    return False


@transaction.atomic
def propose_again(change: DayChange, *, by: Viewer) -> None:
    """Have the proposal made anew, from how the days go now."""
    _refuse_others(change.year, by)
    SchoolYear.objects.select_for_update().get(pk=change.year_id)
    change.refresh_from_db(  # somebody may have decided; a day that is being written is waited for
        fields=["accepted_at", "taken_back_at", "round"],
        from_queryset=DayChange.objects.select_for_update(),
    )
    if change.accepted_at or change.taken_back_at:
        raise Refused(
            _("Hierover is al besloten."), _("Kijk bij Vandaag hoe het er nu voor staat.")
        )
    ChangedDay.objects.filter(change=change).delete()
    change.round += 1
    change.save(update_fields=["round"])
    _propose(change, by)


@transaction.atomic
def take_back(change: DayChange, *, by: Viewer) -> None:
    """Take a change back: its days go again as they went before it. A proposal is thrown away.

    Raises ``Refused`` when a later change rests on it: then the way is to report the return.
    """
    _refuse_others(change.year, by)
    SchoolYear.objects.select_for_update().get(pk=change.year_id)
    now = DayChange.objects.get(pk=change.pk)
    if now.taken_back_at:
        raise Refused(
            _("Dit is al teruggedraaid."), _("Kijk bij Vandaag hoe het er nu voor staat.")
        )
    later = ChangedDay.objects.filter(before__change=now, change__in=holding(change.year))
    if now.holds and later.exists():
        raise Refused(
            _("Er is daarna nog iets anders aangepast op dezelfde dag."),
            _("Meld dat het niet meer geldt met de knop Weer terug."),
        )
    now.taken_back_at, now.taken_back_by_id = timezone.now(), by.pk
    now.save(update_fields=["taken_back_at", "taken_back_by"])
    record(by, change.year.school, f"take_back_{change.kind}", change.pk)


def _refuse_others(year: SchoolYear, by: Viewer) -> None:
    if by.school != year.school or not may_plan(by):
        raise Refused(
            _("Alleen de schoolleider en de beheerder passen een dag aan."),
            _("Vraag een van hen om dit te doen."),
        )
    if year.state != SchoolYear.State.OPEN:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Kies het lopende schooljaar."))
