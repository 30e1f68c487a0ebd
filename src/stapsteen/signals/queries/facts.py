"""What the rules need of some pupils, read in a fixed number of queries: as many for 30 as for 600.

Not one of them reads evidence: when something was last seen stands with the state of the learner model.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from stapsteen.learning.models import Agreement, Conversation, MasteryState, PersonalGoal
from stapsteen.learning.queries.conversations import last_talks
from stapsteen.learning.queries.talk_wishes import standing_wishes
from stapsteen.profile.models import AgreedFreedom
from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import on
from stapsteen.school.models import (
    DayOff,
    Placement,
    RoleHeld,
    RoleKind,
    School,
    SchoolYear,
    Subject,
    SubjectMinutes,
)
from stapsteen.signals.kinds import KINDS
from stapsteen.signals.models import SignalSetting
from stapsteen.signals.queries.looks import read_looks
from stapsteen.signals.queries.rounds import missed_lately, unchosen_rounds
from stapsteen.signals.rules.facts import Dated, Facts, HeldGoal, Here

WORDING = ("goal__title", "goal__title_en", "goal__quick_check", "goal__quick_check_en")


def limits_of(school: School) -> dict[str, int]:
    """The thresholds of the rules that are on: those of the school, else the usual ones."""
    kept = {one.kind: one for one in SignalSetting.objects.filter(school=school)}
    return {
        kind.key: kept[kind.key].threshold if kind.key in kept else kind.usual
        for kind in KINDS
        if kind.key not in kept or kept[kind.key].is_on
    }


def here_today(school: School, year: SchoolYear) -> Here:
    """What the rules need to know of the school. Six queries."""
    begin = timezone.make_aware(datetime.combine(year.starts, time.min))
    known = MasteryState.objects.filter(subject=OuterRef("pk"), evidence_until__gte=begin)
    subjects = Subject.objects.filter(Exists(known), school=school, core=True)
    free = DayOff.objects.filter(year=year, kind=DayOff.Kind.HOLIDAY, groups=None)
    return Here(
        today=timezone.localdate(),
        limits=limits_of(school),
        free=tuple(free.values_list("starts", "ends")),
        subjects={one.key: (one.name, one.name_en) for one in subjects},
        talks=Conversation.objects.filter(person__school=school).exists(),
        pupils_choose=policy_in_force(school).goals != "teacher",
    )


def facts_of(year: SchoolYear, people: Collection[int], *, deep: bool = False) -> dict[int, Facts]:
    """What is known of each of these pupils; ``deep`` also what the learner model says of their goals."""
    found = _begun(year, people)
    people = list(found)
    _read_taught(year, people, found)
    _read_seen(people, found)
    _read_goals(people, found)
    _read_talks(people, found)
    _read_agreed(people, found)
    for person, rounds in unchosen_rounds(year, people).items():
        found[person].rounds = rounds
    for person, times in missed_lately(people).items():
        found[person].missed = times
    if deep:
        read_looks(year.school, found)
    return found


def _begun(year: SchoolYear, people: Collection[int]) -> dict[int, Facts]:
    held = RoleHeld.objects.filter(on(), person__in=people, kind=RoleKind.PUPIL)
    return {
        person: Facts(max(starts, year.starts))
        for person, starts in held.values_list("person", "starts")
    }


def _read_taught(year: SchoolYear, people: Collection[int], found: dict[int, Facts]) -> None:
    taught: dict[str, set[str]] = {}
    minutes = SubjectMinutes.objects.filter(year=year, minutes__gt=0)
    for year_group, key in minutes.values_list("year_group", "subject__key"):
        taught.setdefault(year_group, set()).add(key)
    placed = Placement.objects.filter(year=year, pupil__in=people)
    for person, year_group in placed.values_list("pupil", "year_group"):
        if person in found and year_group in taught:
            found[person].taught = frozenset(taught[year_group])


def _read_seen(people: Collection[int], found: dict[int, Facts]) -> None:
    states = MasteryState.objects.filter(person__in=people, evidence_until__isnull=False)
    for person, subject, at in states.values_list("person", "subject__key", "evidence_until"):
        if at is not None:
            found[person].seen[subject] = timezone.localdate(at)


def _read_goals(people: Collection[int], found: dict[int, Facts]) -> None:
    rows = PersonalGoal.objects.filter(person__in=people)
    in_state = Max("steps__at", filter=Q(steps__state=F("state")))
    held = rows.filter(ends__isnull=True).annotate(in_state=in_state).order_by("starts", "pk")
    rows_held = held.values_list("person", "pk", "goal", *WORDING, "own_title", "state",
                                 "starts", "in_state")  # fmt: skip
    for person, number, goal, *words, own, state, starts, at in rows_held:
        title, english, check, english_check = (word or "" for word in words)
        since = timezone.localdate(at) if at else starts
        found[person].goals.append(
            HeldGoal(number, goal, title or own, english, state, since, check, english_check)
        )
    ended = rows.filter(ends__isnull=False).values_list("person").annotate(Max("ends")).order_by()
    for person, day in ended:
        found[person].last_goal_ended = day


def _read_talks(people: Collection[int], found: dict[int, Facts]) -> None:
    for person, day in last_talks(people).items():
        found[person].talked = day
    for person, at in standing_wishes(people).values_list("person", "asked_at"):
        found[person].talk_asked = timezone.localdate(at)
    talks = Conversation.objects.filter(person__in=people)
    planned = talks.filter(state=Conversation.State.PLANNED).order_by("planned_for", "pk")
    for person, number, day in planned.values_list("person", "pk", "planned_for"):
        found[person].planned.append(Dated(number, day))


def _read_agreed(people: Collection[int], found: dict[int, Facts]) -> None:
    today = timezone.localdate()
    open_ones = Agreement.objects.filter(
        conversation__person__in=people, outcome=Agreement.Outcome.OPEN, due__lt=today
    )
    for person, number, day, text in open_ones.values_list(
        "conversation__person", "pk", "due", "text"
    ):
        found[person].agreements.append(Dated(number, day, text))
    freedoms = AgreedFreedom.objects.filter(
        on(), person__in=people, ends__isnull=True, review_on__lte=today
    )
    for person, number, day in freedoms.values_list("person", "pk", "review_on"):
        found[person].freedoms.append(Dated(number, day))
