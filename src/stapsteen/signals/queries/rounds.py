"""What the rules need to know of workshops."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from stapsteen.school.access import Viewer, on
from stapsteen.school.models import Membership, SchoolYear
from stapsteen.signals.rules.facts import Dated
from stapsteen.week.models import Attendance, Enrolment, Round, Session, Wish
from stapsteen.week.sessions.access import sessions_for

LATELY = timedelta(weeks=6)


def unchosen_rounds(year: SchoolYear, people: Collection[int]) -> dict[int, list[Dated]]:
    """For each pupil the rounds that are open, in which it chose nothing and somebody of its group did.

    Who takes part in a round stands nowhere; that groupmates chose tells. Five queries, one where
    no round is open.
    """
    now = timezone.now()
    rounds = list(Round.objects.filter(year=year, opens__lte=now, closes__gt=now, dealt_at=None))
    if not rounds:
        return {}
    groups = _groups_around(year, people)
    chosen = _chosen(rounds, list(groups))
    busy = {(number, group) for number, person in chosen for group in groups[person]}
    found: dict[int, list[Dated]] = defaultdict(list)
    for person in people:
        for one in rounds:
            joins = any((one.pk, group) in busy for group in groups.get(person, ()))
            if joins and (one.pk, person) not in chosen:
                day = timezone.localdate(one.closes)
                found[person].append(Dated(one.pk, day, one.name))
    return found


def _chosen(rounds: Collection[Round], people: Collection[int]) -> set[tuple[int, int]]:
    """Who of these people has a wish or a seat in which round."""
    wishes = Wish.objects.filter(session__round__in=rounds, pupil__in=people)
    seats = Enrolment.objects.filter(session__round__in=rounds, pupil__in=people)
    seats = seats.exclude(state=Enrolment.State.WITHDRAWN)
    columns = ("session__round", "pupil")
    return {*wishes.values_list(*columns), *seats.values_list(*columns)}


def _groups_around(year: SchoolYear, people: Collection[int]) -> dict[int, list[int]]:
    """The groups of these people, and for everybody in them in which of these groups they are."""
    members = Membership.objects.filter(on(), group__year=year)
    theirs = set(members.filter(person__in=people).values_list("group", flat=True))
    found: dict[int, list[int]] = defaultdict(list)
    for person, group in members.filter(group__in=theirs).values_list("person", "group"):
        found[person].append(group)
    return found


def coming_sessions(viewer: Viewer, goals: Collection[int]) -> dict[int, Session]:
    """For each of these goals the first session that comes with a seat free. One query, none for no goals."""
    if not goals:
        return {}
    coming = sessions_for(viewer).filter(
        goal__in=goals,
        taken__lt=F("capacity"),
        withdrawn_at=None,
        round__date__gte=timezone.localdate(),
    )
    rows = coming.select_related("round").order_by("-round__date", "-round__starts", "-pk")
    return {one.goal_id: one for one in rows if one.goal_id is not None}


def missed_lately(people: Collection[int]) -> Counter[int]:
    """How often each pupil was not at a workshop with a seat in the last six weeks. One query."""
    newest = Attendance.objects.filter(enrolment=OuterRef("pk")).order_by("-at", "-pk")
    seats = Enrolment.objects.filter(
        pupil__in=people,
        state=Enrolment.State.SEATED,
        session__round__date__gte=timezone.localdate() - LATELY,
    ).annotate(mark=Subquery(newest.values("state")[:1]))
    absent = seats.filter(mark=Attendance.State.ABSENT)
    return Counter(absent.values_list("pupil", flat=True))
