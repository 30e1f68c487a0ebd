"""Keeping since when and until when each signal stands: once a day, for the whole school."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from stapsteen.jobs.actions import enqueue
from stapsteen.learning.following.relearning import ask_when_due
from stapsteen.school.access import pupils_now
from stapsteen.school.log import record
from stapsteen.school.models import School, SchoolYear
from stapsteen.signals.models import SignalSpell
from stapsteen.signals.queries.facts import facts_of, here_today
from stapsteen.signals.rules import find
from stapsteen.signals.rules.facts import Found

Key = tuple[int, str, str]


def ask_daily_look(school: School) -> None:
    """Let the worker look at everybody, once a day: the first page of the day asks for it."""
    day = timezone.localdate().isoformat()
    enqueue("keep_signals", {"school": school.pk}, key=f"signals-{school.pk}-{day}")


def daily_look(
    payload: dict[str, Any],
    report: Callable[[dict[str, Any]], None],
    cancelled: Callable[[], bool],
) -> dict[str, Any]:
    """Look at everybody of the school that ``payload`` names: the work behind ``ask_daily_look``."""
    if cancelled():
        return {}
    school = School.objects.get(pk=payload["school"])
    standing = keep_signals(school)
    ask_when_due(school)
    report({"standing": standing})
    return {"standing": standing}


@transaction.atomic
def keep_signals(school: School) -> int:
    """Find what stands for every pupil today: write what is new, end what is gone; how many stand."""
    year = SchoolYear.objects.filter(school=school, state=SchoolYear.State.OPEN).first()
    if year is None:
        return 0
    year.school = school
    here = here_today(school, year)
    facts = facts_of(year, list(pupils_now(school).values_list("pk", flat=True)), deep=True)
    found: dict[Key, Found] = {
        (person, one.kind, one.about): one
        for person, pupil in facts.items()
        for one in find(pupil, here)
    }
    standing = SignalSpell.objects.select_for_update().filter(school=school, ends=None)
    kept = {(one.person_id, one.kind, one.about): one for one in standing}
    _begin(school, [(key, one) for key, one in found.items() if key not in kept])
    _go_on([(kept[key], found[key]) for key in found.keys() & kept.keys()])
    _end(kept[key] for key in kept.keys() - found.keys())
    record(None, school, "keep_signals", len(found))
    return len(found)


def begun(school: School, person: int, found: Found) -> SignalSpell:
    """The spell of a signal that stands, made today when the daily look did not see it yet."""
    today = timezone.localdate()
    spell, _made = SignalSpell.objects.get_or_create(
        person_id=person,
        kind=found.kind,
        about=found.about,
        ends=None,
        defaults={
            "school": school,
            "since": today,
            "seen_on": today,
            "details": dict(found.details),
        },
    )
    return spell


def _begin(school: School, new: Iterable[tuple[Key, Found]]) -> None:
    today = timezone.localdate()
    SignalSpell.objects.bulk_create(
        [
            SignalSpell(school=school, person_id=person, kind=kind, about=about,
                        details=dict(one.details), since=today, seen_on=today)
            for (person, kind, about), one in new
        ],
        batch_size=500,
        ignore_conflicts=True,  # somebody put a new signal aside in this very moment
    )  # fmt: skip


def _go_on(standing: Iterable[tuple[SignalSpell, Found]]) -> None:
    """Write that they were found again, and what there is to say of them now."""
    rows = []
    for spell, one in standing:
        spell.seen_on, spell.details = timezone.localdate(), dict(one.details)
        rows.append(spell)
    SignalSpell.objects.bulk_update(rows, ["seen_on", "details"], batch_size=200)


def _end(spells: Iterable[SignalSpell]) -> None:
    numbers = [one.pk for one in spells]
    SignalSpell.objects.filter(pk__in=numbers).update(ends=timezone.localdate())
