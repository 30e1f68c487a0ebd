"""What one can do with plans: have them made, stop that, put one in force, take that back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import cancel, enqueue, resume
from stapsteen.jobs.queries import status
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.check import refuse_nonsense
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.week_data import plain
from stapsteen.planner.refusal import Nonsense
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import (
    Alternation,
    Organisation,
    Plan,
    PlanInForce,
    PlanningRun,
    Version,
    WeekChoice,
)
from stapsteen.week.planning.access import may_plan
from stapsteen.week.planning.export import school_week_of

WORK = "plan"
SECONDS = (10, 30, 120)


@transaction.atomic
def ask_plans(
    year: SchoolYear, organisations: Iterable[str], *, by: Viewer, seconds: int = 10
) -> list[PlanningRun]:
    """Have the week planned under some organisations; the runs, to be followed.

    A question that was asked before with the same data is not planned twice: its run is given back,
    and begun again where it was stopped. Raises ``Refused`` when the week cannot be planned.
    """
    refuse_others(year, by)
    if year.state != SchoolYear.State.OPEN:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Plan in het lopende schooljaar."))
    if seconds not in SECONDS:
        raise Refused(_("Kies hoe lang er gepland mag worden."), _("Kies een van de drie tijden."))
    week = school_week_of(year)
    _refuse_contradictions(week)
    wanted = [Organisation(one) for one in organisations]
    if not wanted:
        raise Refused(_("Je hebt nog niets gekozen."), _("Kies ten minste een organisatie."))
    runs = [ask_run(year, week, one, seconds=seconds, by=by) for one in wanted]
    for run in runs:
        _have_done(run)
    record(by, year.school, "ask_plans", ",".join(wanted))
    return runs


def ask_run(
    year: SchoolYear, week: SchoolWeek, organisation: str, *, seconds: int, by: Viewer
) -> PlanningRun:
    """Write one question to the planner down, or find it where it was asked before."""
    question = plain(week)
    run, _new = PlanningRun.objects.get_or_create(
        year=year,
        organisation=organisation,
        digest=_digest(question),
        seconds=seconds,
        seed=0,
        defaults={"week": question, "asked_by_id": by.pk},
    )
    return run


def _have_done(run: PlanningRun) -> None:
    """See that a worker plans a run, once."""
    job = status(run.job_key)
    if job is None:
        enqueue(WORK, {"run": run.pk}, key=run.job_key)
    elif job.is_over and job.state != job.State.DONE:
        resume(run.job_key)


def stop(run: PlanningRun, *, by: Viewer) -> None:
    """Stop planning; the best plan so far is kept."""
    refuse_others(run.year, by)
    cancel(run.job_key)
    record(by, run.year.school, "stop_planning", run.pk)


@transaction.atomic
def put_in_force(plan: Plan, *, by: Viewer, starts: date | None = None) -> PlanInForce:
    """Let a plan be the school's timetable from a day on (today); what held before ends the day before."""
    year = plan.run.year
    refuse_others(year, by)
    refuse_unfinished(plan)
    starts = max(starts or timezone.localdate(), year.starts)
    SchoolYear.objects.select_for_update().get(pk=year.pk)  # two decisions wait for each other
    before = PlanInForce.objects.filter(year=year, ends__isnull=True)
    before.update(ends=starts - timedelta(days=1))
    decided = PlanInForce.objects.create(year=year, plan=plan, starts=starts, decided_by_id=by.pk)
    record(by, year.school, "put_in_force", plan.pk)
    return decided


def refuse_unfinished(plan: Plan) -> None:
    """Refuse a plan that a better one can still come in the place of."""
    job = None if plan.by_hand else status(plan.run.job_key)
    if job is not None and not job.is_over:
        raise Refused(
            _("Aan dit rooster wordt nog gepland."), _("Wacht even, of stop en bewaar het beste.")
        )


@transaction.atomic
def take_back(decided: PlanInForce, *, by: Viewer) -> None:
    """Take back the newest decision; what held before it holds again."""
    refuse_others(decided.year, by)
    newest = PlanInForce.objects.filter(year=decided.year).first()
    if newest is None or newest.pk != decided.pk:
        raise Refused(
            _("Na dit besluit is er al een ander genomen."),
            _("Kies zelf welke planning moet gelden."),
        )
    published = Version.objects.filter(in_force=decided).first()
    if published is not None:
        _refuse_used(decided)
        _reopen(published)
    decided.delete()
    if published is not None:
        decided.plan.delete()
    if previous := PlanInForce.objects.filter(year=decided.year).first():
        previous.ends = None
        previous.save(update_fields=["ends"])
    record(by, decided.year.school, "take_back_plan", decided.plan_id)


def _refuse_used(decided: PlanInForce) -> None:
    """Refuse when the plan of a published version has been given other weeks since."""
    others = PlanInForce.objects.filter(plan=decided.plan).exclude(pk=decided.pk)
    weeks = (model.objects.filter(plan=decided.plan) for model in (Alternation, WeekChoice))
    if others.exists() or any(found.exists() for found in weeks):
        raise Refused(
            _("Dit rooster is ook voor andere weken gekozen."),
            _("Kies voor die weken eerst een ander rooster."),
        )


def _reopen(version: Version) -> None:
    """Let a version that was published be a working version again."""
    working = Version.objects.filter(state=Version.State.WORKING)
    if working.filter(base__in=[version.plan_id, version.base_id]).exists():
        raise Refused(
            _("Er wordt al aan een nieuwe versie gewerkt."), _("Publiceer die, of gooi die weg.")
        )
    version.state = Version.State.WORKING
    version.plan = version.in_force = version.published_at = None
    version.save(update_fields=["state", "plan", "in_force", "published_at"])


def _digest(question: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()


def _refuse_contradictions(week: SchoolWeek) -> None:
    try:
        refuse_nonsense(week)
    except Nonsense as nonsense:
        raise Refused(" ".join(nonsense.sentences), _("Pas dit aan bij School.")) from nonsense


def refuse_others(year: SchoolYear, by: Viewer) -> None:
    """Refuse whoever may not plan the weeks of a year."""
    if by.school != year.school or not may_plan(by):
        raise Refused(
            _("Alleen de schoolleider en de beheerder plannen de week."),
            _("Vraag een van hen om dit te doen."),
        )
